package io.staylog.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import io.staylog.schemas.booking.BookingCancelled;
import io.staylog.schemas.booking.BookingConfirmed;
import io.staylog.schemas.booking.BookingExpired;
import io.staylog.schemas.booking.BookingHeld;
import io.staylog.schemas.booking.BookingReleased;
import io.staylog.schemas.booking.RequestRejected;
import io.staylog.schemas.common.RoomStay;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.apache.avro.specific.SpecificRecord;

/** What one hotel's events come to, reckoned by nobody's rules but addition; it fails where more was sold than there is. */
final class RoomsSold {
    private final int rooms;
    private final Map<UUID, List<RoomStay>> taken = new HashMap<>();
    private final Map<LocalDate, Integer> nights = new HashMap<>();
    private final Map<UUID, List<String>> outcomes = new HashMap<>();
    private final Set<UUID> confirmed = new HashSet<>();
    private final Set<UUID> open = new HashSet<>();
    private int cancelled;

    private RoomsSold(int rooms) {
        this.rooms = rooms;
    }

    static RoomsSold of(List<SpecificRecord> events, int rooms) {
        var sold = new RoomsSold(rooms);
        events.forEach(sold::see);
        return sold;
    }

    private void see(SpecificRecord event) {
        switch (event) {
            case BookingHeld e -> {
                answered(e.getRequestId(), "held");
                take(e.getBookingId(), e.getTerms().getRoomStays());
                open.add(e.getBookingId());
            }
            case BookingConfirmed e -> {
                if (e.getRequestId() != null) {
                    answered(e.getRequestId(), "confirmed");
                    take(e.getBookingId(), e.getTerms().getRoomStays());
                }
                open.remove(e.getBookingId());
                assertThat(confirmed.add(e.getBookingId())).as("%s", e).isTrue();
            }
            case BookingCancelled e -> {
                answered(e.getRequestId(), "cancelled");
                giveBack(e.getBookingId());
                if (confirmed.contains(e.getBookingId())) {
                    cancelled++;
                }
            }
            case BookingReleased e -> giveBack(e.getBookingId());
            case BookingExpired e -> giveBack(e.getBookingId());
            case RequestRejected e -> answered(e.getRequestId(), "rejected: " + e.getCode());
            default -> {}
        }
    }

    private void answered(UUID requestId, String how) {
        outcomes.computeIfAbsent(requestId, _ -> new ArrayList<>()).add(how);
    }

    private void take(UUID bookingId, List<RoomStay> stays) {
        assertThat(taken.put(bookingId, stays)).as("rooms of %s", bookingId).isNull();
        count(stays, 1);
    }

    private void giveBack(UUID bookingId) {
        open.remove(bookingId);
        var stays = taken.remove(bookingId);
        assertThat(stays).as("rooms of %s", bookingId).isNotNull();
        count(stays, -1);
    }

    private void count(List<RoomStay> stays, int by) {
        for (var stay : stays) {
            stay.getArrivalDate()
                    .datesUntil(stay.getDepartureDate())
                    .forEach(night -> assertThat(nights.merge(night, by, Integer::sum))
                            .as("rooms sold in the night of %s", night)
                            .isBetween(0, rooms));
        }
    }

    /** What became of a request, each time that something did. */
    List<String> outcomes(UUID requestId) {
        return outcomes.getOrDefault(requestId, List.of());
    }

    /** Bookings that were ever confirmed. */
    int confirmed() {
        return confirmed.size();
    }

    /** Confirmed bookings that were cancelled. */
    int cancelled() {
        return cancelled;
    }

    /** Bookings whose money is still under way. */
    Set<UUID> open() {
        return open;
    }

    /** Whether any night is full, so that selling too much was possible at all. */
    boolean wasEverFull() {
        return nights.containsValue(rooms);
    }
}
