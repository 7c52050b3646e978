package io.staylog.booking.view;

import io.staylog.booking.domain.BookingEvent;
import io.staylog.booking.domain.BookingEvent.RatePlanDefined;
import io.staylog.booking.domain.BookingEvent.RoomTypeDefined;
import io.staylog.booking.domain.Hotel;
import io.staylog.logview.Position;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One hotel of the view.
 *
 * <p>{@link Hotel} changes in place, so its readers and the view's thread must not meet. Each hotel has its own lock: who asks
 * about one hotel never holds up another. It is fair, so the view's thread waits for the answers under way and for no more,
 * however many ask; and readers do not wait for each other.
 */
final class HotelEntry {
    private final ReadWriteLock lock = new ReentrantReadWriteLock(true);
    private final Hotel hotel;
    private final Map<String, RoomTypeDefined> roomTypes = new TreeMap<>();
    private final Map<String, RatePlanDefined> ratePlans = new TreeMap<>();
    private Position position = new Position(0, 0);

    /** What may be read while the lock is held. */
    record Reading(
            Hotel hotel,
            Map<String, RoomTypeDefined> roomTypes,
            Map<String, RatePlanDefined> ratePlans,
            Position position) {}

    HotelEntry(String hotelId) {
        hotel = new Hotel(hotelId);
    }

    void evolve(BookingEvent event, Position at) {
        lock.writeLock().lock();
        try {
            apply(event);
            position = at;
        } finally {
            lock.writeLock().unlock();
        }
    }

    private void apply(BookingEvent event) {
        if (event instanceof BookingEvent.RequestRejected) {
            return; // It changes nothing that can be asked about; only who decides must remember it.
        }
        hotel.evolve(event);
        if (event instanceof RoomTypeDefined defined) {
            roomTypes.put(defined.roomTypeId(), defined);
        }
        if (event instanceof RatePlanDefined defined) {
            ratePlans.put(defined.ratePlanId(), defined);
        }
    }

    /** Reads under the lock; what it returns must not lead back to the hotel's own state. */
    <T> @Nullable T read(Function<Reading, @Nullable T> question) {
        lock.readLock().lock();
        try {
            return question.apply(new Reading(hotel, roomTypes, ratePlans, position));
        } finally {
            lock.readLock().unlock();
        }
    }
}
