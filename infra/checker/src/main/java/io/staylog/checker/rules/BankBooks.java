package io.staylog.checker.rules;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Folds the bank's ledger: what it has moved for each of our references, and under which keys. */
final class BankBooks {
    /** What the bank has done under one of our references. */
    static final class Moved {
        final String reference;
        final String currency;
        final Place at;
        final long timeMs;

        @Nullable
        String key;

        long authorizedCount;
        long authorizedMinor;
        long capturedCount;
        long capturedMinor;
        long captureFailedMinor;
        long voidedCount;
        long refundedCount;
        long refundedMinor;
        long adjustedCount;
        Place lastAt;

        Moved(LedgerLine line) {
            reference = line.merchantReference();
            currency = line.currency();
            at = line.at();
            timeMs = line.timeMs();
            lastAt = at;
        }

        long effects() {
            return authorizedCount + capturedCount + voidedCount + refundedCount + adjustedCount;
        }
    }

    /** Sums of a currency. */
    static final class Sums {
        long capturedMinor;
        long refundedMinor;
        long disputedMinor;
        long captureFailedMinor;

        long netMinor() {
            return capturedMinor - captureFailedMinor - refundedMinor - disputedMinor;
        }
    }

    private final Findings findings;
    final Map<String, Map<String, Moved>> byPayment = new HashMap<>();
    final Map<String, Sums> sums = new TreeMap<>();
    final Map<String, Integer> disturbed = new TreeMap<>();
    private final Map<String, String> fingerprints = new HashMap<>();
    long calls;
    long effects;
    long unanswered;
    long repeated;

    BankBooks(Findings findings) {
        this.findings = findings;
    }

    void see(LedgerLine line) {
        switch (line.kind()) {
            case "call" -> called(line);
            case "effect" -> moved(line);
            default -> {} // A plan of the bank, or what it has told somebody.
        }
    }

    private void called(LedgerLine line) {
        calls++;
        unanswered += line.isAnswered() ? 0 : 1;
        repeated += line.attempt() > 1 ? 1 : 0;
        boolean isTrouble = switch (line.result()) {
            case "lost", "unavailable", "unknowable" -> true;
            default -> false;
        };
        if (isTrouble || !line.isAnswered()) {
            disturbed.merge(line.result() + (line.isAnswered() ? "" : ", unanswered"), 1, Integer::sum);
        }
        // A key stands for one content, whether or not the bank has executed it.
        var before = line.fingerprint().isEmpty() ? null : fingerprints.putIfAbsent(line.key(), line.fingerprint());
        look(
                before == null || before.equals(line.fingerprint()),
                line,
                "the key " + line.key() + " came to the bank with another content before");
        var moved = of(line);
        var other = moved.key;
        look(
                other == null || other.equals(line.key()),
                line,
                line.merchantReference() + " came to the bank under the key " + other + " and under " + line.key());
        moved.key = other == null ? line.key() : other;
    }

    private Moved of(LedgerLine line) {
        return byPayment
                .computeIfAbsent(payment(line.merchantReference()), _ -> new LinkedHashMap<>(4))
                .computeIfAbsent(line.merchantReference(), _ -> new Moved(line));
    }

    /** Our references are the payment's number, a colon and the attempt's. */
    static String payment(String reference) {
        int colon = reference.indexOf(':');
        return colon < 0 ? reference : reference.substring(0, colon);
    }

    private void moved(LedgerLine line) {
        effects++;
        var moved = of(line);
        moved.lastAt = line.at();
        var sum = sums.computeIfAbsent(line.currency(), _ -> new Sums());
        long amount = line.amountMinor();
        switch (line.result()) {
            case "authorized" -> {
                moved.authorizedCount++;
                moved.authorizedMinor += amount;
            }
            case "captured" -> {
                moved.capturedCount++;
                moved.capturedMinor += amount;
                sum.capturedMinor += amount;
            }
            case "capture_failed" -> {
                moved.captureFailedMinor += amount;
                sum.captureFailedMinor += amount;
            }
            case "refunded" -> {
                moved.refundedCount++;
                moved.refundedMinor += amount;
                sum.refundedMinor += amount;
            }
            case "voided" -> moved.voidedCount++;
            case "adjusted" -> moved.adjustedCount++;
            case "disputed" -> sum.disputedMinor += amount;
            case "dispute_returned" -> sum.disputedMinor -= amount;
            default -> {} // The rest of an authorisation is let go.
        }
    }

    private void look(boolean isGood, LedgerLine line, String message) {
        findings.look(isGood, Invariant.I17, line.at(), line.timeMs(), () -> message);
    }
}
