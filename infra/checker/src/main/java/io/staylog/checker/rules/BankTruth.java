package io.staylog.checker.rules;

import io.staylog.checker.rules.Attempt.Operation;
import io.staylog.checker.rules.Attempt.State;
import io.staylog.checker.rules.BankBooks.Moved;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Holds the log against the bank's ledger, reference by reference: I13, I17, and of R5 that nobody is charged twice. */
final class BankTruth {
    private final Map<String, Payment> payments;
    private final BankBooks bank;
    private final Moment moment;
    private final Findings findings;
    long doubleCharges;
    long orphanCharges;

    BankTruth(Map<String, Payment> payments, BankBooks bank, Moment moment, Findings findings) {
        this.payments = payments;
        this.bank = bank;
        this.moment = moment;
        this.findings = findings;
    }

    void judge() {
        bank.byPayment.forEach((id, references) -> {
            var payment = payments.get(id);
            var attempts = new HashMap<String, Attempt>();
            if (payment != null) {
                payment.attempts.forEach(it -> attempts.put(it.reference, it));
            }
            references.values().forEach(moved -> judge(payment, attempts.get(moved.reference), moved));
        });
        payments.values().forEach(payment -> {
            var known = bank.byPayment.getOrDefault(payment.id, Map.of());
            payment.attempts.stream()
                    .filter(it -> it.state == State.DONE && !known.containsKey(it.reference))
                    .forEach(it -> missing(payment, it));
        });
    }

    private void judge(@Nullable Payment payment, @Nullable Attempt attempt, Moved moved) {
        once(moved);
        if (payment == null || attempt == null) {
            boolean isOrphan = moved.effects() > 0;
            orphanCharges += isOrphan ? 1 : 0;
            look(
                    !isOrphan,
                    Invariant.I13,
                    moved,
                    () -> "the bank has moved money under " + moved.reference + ", of which the log knows nothing");
            return;
        }
        var key = moved.key;
        look(
                key == null || key.equals(attempt.key),
                Invariant.I17,
                moved,
                () -> moved.reference + " came to the bank under the key " + key + ", but was written ahead with "
                        + attempt.key);
        switch (attempt.state) {
            case DONE -> same(payment, attempt, moved);
            case OFF -> without(payment, attempt, moved);
            case CALLING, WITHOUT_EFFECT, UNKNOWN, PENDING -> {} // Nobody claims to know.
        }
    }

    private void once(Moved moved) {
        boolean isTwice = moved.authorizedCount > 1 || moved.capturedCount > 1;
        doubleCharges += isTwice ? 1 : 0;
        look(
                !isTwice && moved.refundedCount <= 1,
                Invariant.R5,
                moved,
                () -> "under %s the bank has authorised %d times, captured %d times and refunded %d times"
                        .formatted(moved.reference, moved.authorizedCount, moved.capturedCount, moved.refundedCount));
    }

    private void same(Payment payment, Attempt attempt, Moved moved) {
        long amount = attempt.amountMinor;
        boolean atOnce = attempt.operation == Operation.AUTHORIZE && payment.capturesAtOnce;
        boolean hasFailed = moved.captureFailedMinor == attempt.captureFailedMinor;
        boolean isSame = switch (attempt.operation) {
            case AUTHORIZE ->
                moved.authorizedMinor == amount && moved.capturedMinor == (atOnce ? amount : 0) && hasFailed;
            case CAPTURE -> moved.capturedMinor == amount && hasFailed;
            case VOID -> moved.voidedCount == 1;
            case REFUND -> moved.refundedMinor == amount;
            case ADJUST -> moved.adjustedCount == 1;
            case OTHER -> true;
        };
        boolean isKnownToBank = moment.isInLedger(attempt.lastMs);
        look(
                isSame || !isKnownToBank,
                Invariant.I13,
                attempt,
                () -> "the log says that %s of %d was done; the bank has %s"
                        .formatted(attempt.name(), amount, told(moved)));
    }

    /** Money that was reserved or taken although the log says that it was not belongs to nobody. */
    private void without(Payment payment, Attempt attempt, Moved moved) {
        // A capture that failed later has left nothing, and the bank then says that it was declined.
        boolean isTakenBack = moved.capturedMinor > 0 && moved.capturedMinor == moved.captureFailedMinor;
        boolean isWithout = moved.effects() == 0 || isTakenBack;
        if (!isWithout && (moved.authorizedCount > 0 || moved.capturedCount > 0)) {
            orphanCharges++;
        }
        look(
                isWithout,
                Invariant.I13,
                attempt,
                () -> "the log says that %s of payment %s had no effect; the bank has %s"
                        .formatted(attempt.name(), payment.id, told(moved)));
    }

    private void missing(Payment payment, Attempt attempt) {
        look(
                !moment.isInLedger(attempt.lastMs),
                Invariant.I13,
                attempt,
                () -> "the log says that %s of payment %s was done; the bank knows nothing of it"
                        .formatted(attempt.name(), payment.id));
    }

    private static String told(Moved moved) {
        return "authorised %d, captured %d of which %d failed later, refunded %d, voided %d times (%s)"
                .formatted(
                        moved.authorizedMinor,
                        moved.capturedMinor,
                        moved.captureFailedMinor,
                        moved.refundedMinor,
                        moved.voidedCount,
                        moved.lastAt);
    }

    private void look(boolean isGood, Invariant invariant, Moved moved, Supplier<String> message) {
        findings.look(isGood, invariant, moved.lastAt, moved.timeMs, message);
    }

    private void look(boolean isGood, Invariant invariant, Attempt attempt, Supplier<String> message) {
        findings.look(isGood, invariant, attempt.lastAt, attempt.lastMs, message);
    }
}
