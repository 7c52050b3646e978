package io.staylog.checker.rules;

import io.staylog.checker.rules.Attempt.Operation;
import io.staylog.checker.rules.Attempt.State;
import io.staylog.checker.rules.Payment.Reserved;
import io.staylog.checker.rules.Payment.Secured;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Folds what became of attempts, and looks whether it can be: I14, I15, I16 and I18. */
final class Outcomes {
    private final Findings findings;

    Outcomes(Findings findings) {
        this.findings = findings;
    }

    void see(Payment payment, Entry entry) {
        switch (entry.type()) {
            case "PaymentAuthorized" -> authorized(payment, entry);
            case "PaymentCaptured" -> captured(payment, entry);
            case "PaymentVoided" -> voided(payment, entry);
            case "PaymentRefunded" -> refunded(payment, entry);
            case "AuthorizationAdjusted" -> adjusted(payment, entry);
            case "PaymentDeclined" -> declined(payment, entry);
            case "PaymentRetryScheduled" -> toBeRetried(payment, entry);
            case "AuthorizationRenewalDeclined" -> ended(payment, entry, State.OFF, Operation.AUTHORIZE);
            case "AuthorizationReplaced" -> replaced(payment, entry);
            case "PaymentRefundFailed" -> ended(payment, entry, State.OFF, Operation.REFUND);
            case "PaymentAttemptFailed" -> became(payment, entry, State.WITHOUT_EFFECT);
            case "PaymentOutcomeUnknown" -> became(payment, entry, State.UNKNOWN);
            case "PaymentActionRequired", "PaymentRefundPending" -> became(payment, entry, State.PENDING);
            case "PaymentOutcomeResolved" -> resolved(payment, entry);
            default -> {} // It says nothing of money.
        }
    }

    private void authorized(Payment payment, Entry entry) {
        var attempt = done(payment, entry, Operation.AUTHORIZE);
        var live = payment.live();
        look(
                live == null || (attempt != null && attempt.isRenewal),
                Invariant.I14,
                entry,
                () -> "payment " + payment.id + " was authorised a second time; the first one still stands");
        long amount = entry.body().number("amountMinor");
        payment.reserved.add(new Reserved(entry.body().text("pspReference"), attempt == null ? 0 : attempt.no, amount));
        payment.isCaptureFinal = false;
        secured(payment, amount, entry);
    }

    private static void secured(Payment payment, long amountMinor, Entry entry) {
        if (payment.secured.size() < 8) {
            payment.secured.add(new Secured(amountMinor, entry.timeMs()));
        }
    }

    private void captured(Payment payment, Entry entry) {
        var attempt = done(payment, entry, payment.capturesAtOnce ? Operation.AUTHORIZE : Operation.CAPTURE);
        long amount = entry.body().number("amountMinor");
        boolean atOnce = attempt != null && attempt.operation == Operation.AUTHORIZE;
        look(
                atOnce ? payment.takenMinor() <= 0 : !payment.isCaptureFinal,
                Invariant.I14,
                entry,
                () -> "payment " + payment.id + " was captured again, with " + payment.takenMinor()
                        + " captured for good before");
        var from = payment.live();
        boolean isFinal = atOnce || entry.body().flag("isFinal", true);
        if (!atOnce) {
            look(
                    from != null && from.capturedMinor + amount <= from.amountMinor,
                    Invariant.I15,
                    entry,
                    () -> "%d were captured of payment %s, where %d are authorised and %d of them captured"
                            .formatted(
                                    amount,
                                    payment.id,
                                    from == null ? 0 : from.amountMinor,
                                    from == null ? 0 : from.capturedMinor));
        }
        payment.capturedMinor += amount;
        if (from != null && !atOnce) {
            from.capturedMinor += amount;
            from.isLive = !isFinal;
        }
        payment.isCaptureFinal = isFinal;
        secured(payment, amount, entry);
    }

    private void voided(Payment payment, Entry entry) {
        var attempt = done(payment, entry, Operation.VOID);
        var psp = attempt == null ? null : attempt.aboutPsp;
        for (var reserved : payment.reserved) {
            boolean isMeant = psp == null ? reserved == payment.live() : reserved.psp.equals(psp);
            if (isMeant) {
                reserved.isLive = false;
                break;
            }
        }
        if (payment.isToBeUndone && payment.live() == null && payment.keptMinor() <= 0) {
            payment.isUndone = true;
        }
    }

    private void refunded(Payment payment, Entry entry) {
        done(payment, entry, Operation.REFUND);
        payment.refundedMinor += entry.body().number("amountMinor");
        look(
                payment.refundedMinor <= payment.takenMinor(),
                Invariant.I15,
                entry,
                () -> "%d of payment %s are refunded, and only %d captured"
                        .formatted(payment.refundedMinor, payment.id, payment.takenMinor()));
        if (payment.isToBeUndone && payment.keptMinor() <= 0) {
            payment.isUndone = true;
        }
    }

    private void adjusted(Payment payment, Entry entry) {
        done(payment, entry, Operation.ADJUST);
        var live = payment.live();
        long amount = entry.body().number("newAmountMinor");
        look(
                live != null && amount >= live.capturedMinor,
                Invariant.I15,
                entry,
                () -> "payment " + payment.id + " was adjusted to " + amount + ", which its captures exceed");
        if (live != null) {
            live.amountMinor = amount;
            secured(payment, amount, entry);
        }
    }

    /** Another attempt follows by itself. */
    private void toBeRetried(Payment payment, Entry entry) {
        ended(payment, entry, State.OFF, Operation.AUTHORIZE);
        payment.isToBeRetried = true;
    }

    private void replaced(Payment payment, Entry entry) {
        done(payment, entry, Operation.VOID);
        var old = entry.body().text("oldPspReference");
        payment.reserved.stream().filter(it -> it.psp.equals(old)).forEach(it -> it.isLive = false);
    }

    /** A payment may be declined without asking the bank, because something is missing in the request. */
    private void declined(Payment payment, Entry entry) {
        payment.isToBeRetried = false;
        if (entry.body().number("attemptNo") != 0 || !payment.attempts.isEmpty()) {
            ended(payment, entry, State.OFF, Operation.of(entry.body().text("operation")));
        }
    }

    private @Nullable Attempt done(Payment payment, Entry entry, Operation... operations) {
        return ended(payment, entry, State.DONE, operations);
    }

    private @Nullable Attempt ended(Payment payment, Entry entry, State end, Operation... operations) {
        var attempt = known(payment, entry, operations);
        if (attempt == null) {
            return null;
        }
        // What everybody believed to be without effect may turn out to have had one; the other way round it may not.
        look(
                end == State.DONE ? attempt.state != State.DONE : attempt.isOpen(),
                Invariant.I16,
                entry,
                () -> entry.type() + " says what became of " + attempt.name() + ", which had its outcome at "
                        + attempt.lastAt);
        attempt.became(end, entry);
        return attempt;
    }

    private @Nullable Attempt known(Payment payment, Entry entry, Operation... operations) {
        long no = entry.body().number("attemptNo");
        var attempt = payment.attempt(no, operations);
        look(
                attempt != null,
                Invariant.I18,
                entry,
                () -> entry.type() + " is about attempt " + no + " of payment " + payment.id
                        + ", which was never started");
        return attempt;
    }

    private void became(Payment payment, Entry entry, State state) {
        var attempt = known(payment, entry, Operation.of(entry.body().text("operation")));
        if (attempt != null && attempt.state != State.DONE) {
            attempt.became(state, entry);
        }
    }

    /** What follows from it comes as an event of its own, save where nothing had happened. */
    private void resolved(Payment payment, Entry entry) {
        if (entry.body().text("outcome").equals("NOT_EXECUTED")) {
            became(payment, entry, State.WITHOUT_EFFECT);
        }
    }

    private void look(boolean isGood, Invariant invariant, Entry entry, Supplier<String> message) {
        findings.look(isGood, invariant, entry.at(), entry.timeMs(), message);
    }
}
