package io.staylog.booking.domain;

import io.staylog.booking.domain.Booking.State;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The bookings of a hotel that are alive or ended a short while ago, found by id, reference, payment and deadline. They are kept
 * as bytes, and become bookings when they are asked for.
 */
final class LiveBookings {
    /** In numbers, not in objects: holds that were made together end together, and are compared to the last bit. */
    private record Deadline(long atMs, long idHigh, long idLow) implements Comparable<Deadline> {
        Deadline(Instant at, UUID bookingId) {
            this(at.toEpochMilli(), bookingId.getMostSignificantBits(), bookingId.getLeastSignificantBits());
        }

        UUID bookingId() {
            return new UUID(idHigh, idLow);
        }

        @Override
        public int compareTo(Deadline other) {
            int order = Long.compare(atMs, other.atMs);
            if (order == 0) {
                order = Long.compare(idHigh, other.idHigh);
            }
            return order == 0 ? Long.compare(idLow, other.idLow) : order;
        }
    }

    private record Reference(Channel channel, String reference) {}

    private record Ended(LocalDate on, UUID bookingId) {}

    private final String hotelId;
    private final UuidMap<byte[]> byId = new UuidMap<>();
    private final Map<Reference, UUID> byReference = new HashMap<>();
    private final TreeSet<Deadline> deadlines = new TreeSet<>();
    private final UuidMap<UUID> byPayment = new UuidMap<>();
    private final ArrayDeque<Ended> ended = new ArrayDeque<>();
    private final ByteWriter writer = new ByteWriter();
    /** The one that was asked for or put last: a decision asks for it again and again. */
    private @Nullable Booking latest;

    LiveBookings(String hotelId) {
        this.hotelId = hotelId;
    }

    @Nullable
    Booking get(UUID bookingId) {
        var known = latest;
        if (known != null && known.id().equals(bookingId)) {
            return known;
        }
        var bytes = byId.get(bookingId);
        if (bytes == null) {
            return null;
        }
        latest = BookingBytes.read(hotelId, bytes);
        return latest;
    }

    /** One that must be there. */
    private Booking known(UUID bookingId) {
        return Objects.requireNonNull(get(bookingId));
    }

    @Nullable
    UUID find(Channel channel, String reference) {
        return byReference.get(new Reference(channel, reference));
    }

    /** The booking that a payment was asked for. */
    @Nullable
    Booking paidBy(UUID paymentId) {
        var bookingId = byPayment.get(paymentId);
        return bookingId == null ? null : get(bookingId);
    }

    /**
     * Confirmed bookings that should have arrived by a date, by day of arrival, then by id. All bookings are looked at for it: it
     * is asked once a day, and an order would have to be kept with every booking.
     */
    List<Booking> dueInBy(LocalDate date) {
        var due = new ArrayList<Booking>();
        byId.forEach((id, bytes) -> {
            if (BookingBytes.isDueInBy(bytes, date)) {
                due.add(BookingBytes.read(hotelId, bytes));
            }
        });
        due.sort(Comparator.comparing(Booking::arrival).thenComparing(Booking::id));
        return due;
    }

    /** Held bookings that should have arrived by a date, in the order in which their holds end. */
    List<Booking> heldUntil(LocalDate arrival) {
        return deadlines.stream()
                .map(deadline -> known(deadline.bookingId()))
                .filter(booking ->
                        booking.state() == State.HELD && !booking.arrival().isAfter(arrival))
                .toList();
    }

    /** Bookings with a pending change that would have them arrive by a date, in the order in which the changes end. */
    List<Booking> changingUntil(LocalDate arrival) {
        return deadlines.stream()
                .map(deadline -> known(deadline.bookingId()))
                .filter(booking ->
                        booking.change() != null && !booking.change().arrival().isAfter(arrival))
                .toList();
    }

    /** What ends next, in milliseconds since the epoch; {@link Long#MAX_VALUE} where there is nothing. */
    long nextDueAt() {
        return deadlines.isEmpty() ? Long.MAX_VALUE : deadlines.first().atMs();
    }

    UUID nextDue() {
        return deadlines.first().bookingId();
    }

    /** Every booking by the date of its end, those that have not ended last, then by id: the same however it came about. */
    List<Booking> all() {
        var all = new ArrayList<Booking>(byId.size());
        byId.forEach((id, bytes) -> all.add(BookingBytes.read(hotelId, bytes)));
        all.sort(Comparator.comparing(LiveBookings::endOrNever).thenComparing(Booking::id));
        return all;
    }

    /** Writes all of them as they are kept. */
    void write(ByteWriter out) {
        out.count(byId.size());
        // Sorted by the date of their end, because it is in that order that they are forgotten.
        for (var booking : all()) {
            out.bytes(Objects.requireNonNull(byId.get(booking.id())));
        }
    }

    /** Takes up what {@link #write} has written; there are no others yet. */
    void read(ByteReader in) {
        for (int left = in.count(); left > 0; left--) {
            var bytes = in.bytes();
            var booking = BookingBytes.read(hotelId, bytes);
            byId.put(booking.id(), bytes);
            index(null, booking);
        }
    }

    private static LocalDate endOrNever(Booking booking) {
        var on = booking.endedOn();
        return on == null ? LocalDate.MAX : on;
    }

    void put(Booking booking) {
        var before = get(booking.id());
        byId.put(booking.id(), BookingBytes.of(booking, writer));
        latest = booking;
        index(before, booking);
    }

    private void index(@Nullable Booking before, Booking booking) {
        if (before == null) {
            refer(booking);
        }
        if (before == null || payments(before) != payments(booking)) {
            booking.account().payments().forEach(money -> byPayment.put(money.paymentId(), booking.id()));
        }
        moveDeadline(booking.id(), before == null ? null : before.dueAt(), booking.dueAt());
        var on = booking.endedOn();
        if (on != null && (before == null || !on.equals(before.endedOn()))) {
            ended.add(new Ended(on, booking.id()));
        }
    }

    /** A booking keeps the reference that it was made under. */
    private void refer(Booking booking) {
        var reference = booking.terms().channelReference();
        if (reference != null) {
            byReference.put(new Reference(booking.terms().channel(), reference), booking.id());
        }
    }

    /** Payments are only added, so another number of them means new ones. */
    private static int payments(Booking booking) {
        return booking.account().payments().size();
    }

    private void moveDeadline(UUID bookingId, @Nullable Instant before, @Nullable Instant after) {
        if (Objects.equals(before, after)) {
            return;
        }
        if (before != null) {
            deadlines.remove(new Deadline(before, bookingId));
        }
        if (after != null) {
            deadlines.add(new Deadline(after, bookingId));
        }
    }

    /** Lets go of bookings that ended before a date. Business dates only move on, so they ended in the order of the queue. */
    void forgetEndedBefore(LocalDate date) {
        while (!ended.isEmpty() && ended.peek().on().isBefore(date)) {
            var end = ended.remove();
            var booking = get(end.bookingId());
            // One that was brought back to life lives, or has ended again.
            if (booking != null && end.on().equals(booking.endedOn())) {
                forget(booking);
            }
        }
    }

    private void forget(Booking booking) {
        byId.remove(booking.id());
        latest = null;
        for (var money : booking.account().payments()) {
            if (booking.id().equals(byPayment.get(money.paymentId()))) {
                byPayment.remove(money.paymentId());
            }
        }
        var reference = booking.terms().channelReference();
        if (reference != null) {
            byReference.remove(new Reference(booking.terms().channel(), reference), booking.id());
        }
    }
}
