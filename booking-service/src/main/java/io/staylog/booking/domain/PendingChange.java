package io.staylog.booking.domain;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Other rooms that a booking will have as soon as their difference in price is paid.
 *
 * @param requestId who asked for it; it names the change
 * @param roomStays all rooms that the booking will have
 * @param policy the cancellation rules then; null where they stay as they are
 * @param paymentId the payment that is waited for; where an authorisation is raised, the one that is raised
 * @param expiresAt then it is given up
 * @param adjustment what asked to raise the authorisation; null where a payment of its own is waited for
 * @param adjustedToMinor what is authorised when it is raised
 */
public record PendingChange(
        UUID requestId,
        List<RoomStay> roomStays,
        @Nullable CancellationPolicy policy,
        UUID paymentId,
        Instant expiresAt,
        @Nullable UUID adjustment,
        long adjustedToMinor) {

    /** A room of a class for a night. */
    record RoomNight(String roomTypeId, LocalDate night) {}

    /** Keeps its own copy. */
    public PendingChange {
        roomStays = List.copyOf(roomStays);
    }

    static PendingChange of(BookingEvent.BookingChangeHeld event) {
        return new PendingChange(
                event.requestId(),
                event.roomStays(),
                event.policy(),
                event.paymentId(),
                event.holdExpiresAt(),
                null,
                0);
    }

    public long totalMinor() {
        return RoomStay.total(roomStays);
    }

    LocalDate arrival() {
        return RoomStay.arrival(roomStays);
    }

    PendingChange raising(UUID adjustmentId, long amountMinor) {
        return new PendingChange(requestId, roomStays, policy, paymentId, expiresAt, adjustmentId, amountMinor);
    }

    PendingChange paidBy(UUID otherPaymentId) {
        return new PendingChange(requestId, roomStays, policy, otherPaymentId, expiresAt, null, 0);
    }

    /** The rooms and nights that the change adds to those that the booking has: as many as are held besides them. */
    List<RoomNight> added(List<RoomStay> has) {
        var left = nights(has);
        var added = nights(roomStays);
        added.removeIf(left::remove); // One for one: a second room of the same night is another one.
        return added;
    }

    private static List<RoomNight> nights(List<RoomStay> roomStays) {
        var all = new ArrayList<RoomNight>();
        for (var stay : roomStays) {
            stay.nights().forEach(price -> all.add(new RoomNight(stay.roomTypeId(), price.night())));
        }
        return all;
    }
}
