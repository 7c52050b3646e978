package io.staylog.reporting.projection;

import java.time.LocalDate;

/** What changes of availability, rates and restrictions on some nights. */
sealed interface AriChange extends RowChange {

    /** Room nights of a class and plan have this price, on the weekdays whose bit is set: bit 0 is Monday. */
    record NightsPriced(
            String hotelId,
            String ratePlanId,
            String roomTypeId,
            Nights nights,
            int weekdays,
            long grossMinor,
            String currency)
            implements AriChange {

        boolean isOn(LocalDate night) {
            return ((weekdays >> (night.getDayOfWeek().getValue() - 1)) & 1) == 1;
        }
    }

    /** Nights have these restrictions and no others; an empty id counts for all classes or plans. */
    record NightsRestricted(
            String hotelId, String roomTypeId, String ratePlanId, Nights nights, Restrictions restrictions)
            implements AriChange {}

    /** What may not be sold; 0 sets no limit. */
    record Restrictions(
            boolean stopSell,
            boolean closedToArrival,
            boolean closedToDeparture,
            int minStayArrival,
            int minStayThrough,
            int maxStay) {}

    /** So many rooms of a class may be sold beyond those that exist. */
    record OverbookingAllowed(String hotelId, String roomTypeId, Nights nights, int allowance) implements AriChange {}
}
