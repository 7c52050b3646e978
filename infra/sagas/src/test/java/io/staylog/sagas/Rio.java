package io.staylog.sagas;

import io.staylog.booking.domain.Booking;
import io.staylog.booking.domain.Booking.State;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;

/** The desk of the hotel rio, and what can be seen there. */
final class Rio extends Desk {
    static final String ID = "rio";

    private static final int DAYS_SOLD = 700;

    private final World world;

    private Rio(World world) {
        super(ID, DAYS_SOLD, world::newId, world::ask);
        this.world = world;
    }

    /** Registers it in a new world. */
    static Rio open(int rooms) {
        var rio = new Rio(new World());
        rio.setUp(rooms);
        rio.world.settle();
        return rio;
    }

    /** How many rooms can still be sold for a night; days count from the hotel's first. */
    long freeRooms(int inDays) {
        return freeRooms(FIRST_DAY.plusDays(inDays));
    }

    long freeRooms(LocalDate night) {
        return world.bookings().state(ID).available(DOUBLE, night);
    }

    World world() {
        return world;
    }

    /** Who is in the house. */
    List<UUID> inHouse() {
        return bookings(State.IN_HOUSE);
    }

    /** Whose booking is confirmed; not all of them come today. */
    List<UUID> expected() {
        return bookings(State.CONFIRMED);
    }

    private List<UUID> bookings(State state) {
        return world.bookings().state(ID).picture().bookings().stream()
                .filter(booking -> booking.state() == state)
                .map(Booking::id)
                .toList();
    }

    /** Brings the hotel to a day; days count from its first. */
    void goToDay(int inDays) {
        while (today().isBefore(FIRST_DAY.plusDays(inDays))) {
            world.pass(Duration.ofDays(1));
            closeDay();
            world.settle();
        }
    }
}
