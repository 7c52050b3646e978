package io.staylog.booking.view;

import io.staylog.booking.domain.Booking.State;
import io.staylog.booking.domain.BookingEvent;
import io.staylog.booking.domain.BookingEvent.OfBooking;
import io.staylog.booking.domain.BookingEvent.PaymentAsked;
import io.staylog.booking.domain.CancellationPolicy;
import io.staylog.booking.domain.RoomStay;
import io.staylog.booking.domain.Terms;
import io.staylog.booking.view.BookingView.PaymentState;
import io.staylog.logview.Offsets;
import io.staylog.logview.Position;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What the view keeps of one booking, for ever: as little as answers most questions; the rest is on the log at its offsets.
 *
 * <p>An entry that others can see never changes: each event makes a copy, which takes its place. So readers need no lock.
 */
final class BookingEntry {
    final UUID bookingId;
    final String hotelId;
    final int partition;
    final long begunAtMs;
    State state;
    int version;
    Terms terms;

    @Nullable
    UUID paymentId;

    @Nullable
    Instant holdExpiresAt;

    @Nullable
    String roomNumber;

    PaymentState payment = PaymentState.NONE;
    /** Why it was released or cancelled; empty where it was not. */
    String endReason = "";
    /** Of its newest events, in the hotel's partition. */
    final Offsets offsets;

    private BookingEntry(UUID bookingId, Fact first, State state, int version, Terms terms) {
        this.bookingId = bookingId;
        this.hotelId = first.hotelId();
        this.partition = first.position().partition();
        this.begunAtMs = first.at().toEpochMilli();
        this.state = state;
        this.version = version;
        this.terms = terms;
        this.offsets = Offsets.of(first.position().offset());
    }

    private BookingEntry(BookingEntry before, long offset) {
        bookingId = before.bookingId;
        hotelId = before.hotelId;
        partition = before.partition;
        begunAtMs = before.begunAtMs;
        state = before.state;
        version = before.version;
        terms = before.terms;
        paymentId = before.paymentId;
        holdExpiresAt = before.holdExpiresAt;
        roomNumber = before.roomNumber;
        payment = before.payment;
        endReason = before.endReason;
        offsets = before.offsets.append(offset);
    }

    /**
     * The booking that an event begins; null where the event does not begin one. A hotel forgets bookings some time after they
     * ended, so an id can be placed again: that is a new booking, of which the old one's story is no part.
     */
    static @Nullable BookingEntry begunBy(OfBooking event, Fact fact) {
        return switch (event) {
            case BookingEvent.BookingHeld held -> {
                var entry = new BookingEntry(held.bookingId(), fact, State.HELD, held.version(), held.terms());
                entry.paymentId = held.paymentId();
                entry.holdExpiresAt = held.holdExpiresAt();
                yield entry;
            }
            case BookingEvent.BookingConfirmed(var _, var id, var version, var _, var terms, var _) ->
                terms == null ? null : new BookingEntry(id, fact, State.CONFIRMED, version, terms);
            default -> null; // Everything else needs a booking that is there.
        };
    }

    /** The same booking with one more offset in its history. */
    BookingEntry at(long offset) {
        return new BookingEntry(this, offset);
    }

    /** The booking after an event of its own. */
    BookingEntry after(OfBooking event, long offset) {
        var next = at(offset);
        next.version = event.version();
        switch (event) {
            case BookingEvent.BookingHeld _ -> {} // It begins a booking.
            case BookingEvent.BookingConfirmed confirmed -> next.confirm(confirmed.paymentId());
            case BookingEvent.HoldExtended extended -> next.holdExpiresAt = extended.holdExpiresAt();
            case BookingEvent.BookingReleased released -> {
                next.end(State.RELEASED, released.declineCode());
                next.payment = PaymentState.DECLINED;
            }
            case BookingEvent.BookingExpired _ -> next.end(State.EXPIRED, "");
            case BookingEvent.BookingCancelled cancelled ->
                next.end(State.CANCELLED, cancelled.reason().name());
            case BookingEvent.BookingModified modified -> next.rooms(modified.roomStays(), modified.policy());
            case BookingEvent.GuestCheckedIn arrived -> {
                next.state = State.IN_HOUSE;
                next.roomNumber = arrived.roomNumber();
            }
            case BookingEvent.GuestCheckedOut left -> {
                next.rooms(left.roomStays(), null);
                next.end(State.CHECKED_OUT, "");
            }
            case BookingEvent.BookingNoShow _ -> next.end(State.NO_SHOW, "");
        }
        return next;
    }

    /** The booking after this service asked for something about its money. */
    BookingEntry after(PaymentAsked event, long offset) {
        var next = at(offset);
        next.payment = switch (event) {
            case BookingEvent.PaymentRequested _ -> PaymentState.REQUESTED;
            case BookingEvent.PaymentCaptureRequested _ -> PaymentState.CAPTURE_REQUESTED;
            case BookingEvent.PaymentCancellationRequested _ -> PaymentState.CANCELLATION_REQUESTED;
            case BookingEvent.PaymentRefundRequested _ -> PaymentState.REFUND_REQUESTED;
        };
        return next;
    }

    /** Where its newest event stands. */
    Position newest() {
        return new Position(partition, offsets.newest());
    }

    private void confirm(@Nullable UUID securedBy) {
        state = State.CONFIRMED;
        holdExpiresAt = null;
        if (securedBy != null) {
            paymentId = securedBy;
            payment = PaymentState.SECURED;
        }
    }

    private void end(State endState, String reason) {
        state = endState;
        endReason = reason;
        holdExpiresAt = null;
    }

    private void rooms(@Nullable List<RoomStay> roomStays, @Nullable CancellationPolicy policy) {
        if (roomStays != null) {
            terms = terms.with(roomStays, policy);
        }
    }
}
