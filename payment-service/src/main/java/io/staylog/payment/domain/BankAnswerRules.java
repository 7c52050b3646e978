package io.staylog.payment.domain;

import io.staylog.payment.domain.BankAnswer.Approved;
import io.staylog.payment.domain.BankAnswer.Declined;
import io.staylog.payment.domain.BankAnswer.NotExecuted;
import io.staylog.payment.domain.BankAnswer.NotFound;
import io.staylog.payment.domain.BankAnswer.NotTaken;
import io.staylog.payment.domain.BankAnswer.OutcomeUnknown;
import io.staylog.payment.domain.OpenAttempt.Phase;
import io.staylog.payment.domain.PaymentEvent.PaymentAttemptFailed;
import io.staylog.payment.domain.PaymentEvent.PaymentAttemptNotFound;
import io.staylog.payment.domain.PaymentEvent.PaymentAuthorized;
import io.staylog.payment.domain.PaymentEvent.PaymentCaptured;
import io.staylog.payment.domain.PaymentEvent.PaymentDeclined;
import io.staylog.payment.domain.PaymentEvent.PaymentNeedsAttention;
import io.staylog.payment.domain.PaymentEvent.PaymentOutcomeResolved;
import io.staylog.payment.domain.PaymentEvent.PaymentOutcomeResolved.Resolved;
import io.staylog.payment.domain.PaymentEvent.PaymentOutcomeUnknown;
import io.staylog.payment.domain.PaymentEvent.PaymentRefundFailed;
import io.staylog.payment.domain.PaymentEvent.PaymentRefunded;
import io.staylog.payment.domain.PaymentEvent.PaymentVoided;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What follows from what the bank says. */
final class BankAnswerRules {
    private BankAnswerRules() {}

    static void decide(Draft draft, BankAnswer answer) {
        var payment = draft.payment();
        var open = payment.open();
        if (open != null && open.attempt().no() == answer.attemptNo()) {
            decide(draft, open, answer);
        } else if (open == null && payment.isOff()) {
            decideOff(draft, answer);
        } else if (answer.said() instanceof Approved it && !payment.hasDone(answer.attemptNo())) {
            movedAfterAll(draft, answer, it);
        } // Otherwise it speaks of an attempt that has ended: a repeat.
    }

    /**
     * A payment is off when a call had no effect and was not repeated. But an instruction can be delivered twice, and then the
     * second call may have had one.
     */
    private static void decideOff(Draft draft, BankAnswer answer) {
        boolean isForgotten = !draft.now()
                .isBefore(draft.payment().changedAt().plus(draft.times().keyLives()));
        switch (answer.said()) {
            case Approved it
            when isAnotherAmount(it, draft.payment().terms().amountMinor()) -> movedAfterAll(draft, answer, it);
            case Approved it -> approvedAfterAll(draft, answer.attemptNo(), it);
            case OutcomeUnknown _ when answer.isLookup() || isForgotten -> {} // Nothing was sent this time.
            case OutcomeUnknown it -> {
                int no = answer.attemptNo();
                draft.add(about -> new PaymentOutcomeUnknown(about, Operation.AUTHORIZE, no, it.message()));
            }
            case Declined _, NotTaken _, NotExecuted _, NotFound _ -> {} // As everybody believes.
            case BankAnswer.ActionRequired _, BankAnswer.Pending _ -> {}
        }
    }

    private static void decide(Draft draft, OpenAttempt open, BankAnswer answer) {
        boolean isAwaited = open.phase() == Phase.CALLING && !answer.isLookup();
        boolean isOfACall = open.phase() != Phase.UNKNOWN && !answer.isLookup();
        // Only the last question counts, so that an old answer heard again is no second one.
        boolean isAsked = open.phase() == Phase.UNKNOWN && answer.isLookup() && answer.lookupNo() == open.lookups();
        switch (answer.said()) {
            case Approved it when movedAnotherAmount(open, it) -> wrongAmount(draft, open, it);
            case Approved it -> approved(draft, open, it);
            case Declined it -> declined(draft, open, it.code(), null);
            case NotTaken it -> declined(draft, open, it.code(), it.isOurFault() ? it.message() : null);
            case NotExecuted it when isAwaited -> notExecuted(draft, open.attempt(), it);
            case NotExecuted _ -> {} // A repeat that had no effect says nothing of the call before it.
            // Also while it waits to be tried again: it may be a repeat that was not without effect.
            case OutcomeUnknown it when isOfACall -> outcomeUnknown(draft, open.attempt(), it);
            case OutcomeUnknown _ -> {} // As before.
            case NotFound _ when isAsked -> notFound(draft, open);
            case NotFound _ -> {} // The question is not open any more.
            case BankAnswer.ActionRequired _, BankAnswer.Pending _ -> {}
        }
    }

    private static void approved(Draft draft, OpenAttempt open, Approved answer) {
        boolean wasOff = draft.payment().isOff();
        resolved(draft, open, Resolved.APPROVED);
        approved(draft, open.attempt(), answer);
        if (wasOff) {
            giveBack(draft);
        } else {
            NextStep.decide(draft);
        }
    }

    private static void approved(Draft draft, Attempt attempt, Approved answer) {
        boolean capturesAtOnce = draft.payment().terms().captureMode() == CaptureMode.AUTOMATIC;
        switch (attempt.operation()) {
            case AUTHORIZE -> {
                if (capturesAtOnce) {
                    captured(draft, attempt, answer);
                } else {
                    authorized(draft, attempt, answer);
                }
            }
            case CAPTURE -> captured(draft, attempt, answer);
            case VOID -> voided(draft, attempt);
            case REFUND -> refunded(draft, attempt, answer);
            case ADJUST -> {}
        }
    }

    private static void authorized(Draft draft, Attempt attempt, Approved answer) {
        var currency = draft.payment().terms().currency();
        draft.add(about ->
                new PaymentAuthorized(about, attempt.amountMinor(), currency, answer.pspReference(), answer.card()));
    }

    private static void captured(Draft draft, Attempt attempt, Approved answer) {
        var terms = draft.payment().terms();
        draft.add(about -> new PaymentCaptured(
                about,
                terms.purpose(),
                attempt.amountMinor(),
                terms.currency(),
                answer.pspReference(),
                attempt.businessDate()));
    }

    private static void voided(Draft draft, Attempt attempt) {
        var currency = draft.payment().terms().currency();
        draft.add(about -> new PaymentVoided(about, attempt.amountMinor(), currency));
    }

    private static void refunded(Draft draft, Attempt attempt, Approved answer) {
        var terms = draft.payment().terms();
        draft.add(about -> new PaymentRefunded(
                about,
                terms.purpose(),
                refundOf(attempt),
                attempt.amountMinor(),
                terms.currency(),
                answer.pspReference(),
                attempt.businessDate()));
    }

    private static RequestId refundOf(Attempt attempt) {
        return Objects.requireNonNull(attempt.requestId(), "every refund fulfils a request");
    }

    private static void declined(Draft draft, OpenAttempt open, String bankCode, @Nullable String fault) {
        resolved(draft, open, Resolved.DECLINED);
        var operation = open.attempt().operation();
        var code = bankCode.isBlank() ? "generic_decline" : bankCode;
        switch (operation) {
            case AUTHORIZE -> {
                refusedByBank(draft, operation, code);
                if (fault != null) {
                    attention(draft, operation, fault);
                }
            }
            case CAPTURE, VOID, ADJUST -> {
                refusedByBank(draft, operation, code);
                attention(draft, operation, "the bank refused: " + code);
            }
            case REFUND -> {
                var refund = refundOf(open.attempt());
                long amountMinor = open.attempt().amountMinor();
                draft.add(about -> new PaymentRefundFailed(about, refund, amountMinor, code));
                attention(draft, operation, "the bank refused: " + code);
            }
        }
        NextStep.decide(draft);
    }

    private static void refusedByBank(Draft draft, Operation operation, String code) {
        draft.add(about -> new PaymentDeclined(about, operation, code, DeclineCategory.of(code)));
    }

    private static void attention(Draft draft, Operation operation, String reason) {
        draft.add(about -> new PaymentNeedsAttention(about, operation, reason));
    }

    private static boolean movedAnotherAmount(OpenAttempt open, Approved answer) {
        return isAnotherAmount(answer, open.attempt().amountMinor());
    }

    private static boolean isAnotherAmount(Approved answer, long amountMinor) {
        return answer.movedMinor() != 0 && answer.movedMinor() != amountMinor;
    }

    private static void movedAfterAll(Draft draft, BankAnswer answer, Approved approved) {
        draft.attention(
                "the bank says after all that it did attempt %d and moved %d minor units; the books say it did not"
                        .formatted(answer.attemptNo(), approved.movedMinor()));
    }

    private static void wrongAmount(Draft draft, OpenAttempt open, Approved answer) {
        if (!open.needsAttention()) {
            var operation = open.attempt().operation();
            var reason = "the bank moved " + answer.movedMinor() + " instead of "
                    + open.attempt().amountMinor() + " minor units";
            attention(draft, operation, reason);
        }
    }

    private static void resolved(Draft draft, OpenAttempt open, Resolved outcome) {
        if (open.phase() == Phase.UNKNOWN) {
            var attempt = open.attempt();
            draft.add(about -> new PaymentOutcomeResolved(about, attempt.operation(), attempt.no(), outcome));
        }
    }

    private static void outcomeUnknown(Draft draft, Attempt attempt, OutcomeUnknown answer) {
        draft.add(about -> new PaymentOutcomeUnknown(about, attempt.operation(), attempt.no(), answer.message()));
    }

    private static void notExecuted(Draft draft, Attempt attempt, NotExecuted answer) {
        draft.add(about -> new PaymentAttemptFailed(about, attempt.operation(), attempt.no(), answer.message()));
        NextStep.decide(draft);
        var open = draft.payment().open();
        if (open != null && !draft.times().mayRepeat(open, draft.now())) {
            var reason = "the bank could not be reached " + open.tries() + " times: " + answer.message();
            NextStep.giveUp(draft, attempt.operation(), "issuer_unavailable", reason);
        } // Otherwise it is tried again when its time has come.
    }

    /** One "not found" may come before the call that is asked about; the second one means that it will not come. */
    private static void notFound(Draft draft, OpenAttempt unknown) {
        var attempt = unknown.attempt();
        var first = unknown.notFoundAt();
        if (first == null) { // It will be asked again.
            draft.add(about -> new PaymentAttemptNotFound(about, attempt.operation(), attempt.no()));
        } else if (unknown.lookups() > unknown.notFoundLookup()
                && !draft.now().isBefore(first.plus(draft.times().notFoundTwice()))) {
            resolved(draft, unknown, Resolved.NOT_EXECUTED);
            NextStep.decide(draft);
            repeat(draft, attempt);
        }
    }

    private static void repeat(Draft draft, Attempt attempt) {
        var open = draft.payment().open();
        if (open != null && draft.times().mayRepeat(open, draft.now())) {
            draft.startAgain(attempt);
        } else if (open != null) {
            var reason = "the bank does not know " + attempt.merchantReference() + ", and it is not tried again";
            NextStep.giveUp(draft, attempt.operation(), "processing_error", reason);
        }
    }

    /** Money has moved for a payment that everybody believes to be off: it goes back at once. */
    private static void approvedAfterAll(Draft draft, int attemptNo, Approved answer) {
        var terms = draft.payment().terms();
        var id = terms.paymentId();
        var date = terms.businessDate();
        approved(draft, Attempt.of(id, Operation.AUTHORIZE, attemptNo, terms.amountMinor(), null, date), answer);
        giveBack(draft);
    }

    private static void giveBack(Draft draft) {
        var terms = draft.payment().terms();
        RequestRules.cancel(draft, new RequestId(terms.paymentId().value()), terms.businessDate());
    }
}
