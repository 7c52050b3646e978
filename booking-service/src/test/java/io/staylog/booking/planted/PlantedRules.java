package io.staylog.booking.planted;

import io.staylog.booking.domain.BookingCommand;
import io.staylog.booking.domain.BookingCommand.PlaceBooking;
import io.staylog.booking.domain.BookingEvent;
import io.staylog.booking.domain.Hotel;
import io.staylog.booking.stream.HotelRules;
import io.staylog.eventsourcing.Decider;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The rules of a hotel with one bug in them, or with none. */
final class PlantedRules implements Decider<Hotel, BookingCommand, BookingEvent> {
    private static final int OLD_AFTER_DECISIONS = 4;

    private final HotelRules real = new HotelRules();
    private final @Nullable PlantedBug bug;
    private final Map<String, Hotel> kept = new HashMap<>();
    private final Map<String, Hotel> pictures = new HashMap<>();
    private int decisions;

    PlantedRules(@Nullable PlantedBug bug) {
        this.bug = bug;
    }

    private boolean isWrong(PlantedBug candidate, String hotelId) {
        return bug == candidate && candidate.hotelId().equals(hotelId);
    }

    @Override
    public Hotel initialState(String hotelId) {
        return isWrong(PlantedBug.STATE_KEPT_AFTER_AN_ABORT, hotelId)
                ? kept.computeIfAbsent(hotelId, real::initialState)
                : real.initialState(hotelId);
    }

    @Override
    public List<BookingEvent> decide(Hotel hotel, BookingCommand command, Instant now) {
        if (!(command instanceof PlaceBooking)) {
            return real.decide(hotel, command, now);
        }
        if (isWrong(PlantedBug.SOLD_BY_A_STALE_PICTURE, hotel.id())) {
            var old = pictures.get(hotel.id());
            if (old == null || decisions++ % OLD_AFTER_DECISIONS == 0) {
                old = Hotel.of(hotel.id(), hotel.picture());
                pictures.put(hotel.id(), old);
            }
            return real.decide(old, command, now);
        }
        if (isWrong(PlantedBug.CAPACITY_IGNORED, hotel.id())) {
            var roomy = Hotel.of(hotel.id(), hotel.picture());
            hotel.roomTypeIds()
                    .forEach(type ->
                            roomy.evolve(new BookingEvent.RoomTypeDefined(UUID.randomUUID(), type, "any", 10_000, 0)));
            return real.decide(roomy, command, now);
        }
        return real.decide(hotel, command, now);
    }

    @Override
    public void evolve(Hotel hotel, BookingEvent event, Instant at) {
        boolean isIgnored = isWrong(PlantedBug.EVENT_IGNORED_BY_EVOLVE, hotel.id())
                && event instanceof BookingEvent.BookingConfirmed;
        if (!isIgnored) {
            real.evolve(hotel, event, at);
        }
    }

    @Override
    public @Nullable String subject(BookingCommand command) {
        return real.subject(command);
    }

    @Override
    public boolean buildsOnUnknown(Hotel hotel, BookingCommand command) {
        return real.buildsOnUnknown(hotel, command);
    }

    @Override
    public boolean isWorthKeeping(Hotel hotel) {
        return real.isWorthKeeping(hotel);
    }

    @Override
    public long nextDueAt(Hotel hotel) {
        return real.nextDueAt(hotel);
    }

    @Override
    public BookingCommand whenDue(Hotel hotel) {
        return real.whenDue(hotel);
    }
}
