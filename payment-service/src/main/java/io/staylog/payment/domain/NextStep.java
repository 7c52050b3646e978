package io.staylog.payment.domain;

import static io.staylog.payment.domain.Payment.Stage.AUTHORIZED;
import static io.staylog.payment.domain.Payment.Stage.DECLINED;
import static io.staylog.payment.domain.Payment.Stage.INITIATED;

import io.staylog.payment.domain.OpenAttempt.Phase;
import io.staylog.payment.domain.Payment.Cancellation;
import io.staylog.payment.domain.PaymentEvent.AuthorizationRenewalDeclined;
import io.staylog.payment.domain.PaymentEvent.PaymentCancelled;
import io.staylog.payment.domain.PaymentEvent.PaymentDeclined;
import io.staylog.payment.domain.PaymentEvent.PaymentNeedsAttention;
import io.staylog.payment.domain.Request.AtTheBank;

/**
 * What comes next when nothing is under way: first an authorisation that was replaced is let go, then a wish to undo what is
 * only reserved, then the requests that waited, in order, and in the end a wish to undo what was taken.
 */
final class NextStep {
    private NextStep() {}

    static void decide(Draft draft) {
        var payment = draft.payment();
        var open = payment.open();
        var wish = payment.cancellation();
        var superseded = payment.superseded();
        if (open != null && (wish != null || payment.isOff()) && canBeGivenUp(open)) {
            giveUp(draft, open.attempt(), "given_up", "");
            decide(draft);
        } else if (open != null) {
            return; // There is never a second one.
        } else if (wish != null && (payment.stage() == INITIATED || payment.stage() == DECLINED)) {
            draft.add(PaymentCancelled::new); // It only waited to be tried again, or for another card.
            decide(draft);
        } else if (payment.retryAt() != null) {
            return; // The bank will be asked again for what all the rest builds on.
        } else if (superseded != null) {
            letGo(draft, superseded);
        } else if (wish != null && payment.stage() == AUTHORIZED) {
            start(draft, Operation.VOID, payment.sums().authorizedMinor(), wish);
        } else if (!payment.waiting().isEmpty()) {
            serve(draft, payment.waiting().getFirst());
        } else if (wish != null && payment.refundableMinor() > 0) {
            start(draft, Operation.REFUND, payment.refundableMinor(), wish);
        }
    }

    /** Whether it is an authorisation that had no effect so far and only waits to be tried again. */
    private static boolean canBeGivenUp(OpenAttempt open) {
        return open.is(Operation.AUTHORIZE) && open.phase() == Phase.RETRYING;
    }

    private static void letGo(Draft draft, String superseded) {
        var payment = draft.payment();
        draft.start(
                Operation.VOID,
                payment.sums().authorizedMinor(),
                null,
                payment.terms().businessDate(),
                Attempt.Details.on(superseded));
    }

    private static void start(Draft draft, Operation operation, long amountMinor, Cancellation wish) {
        draft.start(operation, amountMinor, wish.requestId(), wish.businessDate());
    }

    /** The money may have gone another way since the request began to wait. */
    private static void serve(Draft draft, AtTheBank request) {
        var before = draft.payment().without(request.id(), draft.now());
        var rejection = RequestRules.rejection(before, request);
        if (rejection == null) {
            draft.start(RequestRules.operation(request), request);
        } else {
            draft.reject(request, rejection);
            decide(draft);
        }
    }

    /** An attempt that had no effect is not tried again: a guest hears of it, for everything else a person must see to it. */
    static void giveUp(Draft draft, Attempt attempt, String declineCode, String reason) {
        int no = attempt.no();
        if (attempt.operation() == Operation.ADJUST) { // booking-service asks for a second payment.
            draft.add(about ->
                    new PaymentDeclined(about, Operation.ADJUST, no, declineCode, DeclineCategory.of(declineCode)));
            decide(draft);
        } else if (attempt.operation() != Operation.AUTHORIZE) {
            draft.add(about -> new PaymentNeedsAttention(about, attempt.operation(), reason));
        } else if (attempt.isRenewal()) {
            draft.add(about -> new AuthorizationRenewalDeclined(about, no, declineCode));
            decide(draft);
        } else if (draft.payment().cancellation() != null || draft.payment().isOff()) {
            draft.add(PaymentCancelled::new);
            decide(draft);
        } else {
            var category = DeclineCategory.of(declineCode);
            draft.add(about -> new PaymentDeclined(about, Operation.AUTHORIZE, no, declineCode, category));
            decide(draft);
        }
    }
}
