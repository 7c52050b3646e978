package io.staylog.booking.domain;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Prices and rules under one name.
 *
 * @param agreedPrices whether prices come with the booking instead of from the calendar
 * @param guarantee what secures a stay
 * @param prepaidBps with PREPAYMENT: the share captured at booking, in basis points
 * @param tiers cancellation rules
 * @param noShowFee what a guest pays who does not arrive
 */
public record RatePlan(
        boolean agreedPrices, Guarantee guarantee, int prepaidBps, List<TierTemplate> tiers, Fee noShowFee) {
    /**
     * From some time before arrival on, cancelling costs a fee.
     *
     * @param hoursBeforeArrival hours before check-in time on the day of arrival; null counts from the moment of booking
     * @param fee the fee from then on
     */
    public record TierTemplate(@Nullable Integer hoursBeforeArrival, Fee fee) {}

    /** Keeps its own copy. */
    public RatePlan {
        tiers = List.copyOf(tiers);
    }
}
