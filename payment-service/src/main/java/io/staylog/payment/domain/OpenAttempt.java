package io.staylog.payment.domain;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An attempt that has not ended.
 *
 * @param phase what is waited for
 * @param firstAt when it was first written, from which the bank's memory of its key counts
 * @param since when the last step was taken, from which the next deadline counts
 * @param tries how often the bank was told to do it
 * @param lookups how often the bank was asked about it since the outcome is unknown
 * @param notFoundAt when the bank first said that it knows nothing of it, null if it has not
 * @param notFoundLookup which question that answered; 0 where none
 * @param needsAttention whether a person must look; nothing more happens by itself then
 */
public record OpenAttempt(
        Attempt attempt,
        Phase phase,
        Instant firstAt,
        Instant since,
        int tries,
        int lookups,
        @Nullable Instant notFoundAt,
        int notFoundLookup,
        boolean needsAttention) {

    /** What an attempt waits for. */
    public enum Phase {
        /** The bank's answer. */
        CALLING,
        /** The time to try again; it certainly had no effect so far. */
        RETRYING,
        /** What the bank says when it is asked; it may have had an effect. */
        UNKNOWN
    }

    static OpenAttempt started(Attempt attempt, Instant at) {
        return new OpenAttempt(attempt, Phase.CALLING, at, at, 1, 0, null, 0, false);
    }

    OpenAttempt startedAgain(Instant at) {
        return new OpenAttempt(attempt, Phase.CALLING, firstAt, at, tries + 1, 0, null, 0, false);
    }

    OpenAttempt hadNoEffect(Instant at) {
        return new OpenAttempt(attempt, Phase.RETRYING, firstAt, at, tries, 0, null, 0, needsAttention);
    }

    OpenAttempt outcomeUnknown(Instant at) {
        return new OpenAttempt(attempt, Phase.UNKNOWN, firstAt, at, tries, 0, null, 0, needsAttention);
    }

    OpenAttempt lookedUp(int lookupNo, Instant at) {
        return new OpenAttempt(
                attempt, phase, firstAt, at, tries, lookupNo, notFoundAt, notFoundLookup, needsAttention);
    }

    OpenAttempt notFound(Instant at) {
        return new OpenAttempt(attempt, phase, firstAt, since, tries, lookups, at, lookups, needsAttention);
    }

    OpenAttempt leftToAPerson() {
        return new OpenAttempt(attempt, phase, firstAt, since, tries, lookups, notFoundAt, notFoundLookup, true);
    }

    boolean is(Operation operation) {
        return attempt.operation() == operation;
    }
}
