package io.staylog.sagas;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** S9 to S13 and S16 to S19 of domain.md 2.5: what a guest changes his mind about. */
class ChangingAndCancellingTest extends PathTest {
    @AfterAll
    static void table() {
        PathTable.publish();
    }

    /** Two nights from tomorrow on, when the hours are over in which cancelling is free. */
    private UUID bookedTooLateToCancelFreely(String plan, String token) {
        var booking = rio().book(plan, token, 1, 2);
        world().pass(AN_HOUR.multipliedBy(7));
        return booking;
    }

    private UUID booked(String plan, String token) {
        var booking = rio().book(plan, token);
        pass(2);
        return booking;
    }

    @Test
    void s9_a_reservation_is_let_go_when_cancelling_is_free() {
        var booking = booked(Rio.CARD, "tok_ok");
        rio().cancel(booking);
        pass(30);
        path("S9 free, authorised", booking).tells("""
                        BookingHeld, PaymentRequested(GUARANTEE), PaymentInitiated, PaymentAttemptStarted(AUTHORIZE 1),
                        PaymentAuthorized, BookingConfirmed, BookingCancelled, PaymentCancellationRequested,
                        PaymentCancellationNoted, PaymentAttemptStarted(VOID 2), PaymentVoided
                        """).ends("CANCELLED", 0, 0);
    }

    @Test
    void s9_a_prepayment_goes_back_in_full_when_cancelling_is_free() {
        var booking = booked(Rio.PREPAID, "tok_ok");
        rio().cancel(booking);
        pass(30);
        path("S9 free, prepaid", booking).tells("""
                        BookingHeld, PaymentRequested(PREPAYMENT), PaymentInitiated, PaymentAttemptStarted(AUTHORIZE 1),
                        PaymentCaptured, BookingConfirmed, BookingCancelled, PaymentRefundRequested,
                        PaymentAttemptStarted(REFUND 2), PaymentRefunded
                        """).ends("CANCELLED", 0, 0);
    }

    @Test
    void s10_of_a_reservation_the_fee_is_taken_and_the_rest_let_go() {
        var booking = bookedTooLateToCancelFreely(Rio.CARD, "tok_ok");
        rio().cancel(booking);
        pass(30);
        var end = path("S10 fee, authorised", booking).tells("""
                        BookingHeld, PaymentRequested(GUARANTEE), PaymentInitiated, PaymentAttemptStarted(AUTHORIZE 1),
                        PaymentAuthorized, BookingConfirmed, BookingCancelled, PaymentCaptureRequested,
                        PaymentAttemptStarted(CAPTURE 2), PaymentCaptured
                        """).ends("CANCELLED", 10_000, 0);
        assertThat(end.bank().reserved()).isZero();
    }

    @Test
    void s10_of_a_prepayment_all_but_the_fee_goes_back() {
        var booking = bookedTooLateToCancelFreely(Rio.PREPAID, "tok_ok");
        rio().cancel(booking);
        pass(30);
        path("S10 fee, prepaid", booking).tells("""
                        BookingHeld, PaymentRequested(PREPAYMENT), PaymentInitiated, PaymentAttemptStarted(AUTHORIZE 1),
                        PaymentCaptured, BookingConfirmed, BookingCancelled, PaymentRefundRequested,
                        PaymentAttemptStarted(REFUND 2), PaymentRefunded
                        """).ends("CANCELLED", 10_000, 0);
    }

    @Test
    void s11_a_fee_for_which_nothing_is_held_is_asked_for() {
        var booking = bookedTooLateToCancelFreely(Rio.FLEX, "tok_ok");
        rio().cancel(booking);
        pass(30);
        path("S11 fee, nothing held", booking).tells("""
                        BookingConfirmed, BookingCancelled, PaymentRequested(CANCELLATION_FEE), PaymentInitiated,
                        PaymentAttemptStarted(AUTHORIZE 1), PaymentCaptured
                        """).ends("CANCELLED", 10_000, 0);
    }

    // BookingPaymentFailed with no attempt left is how the receivable on the folio is told.
    @Test
    void s11_a_fee_that_the_bank_declines_stays_open() {
        var booking = bookedTooLateToCancelFreely(Rio.FLEX, "tok_decline_generic");
        rio().cancel(booking);
        pass(30);
        path("S11 fee, declined", booking).tells("""
                        BookingConfirmed, BookingCancelled, PaymentRequested(CANCELLATION_FEE), PaymentInitiated,
                        PaymentAttemptStarted(AUTHORIZE 1), PaymentDeclined(AUTHORIZE SOFT), BookingPaymentFailed(0)
                        """).ends("CANCELLED", 0, 10_000);
    }

    @Test
    void s12_a_request_that_is_sent_twice_is_one_booking_and_one_payment() {
        var booking = world().newId();
        var request = rio().request(booking, Rio.PREPAID, "tok_ok", 3, 2).build();
        rio().send(request);
        rio().send(request);
        pass(5);
        rio().send(request);
        pass(5);
        path("S12 sent three times", booking).tells("""
                        BookingHeld, PaymentRequested(PREPAYMENT), PaymentInitiated, PaymentAttemptStarted(AUTHORIZE 1),
                        PaymentCaptured, BookingConfirmed
                        """).ends("CONFIRMED", 20_000, 0);
    }

    // CommandRejected of the row is RequestRejected here, and on booking.events like every other answer.
    @Test
    void s13_a_channel_that_books_its_reference_twice_has_one_booking() {
        var first = world().newId();
        rio().send(rio().request(first, Rio.PREPAID, "tok_ok", 3, 2)
                .setChannelReference("ota-1")
                .build());
        pass(5);
        var second = world().newId();
        rio().send(rio().request(second, Rio.PREPAID, "tok_ok", 3, 2)
                .setChannelReference("ota-1")
                .build());
        pass(5);
        path("S13 same channel reference", second)
                .tells("RequestRejected(duplicate_channel_reference)")
                .ends("", 0, 0);
        assertThat(story(second).said("RequestRejected", "details")).contains(first.toString());
        Ending.of(world(), first).ends("CONFIRMED", 20_000, 0);
    }

    @Test
    void s16_a_longer_stay_is_sold_when_its_difference_is_paid() {
        var booking = booked(Rio.PREPAID, "tok_ok");
        rio().modify(booking, 3, 3);
        pass(30);
        path("S16 up, prepaid", booking).tells("""
                        BookingHeld, PaymentRequested(PREPAYMENT), PaymentInitiated, PaymentAttemptStarted(AUTHORIZE 1),
                        PaymentCaptured, BookingConfirmed, BookingChangeHeld, PaymentRequested(CHANGE_DIFFERENCE),
                        PaymentInitiated, PaymentAttemptStarted(AUTHORIZE 1), PaymentCaptured, BookingModified
                        """).ends("CONFIRMED", 30_000, 0);
    }

    @Test
    void s16_a_longer_stay_is_sold_when_its_reservation_is_raised() {
        var booking = booked(Rio.CARD, "tok_ok");
        rio().modify(booking, 3, 3);
        pass(30);
        var end = path("S16 up, authorised", booking).tells("""
                        BookingHeld, PaymentRequested(GUARANTEE), PaymentInitiated, PaymentAttemptStarted(AUTHORIZE 1),
                        PaymentAuthorized, BookingConfirmed, BookingChangeHeld, AuthorizationAdjustmentRequested,
                        PaymentAttemptStarted(ADJUST 2), AuthorizationAdjusted, BookingModified
                        """).ends("CONFIRMED", 0, 0);
        assertThat(end.bank().reserved()).isEqualTo(30_000);
    }

    @Test
    void s16_where_a_reservation_cannot_be_raised_a_second_one_is_made() {
        var booking = booked(Rio.CARD, "tok_adjust_fails");
        rio().modify(booking, 3, 3);
        pass(30);
        var end = path("S16 up, second authorisation", booking).tells("""
                        BookingHeld, PaymentRequested(GUARANTEE), PaymentInitiated, PaymentAttemptStarted(AUTHORIZE 1),
                        PaymentAuthorized, BookingConfirmed, BookingChangeHeld, AuthorizationAdjustmentRequested,
                        PaymentAttemptStarted(ADJUST 2), PaymentDeclined(ADJUST HARD), PaymentRequested(CHANGE_DIFFERENCE),
                        PaymentInitiated, PaymentAttemptStarted(AUTHORIZE 1), PaymentAuthorized, BookingModified
                        """).ends("CONFIRMED", 0, 0);
        assertThat(end.bank().reserved()).isEqualTo(30_000);
    }

    @Test
    void s17_the_old_stay_is_left_where_the_difference_is_declined() {
        // The guest's first card, which does for the difference too, has no cover; the stay is paid with another.
        var booking = booked(Rio.PREPAID, "tok_decline_insufficient");
        rio().submitCard(payment(booking), "tok_ok");
        pass(5);
        rio().modify(booking, 3, 3);
        pass(30);
        path("S17 up, declined", booking).tells("""
                        BookingHeld, PaymentRequested(PREPAYMENT), PaymentInitiated, PaymentAttemptStarted(AUTHORIZE 1),
                        PaymentDeclined(AUTHORIZE SOFT), BookingPaymentFailed(2), PaymentOperatorActed(PaymentMethodSubmitted),
                        PaymentAttemptStarted(AUTHORIZE 2), BookingPaymentRetried, PaymentCaptured, BookingConfirmed,
                        BookingChangeHeld, PaymentRequested(CHANGE_DIFFERENCE), PaymentInitiated,
                        PaymentAttemptStarted(AUTHORIZE 1), PaymentDeclined(AUTHORIZE SOFT),
                        BookingChangeAbandoned(payment_declined), PaymentCancellationRequested, PaymentCancellationNoted,
                        PaymentCancelled
                        """).ends("CONFIRMED", 20_000, 0);
        assertThat(rio().freeRooms(5)).isEqualTo(5);
    }

    @Test
    void s17_the_old_stay_is_left_where_the_bank_does_not_answer_in_time() {
        var booking = booked(Rio.PREPAID, "tok_ok");
        nothingIsDelivered();
        rio().modify(booking, 3, 3);
        passMinutes(16);
        everythingIsDelivered();
        world().pass(AN_HOUR.multipliedBy(3));
        path("S17 up, timed out", booking).tells("""
                        BookingHeld, PaymentRequested(PREPAYMENT), PaymentInitiated, PaymentAttemptStarted(AUTHORIZE 1),
                        PaymentCaptured, BookingConfirmed, BookingChangeHeld, PaymentRequested(CHANGE_DIFFERENCE),
                        PaymentInitiated, PaymentAttemptStarted(AUTHORIZE 1), PaymentOutcomeUnknown(AUTHORIZE),
                        PaymentLookupStarted, PaymentLookupStarted, PaymentLookupStarted, PaymentLookupStarted,
                        PaymentLookupStarted, BookingChangeAbandoned(hold_expired), PaymentCancellationRequested,
                        PaymentCancellationNoted, PaymentLookupStarted, PaymentAttemptNotFound, PaymentLookupStarted,
                        PaymentOutcomeResolved(NOT_EXECUTED POLL), PaymentCancelled
                        """).ends("CONFIRMED", 20_000, 0);
        assertThat(rio().freeRooms(5)).isEqualTo(5);
    }

    @Test
    void s18_of_a_shorter_stay_the_difference_goes_back() {
        var booking = booked(Rio.PREPAID, "tok_ok");
        rio().modify(booking, 3, 1);
        pass(30);
        path("S18 down, prepaid", booking).tells("""
                        BookingHeld, PaymentRequested(PREPAYMENT), PaymentInitiated, PaymentAttemptStarted(AUTHORIZE 1),
                        PaymentCaptured, BookingConfirmed, BookingModified, PaymentRefundRequested,
                        PaymentAttemptStarted(REFUND 2), PaymentRefunded
                        """).ends("CONFIRMED", 10_000, 0);
    }

    @Test
    void s18_of_a_shorter_stay_less_is_taken_at_check_out() {
        var booking = booked(Rio.CARD, "tok_ok");
        rio().modify(booking, 3, 1);
        rio().goToDay(3);
        rio().checkIn(booking);
        rio().goToDay(4);
        rio().checkOut(booking);
        pass(5);
        path("S18 down, authorised", booking).tells("""
                        BookingHeld, PaymentRequested(GUARANTEE), PaymentInitiated, PaymentAttemptStarted(AUTHORIZE 1),
                        PaymentAuthorized, BookingConfirmed, BookingModified, GuestCheckedIn, GuestCheckedOut,
                        PaymentCaptureRequested, PaymentAttemptStarted(CAPTURE 2), PaymentCaptured
                        """).ends("CHECKED_OUT", 10_000, 0);
    }

    @Test
    void s19_of_a_change_and_a_cancellation_that_cross_the_first_wins() {
        var booking = booked(Rio.PREPAID, "tok_ok");
        rio().modify(booking, 3, 1, 2);
        rio().cancel(booking, 2);
        pass(30);
        path("S19 change before cancellation", booking).tells("""
                        BookingHeld, PaymentRequested(PREPAYMENT), PaymentInitiated, PaymentAttemptStarted(AUTHORIZE 1),
                        PaymentCaptured, BookingConfirmed, BookingModified, PaymentRefundRequested,
                        RequestRejected(version_conflict), PaymentAttemptStarted(REFUND 2), PaymentRefunded
                        """).ends("CONFIRMED", 10_000, 0);
    }

    @Test
    void s19_of_a_cancellation_and_a_change_that_cross_the_first_wins() {
        var booking = booked(Rio.PREPAID, "tok_ok");
        rio().cancel(booking, 2);
        rio().modify(booking, 3, 1, 2);
        pass(30);
        path("S19 cancellation before change", booking).tells("""
                        BookingHeld, PaymentRequested(PREPAYMENT), PaymentInitiated, PaymentAttemptStarted(AUTHORIZE 1),
                        PaymentCaptured, BookingConfirmed, BookingCancelled, PaymentRefundRequested,
                        RequestRejected(version_conflict), PaymentAttemptStarted(REFUND 2), PaymentRefunded
                        """).ends("CANCELLED", 0, 0);
    }
}
