package io.staylog.systemtests.reference;

import java.time.LocalDate;
import java.util.Map;

/**
 * What a hotel came to. Two programs that agree make equal ones.
 *
 * @param rejected bookings that were refused
 * @param confirmed bookings that were sold, whatever became of them
 * @param cancelled of the confirmed ones
 * @param noShow of the confirmed ones
 * @param checkedOut of the confirmed ones
 * @param roomNights nights of the guests that have checked out
 * @param revenueMinor price of those nights
 * @param nights the same, night by night
 * @param days what happened on each business date
 * @param cash money that moved, by reason
 */
public record HotelTotals(
        int rejected,
        int confirmed,
        int cancelled,
        int noShow,
        int checkedOut,
        long roomNights,
        long revenueMinor,
        Map<LocalDate, Night> nights,
        Map<LocalDate, Map<Movement, Sum>> days,
        Map<Cash, Sum> cash) {

    /** Rooms of guests that checked out later, and what they paid for this night. */
    public record Night(int roomsSold, long revenueMinor) {}

    /** What can happen to a booking on a day. */
    public enum Movement {
        BOOKED,
        CANCELLED,
        NO_SHOW,
        ARRIVAL,
        DEPARTURE
    }

    /** Why money moves. */
    public enum Cash {
        PREPAYMENT,
        DEPOSIT,
        CHECK_OUT,
        NO_SHOW_FEE,
        /** To the guest. */
        REFUND
    }

    /**
     * So many, and what they come to.
     *
     * @param count of them
     * @param nights room nights that they are about; 0 for money
     * @param minor cents
     */
    public record Sum(int count, long nights, long minor) {
        static final Sum ZERO = new Sum(0, 0, 0);

        Sum plus(long moreNights, long moreMinor) {
            return new Sum(count + 1, nights + moreNights, minor + moreMinor);
        }
    }

    /** Money of one kind. */
    public Sum cash(Cash kind) {
        return cash.getOrDefault(kind, Sum.ZERO);
    }

    /** One kind of movements on a day. */
    Sum day(LocalDate date, Movement movement) {
        return days.getOrDefault(date, Map.of()).getOrDefault(movement, Sum.ZERO);
    }

    /** Everything that came in less what went back. */
    public long netCashMinor() {
        long net = 0;
        for (var moved : cash.entrySet()) {
            net += moved.getKey() == Cash.REFUND
                    ? -moved.getValue().minor()
                    : moved.getValue().minor();
        }
        return net;
    }
}
