package io.staylog.banksimulator.bank;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What the bank remembers of an idempotency key. */
final class Memory {
    /** The fault of a call whose key was too old to be remembered. */
    static final String KEY_EXPIRED = "key_expired";

    private boolean claimed;
    private long fingerprint;
    private long claimedAtMillis;
    private @Nullable Executed executed;
    private int calls;

    /** Takes one more call in. */
    void count(LedgerEntry.Called call) {
        calls++;
        if (call.fault().equals(KEY_EXPIRED) || call.fault().equals(Trouble.Kind.KEY_FORGOTTEN.code())) {
            forget();
        }
        if (!claimed && !call.outcome().code().equals(Refusal.IDEMPOTENCY_KEY_REUSED.code())) {
            claimed = true;
            claimedAtMillis = call.time().toEpochMilli();
            fingerprint = call.fingerprint();
        }
    }

    void executed(Executed done) {
        executed = done;
    }

    /** Forgets what was done, but not how often the key was used, or the same call would have the same trouble twice. */
    void forget() {
        claimed = false;
        executed = null;
    }

    /** How many calls used the key. */
    int calls() {
        return calls;
    }

    /** What was executed under the key, or null. */
    @Nullable
    Executed executed() {
        return executed;
    }

    boolean belongsToAnother(long body) {
        return claimed && fingerprint != body;
    }

    boolean isOlderThan(Duration life, Instant now) {
        return claimed && !now.isBefore(Instant.ofEpochMilli(claimedAtMillis).plus(life));
    }

    boolean isClaimed() {
        return claimed;
    }
}
