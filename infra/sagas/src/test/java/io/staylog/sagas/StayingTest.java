package io.staylog.sagas;

import static org.assertj.core.api.Assertions.assertThat;

import io.staylog.sagas.Worker.Delivery;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** S14, S15 and S20 to S23 of domain.md 2.5: a stay, and what is heard of it twice or in another order. */
class StayingTest extends PathTest {
    @AfterAll
    static void table() {
        PathTable.publish();
    }

    private UUID inHouse(String plan, String token) {
        var booking = rio().book(plan, token, 0, 2);
        pass(10);
        rio().checkIn(booking);
        pass(1);
        return booking;
    }

    private void checkedOut(UUID booking) {
        rio().goToDay(2);
        rio().checkOut(booking);
        world().pass(AN_HOUR);
    }

    @Test
    void s14_whatever_is_heard_twice_is_passed_over() {
        var booking = rio().book(Rio.PREPAID, "tok_dup_webhook");
        pass(5);
        rio().modify(booking, 3, 1);
        pass(5);
        var before = story(booking).labels();
        world().bookings().hearAgain();
        world().payments().hearAgain();
        pass(5);
        assertThat(story(booking).labels()).isEqualTo(before);
        path("S14 everything twice", booking).tells("""
                        BookingHeld, PaymentRequested(PREPAYMENT), PaymentInitiated, PaymentAttemptStarted(AUTHORIZE 1),
                        PaymentCaptured, BookingConfirmed, BookingModified, PaymentRefundRequested,
                        PaymentAttemptStarted(REFUND 2), PaymentRefunded
                        """).ends("CONFIRMED", 10_000, 0);
    }

    @Test
    void s15_a_notification_that_comes_before_the_answer_counts_once() {
        world().notifications((_, _) -> List.of(Duration.ZERO));
        var booking = rio().book(Rio.PREPAID, "tok_webhook_first");
        pass(5);
        path("S15 notified before the answer", booking).tells("""
                        BookingHeld, PaymentRequested(PREPAYMENT), PaymentInitiated, PaymentAttemptStarted(AUTHORIZE 1),
                        PaymentCaptured, BookingConfirmed
                        """).ends("CONFIRMED", 20_000, 0);
    }

    // What the bank tells by itself is heard like an answer; only while the outcome counts as unknown it says so.
    @Test
    void s15_a_notification_ends_the_uncertainty_before_the_bank_is_asked() {
        world().instructions(order -> List.of(order.isLookup() ? Delivery.late(AN_HOUR) : Delivery.KILLED));
        world().notifications((_, _) -> List.of(Duration.ofSeconds(70)));
        var booking = rio().book(Rio.PREPAID, "tok_webhook_first");
        passMinutes(5);
        path("S15 notified instead of answered", booking).tells("""
                        BookingHeld, PaymentRequested(PREPAYMENT), PaymentInitiated, PaymentAttemptStarted(AUTHORIZE 1),
                        PaymentOutcomeUnknown(AUTHORIZE), PaymentLookupStarted, PaymentLookupStarted,
                        PaymentOutcomeResolved(APPROVED WEBHOOK), PaymentCaptured, BookingConfirmed
                        """).ends("CONFIRMED", 20_000, 0);
    }

    @Test
    void s15_captured_before_authorised_is_captured_once() {
        var booking = inHouse(Rio.CARD, "tok_webhook_out_of_order");
        checkedOut(booking);
        path("S15 captured before authorised", booking).tells("""
                        BookingHeld, PaymentRequested(GUARANTEE), PaymentInitiated, PaymentAttemptStarted(AUTHORIZE 1),
                        PaymentAuthorized, BookingConfirmed, GuestCheckedIn, GuestCheckedOut, PaymentCaptureRequested,
                        PaymentAttemptStarted(CAPTURE 2), PaymentCaptured
                        """).ends("CHECKED_OUT", 20_000, 0);
    }

    @Test
    void s20_a_guest_for_whom_there_is_no_room_is_walked_and_gets_his_money_back() {
        rio().overbook(1);
        var booking = rio().book(Rio.PREPAID, "tok_ok", 0, 2);
        for (int i = 0; i < 5; i++) {
            rio().book(Rio.FLEX, "tok_ok", 0, 2);
        }
        pass(5);
        assertThat(rio().freeRooms(0)).isZero();
        rio().walk(booking, 5_000);
        pass(5);
        // What the hotel pays for the other room is no charge of the guest; it is told in GuestWalked.
        path("S20 walked", booking).tells("""
                        BookingHeld, PaymentRequested(PREPAYMENT), PaymentInitiated, PaymentAttemptStarted(AUTHORIZE 1),
                        PaymentCaptured, BookingConfirmed, GuestWalked, PaymentRefundRequested,
                        PaymentAttemptStarted(REFUND 2), PaymentRefunded
                        """).ends("WALKED", 0, 0);
        assertThat(story(booking).said("GuestWalked", "compensationMinor")).isEqualTo("5000");
        assertThat(rio().freeRooms(0)).isEqualTo(1);
    }

    @Test
    void s21_of_a_reservation_the_fee_is_taken_when_the_guest_does_not_come() {
        var booking = rio().book(Rio.CARD, "tok_ok", 0, 2);
        rio().goToDay(1);
        pass(30);
        path("S21 no-show, authorised", booking).tells("""
                        BookingHeld, PaymentRequested(GUARANTEE), PaymentInitiated, PaymentAttemptStarted(AUTHORIZE 1),
                        PaymentAuthorized, BookingConfirmed, BookingNoShow, PaymentCaptureRequested,
                        PaymentAttemptStarted(CAPTURE 2), PaymentCaptured
                        """).ends("NO_SHOW", 10_000, 0);
    }

    @Test
    void s21_with_a_card_only_the_fee_is_asked_for_when_the_guest_does_not_come() {
        var booking = rio().book(Rio.FLEX, "tok_ok", 0, 2);
        rio().goToDay(1);
        pass(30);
        path("S21 no-show, card only", booking).tells("""
                        BookingConfirmed, BookingNoShow, PaymentRequested(NO_SHOW_FEE), PaymentInitiated,
                        PaymentAttemptStarted(AUTHORIZE 1), PaymentCaptured
                        """).ends("NO_SHOW", 10_000, 0);
    }

    @Test
    void s21_a_fee_that_the_bank_declines_stays_open() {
        var booking = rio().book(Rio.FLEX, "tok_decline_lost", 0, 2);
        rio().goToDay(1);
        pass(30);
        path("S21 no-show, declined", booking).tells("""
                        BookingConfirmed, BookingNoShow, PaymentRequested(NO_SHOW_FEE), PaymentInitiated,
                        PaymentAttemptStarted(AUTHORIZE 1), PaymentDeclined(AUTHORIZE HARD), BookingPaymentFailed(0)
                        """).ends("NO_SHOW", 0, 10_000);
    }

    // The bank is not reached while the authorisation could be renewed. booking-service hears of its end, so that it
    // does not
    // have to be refused a capture to ask anew.
    @Test
    void s22_a_stay_whose_reservation_has_expired_is_paid_anew() {
        var booking = inHouse(Rio.CARD, "tok_auth_expires_20");
        world().instructions(order -> order.isLookup() ? List.of(Delivery.USUAL) : List.of());
        world().pass(AN_HOUR.multipliedBy(30));
        everythingIsDelivered();
        checkedOut(booking);
        path("S22 expired before check-out", booking).tells("""
                        BookingHeld, PaymentRequested(GUARANTEE), PaymentInitiated, PaymentAttemptStarted(AUTHORIZE 1),
                        PaymentAuthorized, BookingConfirmed, GuestCheckedIn, AuthorizationRenewalStarted,
                        PaymentAttemptStarted(AUTHORIZE 2), PaymentOutcomeUnknown(AUTHORIZE), PaymentLookupStarted,
                        PaymentAttemptNotFound, PaymentLookupStarted, PaymentLookupStarted, PaymentLookupStarted,
                        PaymentOutcomeResolved(NOT_EXECUTED POLL), PaymentAttemptStarted(AUTHORIZE 2),
                        PaymentOutcomeUnknown(AUTHORIZE), PaymentLookupStarted, PaymentAttemptNotFound,
                        PaymentLookupStarted, PaymentLookupStarted, PaymentLookupStarted,
                        PaymentOutcomeResolved(NOT_EXECUTED POLL), PaymentAttemptStarted(AUTHORIZE 2),
                        PaymentOutcomeUnknown(AUTHORIZE), PaymentLookupStarted, PaymentAttemptNotFound,
                        PaymentLookupStarted, PaymentLookupStarted, PaymentLookupStarted,
                        PaymentOutcomeResolved(NOT_EXECUTED POLL), AuthorizationRenewalDeclined, AuthorizationExpired,
                        BookingGuaranteeLost(authorization_expired), GuestCheckedOut, PaymentRequested(STAY_BALANCE),
                        PaymentInitiated, PaymentAttemptStarted(AUTHORIZE 1), PaymentCaptured
                        """).ends("CHECKED_OUT", 20_000, 0);
    }

    // Here the capture and the end of the authorisation cross, as in the row; it is the bank that refuses then.
    @Test
    void s22_a_capture_that_reaches_the_bank_too_late_is_paid_anew() {
        var booking = inHouse(Rio.CARD, "tok_auth_expires_49");
        var expiresAt = Instant.parse(story(booking).said("PaymentAuthorized", "authorizationExpiresAt"));
        world().instructions(order -> order.isLookup() ? List.of(Delivery.USUAL) : List.of());
        rio().goToDay(2);
        world().instructions(_ -> List.of(Delivery.late(Duration.ofSeconds(5))));
        world().pass(Duration.between(world().now(), expiresAt.minusSeconds(2)));
        rio().checkOut(booking);
        world().pass(AN_HOUR);
        path("S22 capture too late", booking).tells("""
                        BookingHeld, PaymentRequested(GUARANTEE), PaymentInitiated, PaymentAttemptStarted(AUTHORIZE 1),
                        PaymentAuthorized, BookingConfirmed, GuestCheckedIn, AuthorizationRenewalStarted,
                        PaymentAttemptStarted(AUTHORIZE 2), PaymentOutcomeUnknown(AUTHORIZE), PaymentLookupStarted,
                        PaymentAttemptNotFound, PaymentLookupStarted, PaymentLookupStarted, PaymentLookupStarted,
                        PaymentOutcomeResolved(NOT_EXECUTED POLL), PaymentAttemptStarted(AUTHORIZE 2),
                        PaymentOutcomeUnknown(AUTHORIZE), PaymentLookupStarted, PaymentAttemptNotFound,
                        PaymentLookupStarted, PaymentLookupStarted, PaymentLookupStarted,
                        PaymentOutcomeResolved(NOT_EXECUTED POLL), PaymentAttemptStarted(AUTHORIZE 2),
                        PaymentOutcomeUnknown(AUTHORIZE), PaymentLookupStarted, PaymentAttemptNotFound,
                        PaymentLookupStarted, PaymentLookupStarted, PaymentLookupStarted,
                        PaymentOutcomeResolved(NOT_EXECUTED POLL), AuthorizationRenewalDeclined, GuestCheckedOut,
                        PaymentCaptureRequested, PaymentAttemptStarted(CAPTURE 3), PaymentDeclined(CAPTURE HARD),
                        PaymentNeedsAttention, BookingGuaranteeLost(authorization_expired),
                        PaymentRequested(STAY_BALANCE), PaymentInitiated, PaymentAttemptStarted(AUTHORIZE 1),
                        AuthorizationExpired, PaymentCaptured
                        """).ends("CHECKED_OUT", 20_000, 0);
    }

    @Test
    void s23_a_capture_that_fails_later_is_asked_for_again_and_the_guest_stays_in_debt() {
        var booking = inHouse(Rio.CARD, "tok_capture_fails_later");
        checkedOut(booking);
        var end = path("S23 capture fails later", booking).tells("""
                        BookingHeld, PaymentRequested(GUARANTEE), PaymentInitiated, PaymentAttemptStarted(AUTHORIZE 1),
                        PaymentAuthorized, BookingConfirmed, GuestCheckedIn, GuestCheckedOut, PaymentCaptureRequested,
                        PaymentAttemptStarted(CAPTURE 2), PaymentCaptured, PaymentCaptureFailed, PaymentNeedsAttention,
                        BookingGuaranteeLost(capture_failed), PaymentRequested(STAY_BALANCE), PaymentInitiated,
                        PaymentAttemptStarted(AUTHORIZE 1), PaymentCaptured, PaymentCaptureFailed, PaymentNeedsAttention,
                        BookingGuaranteeLost(capture_failed)
                        """).ends("CHECKED_OUT", 0, 20_000);
        assertThat(end.attention()).containsExactlyElementsOf(end.story().payments());
    }
}
