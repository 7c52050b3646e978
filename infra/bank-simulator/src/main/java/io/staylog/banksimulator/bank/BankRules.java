package io.staylog.banksimulator.bank;

import static io.staylog.banksimulator.bank.LedgerEntry.Effect.AUTHORIZED;
import static io.staylog.banksimulator.bank.LedgerEntry.Effect.CAPTURED;
import static io.staylog.banksimulator.bank.LedgerEntry.Effect.REFUNDED;
import static io.staylog.banksimulator.bank.LedgerEntry.Effect.VOIDED;

import io.staylog.banksimulator.bank.LedgerEntry.Called;
import io.staylog.banksimulator.bank.LedgerEntry.Effect;
import io.staylog.banksimulator.bank.LedgerEntry.Moved;
import io.staylog.banksimulator.bank.LedgerEntry.Outcome;
import io.staylog.banksimulator.bank.LedgerEntry.Result;
import io.staylog.banksimulator.bank.LedgerEntry.Subject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The rules of the bank for one call: reads the state, changes nothing. */
public final class BankRules {
    private static final int BASE_36 = 36;

    private final BankState bank;
    private final BankCall call;
    private final Instant now;
    private final BankState.@Nullable Memory memory;
    private final @Nullable Payment payment;
    private final Subject subject;

    private BankRules(BankState bank, BankCall call, Instant now) {
        this.bank = bank;
        this.call = call;
        this.now = now;
        this.memory = bank.memory(call.key());
        this.payment = payment(bank, call);
        this.subject = subject(call, payment);
    }

    /** Decides a call that has just arrived. */
    public static Step decide(BankState bank, BankCall call, Instant now) {
        return new BankRules(bank, call, now).decide();
    }

    /** Decides a call that {@link Step.Later} has kept open. */
    public static Step.Decided execute(BankState bank, BankCall call, Instant now) {
        return new BankRules(bank, call, now).execute(new Fault.None());
    }

    private Step decide() {
        var open = bank.openCall(call.key());
        if (memory != null && memory.belongsToAnother(call.fingerprint())) {
            return notExecuted(Refusal.IDEMPOTENCY_KEY_REUSED);
        }
        if (open != null) {
            boolean same = open.fingerprint() == call.fingerprint();
            return notExecuted(same ? Refusal.OPERATION_IN_PROGRESS : Refusal.IDEMPOTENCY_KEY_REUSED);
        }
        var executed = memory == null ? null : memory.executed();
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
            case Fault.None _, Fault.Decline _, Fault.AnswerLost _, Fault.DeclineLost _ -> execute(fault);
        };
    }

    private Step.Decided execute(Fault fault) {
        boolean answered = !(fault instanceof Fault.AnswerLost || fault instanceof Fault.DeclineLost);
        var refusal = refusal();
        if (refusal != null) {
            return ended(new Outcome(Result.REFUSED, refusal.code(), answered), List.of());
        }
        var decline = declineCode(fault);
        if (decline != null) {
            return ended(new Outcome(Result.DECLINED, decline, answered), List.of());
        }
        return approved(answered);
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
                refund.amountMinor() > payment.capturedMinor() - payment.refundedMinor()
                        ? Refusal.AMOUNT_EXCEEDS_REFUNDABLE
                        : null;
        };
    }

    private @Nullable Refusal refusalToCapture(Payment from, long amountMinor) {
        if (from.voided()) {
            return Refusal.ALREADY_VOIDED;
        }
        if (from.isFullyCaptured()) {
            return Refusal.ALREADY_CAPTURED;
        }
        if (from.hasExpired(now)) {
            return Refusal.AUTHORIZATION_EXPIRED;
        }
        return amountMinor > from.authorizedMinor() - from.capturedMinor() ? Refusal.AMOUNT_EXCEEDS_AUTHORIZED : null;
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
        }
        return null;
    }

    private Step.Decided approved(boolean answered) {
        var outcome = new Outcome(Result.APPROVED, "", answered);
        return switch (call.instruction()) {
            case Instruction.Authorize it -> authorized(it, outcome);
            case Instruction.Capture it -> ended(outcome, List.of(moved(CAPTURED, it.amountMinor())));
            case Instruction.VoidPayment _ -> ended(outcome, List.of(moved(VOIDED, amountMinor())));
            case Instruction.Refund it -> ended(outcome, List.of(moved(REFUNDED, it.amountMinor())));
        };
    }

    private Step.Decided authorized(Instruction.Authorize asked, Outcome outcome) {
        var reference = "psp_" + Long.toString(bank.lastSeq() + 1, BASE_36);
        var about = subject.of(reference);
        var expiresAt = now.plus(asked.token().validity());
        var authorization = new Moved(seq(1), now, about, AUTHORIZED, asked.amountMinor(), expiresAt);
        var capture = new Moved(seq(2), now, about, CAPTURED, asked.amountMinor(), null);
        return ended(
                about,
                outcome,
                asked.capture() ? List.of(authorization, capture) : List.of(authorization),
                Payment.authorized(about, reference, asked.amountMinor(), expiresAt));
    }

    private Moved moved(Effect effect, long amountMinor) {
        return new Moved(seq(1), now, subject, effect, amountMinor, null);
    }

    private Step.Decided ended(Outcome outcome, List<Moved> moved) {
        return ended(subject, outcome, moved, payment);
    }

    private Step.Decided ended(Subject about, Outcome outcome, List<Moved> moved, @Nullable Payment of) {
        var called = called(about, outcome, moved.size());
        var executed = Objects.requireNonNull(Executed.of(called, about), "Only executed calls end here");
        var entries = new ArrayList<LedgerEntry>(moved);
        entries.addFirst(called);
        return new Step.Decided(entries, outcome.answered() ? new Reply.Result(executed, of) : new Reply.Silence());
    }

    private Step.Decided again(Executed executed) {
        var reference = executed.pspReference();
        var about = reference == null ? subject : subject.of(reference);
        var called = called(about, new Outcome(Result.REPEATED, "", true), 0);
        return new Step.Decided(List.of(called), new Reply.Result(executed, bank.payment(reference)));
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
        return new Step.Decided(List.of(called(subject, outcome, 0)), reply);
    }

    private Called called(Subject about, Outcome outcome, int effects) {
        boolean capture = call.instruction() instanceof Instruction.Authorize it && it.capture();
        int attempt = memory == null ? 1 : memory.calls() + 1;
        return new Called(seq(0), now, about, amountMinor(), capture, call.fingerprint(), attempt, outcome, effects);
    }

    private long seq(int offset) {
        return bank.lastSeq() + 1 + offset;
    }

    private long amountMinor() {
        return switch (call.instruction()) {
            case Instruction.Authorize it -> it.amountMinor();
            case Instruction.Capture it -> it.amountMinor();
            case Instruction.VoidPayment _ -> payment == null ? 0 : payment.authorizedMinor();
            case Instruction.Refund it -> it.amountMinor();
        };
    }

    private Fault faultOn(Operation operation) {
        if (call.instruction() instanceof Instruction.Authorize it) {
            return it.token().faultOn(operation);
        }
        // A ledger may hold a token that this version has forgotten; it then does nothing special.
        return Token.of(subject.token()).map(it -> it.faultOn(operation)).orElseGet(Fault.None::new);
    }

    private static @Nullable Payment payment(BankState bank, BankCall call) {
        var reference = pspReference(call.instruction());
        var found = bank.payment(reference);
        // Naming the merchant is optional, but a wrong one must not reach another merchant's money.
        boolean foreign =
                found != null && !call.merchant().isEmpty() && !call.merchant().equals(found.merchant());
        return foreign ? null : found;
    }

    static @Nullable String pspReference(Instruction instruction) {
        return switch (instruction) {
            case Instruction.Authorize _ -> null;
            case Instruction.Capture it -> it.pspReference();
            case Instruction.VoidPayment it -> it.pspReference();
            case Instruction.Refund it -> it.pspReference();
        };
    }

    private static Subject subject(BankCall call, @Nullable Payment payment) {
        var instruction = call.instruction();
        var currency = instruction instanceof Instruction.Authorize it ? it.currency() : Subject.NO_CURRENCY;
        var token = instruction instanceof Instruction.Authorize it ? it.token().text() : "";
        return new Subject(
                instruction.operation(),
                call.key(),
                call.merchantReference(),
                pspReference(instruction),
                payment == null ? currency : payment.currency(),
                payment == null ? call.merchant() : payment.merchant(),
                payment == null ? token : payment.token());
    }
}
