package io.staylog.payment.domain;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * How long a payment waits for what.
 *
 * @param answer for the answer to a call, before its outcome counts as unknown
 * @param lookups before each question about an unknown outcome; after the last one a person must look
 * @param notFoundTwice between two answers "not found" that together mean "it had no effect": the first may be early
 * @param retries before each repetition of a call that had no effect; after the last one a person must look
 * @param authorizeTriesMax how often an authorisation is tried; its guest is waiting
 * @param keyLives how long the bank remembers a key; afterwards a repetition could be a second effect, so the bank worker
 *     sends no older instruction either
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
        Duration settledRemembered,
        Duration moneyRemembered,
        Duration rejectionRemembered) {
    static final long NEVER = Long.MAX_VALUE;

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
            Duration.ofDays(400),
            // Four years: stays are sold 730 days ahead, and longer where a hotel says so; one may last a year;
            // and a dispute may come 540 days after it.
            Duration.ofDays(4 * 365 + 1),
            Duration.ofDays(40));

    /** Refuses times with which a timer would not move on. */
    public PaymentTimes {
        lookups = List.copyOf(lookups);
        retries = List.copyOf(retries);
        if (!lasts(answer)
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
                settledRemembered,
                moneyRemembered,
                rejectionRemembered);
    }

    private static boolean lasts(Duration wait) {
        return wait.toMillis() > 0;
    }

    /** When an open attempt wants to go on by itself, in milliseconds since the epoch; never where a person must look. */
    long dueAtMs(OpenAttempt open) {
        return open.needsAttention() ? NEVER : open.since().plus(wait(open)).toEpochMilli();
    }

    private Duration wait(OpenAttempt open) {
        return switch (open.phase()) {
            case CALLING -> answer;
            case RETRYING -> retries.get(Math.clamp(open.tries() - 1, 0, retries.size() - 1));
            case UNKNOWN -> hasLookupLeft(open) ? lookups.get(open.lookups()) : answer;
        };
    }

    boolean hasLookupLeft(OpenAttempt open) {
        return open.lookups() < lookups.size();
    }

    /** Whether the bank may be told again: it still knows the key, and it was not told too often. */
    boolean mayRepeat(OpenAttempt open, Instant now) {
        int triesMax = open.is(Operation.AUTHORIZE) ? authorizeTriesMax : retries.size() + 1;
        return open.tries() < triesMax && now.isBefore(open.firstAt().plus(keyLives));
    }
}
