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
 * @param untried how often it was not even told, because it had failed too often; these are among the tries
 * @param lookups how often the bank was asked about it since the outcome is unknown
 * @param notFoundAt when the bank first said that it knows nothing of it, null if it has not
 * @param notFoundLookup which question that answered; 0 where none
 * @param needsAttention whether a person must look; nothing more happens by itself then
 * @param guest what the guest has to do; null where nothing
 */
public record OpenAttempt(
        Attempt attempt,
        Phase phase,
        Instant firstAt,
        Instant since,
        int tries,
        int untried,
        int lookups,
        @Nullable Instant notFoundAt,
        int notFoundLookup,
        boolean needsAttention,
        @Nullable Guest guest) {

    /**
     * The guest has to do something.
     *
     * @param until then the bank gives up waiting
     * @param pspReference the bank's number of the payment
     */
    public record Guest(Instant until, String pspReference) {}

    /** What an attempt waits for. */
    public enum Phase {
        /** The bank's answer. */
        CALLING,
        /** The time to try again; it certainly had no effect so far. */
        RETRYING,
        /** What the bank says when it is asked; it may have had an effect. */
        UNKNOWN,
        /** The guest, who has to do something. */
        ACTION,
        /** What the bank, which has taken it on, will say. */
        PENDING
    }

    static OpenAttempt started(Attempt attempt, Instant at) {
        return new OpenAttempt(attempt, Phase.CALLING, at, at, 1, 0, 0, null, 0, false, null);
    }

    OpenAttempt startedAgain(Instant at) {
        return new OpenAttempt(attempt, Phase.CALLING, firstAt, at, tries + 1, untried, 0, null, 0, false, null);
    }

    OpenAttempt hadNoEffect(boolean notTried, Instant at) {
        int more = notTried ? 1 : 0;
        return new OpenAttempt(
                attempt, Phase.RETRYING, firstAt, at, tries, untried + more, 0, null, 0, needsAttention, guest);
    }

    OpenAttempt outcomeUnknown(Instant at) {
        return new OpenAttempt(attempt, Phase.UNKNOWN, firstAt, at, tries, untried, 0, null, 0, needsAttention, guest);
    }

    OpenAttempt waitsForTheGuest(PaymentEvent.PaymentActionRequired event, Instant at) {
        var toDo = new Guest(event.expiresAt(), event.pspReference());
        return new OpenAttempt(attempt, Phase.ACTION, firstAt, at, tries, untried, 0, null, 0, needsAttention, toDo);
    }

    OpenAttempt pending(Instant at) {
        return new OpenAttempt(attempt, Phase.PENDING, firstAt, at, tries, untried, 0, null, 0, needsAttention, guest);
    }

    /** Whether its outcome will only be known when the bank is asked, or says it by itself. */
    boolean isWaitedFor() {
        return phase == Phase.UNKNOWN || phase == Phase.ACTION || phase == Phase.PENDING;
    }

    OpenAttempt lookedUp(int lookupNo, Instant at) {
        return new OpenAttempt(
                attempt,
                phase,
                firstAt,
                at,
                tries,
                untried,
                lookupNo,
                notFoundAt,
                notFoundLookup,
                needsAttention,
                guest);
    }

    OpenAttempt notFound(Instant at) {
        return new OpenAttempt(
                attempt, phase, firstAt, since, tries, untried, lookups, at, lookups, needsAttention, guest);
    }

    OpenAttempt leftToAPerson() {
        return new OpenAttempt(
                attempt, phase, firstAt, since, tries, untried, lookups, notFoundAt, notFoundLookup, true, guest);
    }

    boolean is(Operation operation) {
        return attempt.operation() == operation;
    }
}
