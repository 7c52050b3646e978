package io.staylog.booking.domain;

import static io.staylog.booking.domain.HotelFixture.ANNA;
import static io.staylog.booking.domain.HotelFixture.CARD;
import static io.staylog.booking.domain.HotelFixture.DEPOSIT;
import static io.staylog.booking.domain.HotelFixture.DOUBLE;
import static io.staylog.booking.domain.HotelFixture.GRACE_SECONDS;
import static io.staylog.booking.domain.HotelFixture.HOLD_SECONDS;
import static io.staylog.booking.domain.HotelFixture.NIGHT;
import static io.staylog.booking.domain.HotelFixture.NOW;
import static io.staylog.booking.domain.HotelFixture.PREPAID;
import static io.staylog.booking.domain.HotelFixture.declined;
import static io.staylog.booking.domain.HotelFixture.declinedForGood;
import static io.staylog.booking.domain.HotelFixture.paid;
import static io.staylog.booking.domain.HotelFixture.rio;
import static io.staylog.booking.domain.HotelFixture.stay;
import static org.assertj.core.api.Assertions.assertThat;

import io.staylog.booking.domain.Booking.State;
import io.staylog.booking.domain.BookingCommand.PaymentTried;
import io.staylog.booking.domain.BookingEvent.BookingCancelled;
import io.staylog.booking.domain.BookingEvent.BookingConfirmed;
import io.staylog.booking.domain.BookingEvent.BookingExpired;
import io.staylog.booking.domain.BookingEvent.BookingHeld;
import io.staylog.booking.domain.BookingEvent.BookingPaymentFailed;
import io.staylog.booking.domain.BookingEvent.BookingPaymentRetried;
import io.staylog.booking.domain.BookingEvent.BookingReleased;
import io.staylog.booking.domain.BookingEvent.HoldExtended;
import io.staylog.booking.domain.BookingEvent.LatePaymentDetected;
import io.staylog.booking.domain.BookingEvent.PaymentCancellationRequested;
import io.staylog.booking.domain.BookingEvent.PaymentRequested;
import io.staylog.booking.domain.BookingEvent.Purpose;
import io.staylog.testkit.DeciderSpec;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** A hold waits for its payment: B4 to B9, S1 to S5 and S8 of domain.md. */
class PayingForABookingTest {
    private final HotelFixture ask = new HotelFixture();
    private final DeciderSpec<Hotel, BookingCommand, BookingEvent> rio = rio();

    @Test
    void a_guest_whose_card_is_declined_pays_with_another_one() { // S1
        hold(PREPAID);
        rio.when(declined(ANNA, payment(), 1));
        assertThat(types()).containsExactly(BookingPaymentFailed.class);
        assertThat(failed().attemptsLeft()).isEqualTo(2);
        assertThat(state()).isEqualTo(State.HELD);
        assertThat(rio.state().available(DOUBLE, LocalDate.parse("2026-07-01"))).isEqualTo(1);

        rio.when(new PaymentTried(ANNA, payment(), 2));
        assertThat(types()).containsExactly(BookingPaymentRetried.class);
        rio.when(paid(ANNA, rio.state(), 2 * NIGHT));
        assertThat(types()).containsExactly(BookingConfirmed.class);
        assertThat(rio.state().booking(ANNA).collectedMinor()).isEqualTo(2 * NIGHT);
    }

    @Test
    void the_third_decline_frees_the_rooms_and_gives_the_payment_up() { // S2
        hold(PREPAID);
        rio.after(declined(ANNA, payment(), 1), new PaymentTried(ANNA, payment(), 2));
        rio.when(declined(ANNA, payment(), 2));
        assertThat(failed().attemptsLeft()).isEqualTo(1);
        rio.after(new PaymentTried(ANNA, payment(), 3)).when(declined(ANNA, payment(), 3));
        assertThat(types()).containsExactly(BookingReleased.class, PaymentCancellationRequested.class);
        assertThat(rio.state().available(DOUBLE, LocalDate.parse("2026-07-01"))).isEqualTo(2);
        assertThat(rio.state().booking(ANNA).collectedMinor()).isZero();
    }

    @Test
    void a_decline_for_good_frees_the_rooms_at_once() { // S2
        hold(CARD);
        rio.when(declinedForGood(ANNA, payment()));
        assertThat(types()).containsExactly(BookingReleased.class, PaymentCancellationRequested.class);
    }

    @Test
    void a_decline_that_is_told_twice_costs_one_attempt_also_when_the_next_one_is_under_way() {
        hold(PREPAID);
        rio.after(declined(ANNA, payment(), 1));
        rio.when(declined(ANNA, payment(), 1)).then();
        rio.after(new PaymentTried(ANNA, payment(), 3));
        rio.when(declined(ANNA, payment(), 1)).then();
        rio.when(new PaymentTried(ANNA, payment(), 3)).then();
        rio.when(declined(ANNA, payment(), 3));
        assertThat(failed().attemptsLeft()).isEqualTo(1);
    }

    @Test
    void a_decline_when_the_time_of_the_hold_is_up_ends_it() {
        hold(PREPAID);
        rio.at(NOW.plusSeconds(HOLD_SECONDS)).when(declined(ANNA, payment(), 1));
        assertThat(types()).containsExactly(BookingReleased.class, PaymentCancellationRequested.class);
    }

    @Test
    void a_payment_whose_outcome_comes_within_the_grace_confirms_the_booking() { // S3
        hold(PREPAID);
        rio.at(NOW.plusSeconds(HOLD_SECONDS)).whenTimersAreDue();
        assertThat(types()).containsExactly(HoldExtended.class);
        rio.at(NOW.plusSeconds(HOLD_SECONDS + GRACE_SECONDS - 1)).when(paid(ANNA, rio.state(), 2 * NIGHT));
        assertThat(types()).containsExactly(BookingConfirmed.class);
    }

    @Test
    void a_payment_that_was_declined_gets_no_grace_but_one_that_is_tried_again_does() { // B7, B7g
        hold(PREPAID);
        rio.after(declined(ANNA, payment(), 1));
        rio.at(NOW.plusSeconds(HOLD_SECONDS)).whenTimersAreDue();
        assertThat(types()).containsExactly(BookingExpired.class, PaymentCancellationRequested.class);

        var oslo = rio();
        oslo.after(ask.place(ANNA, PREPAID, stay("2026-07-01", "2026-07-03")));
        var paymentId = oslo.state().booking(ANNA).paymentId();
        oslo.after(declined(ANNA, paymentId, 1), new PaymentTried(ANNA, paymentId, 2));
        oslo.at(NOW.plusSeconds(HOLD_SECONDS)).whenTimersAreDue();
        assertThat(oslo.decided()).singleElement().isInstanceOf(HoldExtended.class);
    }

    @Test
    void money_that_comes_after_the_hold_and_its_grace_goes_back_once() { // S4, S5
        hold(PREPAID);
        var late = paid(ANNA, rio.state(), 2 * NIGHT);
        rio.at(NOW.plusSeconds(HOLD_SECONDS)).whenTimersAreDue();
        rio.at(NOW.plusSeconds(HOLD_SECONDS + GRACE_SECONDS)).whenTimersAreDue();
        assertThat(types()).containsExactly(BookingExpired.class, PaymentCancellationRequested.class);
        rio.when(late);
        assertThat(types()).containsExactly(LatePaymentDetected.class, PaymentCancellationRequested.class);
        assertThat(((LatePaymentDetected) rio.decided().getFirst()).amountMinor())
                .isEqualTo(2 * NIGHT);
        assertThat(state()).isEqualTo(State.EXPIRED);
        rio.when(late).then(); // First it is authorised, then it is captured.
    }

    @Test
    void money_that_comes_after_a_decline_has_freed_the_rooms_goes_back() { // B9
        hold(PREPAID);
        var late = paid(ANNA, rio.state(), 2 * NIGHT);
        rio.after(declinedForGood(ANNA, payment())).when(late);
        assertThat(types()).containsExactly(LatePaymentDetected.class, PaymentCancellationRequested.class);
    }

    @Test
    void who_cancels_while_the_payment_is_under_way_gets_its_money_back() { // S8
        hold(PREPAID);
        var late = paid(ANNA, rio.state(), 2 * NIGHT);
        rio.when(ask.cancel(ANNA));
        assertThat(types()).containsExactly(BookingCancelled.class, PaymentCancellationRequested.class);
        rio.when(late);
        assertThat(types()).containsExactly(LatePaymentDetected.class, PaymentCancellationRequested.class);
        assertThat(rio.state().booking(ANNA).collectedMinor()).isZero();
    }

    @Test
    void a_payment_says_whether_it_is_a_deposit_all_in_advance_or_a_guarantee() {
        rio.when(ask.place(ANNA, DEPOSIT, stay("2026-07-01", "2026-07-03")));
        assertThat(requested().purpose()).isEqualTo(Purpose.DEPOSIT);
        assertThat(requested().amountMinor()).isEqualTo(6_000);
        rio.when(ask.place(HotelFixture.BELA, PREPAID, stay("2026-07-11", "2026-07-13")));
        assertThat(requested().purpose()).isEqualTo(Purpose.PREPAYMENT);
        assertThat(requested().captureNow()).isTrue();
        rio.when(ask.place(HotelFixture.CARA, CARD, stay("2026-07-21", "2026-07-23")));
        assertThat(requested().purpose()).isEqualTo(Purpose.GUARANTEE);
        assertThat(requested().captureNow()).isFalse();
    }

    @Test
    void what_nobody_here_has_asked_for_changes_nothing() {
        hold(PREPAID);
        var unknown = UUID.randomUUID();
        rio.when(new BookingCommand.ConfirmPaid(ANNA, unknown, 2 * NIGHT)).then();
        rio.when(declined(ANNA, unknown, 1)).then();
        rio.when(new BookingCommand.AuthorizationGone(ANNA, unknown)).then();
        rio.when(new BookingCommand.CaptureUndone(ANNA, unknown)).then();
        rio.when(new BookingCommand.PaymentRequestRefused(unknown, unknown, "x"))
                .then();
    }

    private void hold(String plan) {
        rio.when(ask.place(ANNA, plan, stay("2026-07-01", "2026-07-03")));
        assertThat(types()).containsExactly(BookingHeld.class, PaymentRequested.class);
    }

    private UUID payment() {
        return rio.state().booking(ANNA).paymentId();
    }

    private State state() {
        return rio.state().booking(ANNA).state();
    }

    private BookingPaymentFailed failed() {
        return (BookingPaymentFailed) rio.decided().getFirst();
    }

    private PaymentRequested requested() {
        return (PaymentRequested) rio.decided().getLast();
    }

    private List<Class<?>> types() {
        return rio.decided().stream().<Class<?>>map(Object::getClass).toList();
    }
}
