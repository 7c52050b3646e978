package io.staylog.checker.rules;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What reporting shows, figure by figure, to be held against what the log comes to: R7. A figure that one side does not name
 * counts as 0 there.
 */
public final class Reported {
    private static final Place REPORTS = new Place("reports", 0, 0);

    private final Set<String> hotels;
    private final Map<String, Long> figures = new HashMap<>();
    private final Map<Place, Long> asOf = new HashMap<>();

    /** Of these hotels; of all where none is named. */
    public Reported(Set<String> hotels) {
        this.hotels = Set.copyOf(hotels);
    }

    /**
     * Adds to a figure.
     *
     * @param name which, for example {@code room nights of 2026-11-26}
     */
    public void add(String hotelId, String name, long value) {
        if (isMeant(hotelId)) {
            figures.merge(hotelId + ": " + name, value, Long::sum);
        }
    }

    /** Everything below this offset is in the figures. */
    public void asOf(String topic, int partition, long next) {
        asOf.merge(new Place(topic, partition, 0), next, Math::min);
    }

    /** How far it stands on a partition. */
    long next(String topic, int partition) {
        return asOf.getOrDefault(new Place(topic, partition, 0), 0L);
    }

    private boolean isMeant(String hotelId) {
        return hotels.isEmpty() || hotels.contains(hotelId);
    }

    /** Reckons the same figures from bookings and payments, and looks at each. */
    void judge(Map<String, Booking> bookings, Map<String, Payment> payments, Map<String, Long> dates, Findings all) {
        var ours = new Reported(hotels);
        new Figures(ours, dates).add(bookings.values(), payments.values());
        var names = new TreeSet<>(figures.keySet());
        names.addAll(ours.figures.keySet());
        for (var name : names) {
            long shown = figures.getOrDefault(name, 0L);
            long reckoned = ours.figures.getOrDefault(name, 0L);
            all.look(
                    shown == reckoned,
                    Invariant.R7,
                    REPORTS,
                    0,
                    () -> "reporting shows " + shown + " as " + name + "; the log comes to " + reckoned);
        }
    }

    /** Reporting has not come as far as the log goes. */
    void isBehind(Map<String, Long> missing, Findings all) {
        new TreeMap<>(missing)
                .forEach((partition, records) -> all.look(
                        false,
                        Invariant.R7,
                        REPORTS,
                        0,
                        () -> "reporting does not show the last " + records + " records of " + partition));
    }
}
