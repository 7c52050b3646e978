package io.staylog.cli.demo;

import io.staylog.schemas.booking.BookingCancelled;
import io.staylog.schemas.booking.BookingConfirmed;
import io.staylog.schemas.booking.BookingExpired;
import io.staylog.schemas.booking.BookingHeld;
import io.staylog.schemas.booking.BookingNoShow;
import io.staylog.schemas.booking.BookingReleased;
import io.staylog.schemas.booking.BookingTerms;
import io.staylog.schemas.booking.BusinessDayClosed;
import io.staylog.schemas.booking.GuestCheckedIn;
import io.staylog.schemas.booking.GuestCheckedOut;
import io.staylog.schemas.booking.HotelRegistered;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Predicate;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/** What the desk of the hotel knows: its business date and the bookings that are still to come or in the house. */
final class DemoDesk {
    /** Where a booking stands, as far as the desk has to do with it. */
    enum Status {
        HELD,
        CONFIRMED,
        IN_HOUSE
    }

    /** A booking; the guest leaves on the departure date. */
    record Stay(UUID bookingId, LocalDate arrival, LocalDate departure, Status status) {
        private Stay with(Status now) {
            return new Stay(bookingId, arrival, departure, now);
        }
    }

    private final Map<UUID, Stay> stays = new LinkedHashMap<>();
    private @Nullable LocalDate today;

    /** The hotel's business date; null until it is known. */
    @Nullable
    LocalDate today() {
        return today;
    }

    /** Takes notice of what was decided about the hotel. */
    void see(SpecificRecord event) {
        switch (event) {
            case HotelRegistered e -> today = today == null ? e.getBusinessDate() : today;
            case BusinessDayClosed e -> today = e.getBusinessDate();
            case BookingHeld e -> sold(e.getBookingId(), e.getTerms(), Status.HELD);
            case BookingConfirmed e -> {
                if (e.getTerms() != null) {
                    sold(e.getBookingId(), e.getTerms(), Status.CONFIRMED);
                } else {
                    stays.computeIfPresent(e.getBookingId(), (_, stay) -> stay.with(Status.CONFIRMED));
                }
            }
            case GuestCheckedIn e -> stays.computeIfPresent(e.getBookingId(), (_, stay) -> stay.with(Status.IN_HOUSE));
            case GuestCheckedOut e -> stays.remove(e.getBookingId());
            case BookingCancelled e -> stays.remove(e.getBookingId());
            case BookingNoShow e -> stays.remove(e.getBookingId());
            case BookingReleased e -> stays.remove(e.getBookingId());
            case BookingExpired e -> stays.remove(e.getBookingId());
            default -> {} // The rest changes nothing that the desk looks at.
        }
    }

    private void sold(UUID bookingId, BookingTerms terms, Status status) {
        var first = terms.getRoomStays().getFirst();
        stays.put(bookingId, new Stay(bookingId, first.getArrivalDate(), first.getDepartureDate(), status));
    }

    /** Confirmed and expected today. */
    List<Stay> arrivals() {
        return all(stay -> stay.status() == Status.CONFIRMED && stay.arrival().equals(today));
    }

    /** In the house and due to leave. */
    List<Stay> departures() {
        return all(stay -> stay.status() == Status.IN_HOUSE && !stay.departure().isAfter(today));
    }

    /** In the house. */
    List<Stay> inHouse() {
        return all(stay -> stay.status() == Status.IN_HOUSE);
    }

    /** Confirmed for a later day. */
    List<Stay> toCome() {
        return all(stay -> stay.status() == Status.CONFIRMED && stay.arrival().isAfter(today));
    }

    private List<Stay> all(Predicate<Stay> which) {
        return stays.values().stream().filter(which).toList();
    }
}
