package io.staylog.payment.domain;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Money that the bank has reserved.
 *
 * @param attemptNo the attempt that it followed from
 * @param pspReference the bank's number of it
 * @param since when it was given
 * @param expiresAt then the bank lets it go; null where it does not say
 * @param renewalRefused whether no new one is asked for: the bank would not give one, or would not do what this one was for
 */
public record Authorization(
        int attemptNo,
        String pspReference,
        Instant since,
        @Nullable Instant expiresAt,
        boolean renewalRefused) {
    // Less does not suffice to ask the bank, and to ask again what became of that; and it would be asked all the time.
    private static final Duration SHORTEST = Duration.ofMinutes(10);

    Authorization withoutRenewal() {
        return new Authorization(attemptNo, pspReference, since, expiresAt, true);
    }

    /**
     * When to ask for a new one: the lead before its end, or half-way where it lives for less than twice the lead. One that lives
     * for minutes is left to expire.
     */
    @Nullable
    Instant renewAt(Duration lead) {
        if (expiresAt == null) {
            return null;
        }
        var half = Duration.between(since, expiresAt).dividedBy(2);
        if (half.compareTo(SHORTEST) < 0) {
            return null;
        }
        return expiresAt.minus(half.compareTo(lead) < 0 ? half : lead);
    }
}
