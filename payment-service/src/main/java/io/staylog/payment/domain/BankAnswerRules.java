package io.staylog.payment.domain;

import io.staylog.payment.domain.BankAnswer.ActionRequired;
import io.staylog.payment.domain.BankAnswer.Approved;
import io.staylog.payment.domain.BankAnswer.Declined;
import io.staylog.payment.domain.BankAnswer.NotExecuted;
import io.staylog.payment.domain.BankAnswer.NotFound;
import io.staylog.payment.domain.BankAnswer.NotTaken;
import io.staylog.payment.domain.BankAnswer.OutcomeUnknown;
import io.staylog.payment.domain.BankAnswer.Pending;
import io.staylog.payment.domain.OpenAttempt.Phase;
import io.staylog.payment.domain.Payment.Stage;
import io.staylog.payment.domain.PaymentEvent.AuthorizationRenewalDeclined;
import io.staylog.payment.domain.PaymentEvent.PaymentActionRequired;
import io.staylog.payment.domain.PaymentEvent.PaymentAttemptFailed;
import io.staylog.payment.domain.PaymentEvent.PaymentAttemptNotFound;
import io.staylog.payment.domain.PaymentEvent.PaymentCancelled;
import io.staylog.payment.domain.PaymentEvent.PaymentDeclined;
import io.staylog.payment.domain.PaymentEvent.PaymentNeedsAttention;
import io.staylog.payment.domain.PaymentEvent.PaymentOutcomeResolved;
import io.staylog.payment.domain.PaymentEvent.PaymentOutcomeResolved.Resolved;
import io.staylog.payment.domain.PaymentEvent.PaymentOutcomeResolved.Resolver;
import io.staylog.payment.domain.PaymentEvent.PaymentOutcomeResolved.Source;
import io.staylog.payment.domain.PaymentEvent.PaymentOutcomeUnknown;
import io.staylog.payment.domain.PaymentEvent.PaymentRefundFailed;
import io.staylog.payment.domain.PaymentEvent.PaymentRefundPending;
import io.staylog.payment.domain.PaymentEvent.PaymentRetryScheduled;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What follows from what the bank says. */
final class BankAnswerRules {
    private final Draft draft;
    private final Resolver resolver;

    private BankAnswerRules(Draft draft, Resolver resolver) {
        this.draft = draft;
        this.resolver = resolver;
    }

    /** What follows when the bank answers, or says the same by itself. */
    static void decide(Draft draft, BankAnswer answer, Resolver resolver) {
        new BankAnswerRules(draft, resolver).decide(answer);
    }

    private void decide(BankAnswer answer) {
        var payment = draft.payment();
        var open = payment.open();
        if (open != null && open.attempt().no() == answer.attemptNo()) {
            decide(open, answer);
        } else if (open == null && payment.isOff() && payment.undone().contains(answer.attemptNo())) {
            decideOff(answer);
        } else if (answer.said() instanceof Approved it && !payment.hasDone(answer.attemptNo())) {
            movedAfterAll(answer, it);
        } // Otherwise it speaks of an attempt that has ended: a repeat.
    }

    /**
     * A payment is off when a call had no effect and was not repeated. But an instruction can be delivered twice, and then the
     * second call may have had one.
     */
    private void decideOff(BankAnswer answer) {
        boolean isForgotten = !draft.now()
                .isBefore(draft.payment().changedAt().plus(draft.times().keyLives()));
        switch (answer.said()) {
            case Approved it
            when isAnotherAmount(it, draft.payment().terms().amountMinor()) -> movedAfterAll(answer, it);
            case Approved it -> approvedAfterAll(answer.attemptNo(), it);
            case OutcomeUnknown _ when answer.isLookup() || isForgotten -> {} // Nothing was sent this time.
            case OutcomeUnknown it -> outcomeUnknown(Operation.AUTHORIZE, answer.attemptNo(), it.message());
            case ActionRequired _, Pending _ -> {} // Nobody will act; the bank gives up by itself.
            case Declined _, NotTaken _, NotExecuted _, NotFound _ -> {} // As everybody believes.
        }
    }

    private void decide(OpenAttempt open, BankAnswer answer) {
        boolean isAwaited = open.phase() == Phase.CALLING && !answer.isLookup();
        boolean isOfACall = !open.isWaitedFor() && !answer.isLookup();
        // Only the last question counts, so that an old answer heard again is no second one.
        boolean isAsked = open.phase() == Phase.UNKNOWN && answer.isLookup() && answer.lookupNo() == open.lookups();
        switch (answer.said()) {
            case Approved it when movedAnotherAmount(open, it) -> wrongAmount(open, it);
            case Approved it -> approved(open, it);
            case Declined it -> declined(open, it.code(), null);
            case NotTaken it -> declined(open, it.code(), it.isOurFault() ? it.message() : null);
            case ActionRequired it when isNews(open, Phase.ACTION) -> actionRequired(open, it);
            case Pending _ when isNews(open, Phase.PENDING) -> pending(open);
            case ActionRequired _, Pending _ -> {} // As before.
            case NotExecuted it when isAwaited -> notExecuted(open.attempt(), it);
            case NotExecuted _ -> {} // A repeat that had no effect says nothing of the call before it.
            // Also while it waits to be tried again: it may be a repeat that was not without effect.
            case OutcomeUnknown it
            when isOfACall ->
                outcomeUnknown(open.attempt().operation(), open.attempt().no(), it.message());
            case OutcomeUnknown _ -> {} // As before.
            case NotFound _ when isAsked -> notFound(open);
            case NotFound _ -> {} // The question is not open any more.
        }
    }

    /** Only an authorisation waits for its guest, only a refund for the bank's decision. */
    private static boolean isNews(OpenAttempt open, Phase phase) {
        var operation = phase == Phase.ACTION ? Operation.AUTHORIZE : Operation.REFUND;
        return open.phase() != phase && open.is(operation) && !open.attempt().isRenewal();
    }

    private void actionRequired(OpenAttempt open, ActionRequired answer) {
        int no = open.attempt().no();
        draft.add(
                about -> new PaymentActionRequired(about, no, answer.url(), answer.expiresAt(), answer.pspReference()));
    }

    private void pending(OpenAttempt open) {
        var attempt = open.attempt();
        var currency = draft.payment().terms().currency();
        draft.add(about -> new PaymentRefundPending(
                about, attempt.no(), ApprovalRules.refundOf(attempt), attempt.amountMinor(), currency));
    }

    private void approved(OpenAttempt open, Approved answer) {
        boolean wasOff = draft.payment().isOff();
        resolved(open, Resolved.APPROVED);
        ApprovalRules.decide(draft, open.attempt(), answer);
        if (wasOff) {
            giveBack();
        } else {
            NextStep.decide(draft);
        }
    }

    private void declined(OpenAttempt open, String bankCode, @Nullable String fault) {
        resolved(open, Resolved.DECLINED);
        var attempt = open.attempt();
        var operation = attempt.operation();
        var code = bankCode.isBlank() ? "generic_decline" : bankCode;
        switch (operation) {
            case AUTHORIZE -> authorizationDeclined(attempt, code, fault);
            case ADJUST -> refusedByBank(attempt, code); // booking-service asks for a second payment.
            case CAPTURE, VOID -> {
                refusedByBank(attempt, code);
                attention(operation, "the bank refused: " + code);
            }
            case REFUND -> {
                var refund = ApprovalRules.refundOf(attempt);
                draft.add(about -> new PaymentRefundFailed(about, attempt.no(), refund, attempt.amountMinor(), code));
                attention(operation, "the bank refused: " + code);
            }
        }
        NextStep.decide(draft);
    }

    private void authorizationDeclined(Attempt attempt, String code, @Nullable String fault) {
        if (draft.payment().stage() == Stage.CANCELLED) {
            draft.add(PaymentCancelled::new); // It was believed to be over, and it is.
        } else if (attempt.isRenewal()) {
            draft.add(about -> new AuthorizationRenewalDeclined(about, attempt.no(), code));
        } else if (DeclineCategory.isWorthAnotherTry(code) && !isSecondTry(attempt)) {
            var retryAt = draft.now().plus(draft.times().declinedRetry());
            draft.add(about -> new PaymentRetryScheduled(about, attempt.no(), code, retryAt));
        } else {
            refusedByBank(attempt, code);
        }
        if (fault != null) {
            attention(attempt.operation(), fault);
        }
    }

    /** Whether the attempt before it was refused for the moment too. Each card is tried twice at most. */
    private boolean isSecondTry(Attempt attempt) {
        return draft.payment().retried() == attempt.no();
    }

    private void refusedByBank(Attempt attempt, String code) {
        var category = DeclineCategory.of(code);
        draft.add(about -> new PaymentDeclined(about, attempt.operation(), attempt.no(), code, category));
    }

    private void attention(Operation operation, String reason) {
        draft.add(about -> new PaymentNeedsAttention(about, operation, reason));
    }

    private void outcomeUnknown(Operation operation, int attemptNo, String reason) {
        draft.add(about -> new PaymentOutcomeUnknown(about, operation, attemptNo, reason));
    }

    private static boolean movedAnotherAmount(OpenAttempt open, Approved answer) {
        return isAnotherAmount(answer, open.attempt().amountMinor());
    }

    private static boolean isAnotherAmount(Approved answer, long amountMinor) {
        return answer.movedMinor() != 0 && answer.movedMinor() != amountMinor;
    }

    private void movedAfterAll(BankAnswer answer, Approved approved) {
        draft.attention(
                "the bank says after all that it did attempt %d and moved %d minor units; the books say it did not"
                        .formatted(answer.attemptNo(), approved.movedMinor()));
    }

    private void wrongAmount(OpenAttempt open, Approved answer) {
        if (!open.needsAttention()) {
            var reason = "the bank moved " + answer.movedMinor() + " instead of "
                    + open.attempt().amountMinor() + " minor units";
            attention(open.attempt().operation(), reason);
        }
    }

    private void resolved(OpenAttempt open, Resolved outcome) {
        if (open.phase() == Phase.UNKNOWN) {
            var attempt = open.attempt();
            draft.add(about -> new PaymentOutcomeResolved(about, attempt.operation(), attempt.no(), outcome, resolver));
        }
    }

    private void notExecuted(Attempt attempt, NotExecuted answer) {
        draft.add(about -> new PaymentAttemptFailed(
                about, attempt.operation(), attempt.no(), answer.message(), answer.notTried()));
        NextStep.decide(draft);
        var open = draft.payment().open();
        if (open != null
                && open.attempt().no() == attempt.no()
                && !draft.times().mayRepeat(open, draft.now())) {
            var reason = "the bank could not be reached " + open.tries() + " times: " + answer.message();
            NextStep.giveUp(draft, attempt, "issuer_unavailable", reason);
        } // Otherwise it is tried again when its time has come.
    }

    /** One "not found" may come before the call that is asked about; the second one means that it will not come. */
    private void notFound(OpenAttempt unknown) {
        var attempt = unknown.attempt();
        var first = unknown.notFoundAt();
        if (first == null) { // It will be asked again.
            draft.add(about -> new PaymentAttemptNotFound(about, attempt.operation(), attempt.no()));
        } else if (unknown.lookups() > unknown.notFoundLookup()
                && !draft.now().isBefore(first.plus(draft.times().notFoundTwice()))) {
            resolved(unknown, Resolved.NOT_EXECUTED);
            NextStep.decide(draft);
            repeat(attempt);
        }
    }

    private void repeat(Attempt attempt) {
        var open = draft.payment().open();
        if (open == null || open.attempt().no() != attempt.no()) {
            return;
        }
        if (draft.times().mayRepeat(open, draft.now())) {
            draft.startAgain(attempt);
        } else {
            var reason = "the bank does not know " + attempt.merchantReference() + ", and it is not tried again";
            NextStep.giveUp(draft, attempt, "processing_error", reason);
        }
    }

    /** Money has moved for a payment that everybody believes to be off: it goes back at once. */
    private void approvedAfterAll(int attemptNo, Approved answer) {
        var terms = draft.payment().terms();
        var id = terms.paymentId();
        var date = terms.businessDate();
        ApprovalRules.decide(
                draft, Attempt.of(id, Operation.AUTHORIZE, attemptNo, terms.amountMinor(), null, date), answer);
        giveBack();
    }

    private void giveBack() {
        var terms = draft.payment().terms();
        RequestRules.cancel(draft, new RequestId(terms.paymentId().value()), terms.businessDate());
    }

    /** What a person says became of an attempt whose outcome nobody knew. */
    static void resolve(Draft draft, Request.Resolution said) {
        var open = Objects.requireNonNull(draft.payment().open(), "only an open attempt is resolved");
        var resolver =
                new Resolver(Source.OPERATOR, said.head().actor(), said.head().reason());
        var rules = new BankAnswerRules(draft, resolver);
        var known = draft.payment().pspReference();
        var reference = said.pspReference().isBlank() ? Objects.requireNonNullElse(known, "") : said.pspReference();
        switch (said.outcome()) {
            case APPROVED -> rules.approved(open, new Approved(0, reference, BankAnswer.Card.UNKNOWN));
            case DECLINED -> rules.declined(open, "declined_by_operator", null);
            case NOT_EXECUTED -> rules.notExecutedAfterAll(open);
        }
    }

    /** A guest has long gone, but what booking-service or a person wanted is still wanted: it is done anew. */
    private void notExecutedAfterAll(OpenAttempt open) {
        var attempt = open.attempt();
        draft.add(about ->
                new PaymentOutcomeResolved(about, attempt.operation(), attempt.no(), Resolved.NOT_EXECUTED, resolver));
        if (attempt.operation() == Operation.AUTHORIZE) {
            NextStep.giveUp(draft, attempt, "processing_error", "");
        } else {
            draft.start(
                    attempt.operation(),
                    attempt.amountMinor(),
                    attempt.requestId(),
                    attempt.businessDate(),
                    attempt.details());
        }
    }
}
