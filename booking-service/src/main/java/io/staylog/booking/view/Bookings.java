package io.staylog.booking.view;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * All bookings by their ids. One thread puts, any thread reads.
 *
 * <p>Callers choose ids and hotels do not ask each other, so two hotels may have a booking under the same id. Each keeps its
 * own; who asks by id alone is shown the one that began first, whichever partition was read first.
 */
final class Bookings {
    private static final Comparator<BookingEntry> FIRST_COME =
            Comparator.<BookingEntry>comparingLong(entry -> entry.begunAtMs).thenComparing(entry -> entry.hotelId);

    private final Map<UUID, BookingEntry> byId = new ConcurrentHashMap<>();
    // Only of ids that several hotels use, so it stays small.
    private final Map<UUID, List<BookingEntry>> namesakes = new ConcurrentHashMap<>();

    @Nullable
    BookingEntry find(UUID bookingId) {
        return byId.get(bookingId);
    }

    @Nullable
    BookingEntry find(String hotelId, UUID bookingId) {
        var entry = byId.get(bookingId);
        if (entry == null || entry.hotelId.equals(hotelId)) {
            return entry;
        }
        return namesakes.getOrDefault(bookingId, List.of()).stream()
                .filter(other -> other.hotelId.equals(hotelId))
                .findFirst()
                .orElse(null);
    }

    void put(BookingEntry entry) {
        var id = entry.bookingId;
        var first = byId.get(id);
        var known = namesakes.get(id);
        if (known == null && (first == null || first.hotelId.equals(entry.hotelId))) {
            byId.put(id, entry);
            return;
        }
        var all = new ArrayList<>(known == null && first != null ? List.of(first) : known == null ? List.of() : known);
        all.removeIf(other -> other.hotelId.equals(entry.hotelId));
        all.add(entry);
        all.sort(FIRST_COME);
        namesakes.put(id, List.copyOf(all));
        byId.put(id, all.getFirst());
    }

    int size() {
        return byId.size();
    }
}
