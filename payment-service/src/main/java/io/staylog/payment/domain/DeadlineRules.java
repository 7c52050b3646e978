package io.staylog.payment.domain;

import io.staylog.payment.domain.PaymentEvent.PaymentNeedsAttention;
import io.staylog.payment.domain.PaymentEvent.PaymentOutcomeUnknown;

/** What follows when the time has come for which an attempt waited. */
final class DeadlineRules {
    private DeadlineRules() {}

    static void decide(Draft draft) {
        var open = draft.payment().open();
        if (open == null || draft.times().dueAtMs(open) > draft.now().toEpochMilli()) {
            return;
        }
        switch (open.phase()) {
            case CALLING -> outcomeUnknown(draft, open.attempt());
            case RETRYING -> tryAgain(draft, open);
            case UNKNOWN -> askTheBank(draft, open);
        }
    }

    private static void outcomeUnknown(Draft draft, Attempt attempt) {
        var reason = "no answer within " + draft.times().answer().toSeconds() + " s";
        draft.add(about -> new PaymentOutcomeUnknown(about, attempt.operation(), attempt.no(), reason));
    }

    private static void tryAgain(Draft draft, OpenAttempt open) {
        var attempt = open.attempt();
        if (draft.times().mayRepeat(open, draft.now())) {
            draft.startAgain(attempt);
            return;
        }
        var reason = "the bank may have forgotten the key " + attempt.gatewayKey() + ", so the call is not repeated";
        NextStep.giveUp(draft, attempt.operation(), "processing_error", reason);
    }

    private static void askTheBank(Draft draft, OpenAttempt open) {
        if (draft.times().hasLookupLeft(open)) {
            draft.lookUp(open);
            return;
        }
        var operation = open.attempt().operation();
        var reason = "the bank was asked " + open.lookups() + " times and did not say what became of "
                + open.attempt().merchantReference();
        draft.add(about -> new PaymentNeedsAttention(about, operation, reason));
    }
}
