package io.staylog.banksimulator.bank;

import static io.staylog.banksimulator.bank.LedgerEntry.Effect.ADJUSTED;
import static io.staylog.banksimulator.bank.LedgerEntry.Effect.REFUNDED;
import static io.staylog.banksimulator.bank.LedgerEntry.Effect.RELEASED;
import static io.staylog.banksimulator.bank.LedgerEntry.Effect.VOIDED;

import io.staylog.banksimulator.bank.LedgerEntry.Called;
import io.staylog.banksimulator.bank.LedgerEntry.Outcome;
import io.staylog.banksimulator.bank.LedgerEntry.Result;
import io.staylog.banksimulator.bank.LedgerEntry.Subject;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The rules of the bank for one call: reads the state, changes nothing. */
public final class BankRules {
    private static final int BASE_36 = 36;

    private final BankState bank;
    private final BankCall call;
    private final Trouble trouble;
    private final Terms terms;
    private final Instant now;
    private final @Nullable Memory memory;
    private final @Nullable Payment payment;
    private final Subject subject;
    private final String fault;

    private BankRules(BankState bank, Arrival arrival, Terms terms, Instant now) {
        this.bank = bank;
        this.call = arrival.call();
        this.trouble = arrival.trouble();
        this.terms = terms;
        this.now = now;
        this.memory = bank.memory(call.key());
        this.payment = payment(bank, call);
        this.subject = subject(call, payment);
        this.fault = fault();
    }

    /** What goes into the ledger as the fault; trouble that nobody can notice is none. */
    private String fault() {
        if (memory != null && terms.forgets(memory, now)) {
            return Memory.KEY_EXPIRED;
        }
        boolean moot = trouble.isOfNotices()
                ? terms.telling() == Terms.Telling.NOTHING
                : trouble.kind() == Trouble.Kind.KEY_FORGOTTEN && (memory == null || !memory.isClaimed());
        return moot ? "" : trouble.kind().code();
    }

    private boolean forgets() {
        return fault.equals(Memory.KEY_EXPIRED) || fault.equals(Trouble.Kind.KEY_FORGOTTEN.code());
    }

    /** Decides a call that has just arrived. */
    public static Step decide(BankState bank, Arrival arrival, Terms terms, Instant now) {
        return new BankRules(bank, arrival, terms, now).decide();
    }

    /** Decides a call that {@link Step.Later} has kept open. */
    public static Step.Decided execute(BankState bank, Arrival arrival, Terms terms, Instant now) {
        return new BankRules(bank, arrival, terms, now).execute(new Fault.None());
    }

    private Step decide() {
        if (trouble.losesCall()) {
            return untouched(new Outcome(Result.LOST, "", false), trouble.silence());
        }
        var open = bank.openCall(call.key());
        var known = forgets() ? null : memory;
        if (known != null && known.belongsToAnother(call.fingerprint())) {
            return notExecuted(Refusal.IDEMPOTENCY_KEY_REUSED);
        }
        if (open != null) {
            boolean same = open.fingerprint() == call.fingerprint();
            return notExecuted(same ? Refusal.OPERATION_IN_PROGRESS : Refusal.IDEMPOTENCY_KEY_REUSED);
        }
        var executed = known == null ? null : known.executed();
        if (executed != null) {
            return again(executed);
        }
        if (payment == null && !(call.instruction() instanceof Instruction.Authorize)) {
            return notExecuted(Refusal.PAYMENT_NOT_FOUND);
        }
        return misbehave(faultOn(call.instruction().operation()));
    }

    private Step misbehave(Fault fault) {
        int earlierCalls = memory == null ? 0 : memory.calls();
        return switch (fault) {
            case Fault.Slow(var delay) -> new Step.Later(delay);
            case Fault.Unavailable(int calls) when earlierCalls < calls -> unavailable();
            case Fault.CallLost(int calls) when earlierCalls < calls -> silent(Result.LOST);
            case Fault.Unknowable _ -> silent(Result.UNKNOWABLE);
            case Fault.Unavailable _, Fault.CallLost _ -> execute(fault); // It has failed often enough.
            case Fault.None _, Fault.Decline _, Fault.DeclineFirst _, Fault.AnswerLost _, Fault.DeclineLost _ ->
                execute(fault);
            case Fault.Action _, Fault.Pending _, Fault.FailsLater _, Fault.Disputed _ -> execute(fault);
        };
    }

    private Step.Decided execute(Fault fault) {
        boolean answered = !(fault instanceof Fault.AnswerLost || fault instanceof Fault.DeclineLost);
        var refusal = refusal();
        if (refusal != null) {
            return ended(new Outcome(Result.REFUSED, refusal.code(), answered), decision());
        }
        var decline = declineCode(fault);
        if (decline != null) {
            return ended(new Outcome(Result.DECLINED, decline, answered), decision());
        }
        return switch (fault) {
            case Fault.Action action -> actionRequired(action);
            case Fault.Pending pending -> pending(pending);
            default -> approved(answered);
        };
    }

    private @Nullable Refusal refusal() {
        if (payment == null) {
            return null; // Only an authorisation gets here without a payment, and a new one is in nobody's way.
        }
        return switch (call.instruction()) {
            case Instruction.Authorize _ -> null;
            case Instruction.Capture capture -> refusalToCapture(payment, capture.amountMinor());
            case Instruction.VoidPayment _ when payment.voided() -> Refusal.ALREADY_VOIDED;
            case Instruction.VoidPayment _ when payment.capturedMinor() > 0 -> Refusal.ALREADY_CAPTURED;
            // An expired authorisation may be voided: it holds nothing, and the caller gets an end state.
            case Instruction.VoidPayment _ -> null;
            case Instruction.Refund refund ->
                refund.amountMinor() > payment.refundableMinor() ? Refusal.AMOUNT_EXCEEDS_REFUNDABLE : null;
            case Instruction.Adjust adjust -> refusalToAdjust(payment, adjust.amountMinor());
        };
    }

    private @Nullable Refusal refusalToAdjust(Payment of, long totalMinor) {
        if (of.authorizedMinor() == 0) {
            return Refusal.AMOUNT_EXCEEDS_AUTHORIZED; // A card that was only verified holds nothing to raise.
        }
        var ended = refusalOfEnded(of);
        return ended == null && totalMinor < of.capturedMinor() ? Refusal.AMOUNT_BELOW_CAPTURED : ended;
    }

    private @Nullable Refusal refusalToCapture(Payment from, long amountMinor) {
        var ended = refusalOfEnded(from);
        return ended == null && amountMinor > from.openMinor() ? Refusal.AMOUNT_EXCEEDS_AUTHORIZED : ended;
    }

    private @Nullable Refusal refusalOfEnded(Payment from) {
        if (from.voided()) {
            return Refusal.ALREADY_VOIDED;
        }
        if (from.isFullyCaptured()) {
            return Refusal.ALREADY_CAPTURED;
        }
        return from.hasExpired(now) ? Refusal.AUTHORIZATION_EXPIRED : null;
    }

    private @Nullable String declineCode(Fault fault) {
        // Authorise and capture in one call is all or nothing, so a capture that fails declines the whole.
        boolean captures = call.instruction() instanceof Instruction.Authorize it && it.capture();
        var all = captures ? List.of(fault, faultOn(Operation.CAPTURE)) : List.of(fault);
        for (var each : all) {
            if (each instanceof Fault.Decline(var code)) {
                return code;
            }
            if (each instanceof Fault.DeclineLost(var code)) {
                return code;
            }
            if (each instanceof Fault.DeclineFirst(var code, int operations) && bank.declines(subject) < operations) {
                return code;
            }
        }
        return null;
    }

    private Step.Decided approved(boolean answered) {
        var outcome = new Outcome(Result.APPROVED, "", answered);
        if (call.instruction() instanceof Instruction.Authorize it) {
            return authorized(it, outcome);
        }
        var of = Objects.requireNonNull(payment, "Nothing later is approved without a payment");
        return ended(
                outcome,
                switch (call.instruction()) {
                    case Instruction.Authorize _ -> decision();
                    case Instruction.Capture it -> captured(it, of);
                    case Instruction.VoidPayment _ -> decision().moved(subject, VOIDED, amountMinor());
                    case Instruction.Refund it -> decision().moved(subject, REFUNDED, it.amountMinor());
                    case Instruction.Adjust it ->
                        decision().moved(subject, ADJUSTED, it.amountMinor() - of.authorizedMinor());
                });
    }

    private Decision captured(Instruction.Capture asked, Payment of) {
        var decision = decision().captured(subject, asked.amountMinor(), of.capturedMinor() == 0);
        long rest = of.openMinor() - asked.amountMinor();
        return asked.isFinal() && rest > 0 ? decision.moved(subject, RELEASED, rest) : decision;
    }

    private Step.Decided authorized(Instruction.Authorize asked, Outcome outcome) {
        var about = subject.of(newReference());
        var expiresAt = now.plus(asked.token().validity());
        return ended(
                about,
                outcome,
                decision().authorized(about, asked.amountMinor(), expiresAt, asked.capture()),
                Payment.authorized(about, newReference(), asked.amountMinor(), expiresAt));
    }

    private Step.Decided actionRequired(Fault.Action action) {
        var about = subject.of(newReference());
        var what = action.completes() ? Happening.ACTION_COMPLETED : Happening.ACTION_FAILED;
        var outcome = new Outcome(Result.ACTION_REQUIRED, "", true, now.plus(action.validity()));
        return ended(about, outcome, decision().planned(what, about, action.decidedAfter(), amountMinor()), null);
    }

    private Step.Decided pending(Fault.Pending pending) {
        var what = pending.succeeds() ? Happening.REFUND_SUCCEEDED : Happening.REFUND_FAILED;
        return ended(
                new Outcome(Result.PENDING, "", true),
                decision().planned(what, subject, pending.decidedAfter(), amountMinor()));
    }

    private String newReference() {
        return "psp_" + Long.toString(bank.lastSeq() + 1, BASE_36);
    }

    private Decision decision() {
        return new Decision(bank, terms, now);
    }

    private Step.Decided ended(Outcome outcome, Decision decision) {
        return ended(subject, outcome, decision, payment);
    }

    private Step.Decided ended(Subject about, Outcome outcome, Decision decision, @Nullable Payment of) {
        var executed =
                Objects.requireNonNull(Executed.of(called(about, outcome, 0), about), "Only executed calls end here");
        return new Step.Decided(
                decision.under(effects -> called(about, outcome, effects)),
                heard(outcome.answered() ? new Reply.Result(executed, of) : new Reply.Silence()));
    }

    private Step.Decided again(Executed executed) {
        var reference = executed.pspReference();
        var about = reference == null ? subject : subject.of(reference);
        var called = called(about, new Outcome(Result.REPEATED, "", true), 0);
        return new Step.Decided(List.of(called), heard(new Reply.Result(executed, bank.payment(reference))));
    }

    private Step.Decided notExecuted(Refusal refusal) {
        return untouched(new Outcome(Result.REFUSED, refusal.code(), true), new Reply.NotExecuted(refusal));
    }

    private Step.Decided unavailable() {
        return untouched(new Outcome(Result.UNAVAILABLE, "", true), new Reply.Unavailable());
    }

    private Step.Decided silent(Result result) {
        return untouched(new Outcome(result, "", false), new Reply.Silence());
    }

    private Step.Decided untouched(Outcome outcome, Reply reply) {
        return new Step.Decided(List.of(called(subject, outcome, 0)), heard(reply));
    }

    private Reply heard(Reply reply) {
        return trouble.losesAnswer() ? trouble.silence() : reply;
    }

    private Called called(Subject about, Outcome outcome, int effects) {
        boolean capture = call.instruction() instanceof Instruction.Authorize it && it.capture();
        int attempt = memory == null ? 1 : memory.calls() + 1;
        var told = trouble.losesAnswer() ? outcome.unanswered() : outcome;
        long seq = bank.lastSeq() + 1;
        return new Called(seq, now, about, amountMinor(), capture, call.fingerprint(), attempt, fault, told, effects);
    }

    private long amountMinor() {
        return switch (call.instruction()) {
            case Instruction.Authorize it -> it.amountMinor();
            case Instruction.Capture it -> it.amountMinor();
            case Instruction.VoidPayment _ -> payment == null ? 0 : payment.authorizedMinor();
            case Instruction.Refund it -> it.amountMinor();
            case Instruction.Adjust it -> it.amountMinor();
        };
    }

    private Fault faultOn(Operation operation) {
        if (call.instruction() instanceof Instruction.Authorize it) {
            return it.token().faultOn(operation);
        }
        return Token.fault(subject.token(), operation);
    }

    private static @Nullable Payment payment(BankState bank, BankCall call) {
        var found = bank.payment(call.instruction().pspReference());
        // Naming the merchant is optional, but a wrong one must not reach another merchant's money.
        boolean foreign =
                found != null && !call.merchant().isEmpty() && !call.merchant().equals(found.merchant());
        return foreign ? null : found;
    }

    private static Subject subject(BankCall call, @Nullable Payment payment) {
        var instruction = call.instruction();
        var currency = instruction instanceof Instruction.Authorize it ? it.currency() : Subject.NO_CURRENCY;
        var token = instruction instanceof Instruction.Authorize it ? it.token().text() : "";
        return new Subject(
                instruction.operation(),
                call.key(),
                call.merchantReference(),
                instruction.pspReference(),
                payment == null ? currency : payment.currency(),
                payment == null ? call.merchant() : payment.merchant(),
                payment == null ? token : payment.token());
    }
}
