package io.staylog.sagas;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.staylog.sagas.Worker.Delivery;
import io.staylog.schemas.Topics;
import io.staylog.schemas.payment.DisputeResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** S24 to S32 of domain.md 2.5: refunds and disputes, crashes, strangers, and what is refused at the door. */
class AfterwardsTest extends PathTest {
    @AfterAll
    static void table() {
        PathTable.publish();
    }

    private UUID booked(String plan, String token) {
        var booking = rio().book(plan, token, 0, 2);
        pass(1);
        return booking;
    }

    private UUID checkedOut(String token) {
        var booking = booked(Rio.CARD, token);
        rio().checkIn(booking);
        rio().goToDay(2);
        rio().checkOut(booking);
        pass(3);
        return booking;
    }

    @Test
    void s24_money_that_the_bank_cannot_give_back_is_given_back_by_hand() {
        var booking = rio().book(Rio.PREPAID, "tok_refund_fails");
        pass(1);
        rio().cancel(booking);
        pass(5);
        assertThat(Ending.of(world(), booking).openMinor()).isEqualTo(-20_000);
        rio().refundByHand(payment(booking), 20_000);
        rio().acknowledge(payment(booking));
        pass(5);
        var end = path("S24 refund fails", booking).tells("""
                        BookingHeld, PaymentRequested(PREPAYMENT), PaymentInitiated, PaymentAttemptStarted(AUTHORIZE 1),
                        PaymentCaptured, BookingConfirmed, BookingCancelled, PaymentRefundRequested,
                        PaymentAttemptStarted(REFUND 2), PaymentRefundFailed, PaymentNeedsAttention,
                        PaymentOperatorActed(ManualRefundReported), ManualRefundRecorded,
                        PaymentOperatorActed(AttentionAcknowledged)
                        """).ends("CANCELLED", 20_000, 0);
        assertThat(end.attention()).isEmpty();
    }

    @Test
    void s25_a_dispute_that_is_lost_takes_the_money() {
        var booking = checkedOut("tok_dispute_lost_5000");
        world().pass(Duration.ofDays(8));
        path("S25 dispute lost", booking).tells("""
                        BookingHeld, PaymentRequested(GUARANTEE), PaymentInitiated, PaymentAttemptStarted(AUTHORIZE 1),
                        PaymentAuthorized, BookingConfirmed, GuestCheckedIn, GuestCheckedOut, PaymentCaptureRequested,
                        PaymentAttemptStarted(CAPTURE 2), PaymentCaptured, DisputeOpened, DisputeLost
                        """).ends("CHECKED_OUT", 0, 20_000);
    }

    @Test
    void s25_a_dispute_that_is_challenged_and_won_changes_nothing() {
        var booking = checkedOut("tok_dispute_won");
        var dispute = story(booking).said("DisputeOpened", "disputeId");
        rio().respond(payment(booking), dispute, DisputeResponse.CHALLENGE);
        world().bank().challenge(dispute);
        world().pass(Duration.ofDays(8));
        path("S25 dispute won", booking).tells("""
                        BookingHeld, PaymentRequested(GUARANTEE), PaymentInitiated, PaymentAttemptStarted(AUTHORIZE 1),
                        PaymentAuthorized, BookingConfirmed, GuestCheckedIn, GuestCheckedOut, PaymentCaptureRequested,
                        PaymentAttemptStarted(CAPTURE 2), PaymentCaptured, DisputeOpened,
                        PaymentOperatorActed(DisputeResponseRequested), DisputeChallenged, DisputeWon
                        """).ends("CHECKED_OUT", 20_000, 0);
    }

    @Test
    void s26_money_that_is_disputed_is_not_given_back_as_well() {
        var booking = checkedOut("tok_dispute_lost");
        rio().refund(payment(booking), 5_000);
        pass(5);
        world().pass(Duration.ofDays(8));
        path("S26 refund while disputed", booking).tells("""
                        BookingHeld, PaymentRequested(GUARANTEE), PaymentInitiated, PaymentAttemptStarted(AUTHORIZE 1),
                        PaymentAuthorized, BookingConfirmed, GuestCheckedIn, GuestCheckedOut, PaymentCaptureRequested,
                        PaymentAttemptStarted(CAPTURE 2), PaymentCaptured, DisputeOpened,
                        PaymentRequestRejected(dispute_open), DisputeLost
                        """).ends("CHECKED_OUT", 0, 20_000);
    }

    @Test
    void s26_of_a_booking_that_is_cancelled_while_disputed_a_person_decides() {
        var booking = rio().book(Rio.PREPAID, "tok_dispute_won");
        pass(3);
        rio().cancel(booking);
        pass(3);
        world().bank().challenge(story(booking).said("DisputeOpened", "disputeId"));
        world().pass(Duration.ofDays(1));
        // The guest's bank was wrong, so the money is his still: whoever was called gives it back.
        assertThat(Ending.of(world(), booking).attention()).hasSize(1);
        rio().refund(payment(booking), 20_000);
        pass(5);
        path("S26 cancelled while disputed", booking).tells("""
                        BookingHeld, PaymentRequested(PREPAYMENT), PaymentInitiated, PaymentAttemptStarted(AUTHORIZE 1),
                        PaymentCaptured, BookingConfirmed, DisputeOpened, BookingCancelled, PaymentRefundRequested,
                        PaymentRequestRejected(dispute_open), PaymentNeedsAttention, DisputeChallenged, DisputeWon,
                        PaymentOperatorActed(PaymentRefundRequested), PaymentAttemptStarted(REFUND 2), PaymentRefunded
                        """).ends("CANCELLED", 0, 0);
    }

    @Test
    void s27_a_process_that_dies_before_it_can_write_the_answer_down_asks_the_bank() {
        world().instructions(order -> List.of(order.isLookup() ? Delivery.USUAL : Delivery.KILLED));
        var booking = rio().book(Rio.PREPAID, "tok_ok");
        pass(5);
        world().restart();
        pass(120);
        path("S27 killed, looked up", booking).tells("""
                        BookingHeld, PaymentRequested(PREPAYMENT), PaymentInitiated, PaymentAttemptStarted(AUTHORIZE 1),
                        PaymentOutcomeUnknown(AUTHORIZE), PaymentLookupStarted, PaymentOutcomeResolved(APPROVED POLL),
                        PaymentCaptured, BookingConfirmed
                        """).ends("CONFIRMED", 20_000, 0);
    }

    @Test
    void s27_an_instruction_that_is_carried_out_again_after_a_crash_has_one_effect() {
        world().instructions(_ -> List.of(Delivery.KILLED, Delivery.late(Duration.ofSeconds(8))));
        var booking = rio().book(Rio.PREPAID, "tok_ok");
        pass(60);
        path("S27 killed, delivered again", booking).tells("""
                        BookingHeld, PaymentRequested(PREPAYMENT), PaymentInitiated, PaymentAttemptStarted(AUTHORIZE 1),
                        PaymentCaptured, BookingConfirmed
                        """).ends("CONFIRMED", 20_000, 0);
    }

    @Test
    void s28_two_workers_with_the_same_instruction_have_one_effect() {
        world().instructions(_ -> List.of(Delivery.USUAL, Delivery.late(Duration.ofMillis(1))));
        var booking = rio().book(Rio.PREPAID, "tok_ok");
        pass(60);
        path("S28 two workers", booking).tells("""
                        BookingHeld, PaymentRequested(PREPAYMENT), PaymentInitiated, PaymentAttemptStarted(AUTHORIZE 1),
                        PaymentCaptured, BookingConfirmed
                        """).ends("CONFIRMED", 20_000, 0);
    }

    // The second one hears 409 operation_in_progress, which says nothing of the first, whose answer then counts.
    @Test
    void s28_two_workers_with_the_same_slow_instruction_have_one_effect() {
        world().instructions(_ -> List.of(Delivery.USUAL, Delivery.late(Duration.ofMillis(500))));
        var booking = rio().book(Rio.PREPAID, "tok_slow_1500");
        pass(60);
        path("S28 two workers, slow bank", booking).tells("""
                        BookingHeld, PaymentRequested(PREPAYMENT), PaymentInitiated, PaymentAttemptStarted(AUTHORIZE 1),
                        PaymentOutcomeUnknown(AUTHORIZE), PaymentOutcomeResolved(APPROVED POLL), PaymentCaptured,
                        BookingConfirmed
                        """).ends("CONFIRMED", 20_000, 0);
    }

    // UnmatchedGatewayNotification of the row is called GatewayNotificationUnmatched here.
    @Test
    void s29_a_notification_of_a_payment_that_is_not_ours_is_shown_to_a_person() {
        var stranger = UUID.fromString("00000000-0000-4000-8000-00000000beef");
        var call = "{\"merchantReference\":\"%s:1\",\"merchant\":\"rio\",\"amountMinor\":7000,\"currency\":\"EUR\","
                + "\"token\":\"tok_dup_webhook\",\"capture\":false}";
        world().bank().call("/v1/payments", "stranger", call.formatted(stranger).getBytes(UTF_8), _ -> {});
        pass(5);
        var events = world().log().topic(Topics.PAYMENT_EVENTS.name());
        assertThat(events).hasSize(1);
        var unmatched = world().log().read(events.getFirst());
        assertThat(Labels.label(unmatched)).isEqualTo("GatewayNotificationUnmatched");
        assertThat(unmatched.toString()).contains(stranger + ":1");
        path("S29 a stranger's payment", stranger).ends("", 0, 0);
    }

    @Test
    void s30_a_price_that_has_changed_is_not_paid() {
        rio().price(Rio.PREPAID, 12_000);
        var booking = world().newId();
        rio().send(rio().request(booking, Rio.PREPAID, "tok_ok", 3, 2)
                .setExpectedTotalMinor(20_000L)
                .build());
        pass(5);
        path("S30 price changed", booking)
                .tells("RequestRejected(price_changed)")
                .ends("", 0, 0);
        assertThat(story(booking).said("RequestRejected", "details"))
                .contains("20000")
                .contains("24000");
    }

    @Test
    void s31_a_deadline_across_the_end_of_summer_time_is_the_one_that_was_sold() {
        // Check-in is at 15:00 on 1 November, in winter time; a day before is 15:00 UTC, an hour later than in summer.
        var free = rio().book(Rio.CARD, "tok_ok", 184, 2);
        var late = rio().book(Rio.CARD, "tok_ok", 184, 2);
        rio().goToDay(10);
        world().restart();
        var deadline = Instant.parse("2027-10-31T15:00:00Z");
        assertThat(story(free).said("BookingHeld", "terms")).contains(deadline.toString());
        world().pass(Duration.between(world().now(), deadline.minusMillis(1)));
        rio().cancel(free);
        world().pass(Duration.ofMillis(1));
        rio().cancel(late);
        world().pass(AN_HOUR);
        path("S31 before the deadline", free).ends("CANCELLED", 0, 0);
        path("S31 at the deadline", late).ends("CANCELLED", 10_000, 0);
    }

    @Test
    void s32_a_stay_that_begins_on_a_day_that_is_closed_is_not_sold() {
        rio().goToDay(1);
        var booking = rio().book(Rio.PREPAID, "tok_ok", 0, 2);
        pass(5);
        path("S32 day closed", booking).tells("RequestRejected(day_closed)").ends("", 0, 0);
    }
}
