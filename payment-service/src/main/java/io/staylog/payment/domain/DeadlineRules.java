package io.staylog.payment.domain;

import io.staylog.payment.domain.PaymentEvent.AuthorizationExpired;
import io.staylog.payment.domain.PaymentEvent.AuthorizationRenewalStarted;
import io.staylog.payment.domain.PaymentEvent.PaymentNeedsAttention;
import io.staylog.payment.domain.PaymentEvent.PaymentOutcomeUnknown;
import java.time.Instant;
import java.util.Objects;

/** What follows when the time has come for which a payment waited. */
final class DeadlineRules {
    private DeadlineRules() {}

    static void decide(Draft draft) {
        var payment = draft.payment();
        if (draft.times().dueAtMs(payment) > draft.now().toEpochMilli()) {
            return;
        }
        var open = payment.open();
        if (open == null) {
            decideAtRest(draft);
            return;
        }
        switch (open.phase()) {
            case CALLING ->
                outcomeUnknown(
                        draft,
                        open.attempt(),
                        "no answer within " + draft.times().answer().toSeconds() + " s");
            case RETRYING -> tryAgain(draft, open);
            case UNKNOWN -> askTheBank(draft, open, draft.times().hasLookupLeft(open));
            case PENDING -> askTheBank(draft, open, draft.times().hasPendingLookupLeft(open));
            case ACTION -> askWhileTheGuestActs(draft, open);
        }
    }

    /** Nothing is with the bank, but a retry or the end of an authorisation has come. */
    private static void decideAtRest(Draft draft) {
        var payment = draft.payment();
        if (payment.retryAt() != null) {
            draft.authorize();
            return;
        }
        var authorization = Objects.requireNonNull(payment.authorization(), "nothing else is waited for");
        var expiresAt = Objects.requireNonNull(authorization.expiresAt(), "nothing else is waited for");
        boolean isOver = !draft.now().isBefore(expiresAt);
        if (isOver) {
            expire(draft, authorization);
        } else {
            renew(draft, authorization, expiresAt);
        }
    }

    /** The bank has let the money go. */
    static void expire(Draft draft, Authorization authorization) {
        var payment = draft.payment();
        long leftMinor = payment.sums().authorizedMinor() - payment.sums().capturedMinor();
        var currency = payment.terms().currency();
        draft.add(about -> new AuthorizationExpired(about, leftMinor, currency, authorization.pspReference()));
        NextStep.decide(draft);
    }

    private static void renew(Draft draft, Authorization old, Instant expiresAt) {
        var payment = draft.payment();
        int no = payment.attempts() + 1;
        draft.add(about -> new AuthorizationRenewalStarted(about, no, old.pspReference(), expiresAt));
        boolean isOther = !Objects.equals(payment.token(), payment.terms().token());
        draft.start(
                Operation.AUTHORIZE,
                payment.sums().authorizedMinor(),
                null,
                payment.terms().businessDate(),
                Attempt.Details.renewal(isOther ? payment.token() : null));
    }

    private static void outcomeUnknown(Draft draft, Attempt attempt, String reason) {
        draft.add(about -> new PaymentOutcomeUnknown(about, attempt.operation(), attempt.no(), reason));
    }

    private static void tryAgain(Draft draft, OpenAttempt open) {
        var attempt = open.attempt();
        if (draft.times().mayRepeat(open, draft.now())) {
            draft.startAgain(attempt);
            return;
        }
        var reason = "the bank may have forgotten the key " + attempt.gatewayKey() + ", so the call is not repeated";
        NextStep.giveUp(draft, attempt, "processing_error", reason);
    }

    private static void askTheBank(Draft draft, OpenAttempt open, boolean isQuestionLeft) {
        if (isQuestionLeft) {
            draft.lookUp(open);
            return;
        }
        var operation = open.attempt().operation();
        var reason = "the bank was asked " + open.lookups() + " times and did not say what became of "
                + open.attempt().merchantReference();
        draft.add(about -> new PaymentNeedsAttention(about, operation, reason));
    }

    private static void askWhileTheGuestActs(Draft draft, OpenAttempt open) {
        var guest = open.guest();
        // The bank is asked once more after the guest's time is over before its silence counts as not knowing.
        boolean isOver = guest != null && open.since().isAfter(guest.until());
        if (isOver) {
            outcomeUnknown(draft, open.attempt(), "the guest's time to act is over, and the bank has not decided");
        } else {
            draft.lookUp(open);
        }
    }
}
