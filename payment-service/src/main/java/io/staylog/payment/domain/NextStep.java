package io.staylog.payment.domain;

import static io.staylog.payment.domain.Payment.Stage.AUTHORIZED;
import static io.staylog.payment.domain.Payment.Stage.CAPTURED;

import io.staylog.payment.domain.OpenAttempt.Phase;
import io.staylog.payment.domain.Payment.Cancellation;
import io.staylog.payment.domain.PaymentEvent.PaymentCancelled;
import io.staylog.payment.domain.PaymentEvent.PaymentDeclined;
import io.staylog.payment.domain.PaymentEvent.PaymentNeedsAttention;

/**
 * What comes next when nothing is under way: first a wish to undo what is only reserved, then the requests that waited, in
 * order, and in the end a wish to undo what was taken.
 */
final class NextStep {
    private NextStep() {}

    static void decide(Draft draft) {
        var payment = draft.payment();
        var open = payment.open();
        var wish = payment.cancellation();
        if (open != null && (wish != null || payment.isOff()) && canBeGivenUp(open)) {
            draft.add(PaymentCancelled::new);
            decide(draft);
        } else if (open != null) {
            return; // There is never a second one.
        } else if (wish != null && payment.stage() == AUTHORIZED) {
            start(draft, Operation.VOID, payment.sums().authorizedMinor(), wish);
        } else if (!payment.waiting().isEmpty()) {
            serve(draft, payment.waiting().getFirst());
        } else if (wish != null && payment.stage() == CAPTURED && payment.refundableMinor() > 0) {
            start(draft, Operation.REFUND, payment.refundableMinor(), wish);
        }
    }

    /** Whether it is an authorisation that had no effect so far and only waits to be tried again. */
    private static boolean canBeGivenUp(OpenAttempt open) {
        return open.is(Operation.AUTHORIZE) && open.phase() == Phase.RETRYING;
    }

    private static void start(Draft draft, Operation operation, long amountMinor, Cancellation wish) {
        draft.start(operation, amountMinor, wish.requestId(), wish.businessDate());
    }

    /** The money may have gone another way since the request began to wait. */
    private static void serve(Draft draft, Request request) {
        var stage = draft.payment().stage();
        switch (request) {
            case Request.Capture _ when stage == AUTHORIZED -> draft.start(Operation.CAPTURE, request);
            case Request.Refund _ when stage == CAPTURED -> draft.start(Operation.REFUND, request);
            case Request _ -> refuse(draft, request);
        }
    }

    private static void refuse(Draft draft, Request request) {
        draft.reject(request, Rejection.ILLEGAL_TRANSITION);
        decide(draft);
    }

    /** An attempt that had no effect is not tried again: a guest hears of it, for everything else a person must see to it. */
    static void giveUp(Draft draft, Operation operation, String declineCode, String reason) {
        if (operation == Operation.AUTHORIZE) {
            var category = DeclineCategory.of(declineCode);
            draft.add(about -> new PaymentDeclined(about, operation, declineCode, category));
            decide(draft);
        } else {
            draft.add(about -> new PaymentNeedsAttention(about, operation, reason));
        }
    }
}
