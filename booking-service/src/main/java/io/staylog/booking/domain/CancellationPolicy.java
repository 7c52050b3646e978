package io.staylog.booking.domain;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The cancellation rules that a booking was sold under, frozen. Before the first deadline cancelling is free.
 *
 * @param tiers in order of time; the last one whose deadline has passed counts
 * @param noShowFee what a guest pays who does not arrive
 */
public record CancellationPolicy(List<Tier> tiers, Fee noShowFee) {
    /** The tier before the first deadline. */
    public static final int FREE = -1;

    /**
     * From an instant on, cancelling costs a fee.
     *
     * @param deadlineAt from this instant on
     * @param fee what it costs then
     * @param hoursBeforeArrival the rule behind the deadline: hours before check-in time on the day of arrival; null where
     *     the fee is due from booking on
     */
    public record Tier(
            Instant deadlineAt, Fee fee, @Nullable Integer hoursBeforeArrival) {}

    /** Keeps its own copy. */
    public CancellationPolicy {
        tiers = List.copyOf(tiers);
    }

    /** Which tier counts at an instant, from 0, or {@link #FREE}. */
    public int tierAt(Instant now) {
        int index = FREE;
        for (int i = 0; i < tiers.size(); i++) {
            if (!now.isBefore(tiers.get(i).deadlineAt())) {
                index = i;
            }
        }
        return index;
    }

    /** The fee of a tier. */
    public Fee fee(int tierIndex) {
        return tierIndex == FREE ? Fee.FREE : tiers.get(tierIndex).fee();
    }
}
