package io.staylog.reporting.projection;

import static io.staylog.reporting.testing.Events.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import io.staylog.reporting.projection.RowChange.DayClosed;
import io.staylog.reporting.projection.RowChange.MoneyKind;
import io.staylog.reporting.projection.RowChange.MoneyMoved;
import io.staylog.reporting.projection.RowChange.NightsSet;
import io.staylog.reporting.projection.RowChange.RequestRefused;
import io.staylog.reporting.testing.Sample;
import io.staylog.schemas.booking.PricesSet;
import io.staylog.schemas.payment.BankOperation;
import io.staylog.schemas.payment.PaymentPurpose;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What each event means for the rows. */
class ProjectionTest {
    private static final Position HERE = new Position("booking.events", 3, 42, Instant.parse("2026-01-02T03:04:05Z"));

    private static List<RowChange> changes(SpecificRecord event) {
        return Projection.changes(event, HERE);
    }

    private static BookingChange booking(SpecificRecord event) {
        return (BookingChange) changes(event).getFirst();
    }

    private static PaymentChange payment(SpecificRecord event) {
        return (PaymentChange) changes(event).getFirst();
    }

    @Test
    void a_held_booking_is_sold_but_not_yet_confirmed() {
        var change = booking(held("anna", "2026-03-01", stay(1, "2026-03-05", 10_000, 12_000)));
        assertThat(change.status()).isEqualTo(BookingStatus.HELD);
        assertThat(change.sale().bookedOn()).isEqualTo("2026-03-01");
        assertThat(change.sale().booked().grossMinor()).isEqualTo(22_000);
        assertThat(change.confirmedOn()).isNull();
    }

    @Test
    void a_confirmation_after_a_hold_leaves_the_sale_alone() {
        var change = booking(confirmed("anna", 2, "2026-03-02"));
        assertThat(change.status()).isEqualTo(BookingStatus.CONFIRMED);
        assertThat(change.sale()).isNull();
        assertThat(change.stay()).isNull();
        assertThat(change.confirmedOn()).isEqualTo("2026-03-02");
    }

    @Test
    void a_booking_that_needs_no_payment_is_sold_by_its_confirmation() {
        var change = booking(booked("bela", "2026-03-01", stay(1, "2026-03-05", 10_000)));
        assertThat(change.sale().bookedOn()).isEqualTo("2026-03-01");
        assertThat(change.confirmedOn()).isEqualTo("2026-03-01");
    }

    @Test
    void several_rooms_add_up_and_span_the_whole_stay() {
        var change = booking(
                booked("cara", "2026-03-01", stay(1, "2026-03-05", 100, 200), stay(2, "2026-03-06", 300, 400, 500)));
        assertThat(change.stay().rooms()).isEqualTo(2);
        assertThat(change.stay().roomNights()).isEqualTo(5);
        assertThat(change.stay().grossMinor()).isEqualTo(1_500);
        assertThat(change.stay().arrival()).isEqualTo("2026-03-05");
        assertThat(change.stay().departure()).isEqualTo("2026-03-09");
        assertThat(change.stay().adults()).isEqualTo(4);
    }

    @Test
    void day_use_has_no_room_nights() {
        var changes = changes(booked("dora", "2026-03-01", stay(1, "2026-03-05")));
        assertThat(((BookingChange) changes.get(0)).stay().roomNights()).isZero();
        assertThat(((NightsSet) changes.get(1)).nights()).isEmpty();
    }

    @Test
    void a_cancellation_takes_the_booking_off_the_books_on_its_business_date() {
        var change = booking(cancelled("anna", 3, "2026-03-03", 500));
        assertThat(change.status()).isEqualTo(BookingStatus.CANCELLED);
        assertThat(change.offBooks().on()).isEqualTo("2026-03-03");
        assertThat(change.offBooks().feeMinor()).isEqualTo(500);
    }

    @Test
    void a_change_replaces_the_nights_and_keeps_what_was_sold_at_first() {
        var changes = changes(modified("anna", 3, "2026-03-03", stay(1, "2026-03-07", 900)));
        assertThat(((BookingChange) changes.get(0)).sale()).isNull();
        assertThat(((BookingChange) changes.get(0)).stay().grossMinor()).isEqualTo(900);
        var nights = (NightsSet) changes.get(1);
        assertThat(nights.first()).isFalse();
        assertThat(nights.on()).isEqualTo("2026-03-03");
        assertThat(nights.version()).isEqualTo(3);
    }

    @Test
    void an_early_departure_keeps_the_used_nights_only() {
        var changes = changes(left("anna", 4, "2026-03-06", stay(1, "2026-03-05", 10_000)));
        assertThat(((BookingChange) changes.get(0)).status()).isEqualTo(BookingStatus.CHECKED_OUT);
        assertThat(((BookingChange) changes.get(0)).stay().roomNights()).isEqualTo(1);
        assertThat(((NightsSet) changes.get(1)).nights()).hasSize(1);
    }

    @Test
    void a_departure_as_sold_changes_no_nights() {
        assertThat(changes(left("anna", 4, "2026-03-07"))).doesNotHaveAnyElementsOfTypes(NightsSet.class);
    }

    @Test
    void a_no_show_keeps_its_fee_apart() {
        var change = booking(noShow("anna", 3, "2026-03-05", 10_000));
        assertThat(change.status()).isEqualTo(BookingStatus.NO_SHOW);
        assertThat(change.offBooks().feeMinor()).isEqualTo(10_000);
    }

    @Test
    void holds_that_end_without_payment_leave_the_books() {
        assertThat(booking(released("anna", 2, "2026-03-01")).offBooks().reason())
                .isEqualTo("insufficient_funds");
        assertThat(booking(expired("anna", 2, "2026-03-01")).status()).isEqualTo(BookingStatus.EXPIRED);
    }

    @Test
    void a_capture_moves_money_on_its_business_date() {
        var changes = changes(captured("p", 3, PaymentPurpose.DEPOSIT, 700, "2026-03-01"));
        assertThat(((PaymentChange) changes.get(0)).moved().capturedMinor()).isEqualTo(700);
        var moved = (MoneyMoved) changes.get(1);
        assertThat(moved.kind()).isEqualTo(MoneyKind.CAPTURE);
        assertThat(moved.purpose()).isEqualTo("DEPOSIT");
        assertThat(moved.businessDate()).isEqualTo("2026-03-01");
    }

    @Test
    void a_refused_authorisation_declines_a_payment_and_a_refused_refund_does_not() {
        assertThat(payment(declined("p", 2, BankOperation.AUTHORIZE)).state()).isEqualTo(PaymentState.DECLINED);
        assertThat(payment(declined("p", 5, BankOperation.REFUND)).state()).isNull();
    }

    @Test
    void an_unknown_outcome_is_a_state_of_its_own() {
        assertThat(payment(unknown("p", 2)).state()).isEqualTo(PaymentState.UNKNOWN);
        assertThat(payment(attention("p", 3)).said().attention().reason()).isEqualTo("ask the bank");
    }

    static Stream<Class<? extends SpecificRecord>> typesWithAVersion() {
        return LogGuard.SOURCES.stream()
                .flatMap(topic -> topic.recordTypes().stream())
                .filter(type -> SpecificData.get().getSchema(type).getField("version") != null);
    }

    @ParameterizedTest
    @MethodSource("typesWithAVersion")
    void every_event_of_a_booking_or_payment_brings_its_version_along(Class<? extends SpecificRecord> type) {
        var event = Sample.of(type);
        var version = event.get(event.getSchema().getField("version").pos());
        assertThat(changes(event)).isNotEmpty().first().satisfies(change -> {
            switch (change) {
                case BookingChange c -> assertThat(List.of(c.version(), c.at())).isEqualTo(List.of(version, HERE.at()));
                case PaymentChange c -> assertThat(List.of(c.version(), c.at())).isEqualTo(List.of(version, HERE.at()));
                default -> fail("is no change of a booking or payment: " + change);
            }
        });
    }

    @Test
    void the_types_with_a_version_are_those_of_bookings_and_payments() {
        assertThat(typesWithAVersion().map(Class::getSimpleName))
                .contains("BookingHeld", "PaymentInitiated", "PaymentRequestQueued", "PaymentAttemptNotFound")
                .hasSizeGreaterThan(20);
    }

    @Test
    void a_closed_day_remembers_where_in_the_log_it_was_closed() {
        assertThat(changes(closed(HOTEL, "2026-03-01")))
                .startsWith(new DayClosed(
                        HOTEL, LocalDate.parse("2026-03-01"), LocalDate.parse("2026-03-02"), 42, HERE.at()));
    }

    @Test
    void prices_are_of_nights_and_weekdays() {
        var prices = PricesSet.newBuilder()
                .setRequestId(id("p"))
                .setHotelId(HOTEL)
                .setRatePlanId("FLEX")
                .setRoomTypeId("DBL")
                .setFrom(LocalDate.parse("2026-03-01"))
                .setTo(LocalDate.parse("2026-04-01"))
                .setCurrency("EUR")
                .setGrossMinor(100)
                .build();
        assertThat(changes(prices)).singleElement().isInstanceOfSatisfying(AriChange.NightsPriced.class, priced -> {
            assertThat(priced.nights().each()).hasSize(31);
            assertThat(priced.isOn(LocalDate.parse("2026-03-07"))).isTrue();
        });
    }

    @Test
    void a_refusal_with_text_that_no_database_takes_is_cleaned() {
        var refused = (RequestRefused) changes(rejected("r", "sold_out", "no\0room" + "x".repeat(5_000)))
                .getFirst();
        assertThat(refused.message()).hasSize(1_000).startsWith("no\uFFFDroom");
    }

    @Test
    void what_no_row_can_hold_is_refused_with_a_reason() {
        assertThatThrownBy(() -> changes(hotel("\0", "2026-01-01"))).isInstanceOf(UnprojectableException.class);
        assertThatThrownBy(() -> changes(hotel("x".repeat(201), "2026-01-01")))
                .isInstanceOf(UnprojectableException.class);
        assertThatThrownBy(() -> changes(hotel("h", "+12345-01-01")))
                .isInstanceOf(UnprojectableException.class)
                .hasMessageContaining("12345");
        assertThatThrownBy(() -> changes(inventory("h", "DBL", "2026-01-01", "2099-01-01", 5)))
                .isInstanceOf(UnprojectableException.class);
        assertThatThrownBy(() ->
                        changes(booked("twice", "2026-03-01", stay(1, "2026-03-05", 100), stay(1, "2026-03-05", 100))))
                .isInstanceOf(UnprojectableException.class)
                .hasMessageContaining("twice");
    }

    @Test
    void times_beyond_the_calendar_are_brought_back_into_it() {
        var wild = new Position("booking.events", 0, 1, Instant.ofEpochMilli(Long.MAX_VALUE));
        assertThat(wild.at()).isEqualTo("9999-12-31T23:59:59Z");
        assertThat(new Position("booking.events", 0, 1, Instant.ofEpochMilli(-1)).at())
                .isEqualTo(Instant.EPOCH);
    }
}
