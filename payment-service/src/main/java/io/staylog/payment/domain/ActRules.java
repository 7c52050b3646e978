package io.staylog.payment.domain;

import io.staylog.payment.domain.Payment.Stage;
import io.staylog.payment.domain.PaymentEvent.DisputeAccepted;
import io.staylog.payment.domain.PaymentEvent.DisputeChallenged;
import io.staylog.payment.domain.PaymentEvent.ManualRefundRecorded;
import io.staylog.payment.domain.PaymentEvent.PaymentOutcomeResolved.Resolved;
import io.staylog.payment.domain.Request.Acknowledgement;
import io.staylog.payment.domain.Request.AtOnce;
import io.staylog.payment.domain.Request.DisputeResponse;
import io.staylog.payment.domain.Request.ManualRefund;
import io.staylog.payment.domain.Request.Method;
import io.staylog.payment.domain.Request.Resolution;
import org.jspecify.annotations.Nullable;

/** What follows when a person does something about a payment that the bank need not be asked for. */
final class ActRules {
    private ActRules() {}

    static void decide(Draft draft, AtOnce act) {
        var rejection =
                act instanceof Method || isSigned(act) ? rejection(draft.payment(), act) : Rejection.ACTOR_MISSING;
        if (rejection != null) {
            draft.reject(act, rejection);
            return;
        }
        RequestRules.acted(draft, act);
        switch (act) {
            case Method it -> tryCard(draft, it);
            case Resolution it -> BankAnswerRules.resolve(draft, unknown(draft.payment(), it.attemptNo()), it);
            case DisputeResponse it
            when it.isChallenge() -> draft.add(about -> new DisputeChallenged(about, it.disputeId()));
            case DisputeResponse it -> draft.add(about -> new DisputeAccepted(about, it.disputeId()));
            case ManualRefund it -> refundByHand(draft, it);
            case Acknowledgement _ -> {} // That somebody acted is all there is to say.
        }
    }

    private static boolean isSigned(AtOnce act) {
        return act.head().actor().isKnown() && !act.head().reason().isBlank();
    }

    private static @Nullable Rejection rejection(Payment payment, AtOnce act) {
        return switch (act) {
            case Method it when it.token().isBlank() -> Rejection.TOKEN_INVALID;
            case Method _ when payment.isBusy() -> Rejection.OPERATION_IN_PROGRESS;
            case Method _ -> payment.stage() == Stage.DECLINED ? null : Rejection.ILLEGAL_TRANSITION;
            case Resolution it -> resolutionRejection(payment, it);
            case DisputeResponse it -> {
                var dispute = payment.dispute(it.disputeId());
                yield dispute != null && dispute.isOpen() ? null : Rejection.DISPUTE_NOT_FOUND;
            }
            case ManualRefund it when it.amountMinor() <= 0 -> Rejection.AMOUNT_INVALID;
            case ManualRefund it
            when it.amountMinor() > payment.refundableMinor() -> Rejection.AMOUNT_EXCEEDS_REFUNDABLE;
            case ManualRefund _ -> null;
            case Acknowledgement _ -> payment.needsAttention() ? null : Rejection.NOTHING_TO_ACKNOWLEDGE;
        };
    }

    private static @Nullable Rejection resolutionRejection(Payment payment, Resolution act) {
        if (unknown(payment, act.attemptNo()) == null) {
            return Rejection.ATTEMPT_NOT_UNKNOWN;
        }
        boolean isNamed = !act.pspReference().isBlank() || payment.pspReference() != null;
        return act.outcome() == Resolved.APPROVED && !isNamed ? Rejection.REFERENCE_MISSING : null;
    }

    /** The attempt of that number, if nobody knows its outcome or it goes on no more by itself; null where it is another one. */
    private static @Nullable OpenAttempt unknown(Payment payment, int attemptNo) {
        var open = payment.open();
        boolean isIt = open != null && open.attempt().no() == attemptNo;
        return isIt && (open.isWaitedFor() || open.needsAttention()) ? open : null;
    }

    private static void tryCard(Draft draft, Method act) {
        var terms = draft.payment().terms();
        draft.start(
                Operation.AUTHORIZE,
                terms.amountMinor(),
                null,
                terms.businessDate(),
                Attempt.Details.with(act.token()));
    }

    private static void refundByHand(Draft draft, ManualRefund act) {
        var currency = draft.payment().terms().currency();
        draft.add(about -> new ManualRefundRecorded(
                about,
                act.id(),
                act.amountMinor(),
                currency,
                act.method(),
                act.head().businessDate()));
    }
}
