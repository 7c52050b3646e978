package io.staylog.payment.domain;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How long a payment waits for what.
 *
 * @param answer for the answer to a call, before its outcome counts as unknown
 * @param lookups before each question about an unknown outcome; after the last one a person must look
 * @param notFoundTwice between two answers "not found" that together mean "it had no effect": the first may be early
 * @param retries before each repetition of a call that had no effect; after the last one a person must look
 * @param authorizeTriesMax how often an authorisation is tried; its guest is waiting
 * @param keyLives how long the bank remembers a key; afterwards a repetition could be a second effect
 * @param declinedRetry before the bank is asked again by itself after it could not say yes or no, once per card
 * @param pendingLookups before each question about what the bank has taken on and not decided; after the last one a person
 *     must look
 * @param renewalLead before the end of an authorisation, to ask for a new one; half its life where that is shorter
 * @param settledRemembered how long a payment that nothing can come of any more is remembered after its last event
 * @param moneyRemembered how long one that holds money is, because until the end somebody may ask for it back
 * @param rejectionRemembered how long a refused request is remembered; longer than the topic of requests keeps it
 */
public record PaymentTimes(
        Duration answer,
        List<Duration> lookups,
        Duration notFoundTwice,
        List<Duration> retries,
        int authorizeTriesMax,
        Duration keyLives,
        Duration declinedRetry,
        List<Duration> pendingLookups,
        Duration renewalLead,
        Duration settledRemembered,
        Duration moneyRemembered,
        Duration rejectionRemembered) {
    static final long NEVER = Long.MAX_VALUE;
    private static final int INSTRUCTION_SHARE = 6;

    private static final int ACTION_LOOKUP_SLOWEST = 3;
    private static final int AUTHORIZE_RETRY_SLOWEST = 3;

    /** The times of a production system. */
    public static final PaymentTimes USUAL = new PaymentTimes(
            Duration.ofSeconds(60),
            List.of(
                    Duration.ofSeconds(2),
                    Duration.ofSeconds(5),
                    Duration.ofSeconds(15),
                    Duration.ofSeconds(60),
                    Duration.ofMinutes(5),
                    Duration.ofMinutes(30),
                    Duration.ofHours(2),
                    Duration.ofHours(12)),
            Duration.ofSeconds(60),
            List.of(
                    Duration.ofSeconds(5),
                    Duration.ofSeconds(25),
                    Duration.ofMinutes(1),
                    Duration.ofMinutes(5),
                    Duration.ofMinutes(30),
                    Duration.ofHours(2),
                    Duration.ofHours(12)),
            3,
            Duration.ofHours(24),
            Duration.ofSeconds(5),
            List.of(
                    Duration.ofMinutes(1),
                    Duration.ofMinutes(5),
                    Duration.ofMinutes(30),
                    Duration.ofHours(2),
                    Duration.ofHours(12),
                    Duration.ofDays(1),
                    Duration.ofDays(2),
                    Duration.ofDays(3),
                    Duration.ofDays(3)),
            Duration.ofHours(24),
            Duration.ofDays(400),
            // Four years: stays are sold 730 days ahead, and longer where a hotel says so; one may last a year;
            // and a dispute may come 540 days after it.
            Duration.ofDays(4 * 365 + 1),
            Duration.ofDays(40));

    /** Refuses times with which a timer would not move on. */
    public PaymentTimes {
        lookups = List.copyOf(lookups);
        retries = List.copyOf(retries);
        pendingLookups = List.copyOf(pendingLookups);
        if (!lasts(answer)
                || !lasts(declinedRetry)
                || !pendingLookups.stream().allMatch(PaymentTimes::lasts)
                || !lookups.stream().allMatch(PaymentTimes::lasts)
                || !retries.stream().allMatch(PaymentTimes::lasts)) {
            throw new IllegalArgumentException("every wait must last at least a millisecond");
        }
        if (authorizeTriesMax < 1 || authorizeTriesMax > retries.size() + 1) {
            throw new IllegalArgumentException(
                    "an authorisation is tried at least once, and not more often than there are retries");
        }
    }

    /** Other times, for those who cannot wait. */
    public PaymentTimes withNotFoundTwice(Duration gap) {
        return new PaymentTimes(
                answer,
                lookups,
                gap,
                retries,
                authorizeTriesMax,
                keyLives,
                declinedRetry,
                pendingLookups,
                renewalLead,
                settledRemembered,
                moneyRemembered,
                rejectionRemembered);
    }

    private static boolean lasts(Duration wait) {
        return wait.toMillis() > 0;
    }

    /** When a payment wants to go on by itself, in milliseconds since the epoch; never where a person must look. */
    long dueAtMs(Payment payment) {
        var open = payment.open();
        if (open != null) {
            return open.needsAttention() ? NEVER : dueAt(open).toEpochMilli();
        }
        var retryAt = payment.retryAt();
        if (retryAt != null) {
            return retryAt.toEpochMilli();
        }
        var authorization = payment.authorization();
        if (authorization == null || authorization.expiresAt() == null || !payment.isReserved()) {
            return NEVER;
        }
        var renewAt = renewAt(payment, authorization);
        return renewAt == null ? authorization.expiresAt().toEpochMilli() : renewAt.toEpochMilli();
    }

    /** When an authorisation is to be renewed; null where it is not. */
    @Nullable
    Instant renewAt(Payment payment, Authorization authorization) {
        boolean isWanted = payment.stage() == Payment.Stage.AUTHORIZED
                && payment.cancellation() == null
                && payment.token() != null
                && !authorization.renewalRefused();
        return isWanted ? authorization.renewAt(renewalLead) : null;
    }

    private Instant dueAt(OpenAttempt open) {
        var since = open.since();
        return switch (open.phase()) {
            case CALLING -> since.plus(answer);
            case RETRYING -> since.plus(retries.get(Math.min(open.tries() - 1, slowestRetry(open))));
            case UNKNOWN -> since.plus(hasLookupLeft(open) ? lookups.get(open.lookups()) : answer);
            case PENDING -> since.plus(hasPendingLookupLeft(open) ? pendingLookups.get(open.lookups()) : answer);
            case ACTION -> actionDueAt(open);
        };
    }

    /** A guest who waits is worth a try every few minutes, however long the bank is away. */
    private int slowestRetry(OpenAttempt open) {
        int slowest = retries.size() - 1;
        return open.is(Operation.AUTHORIZE) ? Math.min(AUTHORIZE_RETRY_SLOWEST, slowest) : slowest;
    }

    /** The bank is asked now and then while the guest acts, and once more when the guest's time is over. */
    private Instant actionDueAt(OpenAttempt open) {
        var next = open.since().plus(lookups.get(Math.min(open.lookups(), ACTION_LOOKUP_SLOWEST)));
        var guest = open.guest();
        return guest == null || next.isBefore(guest.until()) || !open.since().isBefore(guest.until())
                ? next
                : guest.until();
    }

    boolean hasLookupLeft(OpenAttempt open) {
        return open.lookups() < lookups.size();
    }

    boolean hasPendingLookupLeft(OpenAttempt open) {
        return open.lookups() < pendingLookups.size();
    }

    /**
     * How old an instruction may be when the bank worker sends it. Its key may have been given hours before it was written, and
     * both together must be shorter than the bank remembers the key.
     */
    public Duration instructionLives() {
        return keyLives.dividedBy(INSTRUCTION_SHARE);
    }

    /** Whether the bank may be told again: it will still know the key when it hears it, and it was not told too often. */
    boolean mayRepeat(OpenAttempt open, Instant now) {
        int triesMax = open.is(Operation.AUTHORIZE) ? authorizeTriesMax : retries.size() + 1;
        return open.tries() - open.untried() < triesMax
                && now.isBefore(open.firstAt().plus(keyLives.minus(instructionLives())));
    }
}
