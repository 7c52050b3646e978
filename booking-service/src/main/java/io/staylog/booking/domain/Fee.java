package io.staylog.booking.domain;

import java.util.List;

/**
 * A fee by rule.
 *
 * @param type what {@code value} counts
 * @param value basis points of the total, nights from arrival, or minor units
 */
public record Fee(Type type, long value) {
    private static final long BPS = 10_000;

    /** Costs nothing. */
    public static final Fee FREE = new Fee(Type.FIXED, 0);

    /** What a fee's value counts. */
    public enum Type {
        /** Hundredths of a percent of the total. */
        PERCENT_BPS,
        /** The first nights of each room. */
        NIGHTS,
        /** Minor units of the booking's currency. */
        FIXED
    }

    /** A part of an amount in basis points, rounded half up. */
    public static long share(long amountMinor, long bps) {
        return (amountMinor * bps + BPS / 2) / BPS;
    }

    /** What the fee comes to for these rooms, in minor units; never more than their total. */
    public long of(List<RoomStay> roomStays) {
        long total = RoomStay.total(roomStays);
        return switch (type) {
            case PERCENT_BPS -> Math.min(total, share(total, value));
            case FIXED -> Math.min(total, value);
            case NIGHTS ->
                roomStays.stream().mapToLong(stay -> stay.firstNights(value)).sum();
        };
    }
}
