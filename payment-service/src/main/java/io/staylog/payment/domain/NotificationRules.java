package io.staylog.payment.domain;

import io.staylog.payment.domain.BankAnswer.Approved;
import io.staylog.payment.domain.BankAnswer.Declined;
import io.staylog.payment.domain.BankAnswer.Said;
import io.staylog.payment.domain.Dispute.Standing;
import io.staylog.payment.domain.Payment.Captured;
import io.staylog.payment.domain.PaymentEvent.DisputeChallenged;
import io.staylog.payment.domain.PaymentEvent.DisputeLost;
import io.staylog.payment.domain.PaymentEvent.DisputeOpened;
import io.staylog.payment.domain.PaymentEvent.DisputeWon;
import io.staylog.payment.domain.PaymentEvent.PaymentCaptureFailed;
import io.staylog.payment.domain.PaymentEvent.PaymentOutcomeResolved.Resolver;
import org.jspecify.annotations.Nullable;

/**
 * What follows when the bank says something by itself. It may say it before it answers, twice, late or in another order than
 * it happened; what is known already is passed over.
 */
final class NotificationRules {
    private NotificationRules() {}

    static void decide(Draft draft, BankNotification notification) {
        var payment = draft.payment();
        switch (notification.kind()) {
            case AUTHORIZED, DECLINED, CAPTURED, VOIDED, ADJUSTED, REFUNDED, REFUND_FAILED -> hear(draft, notification);
            case EXPIRED -> expired(draft, notification);
            case CAPTURE_FAILED -> captureFailed(draft, notification);
            case DISPUTE_OPENED -> opened(draft, notification);
            case DISPUTE_CHALLENGED -> {
                var dispute = payment.dispute(notification.about().disputeId());
                if (dispute != null && dispute.standing() == Standing.OPEN) {
                    draft.add(about -> new DisputeChallenged(about, dispute.id()));
                }
            }
            case DISPUTE_WON, DISPUTE_LOST -> decided(draft, notification);
            case UNKNOWN -> {} // A newer program wrote it for a newer one.
        }
    }

    /** It says the same as an answer would. */
    private static void hear(Draft draft, BankNotification notification) {
        var payment = draft.payment();
        boolean isOurAttempt = notification.attemptNo() > 0 && notification.attemptNo() <= payment.attempts();
        // With a payment that is captured at once, to be reserved is only half of it.
        boolean isHalf = notification.kind() == BankNotification.Kind.AUTHORIZED
                && payment.terms().captureMode() == CaptureMode.AUTOMATIC;
        var said = said(notification);
        if (isOurAttempt && !isHalf && said != null) {
            BankAnswerRules.decide(draft, new BankAnswer(notification.attemptNo(), 0, said), Resolver.WEBHOOK);
        }
    }

    private static @Nullable Said said(BankNotification notification) {
        return switch (notification.kind()) {
            case AUTHORIZED, CAPTURED, VOIDED, ADJUSTED, REFUNDED ->
                new Approved(notification.amountMinor(), notification.pspReference(), notification.card());
            case DECLINED -> new Declined(notification.declineCode());
            case REFUND_FAILED ->
                new Declined(notification.declineCode().isBlank() ? "refund_failed" : notification.declineCode());
            case UNKNOWN, CAPTURE_FAILED, EXPIRED -> null;
            case DISPUTE_OPENED, DISPUTE_CHALLENGED, DISPUTE_WON, DISPUTE_LOST -> null;
        };
    }

    private static void expired(Draft draft, BankNotification notification) {
        var payment = draft.payment();
        var authorization = payment.authorization();
        if (authorization == null || !authorization.pspReference().equals(notification.pspReference())) {
            return;
        }
        // What is under way will be told by the bank itself that it came too late.
        if (payment.isReserved() && payment.open() == null) {
            DeadlineRules.expire(draft, authorization);
        }
    }

    private static void captureFailed(Draft draft, BankNotification notification) {
        if (isTakenFor(draft.payment(), notification.attemptNo())) {
            hearThatItWasTaken(draft, notification);
        }
        var payment = draft.payment();
        for (var capture : payment.captures()) {
            if (capture.attemptNo() == notification.attemptNo()) {
                captureFailed(draft, capture, notification);
                return;
            }
        }
    }

    /** What was given back of it before has not failed, so the bank may speak of less than was captured. */
    private static void captureFailed(Draft draft, Captured capture, BankNotification notification) {
        var terms = draft.payment().terms();
        long told = notification.amountMinor();
        long amountMinor = told > 0 && told < capture.amountMinor() ? told : capture.amountMinor();
        var reason = notification.declineCode().isBlank() ? "capture_failed" : notification.declineCode();
        draft.add(about -> new PaymentCaptureFailed(
                about, capture.attemptNo(), amountMinor, terms.currency(), reason, terms.businessDate()));
        draft.attention("the bank had captured " + amountMinor + " minor units and says now that it failed: " + reason);
        NextStep.decide(draft);
    }

    /** Whether the attempt takes money and has not ended: what has failed was done before. */
    private static boolean isTakenFor(Payment payment, int attemptNo) {
        var open = payment.open();
        if (open == null || open.attempt().no() != attemptNo) {
            return false;
        }
        return open.is(Operation.CAPTURE)
                || (open.is(Operation.AUTHORIZE) && payment.terms().captureMode() == CaptureMode.AUTOMATIC);
    }

    private static void hearThatItWasTaken(Draft draft, BankNotification notification) {
        var taken = new Approved(notification.amountMinor(), notification.pspReference(), notification.card());
        BankAnswerRules.decide(draft, new BankAnswer(notification.attemptNo(), 0, taken), Resolver.WEBHOOK);
    }

    private static void opened(Draft draft, BankNotification notification) {
        var payment = draft.payment();
        var told = notification.about();
        var known = payment.dispute(told.disputeId());
        boolean isRepeat = known != null && (known.isOpen() || known.stage() == told.stage());
        if (isRepeat || told.disputeId().isBlank()) {
            return;
        }
        var terms = payment.terms();
        draft.add(about -> new DisputeOpened(
                about,
                told.disputeId(),
                notification.amountMinor(),
                terms.currency(),
                told.reasonCode(),
                told.stage(),
                told.evidenceDueAt(),
                terms.businessDate()));
        long missingMinor = draft.payment().missingMinor();
        if (missingMinor > 0) {
            draft.attention("the guest's bank disputes more than is left: " + missingMinor
                    + " minor units were given back before");
        }
    }

    private static void decided(Draft draft, BankNotification notification) {
        boolean saysAll = notification.amountMinor() > 0 && notification.about().stage() != Dispute.Stage.UNKNOWN;
        var known = draft.payment().dispute(notification.about().disputeId());
        if (saysAll && (known == null || !known.isOpen())) {
            opened(draft, notification); // That it was opened will be heard later, and is then known.
        }
        var dispute = draft.payment().dispute(notification.about().disputeId());
        if (dispute == null || !dispute.isOpen()) {
            return;
        }
        var currency = draft.payment().terms().currency();
        if (notification.kind() == BankNotification.Kind.DISPUTE_WON) {
            draft.add(about -> new DisputeWon(about, dispute.id(), dispute.amountMinor(), currency));
            NextStep.decide(draft);
        } else {
            draft.add(about -> new DisputeLost(about, dispute.id(), dispute.amountMinor(), currency));
        }
    }
}
