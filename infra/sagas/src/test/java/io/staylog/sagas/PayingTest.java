package io.staylog.sagas;

import static org.assertj.core.api.Assertions.assertThat;

import io.staylog.sagas.Worker.Delivery;
import io.staylog.schemas.payment.ResolvedOutcome;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** S1 to S8 of domain.md 2.5: what can go wrong while a guest pays for a booking that is held. */
class PayingTest extends PathTest {
    @AfterAll
    static void table() {
        PathTable.publish();
    }

    // SubmitPaymentMethod of the row is an act on payment.requests here; booking-service takes note of the new attempt.
    @Test
    void s1_a_guest_whose_card_is_declined_pays_with_another() {
        var booking = rio().book(Rio.PREPAID, "tok_decline_insufficient");
        pass(5);
        rio().submitCard(payment(booking), "tok_ok");
        pass(5);
        path("S1 another card", booking).tells("""
                        BookingHeld, PaymentRequested(PREPAYMENT), PaymentInitiated, PaymentAttemptStarted(AUTHORIZE 1),
                        PaymentDeclined(AUTHORIZE SOFT), BookingPaymentFailed(2), PaymentOperatorActed(PaymentMethodSubmitted),
                        PaymentAttemptStarted(AUTHORIZE 2), BookingPaymentRetried, PaymentCaptured, BookingConfirmed
                        """).ends("CONFIRMED", 20_000, 0);
    }

    // InventoryReturned of the row follows from BookingReleased here (decision 4), so it is no event of its own. The
    // payment is
    // closed as well, so that no other card is taken for a room that is gone.
    @Test
    void s2_a_booking_is_released_after_three_declines() {
        var booking = rio().book(Rio.PREPAID, "tok_decline_insufficient");
        pass(5);
        for (int i = 0; i < 2; i++) {
            rio().submitCard(payment(booking), "tok_decline_generic");
            pass(5);
        }
        path("S2 three declines", booking).tells("""
                        BookingHeld, PaymentRequested(PREPAYMENT), PaymentInitiated, PaymentAttemptStarted(AUTHORIZE 1),
                        PaymentDeclined(AUTHORIZE SOFT), BookingPaymentFailed(2), PaymentOperatorActed(PaymentMethodSubmitted),
                        PaymentAttemptStarted(AUTHORIZE 2), BookingPaymentRetried, PaymentDeclined(AUTHORIZE SOFT),
                        BookingPaymentFailed(1), PaymentOperatorActed(PaymentMethodSubmitted),
                        PaymentAttemptStarted(AUTHORIZE 3), BookingPaymentRetried, PaymentDeclined(AUTHORIZE SOFT),
                        BookingReleased, PaymentCancellationRequested, PaymentCancellationNoted, PaymentCancelled
                        """).ends("RELEASED", 0, 0);
    }

    @Test
    void s2_a_booking_is_released_at_once_when_no_card_of_this_number_will_do() {
        var booking = rio().book(Rio.CARD, "tok_decline_lost");
        pass(5);
        path("S2 hard decline", booking).tells("""
                        BookingHeld, PaymentRequested(GUARANTEE), PaymentInitiated, PaymentAttemptStarted(AUTHORIZE 1),
                        PaymentDeclined(AUTHORIZE HARD), BookingReleased, PaymentCancellationRequested, PaymentCancellationNoted,
                        PaymentCancelled
                        """).ends("RELEASED", 0, 0);
        rio().submitCard(payment(booking), "tok_ok");
        pass(5);
        assertThat(story(booking).labels()).endsWith("PaymentRequestRejected(illegal_transition)");
    }

    @Test
    void s3_a_payment_that_timed_out_and_was_approved_is_found_while_the_room_is_held() {
        var booking = rio().book(Rio.CARD, "tok_timeout_then_approved");
        pass(60);
        var end = path("S3 timed out, approved", booking).tells("""
                        BookingHeld, PaymentRequested(GUARANTEE), PaymentInitiated, PaymentAttemptStarted(AUTHORIZE 1),
                        PaymentOutcomeUnknown(AUTHORIZE), PaymentLookupStarted, PaymentOutcomeResolved(APPROVED POLL),
                        PaymentAuthorized, BookingConfirmed
                        """).ends("CONFIRMED", 0, 0);
        assertThat(end.bank().reserved()).isEqualTo(20_000);
    }

    // The row's end has one PaymentCancellationRequested; booking-service repeats its wish when it hears of the late
    // money
    // (B9), and payment-service, which is at it already, notes that and does nothing more.
    @Test
    void s4_an_authorisation_that_comes_after_the_hold_is_voided() {
        world().instructions(order -> order.isLookup() ? List.of() : List.of(Delivery.late(Duration.ofMinutes(25))));
        var booking = rio().book(Rio.CARD, "tok_ok");
        passMinutes(21);
        everythingIsDelivered();
        world().pass(AN_HOUR.multipliedBy(3));
        path("S4 approved too late", booking).tells("""
                        BookingHeld, PaymentRequested(GUARANTEE), PaymentInitiated, PaymentAttemptStarted(AUTHORIZE 1),
                        PaymentOutcomeUnknown(AUTHORIZE), PaymentLookupStarted, PaymentLookupStarted,
                        PaymentLookupStarted, PaymentLookupStarted, PaymentLookupStarted, HoldExtended, BookingExpired,
                        PaymentCancellationRequested, PaymentCancellationNoted, PaymentOutcomeResolved(APPROVED POLL),
                        PaymentAuthorized, PaymentAttemptStarted(VOID 2), LatePaymentDetected,
                        PaymentCancellationRequested, PaymentCancellationNoted, PaymentVoided
                        """).ends("EXPIRED", 0, 0);
    }

    @Test
    void s5_a_prepayment_that_comes_after_the_hold_is_given_back() {
        world().instructions(order -> order.isLookup() ? List.of() : List.of(Delivery.late(Duration.ofMinutes(25))));
        var booking = rio().book(Rio.PREPAID, "tok_ok");
        passMinutes(21);
        everythingIsDelivered();
        world().pass(AN_HOUR.multipliedBy(3));
        var end = path("S5 captured too late", booking).tells("""
                        BookingHeld, PaymentRequested(PREPAYMENT), PaymentInitiated, PaymentAttemptStarted(AUTHORIZE 1),
                        PaymentOutcomeUnknown(AUTHORIZE), PaymentLookupStarted, PaymentLookupStarted,
                        PaymentLookupStarted, PaymentLookupStarted, PaymentLookupStarted, HoldExtended, BookingExpired,
                        PaymentCancellationRequested, PaymentCancellationNoted, PaymentOutcomeResolved(APPROVED POLL),
                        PaymentCaptured, PaymentAttemptStarted(REFUND 2), LatePaymentDetected,
                        PaymentCancellationRequested, PaymentCancellationNoted, PaymentRefunded
                        """).ends("EXPIRED", 0, 0);
        assertThat(end.books().captured()).isEqualTo(20_000);
    }

    @Test
    void s6_a_call_that_was_never_executed_is_repeated_under_the_same_key() {
        var booking = rio().book(Rio.PREPAID, "tok_timeout_never_executed_1");
        passMinutes(14);
        path("S6 never executed, repeated", booking).tells("""
                        BookingHeld, PaymentRequested(PREPAYMENT), PaymentInitiated, PaymentAttemptStarted(AUTHORIZE 1),
                        PaymentOutcomeUnknown(AUTHORIZE), PaymentLookupStarted, PaymentAttemptNotFound,
                        PaymentLookupStarted, PaymentLookupStarted, PaymentLookupStarted,
                        PaymentOutcomeResolved(NOT_EXECUTED POLL), PaymentAttemptStarted(AUTHORIZE 1), PaymentCaptured,
                        BookingConfirmed
                        """).ends("CONFIRMED", 20_000, 0);
    }

    // The guest is told that the payment failed and may try another card; he does not, so it ends when the hold does.
    @Test
    void s6_a_call_that_is_never_executed_ends_with_the_hold() {
        var booking = rio().book(Rio.PREPAID, "tok_timeout_never_executed");
        passMinutes(60);
        path("S6 never executed, given up", booking).tells("""
                        BookingHeld, PaymentRequested(PREPAYMENT), PaymentInitiated, PaymentAttemptStarted(AUTHORIZE 1),
                        PaymentOutcomeUnknown(AUTHORIZE), PaymentLookupStarted, PaymentAttemptNotFound,
                        PaymentLookupStarted, PaymentLookupStarted, PaymentLookupStarted,
                        PaymentOutcomeResolved(NOT_EXECUTED POLL), PaymentAttemptStarted(AUTHORIZE 1),
                        PaymentOutcomeUnknown(AUTHORIZE), PaymentLookupStarted, PaymentAttemptNotFound,
                        PaymentLookupStarted, PaymentLookupStarted, PaymentLookupStarted,
                        PaymentOutcomeResolved(NOT_EXECUTED POLL), PaymentAttemptStarted(AUTHORIZE 1),
                        PaymentOutcomeUnknown(AUTHORIZE), PaymentLookupStarted, PaymentAttemptNotFound,
                        PaymentLookupStarted, PaymentLookupStarted, PaymentLookupStarted,
                        PaymentOutcomeResolved(NOT_EXECUTED POLL), PaymentDeclined(AUTHORIZE SOFT), BookingPaymentFailed(2),
                        BookingExpired, PaymentCancellationRequested, PaymentCancellationNoted, PaymentCancelled
                        """).ends("EXPIRED", 0, 0);
    }

    @Test
    void s7_a_person_says_what_became_of_a_payment_that_the_bank_does_not_tell_of() {
        var booking = rio().book(Rio.PREPAID, "tok_unknown_forever");
        world().pass(Duration.ofDays(2));
        assertThat(Ending.of(world(), booking).attention()).containsExactly(payment(booking));
        rio().resolve(payment(booking), 1, ResolvedOutcome.DECLINED, "");
        pass(5);
        path("S7 unknown for ever", booking).tells("""
                        BookingHeld, PaymentRequested(PREPAYMENT), PaymentInitiated, PaymentAttemptStarted(AUTHORIZE 1),
                        PaymentOutcomeUnknown(AUTHORIZE), PaymentLookupStarted, PaymentLookupStarted,
                        PaymentLookupStarted, PaymentLookupStarted, PaymentLookupStarted, HoldExtended, BookingExpired,
                        PaymentCancellationRequested, PaymentCancellationNoted, PaymentLookupStarted,
                        PaymentLookupStarted, PaymentLookupStarted, PaymentNeedsAttention,
                        PaymentOperatorActed(PaymentResolutionRequested), PaymentOutcomeResolved(DECLINED OPERATOR),
                        PaymentDeclined(AUTHORIZE HARD), PaymentCancelled
                        """).ends("EXPIRED", 0, 0);
        assertThat(story(booking).said("PaymentOutcomeResolved", "actor")).contains("desk-1");
    }

    // As with S4 booking-service repeats its wish (B9), which changes nothing any more.
    @Test
    void s8_a_booking_that_is_cancelled_while_the_card_is_asked_is_voided() {
        var booking = rio().book(Rio.CARD, "tok_slow_5000");
        pass(1);
        rio().cancel(booking);
        pass(30);
        path("S8 cancelled while authorising", booking).tells("""
                        BookingHeld, PaymentRequested(GUARANTEE), PaymentInitiated, PaymentAttemptStarted(AUTHORIZE 1),
                        BookingCancelled, PaymentCancellationRequested, PaymentCancellationNoted, PaymentAuthorized,
                        PaymentAttemptStarted(VOID 2), LatePaymentDetected, PaymentCancellationRequested,
                        PaymentCancellationNoted, PaymentVoided
                        """).ends("CANCELLED", 0, 0);
    }

    @Test
    void s8_a_booking_that_is_cancelled_while_the_money_is_taken_gets_it_back() {
        var booking = rio().book(Rio.PREPAID, "tok_slow_5000");
        pass(1);
        rio().cancel(booking);
        pass(30);
        path("S8 cancelled while capturing", booking).tells("""
                        BookingHeld, PaymentRequested(PREPAYMENT), PaymentInitiated, PaymentAttemptStarted(AUTHORIZE 1),
                        BookingCancelled, PaymentCancellationRequested, PaymentCancellationNoted, PaymentCaptured,
                        PaymentAttemptStarted(REFUND 2), LatePaymentDetected, PaymentCancellationRequested,
                        PaymentCancellationNoted, PaymentRefunded
                        """).ends("CANCELLED", 0, 0);
    }

    @Test
    void s8_a_booking_that_is_cancelled_before_a_decline_owes_nothing() {
        world().instructions(order -> List.of(Delivery.late(Duration.ofSeconds(3))));
        var booking = rio().book(Rio.CARD, "tok_decline_generic");
        pass(1);
        rio().cancel(booking);
        pass(30);
        path("S8 cancelled before a decline", booking).tells("""
                        BookingHeld, PaymentRequested(GUARANTEE), PaymentInitiated, PaymentAttemptStarted(AUTHORIZE 1),
                        BookingCancelled, PaymentCancellationRequested, PaymentCancellationNoted, PaymentDeclined(AUTHORIZE SOFT),
                        PaymentCancelled
                        """).ends("CANCELLED", 0, 0);
    }
}
