package io.staylog.booking.domain;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
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

    private static final Comparator<Tier> IN_ORDER =
            Comparator.comparing(Tier::deadlineAt).thenComparing(CancellationPolicy::hours, Comparator.reverseOrder());

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

    /**
     * The rules of a rate plan, frozen for one booking. A deadline that has passed when a room is booked counts from the booking
     * on, so that of several the one closest to arrival counts.
     *
     * @param checkIn when the guest may check in on the day of arrival
     * @param now when it is booked
     */
    static CancellationPolicy of(RatePlan plan, Instant checkIn, Instant now) {
        var tiers = new ArrayList<Tier>(plan.tiers().size());
        for (var tier : plan.tiers()) {
            var deadline = deadline(tier.hoursBeforeArrival(), checkIn, now);
            tiers.add(new Tier(deadline, tier.fee(), tier.hoursBeforeArrival()));
        }
        tiers.sort(IN_ORDER);
        return new CancellationPolicy(tiers, plan.noShowFee());
    }

    /** The same rules for another day of arrival. A fee that is due stays due, or else moving a stay would make it free. */
    CancellationPolicy movedTo(Instant checkIn, Instant now) {
        var moved = tiers.stream()
                .map(tier -> tier.deadlineAt().isAfter(now)
                        ? new Tier(
                                deadline(tier.hoursBeforeArrival(), checkIn, now),
                                tier.fee(),
                                tier.hoursBeforeArrival())
                        : tier)
                .sorted(IN_ORDER)
                .toList();
        return new CancellationPolicy(moved, noShowFee);
    }

    private static Instant deadline(@Nullable Integer hoursBeforeArrival, Instant checkIn, Instant now) {
        if (hoursBeforeArrival == null) {
            return now;
        }
        var deadline = checkIn.minus(hoursBeforeArrival, ChronoUnit.HOURS);
        return deadline.isBefore(now) ? now : deadline;
    }

    /** Keeps its own copy. */
    public CancellationPolicy {
        tiers = List.copyOf(tiers);
    }

    private static int hours(Tier tier) {
        var hours = tier.hoursBeforeArrival();
        return hours == null ? Integer.MAX_VALUE : hours;
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
