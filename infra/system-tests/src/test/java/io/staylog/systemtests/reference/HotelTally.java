package io.staylog.systemtests.reference;

import io.staylog.systemtests.reference.HotelTotals.Cash;
import io.staylog.systemtests.reference.HotelTotals.Movement;
import io.staylog.systemtests.reference.HotelTotals.Night;
import io.staylog.systemtests.reference.HotelTotals.Sum;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;

/** Adds up what a hotel comes to. */
final class HotelTally {
    private int rejected;
    private final Map<Movement, Integer> moved = new EnumMap<>(Movement.class);
    private final Map<LocalDate, Night> nights = new TreeMap<>();
    private final Map<LocalDate, Map<Movement, Sum>> days = new TreeMap<>();
    private final Map<Cash, Sum> cash = new EnumMap<>(Cash.class);

    void rejected() {
        rejected++;
    }

    void moved(Movement movement, LocalDate date, int roomNights, long valueMinor) {
        moved.merge(movement, 1, Integer::sum);
        var day = days.computeIfAbsent(date, d -> new EnumMap<>(Movement.class));
        day.put(movement, day.getOrDefault(movement, Sum.ZERO).plus(roomNights, valueMinor));
    }

    void slept(LocalDate night, long priceMinor) {
        var before = nights.getOrDefault(night, new Night(0, 0));
        nights.put(night, new Night(before.roomsSold() + 1, before.revenueMinor() + priceMinor));
    }

    /** Nothing is moved where there is nothing to move. */
    void paid(Cash kind, long minor) {
        if (minor != 0) {
            cash.put(kind, cash.getOrDefault(kind, Sum.ZERO).plus(0, minor));
        }
    }

    HotelTotals totals() {
        return new HotelTotals(
                rejected,
                moved.getOrDefault(Movement.BOOKED, 0),
                moved.getOrDefault(Movement.CANCELLED, 0),
                moved.getOrDefault(Movement.NO_SHOW, 0),
                moved.getOrDefault(Movement.DEPARTURE, 0),
                nights.values().stream().mapToLong(Night::roomsSold).sum(),
                nights.values().stream().mapToLong(Night::revenueMinor).sum(),
                nights,
                days,
                cash);
    }
}
