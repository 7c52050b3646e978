package io.staylog.booking.domain;

import static io.staylog.booking.domain.HotelFixture.ANNA;
import static io.staylog.booking.domain.HotelFixture.BELA;
import static io.staylog.booking.domain.HotelFixture.CARD;
import static io.staylog.booking.domain.HotelFixture.DEPOSIT;
import static io.staylog.booking.domain.HotelFixture.DOUBLE;
import static io.staylog.booking.domain.HotelFixture.FLEX;
import static io.staylog.booking.domain.HotelFixture.GRACE_SECONDS;
import static io.staylog.booking.domain.HotelFixture.HOLD_SECONDS;
import static io.staylog.booking.domain.HotelFixture.NIGHT;
import static io.staylog.booking.domain.HotelFixture.NOW;
import static io.staylog.booking.domain.HotelFixture.PREPAID;
import static io.staylog.booking.domain.HotelFixture.declinedForGood;
import static io.staylog.booking.domain.HotelFixture.paid;
import static io.staylog.booking.domain.HotelFixture.rio;
import static io.staylog.booking.domain.HotelFixture.stay;
import static org.assertj.core.api.Assertions.assertThat;

import io.staylog.booking.domain.Booking.State;
import io.staylog.booking.domain.BookingEvent.BookingCancelled;
import io.staylog.booking.domain.BookingEvent.BookingConfirmed;
import io.staylog.booking.domain.BookingEvent.BookingExpired;
import io.staylog.booking.domain.BookingEvent.BookingNoShow;
import io.staylog.booking.domain.BookingEvent.BookingReleased;
import io.staylog.booking.domain.BookingEvent.BusinessDayClosed;
import io.staylog.booking.domain.BookingEvent.GuestCheckedOut;
import io.staylog.booking.domain.BookingEvent.HoldExtended;
import io.staylog.booking.domain.BookingEvent.LatePaymentDetected;
import io.staylog.booking.domain.BookingEvent.PaymentCancellationRequested;
import io.staylog.booking.domain.BookingEvent.PaymentCaptureRequested;
import io.staylog.booking.domain.BookingEvent.PaymentRefundRequested;
import io.staylog.booking.domain.BookingEvent.PaymentRequested;
import io.staylog.booking.domain.BookingEvent.Purpose;
import io.staylog.booking.domain.BookingEvent.RequestRejected;
import io.staylog.testkit.DeciderSpec;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

class LifeOfABookingTest {
    private final HotelFixture ask = new HotelFixture();
    private final DeciderSpec<Hotel, BookingCommand, BookingEvent> rio = rio();

    @Test
    void a_payment_confirms_a_hold_and_a_second_word_of_it_changes_nothing() {
        hold(PREPAID);
        var paid = paid(ANNA, rio.state(), 2 * NIGHT);
        rio.when(paid);
        assertThat(types()).containsExactly(BookingConfirmed.class);
        rio.when(paid).then();
    }

    @Test
    void a_payment_of_less_than_is_due_confirms_nothing() {
        hold(PREPAID);
        rio.when(paid(ANNA, rio.state(), 2 * NIGHT - 1)).then();
    }

    @Test
    void a_payment_that_is_declined_for_good_frees_the_rooms_and_is_given_up() {
        hold(PREPAID);
        var paymentId = rio.state().booking(ANNA).paymentId();
        rio.when(declinedForGood(ANNA, paymentId));
        assertThat(types()).containsExactly(BookingReleased.class, PaymentCancellationRequested.class);
        assertThat(available("2026-07-01")).isEqualTo(2);
    }

    @Test
    void a_hold_is_prolonged_once_and_then_expires_and_its_payment_is_given_up() {
        hold(PREPAID);
        rio.at(NOW.plusSeconds(HOLD_SECONDS)).whenTimersAreDue();
        assertThat(types()).containsExactly(HoldExtended.class);
        rio.at(NOW.plusSeconds(HOLD_SECONDS + GRACE_SECONDS)).whenTimersAreDue();
        assertThat(types()).containsExactly(BookingExpired.class, PaymentCancellationRequested.class);
        assertThat(available("2026-07-01")).isEqualTo(2);
    }

    @Test
    void a_payment_that_comes_after_the_hold_has_expired_confirms_nothing_and_goes_back_once() {
        hold(PREPAID);
        var late = paid(ANNA, rio.state(), 2 * NIGHT);
        rio.at(NOW.plus(Duration.ofHours(1))).whenTimersAreDue();
        rio.at(NOW.plus(Duration.ofHours(2))).whenTimersAreDue();
        rio.when(late);
        assertThat(types()).containsExactly(LatePaymentDetected.class, PaymentCancellationRequested.class);
        rio.when(late).then();
    }

    @Test
    void a_held_booking_is_cancelled_without_a_fee() {
        hold(PREPAID);
        rio.when(ask.cancel(ANNA));
        assertThat(types()).containsExactly(BookingCancelled.class, PaymentCancellationRequested.class);
        assertThat(cancelled().feeMinor()).isZero();
    }

    @Test
    void a_prepaid_booking_that_is_not_refundable_keeps_all_when_cancelled() {
        confirmed(PREPAID, 2 * NIGHT);
        rio.when(ask.cancel(ANNA));
        assertThat(types()).containsExactly(BookingCancelled.class);
        assertThat(cancelled().feeMinor()).isEqualTo(2 * NIGHT);
        assertThat(cancelled().refundDueMinor()).isZero();
    }

    @Test
    void a_deposit_goes_back_when_cancelling_is_free() {
        confirmed(DEPOSIT, 6_000);
        rio.when(ask.cancel(ANNA));
        assertThat(types()).containsExactly(BookingCancelled.class, PaymentRefundRequested.class);
        assertThat(((PaymentRefundRequested) rio.decided().getLast()).amountMinor())
                .isEqualTo(6_000);
    }

    @Test
    void cancelling_within_a_day_of_arrival_costs_a_night() {
        rio.after(ask.place(ANNA, FLEX, stay("2026-06-02", "2026-06-05")));
        // Check-in is at 15:00 in Lisbon, which is 14:00 UTC in summer; the deadline is a day before.
        rio.at(NOW.plus(Duration.ofHours(4))).when(ask.cancel(ANNA));
        assertThat(cancelled().feeMinor()).isEqualTo(NIGHT);
        assertThat(((PaymentRequested) rio.decided().getLast()).purpose()).isEqualTo(Purpose.CANCELLATION_FEE);
    }

    @Test
    void who_asks_in_time_pays_nothing_however_long_the_request_had_to_wait() {
        rio.after(ask.place(ANNA, FLEX, stay("2026-06-02", "2026-06-05")));
        var asked = new BookingCommand.CancelBooking(
                ask.request("CancellationRequested"), ANNA, CancelReason.GUEST_REQUEST, null, NOW);
        rio.at(NOW.plus(Duration.ofHours(4))).when(asked);
        assertThat(cancelled().feeMinor()).isZero();
    }

    @Test
    void cancelling_a_minute_before_the_deadline_is_free() {
        rio.after(ask.place(ANNA, FLEX, stay("2026-06-02", "2026-06-05")));
        rio.at(NOW.plus(Duration.ofMinutes(4 * 60 - 1))).when(ask.cancel(ANNA));
        assertThat(types()).containsExactly(BookingCancelled.class);
        assertThat(cancelled().tierIndex()).isEqualTo(CancellationPolicy.FREE);
    }

    @Test
    void an_authorised_card_is_let_go_when_cancelling_is_free_and_captured_for_a_fee() {
        confirmed(CARD, 2 * NIGHT);
        rio.when(ask.cancel(ANNA));
        assertThat(types()).containsExactly(BookingCancelled.class, PaymentCancellationRequested.class);

        rio.after(ask.place(BELA, CARD, stay("2026-06-01", "2026-06-03")));
        rio.after(paid(BELA, rio.state(), 2 * NIGHT));
        rio.when(ask.cancel(BELA));
        assertThat(((PaymentCaptureRequested) rio.decided().getLast()).amountMinor())
                .isEqualTo(NIGHT);
    }

    @Test
    void check_out_collects_what_is_still_missing() {
        confirmed(DEPOSIT, 6_000);
        closeUntil("2026-07-01");
        rio.after(ask.checkIn(ANNA));
        closeUntil("2026-07-03");
        rio.when(ask.checkOut(ANNA));
        assertThat(types()).containsExactly(GuestCheckedOut.class, PaymentRequested.class);
        assertThat(((PaymentRequested) rio.decided().getLast()).amountMinor()).isEqualTo(2 * NIGHT - 6_000);
    }

    @Test
    void check_out_captures_what_was_authorised() {
        confirmed(CARD, 2 * NIGHT);
        closeUntil("2026-07-01");
        rio.after(ask.checkIn(ANNA));
        closeUntil("2026-07-03");
        rio.when(ask.checkOut(ANNA));
        assertThat(types()).containsExactly(GuestCheckedOut.class, PaymentCaptureRequested.class);
        assertThat(((PaymentCaptureRequested) rio.decided().getLast()).amountMinor())
                .isEqualTo(2 * NIGHT);
    }

    @Test
    void who_leaves_early_gives_nights_back_and_pays_for_those_used() {
        rio.after(ask.place(ANNA, FLEX, stay("2026-06-01", "2026-06-05")), ask.checkIn(ANNA));
        closeUntil("2026-06-03");
        rio.when(ask.checkOut(ANNA));
        var out = (GuestCheckedOut) rio.decided().getFirst();
        assertThat(out.totalGrossMinor()).isEqualTo(2 * NIGHT);
        assertThat(out.roomStays())
                .singleElement()
                .satisfies(stay -> assertThat(stay.departure()).isEqualTo(LocalDate.parse("2026-06-03")));
        assertThat(available("2026-06-03")).isEqualTo(2);
    }

    @Test
    void who_leaves_early_gets_back_what_was_prepaid_unless_the_policy_says_that_it_is_kept() {
        rio.after(ask.place(ANNA, PREPAID, stay("2026-06-01", "2026-06-04")));
        rio.after(paid(ANNA, rio.state(), 3 * NIGHT), ask.checkIn(ANNA));
        rio.when(ask.checkOut(ANNA));
        assertThat(types()).containsExactly(GuestCheckedOut.class);
        assertThat(((GuestCheckedOut) rio.decided().getFirst()).earlyDepartureFeeMinor())
                .isEqualTo(2 * NIGHT);

        var lenient = new RatePlan(false, Guarantee.PREPAYMENT, 10_000, List.of(), Fee.FREE);
        rio.given(
                new BookingEvent.RatePlanDefined(HotelFixture.id(20), "KIND", "Kind", lenient),
                new BookingEvent.PricesSet(
                        HotelFixture.id(21),
                        "KIND",
                        DOUBLE,
                        HotelFixture.TODAY,
                        HotelFixture.TODAY.plusDays(9),
                        "EUR",
                        NIGHT,
                        127));
        rio.after(ask.place(BELA, "KIND", stay("2026-06-01", "2026-06-04")));
        rio.after(paid(BELA, rio.state(), 3 * NIGHT), ask.checkIn(BELA));
        rio.when(ask.checkOut(BELA));
        assertThat(types()).containsExactly(GuestCheckedOut.class, PaymentRefundRequested.class);
        assertThat(((PaymentRefundRequested) rio.decided().getLast()).amountMinor())
                .isEqualTo(2 * NIGHT);
    }

    @Test
    void who_leaves_on_the_day_of_arrival_pays_for_one_night() {
        rio.after(ask.place(ANNA, FLEX, stay("2026-06-01", "2026-06-05")), ask.checkIn(ANNA));
        rio.when(ask.checkOut(ANNA));
        assertThat(((GuestCheckedOut) rio.decided().getFirst()).totalGrossMinor())
                .isEqualTo(NIGHT);
    }

    @Test
    void a_day_use_comes_and_goes_on_one_date() {
        rio.after(ask.place(ANNA, HotelFixture.AGREED, HotelFixture.dayUse("2026-06-01")), ask.checkIn(ANNA));
        rio.when(ask.checkOut(ANNA));
        assertThat(types()).containsExactly(GuestCheckedOut.class);
    }

    @Test
    void a_room_that_was_to_be_used_later_costs_nothing_when_the_guests_leave_before_it_begins() {
        rio.after(
                ask.place(
                        ANNA,
                        FLEX,
                        stay("2026-06-01", "2026-06-04"),
                        stay("2026-06-05", "2026-06-08"),
                        stay("2026-06-05", "2026-06-06")),
                ask.checkIn(ANNA));
        closeUntil("2026-06-03");
        rio.when(ask.checkOut(ANNA));
        assertThat(((GuestCheckedOut) rio.decided().getFirst()).totalGrossMinor())
                .isEqualTo(2 * NIGHT);
        assertThat(available("2026-06-05")).isEqualTo(2);
    }

    @Test
    void nobody_checks_in_before_the_day_of_arrival() {
        rio.after(ask.place(ANNA, FLEX, stay("2026-06-02", "2026-06-03")));
        rio.when(ask.checkIn(ANNA));
        assertThat(rejected().reason()).isEqualTo(Reason.CHECK_IN_TOO_EARLY);
    }

    @Test
    void a_hold_ends_with_the_day_of_arrival_so_that_no_stay_is_confirmed_that_is_over() {
        rio.after(ask.place(ANNA, PREPAID, stay("2026-06-01", "2026-06-02")));
        rio.after(ask.place(BELA, PREPAID, stay("2026-06-02", "2026-06-03")));
        var late = paid(ANNA, rio.state(), NIGHT);
        rio.when(ask.close("2026-06-01"));
        assertThat(types())
                .containsExactly(BookingExpired.class, PaymentCancellationRequested.class, BusinessDayClosed.class);
        rio.when(late);
        assertThat(types()).containsExactly(LatePaymentDetected.class, PaymentCancellationRequested.class);
        assertThat(rio.state().booking(BELA).state()).isEqualTo(State.HELD);
    }

    @Test
    void a_booking_id_that_is_used_again_long_after_the_stay_never_meets_the_first_one_s_money() {
        hold(PREPAID);
        var first = rio.state().booking(ANNA).paymentId();
        rio.after(ask.cancel(ANNA));
        closeUntil("2026-07-02");
        rio.after(ask.place(ANNA, PREPAID, stay("2026-08-01", "2026-08-03")));
        assertThat(rio.state().booking(ANNA).paymentId()).isNotEqualTo(first);
    }

    @Test
    void bookings_of_one_id_at_two_hotels_have_payments_of_their_own() {
        assertThat(Ids.incarnation("rio", ANNA, HotelFixture.TODAY))
                .isNotEqualTo(Ids.incarnation("oslo", ANNA, HotelFixture.TODAY));
    }

    @Test
    void closing_the_day_marks_those_who_did_not_come_and_charges_them() {
        rio.after(ask.place(ANNA, FLEX, stay("2026-06-01", "2026-06-04")));
        rio.when(ask.close("2026-06-01"));
        assertThat(types()).containsExactly(BookingNoShow.class, PaymentRequested.class, BusinessDayClosed.class);
        assertThat(((PaymentRequested) rio.decided().get(1)).amountMinor()).isEqualTo(NIGHT);
        assertThat(available("2026-06-01")).isEqualTo(1);
        assertThat(available("2026-06-02")).isEqualTo(2);
    }

    @Test
    void a_no_show_gives_back_every_night_to_come_also_of_rooms_that_were_to_be_used_later() {
        rio.after(ask.place(ANNA, FLEX, stay("2026-06-01", "2026-06-02"), stay("2026-06-03", "2026-06-05")));
        rio.after(ask.close("2026-06-01"));
        assertThat(available("2026-06-03")).isEqualTo(2);
    }

    @Test
    void a_deposit_is_kept_from_a_guest_who_does_not_come() {
        rio.after(ask.place(ANNA, DEPOSIT, stay("2026-06-01", "2026-06-03")));
        rio.after(paid(ANNA, rio.state(), 6_000));
        rio.when(ask.noShow(ANNA));
        assertThat(types()).containsExactly(BookingNoShow.class);
        assertThat(((BookingNoShow) rio.decided().getFirst()).feeMinor()).isEqualTo(6_000);
    }

    @Test
    void only_the_open_business_date_can_be_closed() {
        rio.when(ask.close("2026-06-02"));
        assertThat(rejected().reason()).isEqualTo(Reason.DAY_NOT_CURRENT);
    }

    @Test
    void a_booking_is_forgotten_some_days_after_it_ended() {
        rio.after(ask.place(ANNA, FLEX, stay("2026-07-01", "2026-07-02")), ask.cancel(ANNA));
        closeUntil("2026-07-01");
        assertThat(rio.state().booking(ANNA)).isNotNull();
        closeUntil("2026-07-02");
        assertThat(rio.state().booking(ANNA)).isNull();
    }

    @Test
    void what_is_over_cannot_be_done_again() {
        rio.after(ask.place(ANNA, FLEX, stay("2026-06-01", "2026-06-02")), ask.cancel(ANNA));
        for (var command : List.of(
                ask.cancel(ANNA),
                ask.checkIn(ANNA),
                ask.checkOut(ANNA),
                ask.noShow(ANNA),
                ask.modify(ANNA, stay("2026-07-01", "2026-07-02")))) {
            rio.when(command);
            assertThat(rejected().reason()).isEqualTo(Reason.ILLEGAL_TRANSITION);
            assertThat(rejected().details()).containsEntry("state", State.CANCELLED.name());
        }
    }

    @Test
    void who_looked_at_an_older_version_is_told_so() {
        rio.after(ask.place(ANNA, FLEX, stay("2026-06-01", "2026-06-02")));
        var cancel = ask.cancel(ANNA);
        rio.when(new BookingCommand.CancelBooking(cancel.request(), ANNA, CancelReason.GUEST_REQUEST, 7, NOW));
        assertThat(rejected().reason()).isEqualTo(Reason.VERSION_CONFLICT);
    }

    @Test
    void a_hotel_can_be_taken_up_again_from_its_picture() {
        confirmed(PREPAID, 2 * NIGHT);
        rio.after(ask.place(BELA, CARD, stay("2026-06-01", "2026-06-03")));
        var picture = rio.state().picture();
        assertThat(Hotel.of("rio", picture).picture()).isEqualTo(picture);
        assertThat(Hotel.of("rio", picture).nextDueAt()).isEqualTo(rio.state().nextDueAt());
    }

    private void hold(String plan) {
        rio.after(ask.place(ANNA, plan, stay("2026-07-01", "2026-07-03")));
        assertThat(rio.state().booking(ANNA).state()).isEqualTo(State.HELD);
    }

    private void confirmed(String plan, long amountMinor) {
        hold(plan);
        rio.after(paid(ANNA, rio.state(), amountMinor));
        assertThat(rio.state().booking(ANNA).state()).isEqualTo(State.CONFIRMED);
    }

    private void closeUntil(String date) {
        while (rio.state().businessDate().isBefore(LocalDate.parse(date))) {
            rio.after(ask.close(rio.state().businessDate().toString()));
        }
    }

    private List<Class<?>> types() {
        return rio.decided().stream().<Class<?>>map(Object::getClass).toList();
    }

    private BookingCancelled cancelled() {
        return (BookingCancelled) rio.decided().getFirst();
    }

    private Rejection rejected() {
        assertThat(rio.decided()).hasSize(1);
        return ((RequestRejected) rio.decided().getFirst()).rejection();
    }

    private long available(String night) {
        return rio.state().available(DOUBLE, LocalDate.parse(night));
    }
}
