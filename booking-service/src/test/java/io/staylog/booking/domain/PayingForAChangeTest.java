package io.staylog.booking.domain;

import static io.staylog.booking.domain.HotelFixture.ANNA;
import static io.staylog.booking.domain.HotelFixture.BELA;
import static io.staylog.booking.domain.HotelFixture.CARD;
import static io.staylog.booking.domain.HotelFixture.DEPOSIT;
import static io.staylog.booking.domain.HotelFixture.DOUBLE;
import static io.staylog.booking.domain.HotelFixture.FLEX;
import static io.staylog.booking.domain.HotelFixture.HOLD_SECONDS;
import static io.staylog.booking.domain.HotelFixture.NIGHT;
import static io.staylog.booking.domain.HotelFixture.NOW;
import static io.staylog.booking.domain.HotelFixture.PREPAID;
import static io.staylog.booking.domain.HotelFixture.declined;
import static io.staylog.booking.domain.HotelFixture.paid;
import static io.staylog.booking.domain.HotelFixture.rio;
import static io.staylog.booking.domain.HotelFixture.stay;
import static org.assertj.core.api.Assertions.assertThat;

import io.staylog.booking.domain.Booking.State;
import io.staylog.booking.domain.BookingCommand.AuthorizationRaised;
import io.staylog.booking.domain.BookingCommand.ConfirmPaid;
import io.staylog.booking.domain.BookingCommand.PaymentRefused;
import io.staylog.booking.domain.BookingCommand.PaymentRequestRefused;
import io.staylog.booking.domain.BookingCommand.Refused;
import io.staylog.booking.domain.BookingEvent.AuthorizationAdjustmentRequested;
import io.staylog.booking.domain.BookingEvent.BookingCancelled;
import io.staylog.booking.domain.BookingEvent.BookingChangeAbandoned;
import io.staylog.booking.domain.BookingEvent.BookingChangeHeld;
import io.staylog.booking.domain.BookingEvent.BookingModified;
import io.staylog.booking.domain.BookingEvent.BookingNoShow;
import io.staylog.booking.domain.BookingEvent.BusinessDayClosed;
import io.staylog.booking.domain.BookingEvent.GuestCheckedIn;
import io.staylog.booking.domain.BookingEvent.GuestCheckedOut;
import io.staylog.booking.domain.BookingEvent.LatePaymentDetected;
import io.staylog.booking.domain.BookingEvent.PaymentCancellationRequested;
import io.staylog.booking.domain.BookingEvent.PaymentCaptureRequested;
import io.staylog.booking.domain.BookingEvent.PaymentRefundRequested;
import io.staylog.booking.domain.BookingEvent.PaymentRequested;
import io.staylog.booking.domain.BookingEvent.Purpose;
import io.staylog.booking.domain.BookingEvent.RequestRejected;
import io.staylog.testkit.DeciderSpec;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A change costs more than what is paid: B11 to B13, S16 to S19 of domain.md. */
class PayingForAChangeTest {
    private final HotelFixture ask = new HotelFixture();
    private final DeciderSpec<Hotel, BookingCommand, BookingEvent> rio = rio();

    @Test
    void a_prepaid_stay_is_prolonged_when_its_difference_is_paid() { // S16
        confirmed(PREPAID);
        rio.when(ask.modify(ANNA, stay("2026-07-01", "2026-07-04")));
        assertThat(types()).containsExactly(BookingChangeHeld.class, PaymentRequested.class);
        assertThat(asked().purpose()).isEqualTo(Purpose.CHANGE_DIFFERENCE);
        assertThat(asked().amountMinor()).isEqualTo(NIGHT);
        assertThat(asked().neededUntil()).isEqualTo(NOW.plusSeconds(HOLD_SECONDS));
        assertThat(rio.state().booking(ANNA).departure()).isEqualTo("2026-07-03");

        rio.when(changePaid(NIGHT));
        assertThat(types()).containsExactly(BookingModified.class);
        assertThat(((BookingModified) rio.decided().getFirst()).deltaMinor()).isEqualTo(NIGHT);
        assertThat(rio.state().booking(ANNA).departure()).isEqualTo("2026-07-04");
        assertThat(rio.state().booking(ANNA).collectedMinor()).isEqualTo(3 * NIGHT);
        assertThat(rio.state().nextDueAt()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void only_the_new_nights_are_taken_and_the_dropped_ones_are_free_when_it_is_paid() {
        confirmed(PREPAID);
        rio.after(ask.modify(ANNA, stay("2026-07-02", "2026-07-05")));
        assertThat(left("2026-07-01")).isEqualTo(1);
        assertThat(left("2026-07-02")).isEqualTo(1);
        assertThat(left("2026-07-04")).isEqualTo(1);
        rio.after(changePaid(NIGHT));
        assertThat(left("2026-07-01")).isEqualTo(2);
        assertThat(left("2026-07-02")).isEqualTo(1);
        assertThat(left("2026-07-04")).isEqualTo(1);
    }

    @Test
    void nights_that_a_change_holds_are_sold_to_nobody_else() {
        confirmed(PREPAID);
        rio.after(ask.modify(ANNA, stay("2026-07-01", "2026-07-04")));
        rio.after(ask.place(BELA, FLEX, stay("2026-07-03", "2026-07-04")));
        rio.when(ask.place(HotelFixture.CARA, FLEX, stay("2026-07-03", "2026-07-04")));
        assertThat(rejected()).isEqualTo(Reason.SOLD_OUT);
    }

    @Test
    void an_authorisation_is_raised_for_a_change() { // S16
        confirmed(CARD);
        rio.when(ask.modify(ANNA, stay("2026-07-01", "2026-07-04")));
        assertThat(types()).containsExactly(BookingChangeHeld.class, AuthorizationAdjustmentRequested.class);
        var raise = adjustment();
        assertThat(raise.amountMinor()).isEqualTo(3 * NIGHT);
        rio.when(new AuthorizationRaised(ANNA, raise.paymentId(), raise.requestId(), 3 * NIGHT));
        assertThat(types()).containsExactly(BookingModified.class);
        assertThat(rio.state().booking(ANNA).account().authorizedMinor()).isEqualTo(3 * NIGHT);
    }

    @Test
    void an_authorisation_that_is_not_raised_gets_a_second_payment_beside_it_and_both_are_captured() {
        confirmed(CARD);
        rio.after(ask.modify(ANNA, stay("2026-07-01", "2026-07-04")));
        var change = rio.state().booking(ANNA).change();
        rio.when(new PaymentRequestRefused(change.paymentId(), change.adjustment(), "operation_in_progress"));
        assertThat(types()).containsExactly(PaymentRequested.class);
        assertThat(asked().amountMinor()).isEqualTo(NIGHT);
        assertThat(asked().captureNow()).isFalse();
        rio.when(changePaid(NIGHT));
        assertThat(types()).containsExactly(BookingModified.class);

        closeUntil("2026-07-01");
        rio.after(ask.checkIn(ANNA));
        closeUntil("2026-07-04");
        rio.when(ask.checkOut(ANNA));
        assertThat(types())
                .containsExactly(GuestCheckedOut.class, PaymentCaptureRequested.class, PaymentCaptureRequested.class);
        assertThat(rio.state().booking(ANNA).collectedMinor()).isEqualTo(3 * NIGHT);
    }

    @Test
    void a_raise_that_the_bank_declines_gets_a_second_payment_too() {
        confirmed(CARD);
        rio.after(ask.modify(ANNA, stay("2026-07-01", "2026-07-04")));
        var payment = rio.state().booking(ANNA).paymentId();
        rio.when(new PaymentRefused(ANNA, payment, Refused.ADJUSTMENT, "do_not_honor", true, 2));
        assertThat(types()).containsExactly(PaymentRequested.class);
        rio.when(declined(ANNA, rio.state().booking(ANNA).change().paymentId(), 1));
        assertThat(types()).containsExactly(BookingChangeAbandoned.class, PaymentCancellationRequested.class);
        assertThat(rio.state().booking(ANNA).account().authorizedMinor()).isEqualTo(2 * NIGHT);
    }

    @Test
    void a_change_whose_difference_is_declined_leaves_the_old_stay_untouched() { // S17
        confirmed(PREPAID);
        var before = rio.state().booking(ANNA).terms();
        rio.after(ask.modify(ANNA, stay("2026-07-02", "2026-07-05")));
        rio.when(declined(ANNA, rio.state().booking(ANNA).change().paymentId(), 1));
        assertThat(types()).containsExactly(BookingChangeAbandoned.class, PaymentCancellationRequested.class);
        assertThat(abandoned().code()).isEqualTo("payment_declined");
        untouched(before);
    }

    @Test
    void a_change_that_is_not_paid_in_time_leaves_the_old_stay_untouched_and_late_money_goes_back() { // S17
        confirmed(PREPAID);
        var before = rio.state().booking(ANNA).terms();
        rio.after(ask.modify(ANNA, stay("2026-07-02", "2026-07-05")));
        var late = changePaid(NIGHT);
        rio.at(NOW.plusSeconds(HOLD_SECONDS)).whenTimersAreDue();
        assertThat(types()).containsExactly(BookingChangeAbandoned.class, PaymentCancellationRequested.class);
        assertThat(abandoned().code()).isEqualTo("hold_expired");
        untouched(before);
        rio.when(late);
        assertThat(types()).containsExactly(LatePaymentDetected.class, PaymentCancellationRequested.class);
        untouched(before);
    }

    @Test
    void an_authorisation_that_is_raised_too_late_is_lowered_again() {
        confirmed(CARD);
        rio.after(ask.modify(ANNA, stay("2026-07-01", "2026-07-04")));
        var change = rio.state().booking(ANNA).change();
        rio.at(NOW.plusSeconds(HOLD_SECONDS)).whenTimersAreDue();
        assertThat(types()).containsExactly(BookingChangeAbandoned.class);
        rio.when(new AuthorizationRaised(ANNA, change.paymentId(), change.adjustment(), 3 * NIGHT));
        assertThat(types()).containsExactly(AuthorizationAdjustmentRequested.class);
        assertThat(adjustment().amountMinor()).isEqualTo(2 * NIGHT);
        rio.when(new AuthorizationRaised(ANNA, change.paymentId(), adjustment().requestId(), 2 * NIGHT))
                .then();
    }

    @Test
    void a_change_that_costs_less_gives_the_difference_back() { // S18
        confirmed(PREPAID);
        rio.when(ask.modify(ANNA, stay("2026-07-01", "2026-07-02")));
        assertThat(types()).containsExactly(BookingModified.class, PaymentRefundRequested.class);
        assertThat(rio.state().booking(ANNA).collectedMinor()).isEqualTo(NIGHT);
    }

    @Test
    void a_change_down_after_one_up_gives_back_the_newest_payment_first() { // S18
        confirmed(PREPAID);
        rio.after(ask.modify(ANNA, stay("2026-07-01", "2026-07-04")));
        rio.after(changePaid(NIGHT));
        var difference =
                rio.state().booking(ANNA).account().payments().getLast().paymentId();
        rio.when(ask.modify(ANNA, stay("2026-07-01", "2026-07-02")));
        assertThat(types())
                .containsExactly(BookingModified.class, PaymentRefundRequested.class, PaymentRefundRequested.class);
        assertThat(((PaymentRefundRequested) rio.decided().get(1)).paymentId()).isEqualTo(difference);
        assertThat(rio.state().booking(ANNA).collectedMinor()).isEqualTo(NIGHT);
    }

    @Test
    void an_authorised_stay_that_costs_less_is_captured_for_less() { // S18
        confirmed(CARD);
        rio.when(ask.modify(ANNA, stay("2026-07-01", "2026-07-02")));
        assertThat(types()).containsExactly(BookingModified.class);
        // And within what is reserved it may cost more again.
        rio.when(ask.modify(ANNA, stay("2026-07-01", "2026-07-03")));
        assertThat(types()).containsExactly(BookingModified.class);
    }

    @Test
    void of_a_deposit_and_without_a_payment_a_change_is_made_at_once() {
        rio.after(ask.place(ANNA, DEPOSIT, stay("2026-07-01", "2026-07-03")));
        rio.after(paid(ANNA, rio.state(), 6_000));
        rio.when(ask.modify(ANNA, stay("2026-07-01", "2026-07-04")));
        assertThat(types()).containsExactly(BookingModified.class);
        rio.after(ask.place(BELA, FLEX, stay("2026-08-01", "2026-08-03")));
        rio.when(ask.modify(BELA, stay("2026-08-01", "2026-08-04")));
        assertThat(types()).containsExactly(BookingModified.class);
    }

    @Test
    void a_second_change_is_refused_while_one_waits_for_its_payment() {
        confirmed(PREPAID);
        rio.after(ask.modify(ANNA, stay("2026-07-01", "2026-07-04")));
        rio.when(ask.modify(ANNA, stay("2026-07-01", "2026-07-02")));
        assertThat(rejected()).isEqualTo(Reason.CHANGE_PENDING);
        rio.after(changePaid(NIGHT)).when(ask.modify(ANNA, stay("2026-07-01", "2026-07-02")));
        assertThat(types()).contains(BookingModified.class);
    }

    @Test
    void of_a_change_and_a_cancellation_on_the_same_version_the_later_one_is_refused() { // S19
        confirmed(PREPAID);
        int version = rio.state().booking(ANNA).version();
        var modify = new BookingCommand.ModifyBooking(
                ask.request("ModificationRequested"),
                ANNA,
                List.of(stay("2026-07-01", "2026-07-04")),
                version,
                HotelFixture.JUST_NOW);
        var cancel = new BookingCommand.CancelBooking(
                ask.request("CancellationRequested"), ANNA, CancelReason.GUEST_REQUEST, version, HotelFixture.JUST_NOW);
        rio.after(modify).when(cancel);
        assertThat(rejected()).isEqualTo(Reason.VERSION_CONFLICT);

        var other = rio();
        other.after(ask.place(ANNA, PREPAID, stay("2026-07-01", "2026-07-03")));
        other.after(paid(ANNA, other.state(), 2 * NIGHT)).after(cancel).when(modify);
        assertThat(other.decided()).singleElement().isInstanceOf(RequestRejected.class);
    }

    @Test
    void a_cancellation_ends_the_change_first_and_reckons_with_the_old_stay() { // S19
        confirmed(PREPAID);
        rio.after(ask.modify(ANNA, stay("2026-07-01", "2026-07-04")));
        rio.when(ask.cancel(ANNA));
        assertThat(types())
                .containsExactly(
                        BookingChangeAbandoned.class, PaymentCancellationRequested.class, BookingCancelled.class);
        assertThat(abandoned().code()).isEqualTo("booking_cancelled");
        assertThat(((BookingCancelled) rio.decided().getLast()).feeMinor()).isEqualTo(2 * NIGHT);
        assertThat(left("2026-07-01")).isEqualTo(2);
        assertThat(left("2026-07-03")).isEqualTo(2);
        assertThat(rio.state().nextDueAt()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void who_arrives_before_the_difference_is_paid_has_the_old_stay() {
        rio.after(ask.place(ANNA, PREPAID, stay("2026-06-01", "2026-06-03")));
        rio.after(paid(ANNA, rio.state(), 2 * NIGHT), ask.modify(ANNA, stay("2026-06-01", "2026-06-04")));
        rio.when(ask.checkIn(ANNA));
        assertThat(types())
                .containsExactly(
                        BookingChangeAbandoned.class, PaymentCancellationRequested.class, GuestCheckedIn.class);
    }

    @Test
    void a_day_that_is_closed_ends_changes_that_would_have_begun_on_it() {
        confirmed(PREPAID);
        rio.after(ask.modify(ANNA, stay("2026-06-01", "2026-06-04")));
        rio.after(ask.place(BELA, PREPAID, stay("2026-06-01", "2026-06-02")));
        rio.after(paid(BELA, rio.state(), NIGHT), ask.modify(BELA, stay("2026-08-01", "2026-08-03")));
        rio.when(ask.close("2026-06-01"));
        assertThat(types())
                .containsExactly(
                        BookingChangeAbandoned.class,
                        PaymentCancellationRequested.class,
                        BookingChangeAbandoned.class,
                        PaymentCancellationRequested.class,
                        BookingNoShow.class,
                        BusinessDayClosed.class);
        assertThat(rio.state().booking(ANNA).state()).isEqualTo(State.CONFIRMED);
        assertThat(left("2026-08-01")).isEqualTo(2);
    }

    private void untouched(Terms before) {
        assertThat(rio.state().booking(ANNA).terms()).isEqualTo(before);
        assertThat(rio.state().booking(ANNA).change()).isNull();
        assertThat(rio.state().booking(ANNA).collectedMinor()).isEqualTo(2 * NIGHT);
        assertThat(left("2026-07-01")).isEqualTo(1);
        assertThat(left("2026-07-02")).isEqualTo(1);
        assertThat(left("2026-07-04")).isEqualTo(2);
    }

    private void confirmed(String plan) {
        rio.after(ask.place(ANNA, plan, stay("2026-07-01", "2026-07-03")));
        rio.after(paid(ANNA, rio.state(), 2 * NIGHT));
        assertThat(rio.state().booking(ANNA).state()).isEqualTo(State.CONFIRMED);
    }

    private ConfirmPaid changePaid(long amountMinor) {
        return new ConfirmPaid(ANNA, rio.state().booking(ANNA).change().paymentId(), amountMinor);
    }

    private void closeUntil(String date) {
        while (rio.state().businessDate().isBefore(LocalDate.parse(date))) {
            rio.after(ask.close(rio.state().businessDate().toString()));
        }
    }

    private long left(String night) {
        return rio.state().available(DOUBLE, LocalDate.parse(night));
    }

    private PaymentRequested asked() {
        return (PaymentRequested) rio.decided().getLast();
    }

    private AuthorizationAdjustmentRequested adjustment() {
        return (AuthorizationAdjustmentRequested) rio.decided().getLast();
    }

    private BookingChangeAbandoned abandoned() {
        return (BookingChangeAbandoned) rio.decided().getFirst();
    }

    private Reason rejected() {
        assertThat(rio.decided()).hasSize(1);
        return ((RequestRejected) rio.decided().getFirst()).rejection().reason();
    }

    private List<Class<?>> types() {
        return rio.decided().stream().<Class<?>>map(Object::getClass).toList();
    }
}
