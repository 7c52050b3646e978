package io.staylog.sagas.simulation;

import io.staylog.booking.domain.BookingEvent;
import io.staylog.booking.domain.BookingEvent.BookingChangeHeld;
import io.staylog.booking.domain.BookingEvent.BookingConfirmed;
import io.staylog.booking.domain.BookingEvent.BookingHeld;
import io.staylog.booking.domain.BookingEvent.BookingModified;
import io.staylog.booking.domain.BookingEvent.BookingNoShow;
import io.staylog.booking.domain.BookingEvent.GuestCheckedOut;
import io.staylog.booking.domain.BookingEvent.OfBooking;
import io.staylog.booking.domain.RoomStay;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

/** Who has which room for which night, reckoned from events alone: of those to come never more than there are, anywhere on the log. */
final class Rooms {
    private record Night(String hotel, LocalDate date) {}

    /** A booking's nights as sold, and those that it takes now. */
    private record Had(List<LocalDate> sold, List<LocalDate> taken) {
        static final Had NOTHING = new Had(List.of(), List.of());
    }

    private final int perHotel;
    private final Map<Night, Integer> taken = new HashMap<>();
    private final Map<UUID, Had> bookings = new HashMap<>();
    private final Map<UUID, Integer> versions = new HashMap<>();
    private final Figures figures;

    Rooms(int perHotel, Figures figures) {
        this.perHotel = perHotel;
        this.figures = figures;
    }

    void see(String hotel, BookingEvent event) {
        figures.count("event " + event.getClass().getSimpleName());
        if (!(event instanceof OfBooking change)) {
            return;
        }
        int version = versions.merge(change.bookingId(), 1, Integer::sum);
        if (version != change.version()) {
            throw new BrokenRule("versions have no gap", "version " + version + " is " + change);
        }
        var before = bookings.getOrDefault(change.bookingId(), Had.NOTHING);
        var after = after(before, change);
        if (before != after) {
            bookings.put(change.bookingId(), after);
            move(hotel, before.taken(), after.taken(), change);
        }
    }

    private static Had after(Had before, OfBooking event) {
        return switch (event) {
            case BookingHeld e -> sold(nights(e.terms().roomStays()));
            case BookingConfirmed e
            when e.terms() != null -> sold(nights(e.terms().roomStays()));
            case BookingModified e -> sold(nights(e.roomStays()));
            case GuestCheckedOut e when e.roomStays() != null -> sold(nights(e.roomStays()));
            case BookingChangeHeld e -> new Had(before.sold(), either(before.sold(), nights(e.roomStays())));
            case BookingEvent.BookingChangeAbandoned _, BookingEvent.BookingReinstated _ -> sold(before.sold());
            case BookingEvent.BookingReleased _,
                    BookingEvent.BookingExpired _,
                    BookingEvent.BookingCancelled _,
                    BookingEvent.GuestWalked _ -> new Had(before.sold(), List.of());
            case BookingNoShow e ->
                new Had(
                        before.sold(),
                        before.sold().stream()
                                .filter(night -> !night.isAfter(e.businessDate()))
                                .toList());
            default -> before;
        };
    }

    private static Had sold(List<LocalDate> nights) {
        return new Had(nights, nights);
    }

    private static List<LocalDate> nights(List<RoomStay> stays) {
        return stays.stream()
                .flatMap(stay -> stay.nights().stream())
                .map(night -> night.night())
                .toList();
    }

    /** What is enough for one as for the other. */
    private static List<LocalDate> either(List<LocalDate> one, List<LocalDate> other) {
        var all = new ArrayList<>(one);
        var left = new ArrayList<>(one);
        for (var night : other) {
            if (!left.remove(night)) {
                all.add(night);
            }
        }
        return all;
    }

    private void move(String hotel, List<LocalDate> before, List<LocalDate> after, OfBooking event) {
        before.forEach(date -> taken.merge(new Night(hotel, date), -1, Integer::sum));
        after.forEach(date -> taken.merge(new Night(hotel, date), 1, Integer::sum));
        for (var date : after) {
            int rooms = Objects.requireNonNull(taken.get(new Night(hotel, date)));
            // Who is reinstated has the nights that are over on his bill again, whoever slept there; nobody can buy
            // those.
            if (rooms > perHotel && !date.isBefore(event.businessDate())) {
                throw new BrokenRule(
                        "no room is sold twice",
                        rooms + " of " + perHotel + " in " + hotel + " on " + date + ": " + event);
            }
            if (rooms == perHotel) {
                figures.count("nights sold out");
            }
        }
    }
}
