package io.staylog.payment.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.staylog.payment.domain.BankAnswer.Card;
import io.staylog.payment.domain.BankAnswer.OutcomeUnknown;
import io.staylog.payment.domain.BankNotification.Kind;
import io.staylog.payment.domain.Payment.Stage;
import io.staylog.payment.domain.PaymentCommand.TakeNotification;
import io.staylog.payment.domain.PaymentEvent.AuthorizationExpired;
import io.staylog.payment.domain.PaymentEvent.DisputeAccepted;
import io.staylog.payment.domain.PaymentEvent.DisputeChallenged;
import io.staylog.payment.domain.PaymentEvent.DisputeLost;
import io.staylog.payment.domain.PaymentEvent.DisputeOpened;
import io.staylog.payment.domain.PaymentEvent.DisputeWon;
import io.staylog.payment.domain.PaymentEvent.GatewayNotificationUnmatched;
import io.staylog.payment.domain.PaymentEvent.PaymentAttemptStarted;
import io.staylog.payment.domain.PaymentEvent.PaymentCaptureFailed;
import io.staylog.payment.domain.PaymentEvent.PaymentCaptured;
import io.staylog.payment.domain.PaymentEvent.PaymentOutcomeResolved;
import io.staylog.payment.domain.PaymentEvent.PaymentOutcomeResolved.Resolved;
import io.staylog.payment.domain.PaymentEvent.PaymentOutcomeResolved.Resolver;
import io.staylog.payment.domain.Request.Asker;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What the bank says by itself: early, late, twice, about disputes, and about what nobody knows. */
class TheBankSpeaksTest extends PaymentSpec {
    private static TakeNotification says(Kind kind, int attemptNo, long amountMinor) {
        return says(kind, attemptNo, amountMinor, BankNotification.About.NO_DISPUTE);
    }

    private static TakeNotification says(Kind kind, int attemptNo, long amountMinor, BankNotification.About about) {
        var notification = new BankNotification(
                new RequestId(new UUID(9, kind.ordinal())),
                "simulator",
                "n-" + kind,
                kind,
                PAYMENT + ":" + attemptNo,
                attemptNo,
                PSP,
                amountMinor,
                "EUR",
                "",
                Card.UNKNOWN,
                about);
        return new TakeNotification(PAYMENT, notification);
    }

    private static TakeNotification disputed(Kind kind, Dispute.Stage stage, long amountMinor) {
        return says(kind, 1, amountMinor, new BankNotification.About("dp_1", "fraudulent", stage, NOON));
    }

    private static DisputeOpened opened(int version, Dispute.Stage stage, long amountMinor) {
        return new DisputeOpened(about(version), "dp_1", amountMinor, "EUR", "fraudulent", stage, NOON, TODAY);
    }

    /** A notification does not say which card it was. */
    private static PaymentEvent heardToBeCaptured(int version) {
        return new PaymentCaptured(about(version), 1, Purpose.PREPAYMENT, 300_00, "EUR", PSP, true, TODAY, "", "");
    }

    @Test
    void a_notification_before_the_answer_counts_and_the_answer_is_then_a_repeat() {
        calling(PREPAYMENT).when(says(Kind.CAPTURED, 1, 300_00)).then(heardToBeCaptured(3));
        rio.when(answer(1, approved(300_00))).then();
        rio.when(says(Kind.CAPTURED, 1, 300_00)).then();
    }

    @Test
    void of_a_payment_that_is_captured_at_once_only_the_capture_counts_whichever_is_heard_first() {
        calling(PREPAYMENT).when(says(Kind.AUTHORIZED, 1, 300_00)).then();
        rio.when(says(Kind.CAPTURED, 1, 300_00)).then(heardToBeCaptured(3));
        rio.when(says(Kind.AUTHORIZED, 1, 300_00)).then();
    }

    @Test
    void a_notification_resolves_an_unknown_outcome() {
        calling(PREPAYMENT).after(answer(1, new OutcomeUnknown("time-out")));
        rio.when(says(Kind.CAPTURED, 1, 300_00))
                .then(
                        new PaymentOutcomeResolved(
                                about(4), Operation.AUTHORIZE, 1, Resolved.APPROVED, Resolver.WEBHOOK),
                        heardToBeCaptured(5));
    }

    @Test
    void a_notification_of_an_attempt_that_was_never_made_is_passed_over() {
        calling(PREPAYMENT).when(says(Kind.REFUNDED, 7, 300_00)).then();
    }

    @Test
    void a_notification_about_nothing_that_is_known_is_for_a_person_once() {
        var stray = says(Kind.CAPTURED, 1, 300_00);
        rio.when(stray).then(new GatewayNotificationUnmatched(PAYMENT, stray.notification()));
        rio.when(stray).then();
    }

    @Test
    void an_authorisation_that_the_bank_has_let_go_is_gone() {
        authorizedPayment()
                .when(says(Kind.EXPIRED, 1, 300_00))
                .then(new AuthorizationExpired(about(4), 300_00, "EUR", PSP));
        rio.when(says(Kind.EXPIRED, 1, 300_00)).then();
    }

    @Test
    void a_capture_that_fails_later_is_undone_in_the_books_and_a_person_is_called() {
        authorizedPayment().after(ask(capture(1, 250_00)), answer(2, approved(250_00)));
        rio.when(says(Kind.CAPTURE_FAILED, 2, 250_00))
                .then(
                        new PaymentCaptureFailed(about(6), 2, 250_00, "EUR", "capture_failed", TODAY),
                        attention(
                                7,
                                "the bank had captured 25000 minor units and says now that it failed: capture_failed"));
        assertThat(rio.state().payment(PAYMENT).stage()).isEqualTo(Stage.FAILED);
        assertThat(rio.state().payment(PAYMENT).sums().capturedMinor()).isZero();
        rio.when(says(Kind.CAPTURE_FAILED, 2, 250_00)).then();
    }

    @Test
    void a_capture_may_be_said_to_have_failed_before_it_is_said_to_have_been_done() {
        calling(PREPAYMENT).when(says(Kind.CAPTURE_FAILED, 1, 300_00));
        assertThat(rio.decided().getFirst()).isEqualTo(heardToBeCaptured(3));
        assertThat(rio.decided().get(1))
                .isEqualTo(new PaymentCaptureFailed(about(4), 1, 300_00, "EUR", "capture_failed", TODAY));
        rio.when(answer(1, approved(300_00))).then();
        rio.when(says(Kind.CAPTURED, 1, 300_00)).then();
        assertThat(rio.state().payment(PAYMENT).sums().capturedMinor()).isZero();
    }

    @Test
    void what_went_back_before_a_capture_failed_has_not_failed() {
        capturedPayment().after(ask(refund(1, 25_00)), answer(2, approved(25_00)));
        rio.when(says(Kind.CAPTURE_FAILED, 1, 275_00));
        assertThat(rio.decided().getFirst())
                .isEqualTo(new PaymentCaptureFailed(about(6), 1, 275_00, "EUR", "capture_failed", TODAY));
        assertThat(rio.state().payment(PAYMENT).sums().leftMinor()).isZero();
        rio.when(says(Kind.CAPTURE_FAILED, 1, 275_00)).then();
    }

    @Test
    void what_is_disputed_is_not_given_back() {
        capturedPayment()
                .when(disputed(Kind.DISPUTE_OPENED, Dispute.Stage.CHARGEBACK, 200_00))
                .then(opened(4, Dispute.Stage.CHARGEBACK, 200_00));
        rio.when(disputed(Kind.DISPUTE_OPENED, Dispute.Stage.CHARGEBACK, 200_00))
                .then();
        var refund = new Request.Refund(head(1, Asker.OPERATOR), 100_01);
        rio.when(ask(refund))
                .then(TakingMoneyTest.rejected(
                        refund, Rejection.DISPUTE_OPEN, Map.of("amountMinor", "10001", "refundableMinor", "10000")));
    }

    @Test
    void a_person_is_called_where_a_refund_that_was_under_way_gives_back_what_is_disputed() {
        capturedPayment().after(ask(refund(1, 120_00)));
        rio.when(disputed(Kind.DISPUTE_OPENED, Dispute.Stage.CHARGEBACK, 300_00))
                .then(opened(5, Dispute.Stage.CHARGEBACK, 300_00));
        rio.when(answer(2, approved(120_00)))
                .then(
                        GivingMoneyBackTest.refunded(6, 2, request(1), 120_00, TOMORROW),
                        attention(
                                7,
                                "it was given back while the guest's bank disputes it: 12000 minor units more went back"
                                        + " than were taken"));
    }

    @Test
    void a_dispute_that_is_won_frees_the_money_and_one_that_is_lost_keeps_it() {
        capturedPayment().after(disputed(Kind.DISPUTE_OPENED, Dispute.Stage.CHARGEBACK, 200_00));
        rio.when(disputed(Kind.DISPUTE_WON, Dispute.Stage.UNKNOWN, 0))
                .then(new DisputeWon(about(5), "dp_1", 200_00, "EUR"));
        assertThat(rio.state().payment(PAYMENT).refundableMinor()).isEqualTo(300_00);
        rio.after(disputed(Kind.DISPUTE_OPENED, Dispute.Stage.PREARBITRATION, 200_00));
        rio.when(disputed(Kind.DISPUTE_LOST, Dispute.Stage.UNKNOWN, 0))
                .then(new DisputeLost(about(7), "dp_1", 200_00, "EUR"));
        assertThat(rio.state().payment(PAYMENT).refundableMinor()).isEqualTo(100_00);
        rio.when(disputed(Kind.DISPUTE_LOST, Dispute.Stage.UNKNOWN, 0)).then();
    }

    @Test
    void a_dispute_whose_end_is_heard_of_before_its_beginning_has_ended() {
        capturedPayment()
                .when(disputed(Kind.DISPUTE_WON, Dispute.Stage.CHARGEBACK, 200_00))
                .then(opened(4, Dispute.Stage.CHARGEBACK, 200_00), new DisputeWon(about(5), "dp_1", 200_00, "EUR"));
        rio.when(disputed(Kind.DISPUTE_OPENED, Dispute.Stage.CHARGEBACK, 200_00))
                .then();
        rio.when(disputed(Kind.DISPUTE_WON, Dispute.Stage.CHARGEBACK, 200_00)).then();
        assertThat(rio.state().payment(PAYMENT).refundableMinor()).isEqualTo(300_00);
    }

    @Test
    void a_person_proves_the_charge_or_lets_the_money_go() {
        capturedPayment().after(disputed(Kind.DISPUTE_OPENED, Dispute.Stage.CHARGEBACK, 200_00));
        var head = new Request.Head(
                request(1), PAYMENT, TOMORROW, Asker.OPERATOR, new Actor("STAFF", "anna"), "signed card");
        var challenge = new Request.DisputeResponse(head, "dp_1", true);
        rio.when(ask(challenge)).then(AnotherTryTest.acted(5, challenge), new DisputeChallenged(about(6), "dp_1"));
        rio.when(disputed(Kind.DISPUTE_CHALLENGED, Dispute.Stage.UNKNOWN, 0)).then();
        var accept = new Request.DisputeResponse(
                new Request.Head(request(2), PAYMENT, TOMORROW, Asker.OPERATOR, head.actor(), "no proof"),
                "dp_1",
                false);
        rio.when(ask(accept)).then(AnotherTryTest.acted(7, accept), new DisputeAccepted(about(8), "dp_1"));
        var other = new Request.DisputeResponse(
                new Request.Head(request(3), PAYMENT, TOMORROW, Asker.OPERATOR, head.actor(), "why"), "dp_2", true);
        rio.when(ask(other)).then(TakingMoneyTest.rejected(other, Rejection.DISPUTE_NOT_FOUND, Map.of()));
    }

    @Test
    void a_dispute_after_the_money_went_back_calls_a_person() {
        capturedPayment().after(ask(refund(1, 300_00)), answer(2, approved(300_00)));
        rio.when(disputed(Kind.DISPUTE_OPENED, Dispute.Stage.CHARGEBACK, 300_00));
        assertThat(rio.decided()).hasSize(2);
        assertThat(rio.state().standing().needAttention()).isEqualTo(1);
    }

    @Test
    void a_cancellation_gives_back_the_rest_when_a_dispute_over_the_whole_is_won() {
        capturedPayment().after(disputed(Kind.DISPUTE_OPENED, Dispute.Stage.INQUIRY, 300_00));
        rio.after(ask(refund(1, 120_00)));
        assertThat(rio.state().standing().needAttention())
                .as("booking-service was refused")
                .isEqualTo(1);
        rio.after(disputed(Kind.DISPUTE_WON, Dispute.Stage.UNKNOWN, 0)).when(ask(refund(2, 120_00)));
        assertThat(rio.decided().getFirst()).isInstanceOf(PaymentAttemptStarted.class);
    }
}
