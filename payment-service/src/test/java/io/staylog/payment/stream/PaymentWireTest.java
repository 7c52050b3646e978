package io.staylog.payment.stream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.staylog.payment.domain.Attempt;
import io.staylog.payment.domain.BankAnswer;
import io.staylog.payment.domain.BankCall;
import io.staylog.payment.domain.BankNotification;
import io.staylog.payment.domain.BookingId;
import io.staylog.payment.domain.CaptureMode;
import io.staylog.payment.domain.DeclineCategory;
import io.staylog.payment.domain.Dispute;
import io.staylog.payment.domain.GatewayChoice;
import io.staylog.payment.domain.HotelPayments;
import io.staylog.payment.domain.Initiator;
import io.staylog.payment.domain.Operation;
import io.staylog.payment.domain.PaymentCommand;
import io.staylog.payment.domain.PaymentEvent;
import io.staylog.payment.domain.PaymentEvent.About;
import io.staylog.payment.domain.PaymentEvent.PaymentOutcomeResolved.Resolved;
import io.staylog.payment.domain.PaymentEvent.PaymentOutcomeResolved.Resolver;
import io.staylog.payment.domain.PaymentEvent.PaymentOutcomeResolved.Source;
import io.staylog.payment.domain.PaymentId;
import io.staylog.payment.domain.PaymentTimes;
import io.staylog.payment.domain.Purpose;
import io.staylog.payment.domain.RandomDay;
import io.staylog.payment.domain.Rejection;
import io.staylog.payment.domain.Request;
import io.staylog.payment.domain.Request.Asker;
import io.staylog.payment.domain.RequestId;
import io.staylog.payment.domain.Settlement;
import io.staylog.payment.domain.Terms;
import io.staylog.schemas.Topics;
import io.staylog.schemas.common.Actor;
import io.staylog.schemas.common.ActorType;
import io.staylog.schemas.payment.BankAnswered;
import io.staylog.schemas.payment.BankCallInstructed;
import io.staylog.schemas.payment.BankOperation;
import io.staylog.schemas.payment.BankOutcome;
import io.staylog.schemas.payment.PaymentCancellationRequested;
import io.staylog.schemas.payment.PaymentCaptureRequested;
import io.staylog.schemas.payment.PaymentPurpose;
import io.staylog.schemas.payment.PaymentRefundRequested;
import io.staylog.schemas.payment.PaymentRequested;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class PaymentWireTest {
    private static final Actor NOBODY = new Actor(ActorType.UNKNOWN, "");
    private static final UUID ID = UUID.fromString("00000000-0000-4000-8000-000000000001");
    private static final PaymentId PAYMENT = new PaymentId(ID);
    private static final io.staylog.payment.domain.Actor DESK = new io.staylog.payment.domain.Actor("STAFF", "desk-3");
    private static final RequestId REQUEST = new RequestId(new UUID(3, 3));
    private static final About ABOUT = new About(PAYMENT, new BookingId(new UUID(2, 2)), 7);
    private static final LocalDate DAY = LocalDate.parse("2026-07-01");
    private static final Instant AT = Instant.parse("2026-06-01T10:00:00Z");
    private static final Attempt REFUND =
            new Attempt(Operation.REFUND, 2, "key", "reference", 5, REQUEST, DAY, Attempt.Details.USUAL);
    private static final Attempt AUTHORIZE = new Attempt(
            Operation.AUTHORIZE,
            1,
            "key",
            "reference",
            5,
            null,
            DAY,
            new Attempt.Details(null, "tok_other", true, true));

    @ParameterizedTest
    @MethodSource("everyEvent")
    void every_event_survives_the_wire(PaymentEvent event) {
        assertThat(EventReadWire.fromAvro(EventWire.toAvro(event, "rio"))).isEqualTo(event);
    }

    @Test
    void a_card_number_that_an_operator_sends_is_refused_and_said_nowhere_again() {
        var request = new PaymentRefundRequested(
                REQUEST.value(), "rio", ID, 5L, DAY, new Actor(ActorType.STAFF, "desk-3"), "of 4111 1111 1111 1111");

        var command = CommandWire.toCommand(request, Asker.OPERATOR);

        assertThat(command)
                .isEqualTo(new PaymentCommand.Refuse(
                        REQUEST, PAYMENT, Request.Kind.REFUND, Rejection.SENSITIVE_CARD_DATA, "reason"));
        assertThat(command.toString()).doesNotContain("4111");
    }

    @Test
    void no_kind_of_event_is_left_out_of_this_test() {
        var tested = new HashSet<Class<?>>();
        everyEvent().forEach(event -> tested.add(event.getClass()));
        tested.add(PaymentEvent.BankCallInstructed.class); // It is never read back, see below.
        assertThat(tested).containsAll(leaves(PaymentEvent.class).toList());
        var written = new HashSet<Class<?>>();
        everyEvent().forEach(event -> written.add(EventWire.toAvro(event, "rio").getClass()));
        assertThat(written)
                .as("record types of payment.events")
                .isEqualTo(new HashSet<>(Topics.PAYMENT_EVENTS.recordTypes()));
    }

    private static Stream<Class<?>> leaves(Class<?> type) {
        return type.isSealed()
                ? Arrays.stream(type.getPermittedSubclasses()).flatMap(PaymentWireTest::leaves)
                : Stream.of(type);
    }

    static Stream<PaymentEvent> everyEvent() {
        var head = new Request.Head(REQUEST, PAYMENT, DAY, Asker.BOOKING_SERVICE);
        var card = new BankAnswer.Card("A1", AT, "visa", "4242");
        return Stream.of(
                new PaymentEvent.PaymentInitiated(ABOUT, terms("tok_ok"), "stripe"),
                new PaymentEvent.PaymentInitiated(ABOUT, terms(null), ""),
                new PaymentEvent.PaymentAttemptStarted(ABOUT, REFUND),
                new PaymentEvent.PaymentAttemptStarted(ABOUT, AUTHORIZE),
                new PaymentEvent.PaymentRequestQueued(ABOUT, new Request.Capture(head, 5)),
                new PaymentEvent.PaymentRequestQueued(ABOUT, new Request.Refund(head, 5)),
                new PaymentEvent.PaymentCancellationNoted(ABOUT, REQUEST, DAY),
                new PaymentEvent.PaymentAuthorized(ABOUT, 1, 5, "EUR", "psp", card),
                new PaymentEvent.PaymentAuthorized(ABOUT, 1, 5, "EUR", "psp", BankAnswer.Card.UNKNOWN),
                new PaymentEvent.PaymentCaptured(
                        ABOUT, 2, Purpose.LATE_CHARGE, 5, "EUR", "psp", false, DAY, "visa", "4242"),
                new PaymentEvent.PaymentDeclined(ABOUT, Operation.CAPTURE, 2, "lost_card", DeclineCategory.HARD),
                new PaymentEvent.PaymentAttemptFailed(ABOUT, Operation.VOID, 2, "refused", true),
                new PaymentEvent.PaymentOutcomeUnknown(ABOUT, Operation.CAPTURE, 2, "time-out"),
                new PaymentEvent.PaymentLookupStarted(ABOUT, Operation.CAPTURE, 2, 3),
                new PaymentEvent.PaymentAttemptNotFound(ABOUT, Operation.CAPTURE, 2),
                new PaymentEvent.PaymentOutcomeResolved(
                        ABOUT,
                        Operation.REFUND,
                        2,
                        Resolved.NOT_EXECUTED,
                        new Resolver(Source.OPERATOR, DESK, "the hotline")),
                new PaymentEvent.PaymentVoided(ABOUT, 3, 5, "EUR"),
                new PaymentEvent.PaymentRefunded(ABOUT, 3, Purpose.DEPOSIT, REQUEST, 5, "EUR", "psp", DAY),
                new PaymentEvent.PaymentRefundFailed(ABOUT, 3, REQUEST, 5, "refund_failed"),
                new PaymentEvent.PaymentCancelled(ABOUT),
                new PaymentEvent.PaymentRequestQueued(ABOUT, new Request.Adjustment(head, 5)),
                new PaymentEvent.PaymentRetryScheduled(ABOUT, 1, "issuer_unavailable", AT),
                new PaymentEvent.PaymentActionRequired(ABOUT, 1, "https://bank/act", AT, "psp"),
                new PaymentEvent.PaymentCaptureFailed(ABOUT, 2, 5, "EUR", "late", DAY),
                new PaymentEvent.PaymentRefundPending(ABOUT, 2, REQUEST, 5, "EUR"),
                new PaymentEvent.ManualRefundRecorded(ABOUT, REQUEST, 5, "EUR", "transfer", DAY),
                new PaymentEvent.AuthorizationExpired(ABOUT, 5, "EUR", "psp"),
                new PaymentEvent.AuthorizationRenewalStarted(ABOUT, 2, "psp", AT),
                new PaymentEvent.AuthorizationRenewalDeclined(ABOUT, 2, "lost_card"),
                new PaymentEvent.AuthorizationReplaced(ABOUT, 3, "psp", "psp2"),
                new PaymentEvent.AuthorizationAdjusted(ABOUT, 2, REQUEST, 5, 7, "EUR"),
                new PaymentEvent.DisputeOpened(ABOUT, "dp", 5, "EUR", "fraudulent", Dispute.Stage.CHARGEBACK, AT, DAY),
                new PaymentEvent.DisputeChallenged(ABOUT, "dp"),
                new PaymentEvent.DisputeAccepted(ABOUT, "dp"),
                new PaymentEvent.DisputeWon(ABOUT, "dp", 5, "EUR"),
                new PaymentEvent.DisputeLost(ABOUT, "dp", 5, "EUR"),
                new PaymentEvent.PaymentOperatorActed(ABOUT, REQUEST, Request.Kind.RESOLUTION, DESK, "why"),
                unmatched(),
                reconciled(),
                new PaymentEvent.PaymentNeedsAttention(ABOUT, Operation.REFUND, "why"),
                new PaymentEvent.PaymentNeedsAttention(ABOUT, null, "why"),
                new PaymentEvent.PaymentRequestRejected(
                        REQUEST, PAYMENT, Request.Kind.PAYMENT, Rejection.PAYMENT_ID_TAKEN, Map.of("currency", "EUR")),
                new PaymentEvent.PaymentRequestRejected(
                        REQUEST,
                        PAYMENT,
                        Request.Kind.CANCELLATION,
                        Rejection.ALREADY_VOIDED,
                        Map.of("stage", "VOIDED")));
    }

    private static PaymentEvent unmatched() {
        var id = new RequestId(UUID.nameUUIDFromBytes("simulator/n1".getBytes(UTF_8)));
        var notification = new BankNotification(
                id,
                "simulator",
                "n1",
                BankNotification.Kind.CAPTURED,
                "who:1",
                0,
                "psp",
                5,
                "EUR",
                "",
                BankAnswer.Card.UNKNOWN,
                BankNotification.About.NO_DISPUTE);
        return new PaymentEvent.GatewayNotificationUnmatched(new PaymentId(id.value()), notification);
    }

    private static PaymentEvent reconciled() {
        var line = new Settlement.Line("ref:1", "psp", Settlement.Movement.CAPTURE, 5, 1);
        var settlement = new Settlement(REQUEST, DAY, "EUR", List.of(line), DESK);
        var difference = new Settlement.Difference(
                Settlement.Differs.MISSING_IN_BOOKS, "ref:1", Settlement.Movement.CAPTURE, 0, 5);
        return new PaymentEvent.SettlementReconciled(settlement, 0, List.of(difference));
    }

    private static Terms terms(String token) {
        return new Terms(
                PAYMENT,
                ABOUT.bookingId(),
                Purpose.DEPOSIT,
                5,
                "EUR",
                CaptureMode.MANUAL,
                token,
                Initiator.MERCHANT,
                DAY);
    }

    @ParameterizedTest
    @EnumSource(Purpose.class)
    void every_purpose_has_its_word_on_the_wire(Purpose purpose) {
        assertThat(TermsWire.purpose(TermsWire.purpose(purpose))).isEqualTo(purpose);
        assertThat(PaymentPurpose.values()).hasSameSizeAs(Purpose.values());
    }

    @Test
    void an_instruction_carries_the_card_only_where_it_is_needed() {
        var authorization = instruction(new BankCall(AUTHORIZE, 0, null, terms("tok_ok"), ""));
        assertThat(authorization.getOperation()).isEqualTo(BankOperation.AUTHORIZE);
        assertThat(authorization.getPaymentMethodToken()).isEqualTo("tok_other");
        assertThat(authorization.getInitiator().name())
                .as("nobody is present at a renewal")
                .isEqualTo("MERCHANT");
        var lookup = instruction(new BankCall(AUTHORIZE, 3, null, terms("tok_ok"), ""));
        assertThat(lookup.getOperation()).isEqualTo(BankOperation.LOOKUP);
        assertThat(lookup.getLookupNo()).isEqualTo(3);
        assertThat(lookup.getPaymentMethodToken()).isNull();
        assertThat(instruction(new BankCall(REFUND, 0, "psp", terms("tok_ok"), "stripe"))
                        .getPaymentMethodToken())
                .isNull();
    }

    private static BankCallInstructed instruction(BankCall call) {
        return (BankCallInstructed) EventWire.toAvro(new PaymentEvent.BankCallInstructed(PAYMENT, call), "rio");
    }

    @Test
    void every_request_is_understood() {
        var requested = new PaymentRequested(
                ID,
                "rio",
                ABOUT.bookingId().value(),
                PaymentPurpose.DEPOSIT,
                5L,
                "EUR",
                io.staylog.schemas.payment.CaptureMode.MANUAL,
                "tok_ok",
                io.staylog.schemas.payment.Initiator.MERCHANT,
                DAY,
                AT.plusSeconds(900));
        assertThat(command(requested, Asker.BOOKING_SERVICE))
                .isEqualTo(new PaymentCommand.RequestPayment(terms("tok_ok"), AT.plusSeconds(900)));
        var head = new Request.Head(REQUEST, PAYMENT, DAY, Asker.OPERATOR);
        var id = REQUEST.value();
        assertThat(List.of(
                        command(new PaymentCaptureRequested(id, "rio", ID, 5L, DAY, true, NOBODY, ""), Asker.OPERATOR),
                        command(new PaymentRefundRequested(id, "rio", ID, 5L, DAY, NOBODY, ""), Asker.OPERATOR),
                        command(new PaymentCancellationRequested(id, "rio", ID, DAY, NOBODY, ""), Asker.OPERATOR)))
                .containsExactly(
                        new PaymentCommand.Ask(new Request.Capture(head, 5)),
                        new PaymentCommand.Ask(new Request.Refund(head, 5)),
                        new PaymentCommand.Ask(new Request.Cancellation(head)));
    }

    private static PaymentCommand command(SpecificRecord record, Asker asker) {
        return CommandWire.toCommand(record, asker);
    }

    @ParameterizedTest
    @EnumSource(BankOutcome.class)
    void every_outcome_is_understood_and_a_new_one_means_unknown(BankOutcome outcome) {
        var answered = new BankAnswered(
                ID,
                "rio",
                BankOperation.LOOKUP,
                2,
                1,
                "key",
                outcome,
                "psp",
                "",
                "lost_card",
                5L,
                null,
                "",
                "",
                "why",
                "",
                null,
                false);
        var answer = ((PaymentCommand.TakeBankAnswer) command(answered, Asker.OPERATOR)).answer();
        assertThat(answer.lookupNo()).isEqualTo(1);
        assertThat(answer.said())
                .isEqualTo(
                        switch (outcome) {
                            case APPROVED -> new BankAnswer.Approved(5, "psp", BankAnswer.Card.UNKNOWN);
                            case DECLINED -> new BankAnswer.NotTaken("lost_card", "why");
                            case NOT_EXECUTED -> new BankAnswer.NotExecuted("why");
                            case NOT_FOUND -> new BankAnswer.NotFound();
                            case PENDING -> new BankAnswer.Pending("psp");
                            case OUTCOME_UNKNOWN, UNKNOWN -> new BankAnswer.OutcomeUnknown("why");
                            case ACTION_REQUIRED ->
                                new BankAnswer.OutcomeUnknown(
                                        "the bank wants the guest to act and does not say until when");
                        });
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void a_snapshot_keeps_everything(long seed) throws IOException {
        var hotel = new RandomDay(seed, (_, _) -> {}).live(300).hotel();
        var standings = new Standings();
        var format = new PaymentStateFormat(PaymentTimes.USUAL, standings, GatewayChoice.always(""));
        var bytes = new ByteArrayOutputStream();
        format.write(hotel, bytes);
        var in = new ByteArrayInputStream(bytes.toByteArray());
        assertThat(picture(format.read("rio", in))).isEqualTo(picture(hotel));
        assertThat(in.available()).isZero();
    }

    private static Object picture(HotelPayments hotel) {
        return List.of(hotel.picture(), hotel.nextDueAt(), hotel.standing());
    }
}
