package io.staylog.checker.rules;

import static io.staylog.checker.rules.HandMade.BOOKING;
import static io.staylog.checker.rules.HandMade.DAY_MS;
import static io.staylog.checker.rules.HandMade.PAYMENT;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** Of every invariant about bookings and requests a log that keeps it, and one that breaks it and where. */
class BookingInvariantsTest {
    private final HandMade log = new HandMade();

    private Place cancelled(long feeMinor) {
        return log.booking("BookingCancelled", "requestId", "c-1", "feeMinor", feeMinor);
    }

    private void asked(String type, String requestId) {
        log.write(TopicNames.BOOKING_REQUESTS, type, Map.of("requestId", requestId, "bookingId", BOOKING));
    }

    @Test
    void I12_before_the_first_deadline_cancelling_is_free() {
        log.prepaid();
        cancelled(0);
        log.holds(Invariant.I12);
    }

    @Test
    void I12_what_counts_is_when_the_guest_asked() {
        log.prepaid();
        asked("CancellationRequested", "c-1");
        log.later(2 * DAY_MS);
        cancelled(0);
        log.holds(Invariant.I12);
    }

    @Test
    void I12_after_the_deadline_it_costs_the_first_night() {
        log.prepaid();
        log.later(2 * DAY_MS);
        cancelled(10_000);
        log.holds(Invariant.I12);
    }

    @Test
    void I12_a_fee_that_nobody_has_agreed_to() {
        log.prepaid();
        log.isBroken(Invariant.I12, cancelled(10_000));
    }

    @Test
    void I12_a_no_show_for_another_fee() {
        log.prepaid();
        log.isBroken(Invariant.I12, log.booking("BookingNoShow", "feeMinor", 22_000L));
    }

    @Test
    void I12_shares_are_rounded_half_up() {
        var stays = java.util.List.of(new Booking.Stay(java.util.List.of(333L)));
        assertThat(new Booking.Fee("PERCENT_BPS", 5_000).of(stays)).isEqualTo(167);
        assertThat(new Booking.Fee("PERCENT_BPS", 20_000).of(stays)).isEqualTo(333);
        assertThat(new Booking.Fee("FIXED", 400).of(stays)).isEqualTo(333);
        assertThat(new Booking.Fee("NIGHTS", 7).of(stays)).isEqualTo(333);
    }

    @Test
    void I19_confirmed_before_the_money() {
        log.held();
        log.initiated("AUTOMATIC");
        log.started(1, "AUTHORIZE", 22_000);
        var confirmed = log.booking("BookingConfirmed", "paymentId", PAYMENT);
        log.captured(1, 22_000);
        log.isBroken(Invariant.I19, confirmed);
    }

    @Test
    void I19_confirmed_for_too_little() {
        log.held();
        log.initiated("AUTOMATIC");
        log.started(1, "AUTHORIZE", 21_000);
        log.captured(1, 21_000);
        log.isBroken(Invariant.I19, log.booking("BookingConfirmed", "paymentId", PAYMENT));
    }

    @Test
    void I19_confirmed_after_the_money() {
        log.prepaid();
        log.holds(Invariant.I19);
    }

    @Test
    void I20_the_refund_of_a_cancelled_stay_was_forgotten() {
        log.prepaid();
        log.isBroken(Invariant.I20, cancelled(0));
        assertThat(log.judge().money().getFirst().liability()).isEqualTo(22_000);
    }

    @Test
    void I20_a_cancelled_stay_is_refunded_but_for_its_fee() {
        log.prepaid();
        log.later(2 * DAY_MS);
        cancelled(10_000);
        log.started(2, "REFUND", 12_000);
        log.called(2, "REFUND", "approved");
        log.moved(2, "refunded", 12_000);
        log.refunded(2, 12_000);
        log.isGood();
        log.holds(Invariant.I20);
    }

    @Test
    void I20_what_the_guest_still_owes_is_a_receivable_and_no_fault() {
        log.prepaid();
        log.booking("GuestCheckedIn");
        log.booking("FolioChargePosted", "amountMinor", 1_500L);
        log.booking("GuestCheckedOut", "totalGrossMinor", 22_000L);
        log.isGood();
        assertThat(log.judge().money().getFirst().receivable()).isEqualTo(1_500);
    }

    @Test
    void I20_an_authorisation_outlives_the_stay() {
        log.authorised();
        log.isBroken(Invariant.I20, cancelled(0));
    }

    @Test
    void I20_a_refund_that_a_person_is_called_to_is_on_the_list_and_not_a_finding() {
        log.prepaid();
        cancelled(0);
        log.started(2, "REFUND", 22_000);
        log.called(2, "REFUND", "declined");
        log.payment("PaymentRefundFailed", "attemptNo", 2);
        log.payment("PaymentNeedsAttention", "operation", "REFUND");
        log.isGood();
        assertThat(log.judge().counts().onTheList()).isEqualTo(1);
    }

    @Test
    void I21_an_expired_booking_keeps_its_money() {
        log.held();
        log.initiated("AUTOMATIC");
        log.started(1, "AUTHORIZE", 22_000);
        var expired = log.booking("BookingExpired");
        log.called(1, "AUTHORIZE", "approved");
        log.moved(1, "authorized", 22_000);
        log.moved(1, "captured", 22_000);
        log.captured(1, 22_000);
        log.isBroken(Invariant.I21, expired);
    }

    @Test
    void I21_money_that_came_too_late_went_back() {
        log.held();
        log.initiated("MANUAL");
        log.started(1, "AUTHORIZE", 22_000);
        log.booking("BookingExpired");
        log.payment("PaymentCancellationNoted");
        log.called(1, "AUTHORIZE", "approved");
        log.moved(1, "authorized", 22_000);
        log.authorized(1, 22_000);
        log.started(2, "VOID", 22_000);
        log.called(2, "VOID", "approved");
        log.moved(2, "voided", 22_000);
        log.payment("PaymentVoided", "attemptNo", 2, "amountMinor", 22_000L);
        log.isGood();
        log.holds(Invariant.I21);
    }

    @Test
    void I22_a_payment_is_begun_for_a_booking_that_was_over() {
        log.held();
        log.booking("PaymentRequested", "paymentId", PAYMENT);
        log.booking("BookingExpired");
        log.initiated("AUTOMATIC");
        log.holds(Invariant.I22);
        log.isBroken(Invariant.I22, log.booking("PaymentRequested", "paymentId", "p-2"));
    }

    @Test
    void R2_a_request_that_nobody_answered() {
        asked("BookingRequested", "q-1");
        log.booking("BookingConfirmed", "requestId", "q-1");
        log.holds(Invariant.R2);
        asked("BookingRequested", "q-2");
        log.isBroken(Invariant.R2, new Place(TopicNames.BOOKING_REQUESTS, 0, 1));
    }

    @Test
    void R2_a_request_that_became_a_dead_letter() {
        asked("BookingRequested", "q-1");
        log.books().dead(new Place(TopicNames.BOOKING_REQUESTS, 0, 0));
        log.holds(Invariant.R2);
    }

    @Test
    void R2_a_request_that_was_accepted_and_rejected() {
        asked("BookingRequested", "q-1");
        log.booking("BookingConfirmed", "requestId", "q-1");
        log.isBroken(Invariant.R2, log.booking("RequestRejected", "requestId", "q-1"));
    }

    @Test
    void R2_a_refund_that_booking_service_asked_for_and_nobody_answered() {
        log.prepaid();
        var asked = log.booking("PaymentRefundRequested", "requestId", "r-9", "paymentId", PAYMENT);
        log.isBroken(Invariant.R2, asked);
        log.payment("PaymentAttemptStarted", "requestId", "r-9", "attemptNo", 2, "operation", "REFUND");
        log.holds(Invariant.R2);
    }

    @Test
    void R2_a_record_that_nobody_can_read_and_nobody_has_kept() {
        var at = new Place(TopicNames.PAYMENT_REQUESTS, 3, 7);
        log.books().unreadable(at, log.nowMs());
        log.isBroken(Invariant.R2, at);
        log.books().dead(at);
        log.holds(Invariant.R2);
    }

    @Test
    void R6_a_hold_that_never_ends() {
        var held = log.held();
        log.holds(Invariant.R6);
        log.later(DAY_MS);
        log.write(TopicNames.BOOKING_EVENTS, "BusinessDayClosed", Map.of());
        log.isBroken(Invariant.R6, held);
    }

    @Test
    void what_has_just_begun_is_let_off_while_the_log_still_grows() {
        asked("BookingRequested", "q-1");
        log.held();
        log.initiated("AUTOMATIC");
        log.started(1, "AUTHORIZE", 22_000);
        assertThat(log.books().isUnderWay()).isTrue();
        assertThat(log.books().judge(java.util.List.of(), log.nowMs(), false).isGood())
                .isTrue();
        assertThat(log.judge().isGood()).isFalse();
    }
}
