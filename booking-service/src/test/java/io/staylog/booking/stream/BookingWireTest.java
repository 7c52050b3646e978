package io.staylog.booking.stream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.staylog.booking.domain.BookingCommand;
import io.staylog.booking.domain.BookingCommand.PaymentRefused;
import io.staylog.booking.domain.BookingCommand.Refused;
import io.staylog.booking.domain.BookingEvent;
import io.staylog.booking.domain.CancelReason;
import io.staylog.booking.domain.CancellationPolicy;
import io.staylog.booking.domain.Channel;
import io.staylog.booking.domain.Fee;
import io.staylog.booking.domain.Fiscal;
import io.staylog.booking.domain.FolioLine;
import io.staylog.booking.domain.Guarantee;
import io.staylog.booking.domain.InvoiceLine;
import io.staylog.booking.domain.NightPrice;
import io.staylog.booking.domain.PaymentWord;
import io.staylog.booking.domain.RatePlan;
import io.staylog.booking.domain.Reason;
import io.staylog.booking.domain.Rejection;
import io.staylog.booking.domain.Restriction;
import io.staylog.booking.domain.RoomStay;
import io.staylog.booking.domain.TaxReason;
import io.staylog.booking.domain.Terms;
import io.staylog.eventsourcing.UnreadableRecordException;
import io.staylog.eventsourcing.Wire;
import io.staylog.schemas.EventHeaders;
import io.staylog.schemas.Topic;
import io.staylog.schemas.Topics;
import io.staylog.schemas.booking.BookingRequested;
import io.staylog.schemas.booking.ChargeKind;
import io.staylog.schemas.booking.ChargeReported;
import io.staylog.schemas.booking.CreditNoteRequested;
import io.staylog.schemas.booking.GuestWalkReported;
import io.staylog.schemas.booking.HotelRegistered;
import io.staylog.schemas.booking.InvoiceRequested;
import io.staylog.schemas.booking.ReinstatementRequested;
import io.staylog.schemas.booking.RoomStayRequest;
import io.staylog.schemas.common.Actor;
import io.staylog.schemas.common.ActorType;
import io.staylog.schemas.payment.AuthorizationAdjusted;
import io.staylog.schemas.payment.AuthorizationExpired;
import io.staylog.schemas.payment.BankOperation;
import io.staylog.schemas.payment.DeclineCategory;
import io.staylog.schemas.payment.PaymentAttemptStarted;
import io.staylog.schemas.payment.PaymentCaptureFailed;
import io.staylog.schemas.payment.PaymentCaptured;
import io.staylog.schemas.payment.PaymentDeclined;
import io.staylog.schemas.payment.PaymentPurpose;
import io.staylog.schemas.payment.PaymentRequestRejected;
import io.staylog.schemas.serde.EventSerializer;
import io.staylog.schemas.serde.SchemaRegistry;
import io.staylog.testkit.RegistryDouble;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class BookingWireTest {
    private static final UUID ID = UUID.fromString("00000000-0000-4000-8000-000000000001");
    private static final LocalDate DAY = LocalDate.parse("2026-07-01");
    private static final Instant AT = Instant.parse("2026-06-01T10:00:00Z");

    @ParameterizedTest
    @MethodSource("everyEvent")
    void every_event_survives_the_wire(BookingEvent event) {
        assertThat(EventWire.fromAvro(EventWire.toAvro(event, "rio"))).isEqualTo(event);
    }

    @Test
    void no_kind_of_event_is_left_out_of_this_test() {
        var tested = new HashSet<Class<?>>();
        everyEvent().forEach(event -> tested.add(event.getClass()));
        assertThat(tested).containsAll(leaves(BookingEvent.class).toList());
        var written = new HashSet<Class<?>>();
        everyEvent().forEach(event -> written.add(EventWire.toAvro(event, "rio").getClass()));
        var allowed = new HashSet<Class<?>>(Topics.BOOKING_EVENTS.recordTypes());
        assertThat(written).as("record types of booking.events").isEqualTo(allowed);
    }

    private static Stream<Class<?>> leaves(Class<?> type) {
        return type.isSealed()
                ? Arrays.stream(type.getPermittedSubclasses()).flatMap(BookingWireTest::leaves)
                : Stream.of(type);
    }

    static Stream<BookingEvent> everyEvent() {
        return Stream.concat(hotelFacts(), bookingEvents());
    }

    private static Stream<BookingEvent> hotelFacts() {
        var plan = new RatePlan(
                true,
                Guarantee.PREPAYMENT,
                3_000,
                List.of(
                        new RatePlan.TierTemplate(null, new Fee(Fee.Type.FIXED, 5)),
                        new RatePlan.TierTemplate(24, new Fee(Fee.Type.NIGHTS, 1))),
                new Fee(Fee.Type.PERCENT_BPS, 10_000));
        return Stream.of(
                new BookingEvent.HotelRegistered(
                        ID,
                        "Rio",
                        ZoneId.of("Europe/Lisbon"),
                        "EUR",
                        DAY,
                        LocalTime.of(14, 30),
                        600,
                        730,
                        366,
                        900,
                        300,
                        new Fiscal(
                                "Rio Lda",
                                "Rua 1\nLisboa",
                                "PT501234567",
                                "INV",
                                "CRN",
                                List.of(
                                        new TaxReason(TaxReason.Scope.CITY_TAX, "Collected for Lisbon", false),
                                        new TaxReason(TaxReason.Scope.OTHER, "Reverse charge", true)))),
                new BookingEvent.RoomTypeDefined(ID, "DBL", "Double", 10, 3),
                new BookingEvent.RatePlanDefined(ID, "FLEX", "Flexible", plan),
                new BookingEvent.InventorySet(ID, "DBL", DAY, DAY.plusDays(3), 9),
                new BookingEvent.RoomsOutOfOrder(ID, "DBL", DAY, DAY.plusDays(3), 1, "pipe"),
                new BookingEvent.OverbookingSet(ID, "DBL", DAY, DAY.plusDays(3), 2),
                new BookingEvent.PricesSet(ID, "FLEX", "DBL", DAY, DAY.plusDays(3), "EUR", 10_000, 127),
                new BookingEvent.RestrictionsSet(
                        ID, "DBL", null, DAY, DAY.plusDays(3), new Restriction(true, false, true, 1, 2, 3)),
                new BookingEvent.OverbookedDetected(ID, "DBL", DAY, 2),
                new BookingEvent.BusinessDayClosed(ID, DAY, DAY.plusDays(1)),
                new BookingEvent.RequestRejected(
                        ID,
                        null,
                        DAY,
                        "BookingRequested",
                        new Rejection(Reason.SOLD_OUT, "none left", Map.of("a", "b"))));
    }

    private static Stream<BookingEvent> bookingEvents() {
        return Stream.of(
                new BookingEvent.BookingHeld(ID, ID, 1, DAY, terms(), ID, AT),
                new BookingEvent.BookingConfirmed(ID, ID, 1, DAY, terms(), null),
                new BookingEvent.BookingConfirmed(null, ID, 2, DAY, null, ID),
                new BookingEvent.HoldExtended(ID, 2, DAY, AT),
                new BookingEvent.BookingReleased(ID, 2, DAY, "do_not_honor"),
                new BookingEvent.BookingExpired(ID, 2, DAY),
                new BookingEvent.BookingCancelled(ID, ID, 2, DAY, CancelReason.CHANNEL, 5, 6, -1, true),
                new BookingEvent.BookingModified(ID, ID, 2, DAY, terms().roomStays(), -5, terms().policy()),
                new BookingEvent.GuestCheckedIn(ID, ID, 2, DAY, "101"),
                new BookingEvent.GuestCheckedOut(ID, ID, 3, DAY, terms().roomStays(), 10, 5),
                new BookingEvent.GuestCheckedOut(ID, ID, 3, DAY, null, 10, 0),
                new BookingEvent.BookingNoShow(ID, ID, 2, DAY, 5, 6),
                new BookingEvent.BookingPaymentFailed(ID, 2, DAY, ID, "do_not_honor", 2, 1),
                new BookingEvent.BookingPaymentRetried(ID, 3, DAY, ID, 2),
                new BookingEvent.LatePaymentDetected(ID, 3, DAY, ID, 5),
                new BookingEvent.BookingGuaranteeLost(ID, 3, DAY, ID, "capture_failed"),
                new BookingEvent.BookingChangeHeld(ID, ID, 3, DAY, terms().roomStays(), 5, terms().policy(), ID, AT),
                new BookingEvent.BookingChangeHeld(ID, ID, 3, DAY, terms().roomStays(), 5, null, ID, AT),
                new BookingEvent.BookingChangeAbandoned(ID, ID, 4, DAY, "hold_expired"),
                new BookingEvent.GuestWalked(ID, ID, 3, DAY, "Atlantico", 5, 6),
                new BookingEvent.FolioChargePosted(
                        ID, ID, 3, DAY, "MINIBAR", 5, io.staylog.booking.domain.ChargeKind.MINIBAR, 1, 2_300),
                new BookingEvent.InvoiceIssued(ID, ID, 4, DAY, "INV", 7, ID, "EUR", lines()),
                new BookingEvent.CreditNoteIssued(ID, ID, 5, DAY, "CRN", 1, "INV", 7, "wrong", ID, "EUR", lines()),
                new BookingEvent.BookingReinstated(ID, ID, 3, DAY),
                new BookingEvent.AuthorizationAdjustmentRequested(ID, ID, 5, DAY),
                new BookingEvent.PaymentRequested(
                        ID, ID, BookingEvent.Purpose.DEPOSIT, 5, "EUR", true, "tok_ok", false, DAY, AT),
                new BookingEvent.PaymentCaptureRequested(ID, ID, 5, DAY),
                new BookingEvent.PaymentCancellationRequested(ID, ID, DAY),
                new BookingEvent.PaymentRefundRequested(ID, ID, 5, DAY));
    }

    static List<InvoiceLine> lines() {
        return List.of(
                new InvoiceLine(line(FolioLine.Kind.NIGHT, "DBL", 10_600, 10_000, 600), 2),
                new InvoiceLine(line(FolioLine.Kind.CHARGE, "MINIBAR", 5, 4, 2_300), 1),
                new InvoiceLine(line(FolioLine.Kind.CHARGE, "Meeting room", 100, 100, 0), 1, "Reverse charge", true),
                new InvoiceLine(line(FolioLine.Kind.EARLY_DEPARTURE_FEE, "Fee", 400, 400, 0), 1, "Not taxed", false));
    }

    private static FolioLine line(FolioLine.Kind kind, String what, long gross, long net, int rate) {
        return new FolioLine(
                kind,
                what.equals("MINIBAR")
                        ? io.staylog.booking.domain.ChargeKind.MINIBAR
                        : io.staylog.booking.domain.ChargeKind.OTHER,
                what,
                DAY,
                gross,
                net,
                rate);
    }

    private static Terms terms() {
        var night = NightPrice.ofGross(DAY, 10_600, 600);
        return new Terms(
                "ABCD2345",
                Channel.OTA,
                "X-1",
                ID,
                "FLEX",
                Guarantee.CARD,
                List.of(new RoomStay(1, "DBL", DAY, DAY.plusDays(1), 2, List.of(4, 9), List.of(night))),
                "EUR",
                10_600,
                new CancellationPolicy(
                        List.of(new CancellationPolicy.Tier(AT, new Fee(Fee.Type.NIGHTS, 1), 24)), Fee.FREE),
                "tok_ok");
    }

    @ParameterizedTest
    @MethodSource("everyNews")
    void every_word_of_a_payment_becomes_what_it_means(SpecificRecord event, BookingCommand command) {
        assertThat(RequestWire.toCommand(event, AT)).isEqualTo(Optional.ofNullable(command));
    }

    static Stream<Arguments> everyNews() {
        return Stream.of(
                arguments(attempt(BankOperation.AUTHORIZE, 1, false), null),
                arguments(attempt(BankOperation.AUTHORIZE, 2, true), null),
                arguments(attempt(BankOperation.CAPTURE, 2, false), null),
                arguments(attempt(BankOperation.AUTHORIZE, 2, false), new BookingCommand.PaymentTried(ID, ID, 2)),
                arguments(
                        declined(BankOperation.AUTHORIZE, DeclineCategory.ACTION),
                        new PaymentRefused(ID, ID, Refused.AUTHORIZATION, "code", true, 3)),
                arguments(
                        declined(BankOperation.AUTHORIZE, DeclineCategory.UNKNOWN),
                        new PaymentRefused(ID, ID, Refused.AUTHORIZATION, "code", false, 3)),
                arguments(
                        declined(BankOperation.CAPTURE, DeclineCategory.HARD),
                        new PaymentRefused(ID, ID, Refused.CAPTURE, "code", false, 3)),
                arguments(
                        declined(BankOperation.ADJUST, DeclineCategory.SOFT),
                        new PaymentRefused(ID, ID, Refused.ADJUSTMENT, "code", true, 3)),
                arguments(declined(BankOperation.REFUND, DeclineCategory.HARD), null),
                arguments(
                        new AuthorizationAdjusted(ID, "rio", ID, 4, ID, 2, 5L, 6L, "EUR"),
                        new BookingCommand.AuthorizationRaised(ID, ID, ID, 6)),
                arguments(
                        new AuthorizationExpired(ID, "rio", ID, 4, 5L, "EUR", "psp"),
                        new BookingCommand.AuthorizationGone(ID, ID)),
                arguments(
                        new PaymentCaptureFailed(ID, "rio", ID, 4, 2, 5L, "EUR", "why", DAY),
                        new BookingCommand.CaptureUndone(ID, ID)),
                arguments(
                        new PaymentRequestRejected(
                                ID, "rio", ID, "PaymentCaptureRequested", "authorization_expired", "m", Map.of()),
                        new BookingCommand.PaymentRequestRefused(ID, ID, "authorization_expired")));
    }

    private static PaymentAttemptStarted attempt(BankOperation operation, int attemptNo, boolean isRenewal) {
        return new PaymentAttemptStarted(
                ID, "rio", ID, 2, operation, attemptNo, "k", "m", 5L, null, DAY, null, null, true, isRenewal);
    }

    private static PaymentDeclined declined(BankOperation operation, DeclineCategory category) {
        return new PaymentDeclined(ID, "rio", ID, 3, operation, "code", category, 3);
    }

    @Test
    void what_is_shown_of_a_payment_is_its_last_word_and_nothing_else() {
        assertThat(PaymentWordWire.word(declined(BankOperation.AUTHORIZE, DeclineCategory.SOFT)))
                .isEqualTo(new PaymentWord(ID, ID, PaymentWord.State.DECLINED, "code"));
        assertThat(PaymentWordWire.word(attempt(BankOperation.AUTHORIZE, 1, false)))
                .isEqualTo(new PaymentWord(ID, ID, PaymentWord.State.STARTED, ""));
        assertThat(PaymentWordWire.word(new PaymentCaptureFailed(ID, "rio", ID, 4, 2, 5L, "EUR", "why", DAY)))
                .isEqualTo(new PaymentWord(ID, ID, PaymentWord.State.CAPTURE_FAILED, ""));
        assertThat(PaymentWordWire.word(new ChargeReported(
                        ID, "rio", ID, "BAR", 5L, ChargeKind.OTHER, null, new Actor(ActorType.STAFF, ""))))
                .isNull();
    }

    @Test
    void what_a_desk_reports_becomes_a_command() {
        var desk = new Actor(ActorType.STAFF, "desk");
        var request = new BookingCommand.Request(ID, "GuestWalkReported");
        assertThat(RequestWire.toCommand(new GuestWalkReported(ID, "rio", ID, "Atlantico", 5L, desk), AT))
                .contains(new BookingCommand.WalkGuest(request, ID, "Atlantico", 5));
        assertThat(RequestWire.toCommand(
                        new ChargeReported(ID, "rio", ID, "MINIBAR", 5L, ChargeKind.MINIBAR, 2_300, desk), AT))
                .contains(new BookingCommand.PostCharge(
                        new BookingCommand.Request(ID, "ChargeReported"),
                        ID,
                        "MINIBAR",
                        5,
                        io.staylog.booking.domain.ChargeKind.MINIBAR,
                        2_300));
        var party = UUID.fromString("00000000-0000-4000-8000-0000000000aa");
        assertThat(RequestWire.toCommand(new InvoiceRequested(ID, "rio", ID, party, "DE", desk), AT))
                .contains(new BookingCommand.IssueInvoice(
                        new BookingCommand.Request(ID, "InvoiceRequested"), ID, party, "DE"));
        assertThat(RequestWire.toCommand(new CreditNoteRequested(ID, "rio", ID, "INV", 7L, "wrong", desk), AT))
                .contains(new BookingCommand.IssueCreditNote(
                        new BookingCommand.Request(ID, "CreditNoteRequested"), ID, "INV", 7, "wrong"));
        assertThat(RequestWire.toCommand(new ReinstatementRequested(ID, "rio", ID, 3, desk), AT))
                .contains(
                        new BookingCommand.Reinstate(new BookingCommand.Request(ID, "ReinstatementRequested"), ID, 3));
    }

    @Test
    void a_card_number_in_any_text_is_refused_without_being_repeated() {
        var refused = refusal(request(io.staylog.schemas.common.Channel.OTA, "4242 4242 4242 4242"));
        assertThat(refused.reason()).isEqualTo(Reason.SENSITIVE_CARD_DATA);
        assertThat(refused.details()).containsEntry("field", "channelReference");
        assertThat(refused.toString()).doesNotContain("4242");
    }

    @Test
    void a_channel_that_this_program_does_not_know_is_never_passed_on() {
        var refused = refusal(request(io.staylog.schemas.common.Channel.UNKNOWN, "X-1"));
        assertThat(refused.reason()).isEqualTo(Reason.FIELD_INVALID);
        assertThat(refused.details()).containsEntry("field", "channel");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"Süd", "a/b", "..", " ", "12345678901234567890123456789012345678901234567890123456789012345"})
    void an_id_that_the_bank_or_a_path_could_not_carry_is_refused_by_name(String id) {
        var request = request(io.staylog.schemas.common.Channel.OTA, "X-1");
        request.put("ratePlanId", id);
        assertThat(refusal(request).details())
                .containsEntry("field", "ratePlanId")
                .containsEntry("actual", id);
    }

    @Test
    void a_refusal_for_a_reason_of_a_newer_program_can_still_be_read() {
        var refused = EventWire.toAvro(
                new BookingEvent.RequestRejected(
                        ID, null, DAY, "BookingRequested", new Rejection(Reason.SOLD_OUT, "none left", Map.of())),
                "rio");
        refused.put(refused.getSchema().getField("code").pos(), "no_pets");
        assertThat(((BookingEvent.RequestRejected) EventWire.fromAvro(refused)).rejection())
                .isEqualTo(new Rejection(Reason.UNKNOWN, "none left", Map.of()));
    }

    @Test
    void a_place_that_is_no_time_zone_is_refused_by_name() {
        var refused = refusal(new HotelRegistered(
                ID, "rio", "Rio", "Lisbon", "EUR", DAY, "15:00", 0, 730, 366, 900, 300, "", "", "", "INV", "CRN",
                List.of()));
        assertThat(refused.details()).containsEntry("field", "timeZone").containsEntry("actual", "Lisbon");
    }

    @Test
    void a_payment_is_believed_only_where_payment_service_alone_may_write() {
        var captured = new PaymentCaptured(
                ID, "rio", ID, 3, PaymentPurpose.PREPAYMENT, 10_600L, "EUR", "psp_1", true, DAY, 1, "", "");
        try (var registry = RegistryDouble.withOurSchemas()) {
            var schemas = new SchemaRegistry(registry.url());
            var serializer = new EventSerializer(schemas);
            var wire = new BookingWire(schemas, serializer);
            var bytes = serializer.encode(Topics.PAYMENT_EVENTS.name(), captured);
            var genuine = record(Topics.PAYMENT_EVENTS, bytes);
            genuine.headers().add(EventHeaders.SOURCE, "payment-service".getBytes(UTF_8));
            assertThat(wire.read(genuine))
                    .isEqualTo(new Wire.Incoming.Command<>(new BookingCommand.ConfirmPaid(ID, ID, 10_600)));
            assertThatThrownBy(() -> wire.read(record(Topics.BOOKING_REQUESTS, bytes)))
                    .isInstanceOfSatisfying(
                            UnreadableRecordException.class,
                            e -> assertThat(e.reason()).isEqualTo("wrong-topic"));
            assertThatThrownBy(() -> wire.read(record(Topics.PAYMENT_EVENTS, bytes)))
                    .isInstanceOfSatisfying(
                            UnreadableRecordException.class,
                            e -> assertThat(e.reason()).isEqualTo("not-from-owner"));
        }
    }

    private static ConsumerRecord<byte[], byte[]> record(Topic topic, byte[] value) {
        return new ConsumerRecord<>(topic.name(), 0, 0, "rio".getBytes(UTF_8), value);
    }

    private static Rejection refusal(org.apache.avro.specific.SpecificRecord request) {
        var command = RequestWire.toCommand(request, AT).orElseThrow();
        return ((BookingCommand.Refuse) command).rejection();
    }

    private static BookingRequested request(io.staylog.schemas.common.Channel channel, String reference) {
        var stay = new RoomStayRequest("DBL", DAY, DAY.plusDays(1), 1, List.of(), null, false);
        return new BookingRequested(
                ID,
                "rio",
                ID,
                "FLEX",
                channel,
                reference,
                null,
                List.of(stay),
                "EUR",
                null,
                null,
                new Actor(ActorType.GUEST, ""));
    }
}
