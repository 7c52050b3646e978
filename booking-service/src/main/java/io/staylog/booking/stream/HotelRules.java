package io.staylog.booking.stream;

import io.staylog.booking.domain.BookingCommand;
import io.staylog.booking.domain.BookingDecider;
import io.staylog.booking.domain.BookingEvent;
import io.staylog.booking.domain.Hotel;
import io.staylog.eventsourcing.Decider;
import java.time.Instant;
import java.util.List;

/** Hands the rules of a hotel to the engine, so that the domain need not know it. */
public final class HotelRules implements Decider<Hotel, BookingCommand, BookingEvent> {
    @Override
    public Hotel initialState(String hotelId) {
        return new Hotel(hotelId);
    }

    @Override
    public List<BookingEvent> decide(Hotel hotel, BookingCommand command, Instant now) {
        return BookingDecider.decide(hotel, command, now);
    }

    @Override
    public void evolve(Hotel hotel, BookingEvent event, Instant at) {
        hotel.evolve(event);
    }

    /** Anybody may ask about a hotel that is not there; the answer is on the log. */
    @Override
    public boolean isWorthKeeping(Hotel hotel) {
        return hotel.registration() != null;
    }

    @Override
    public long nextDueAt(Hotel hotel) {
        return hotel.nextDueAt();
    }

    @Override
    public BookingCommand whenDue(Hotel hotel) {
        return hotel.whenDue();
    }
}
