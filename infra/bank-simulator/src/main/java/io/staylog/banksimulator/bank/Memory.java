package io.staylog.banksimulator.bank;

import org.jspecify.annotations.Nullable;

/** What the bank remembers of an idempotency key. */
final class Memory {
    private boolean claimed;
    private long fingerprint;
    private @Nullable Executed executed;
    private int calls;

    /** Takes one more call in. */
    void count(LedgerEntry.Called call) {
        calls++;
        if (!claimed && !call.outcome().code().equals(Refusal.IDEMPOTENCY_KEY_REUSED.code())) {
            claimed = true;
            fingerprint = call.fingerprint();
        }
    }

    void executed(Executed done) {
        executed = done;
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
}
