package io.staylog.checker.rules;

import java.time.Duration;

/**
 * The moment that a judgement is about. Where the log still grows, what has just begun need not have ended.
 *
 * @param endMs the newest timestamp of the log
 * @param ledgerMs until when the bank's ledger tells everything
 * @param isSettled whether all that can end by itself has ended
 */
record Moment(long endMs, long ledgerMs, boolean isSettled) {
    private static final long GRACE_MS = Duration.ofMinutes(1).toMillis();
    private static final long OUTCOME_WITHIN_MS = Duration.ofHours(24).toMillis();

    /** Whether what began then must have had its consequences by now. */
    boolean isDue(long sinceMs) {
        return isSettled || sinceMs + GRACE_MS < endMs;
    }

    /** Before then, what was asked for must have been answered. */
    long answeredUntilMs() {
        return isSettled ? Long.MAX_VALUE : endMs - GRACE_MS;
    }

    /** Whether an attempt that was started then must have its outcome. */
    boolean needsOutcome(long startedMs) {
        return isSettled || startedMs + OUTCOME_WITHIN_MS < endMs;
    }

    /** Whether a hold that ends then must have ended. */
    boolean isHoldOver(long holdExpiresMs) {
        return holdExpiresMs + GRACE_MS < endMs;
    }

    /** Whether the ledger must know of what the log tells of this time. */
    boolean isInLedger(long timeMs) {
        return timeMs <= ledgerMs;
    }
}
