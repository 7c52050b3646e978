package io.staylog.booking.domain;

/**
 * What may not be sold on a night.
 *
 * @param stopSell nothing that covers the night
 * @param closedToArrival nobody may arrive
 * @param closedToDeparture nobody may leave
 * @param minStayArrival fewest nights of a stay that arrives; 0 sets no limit
 * @param minStayThrough fewest nights of a stay that covers the night; 0 sets no limit
 * @param maxStay most nights of a stay that arrives; 0 sets no limit
 */
public record Restriction(
        boolean stopSell,
        boolean closedToArrival,
        boolean closedToDeparture,
        int minStayArrival,
        int minStayThrough,
        int maxStay) {}
