package io.staylog.booking.view;

import io.staylog.booking.domain.Booking;
import io.staylog.booking.domain.BookingEvent;
import io.staylog.booking.domain.BookingEvent.OfBooking;
import io.staylog.booking.domain.BookingEvent.PaymentAsked;
import io.staylog.booking.domain.BookingFold;
import io.staylog.booking.view.BookingView.PaymentState;
import io.staylog.logview.Offsets;
import io.staylog.logview.Position;
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
    Booking booking;

    @Nullable
    String roomNumber;

    PaymentState payment = PaymentState.NONE;
    /** Why it was released or cancelled; empty where it was not. */
    String endReason = "";
    /** Why its held booking's payment was declined last; empty where it was not, or is tried again. */
    String declineCode = "";

    int attemptsLeft;
    /** The last change that was given up; null where none was. */
    @Nullable
    AbandonedChange abandoned;
    /** Of its newest events, in the hotel's partition. */
    final Offsets offsets;

    /** A change that was given up, and why. */
    record AbandonedChange(UUID requestId, String code) {}

    private BookingEntry(Fact first, Booking booking) {
        this.bookingId = booking.id();
        this.hotelId = first.hotelId();
        this.partition = first.position().partition();
        this.begunAtMs = first.at().toEpochMilli();
        this.booking = booking;
        this.offsets = Offsets.of(first.position().offset());
    }

    private BookingEntry(BookingEntry before, long offset) {
        bookingId = before.bookingId;
        hotelId = before.hotelId;
        partition = before.partition;
        begunAtMs = before.begunAtMs;
        booking = before.booking;
        roomNumber = before.roomNumber;
        payment = before.payment;
        endReason = before.endReason;
        declineCode = before.declineCode;
        attemptsLeft = before.attemptsLeft;
        abandoned = before.abandoned;
        offsets = before.offsets.append(offset);
    }

    /**
     * The booking that an event begins; null where the event does not begin one. A hotel forgets bookings some time after they
     * ended, so an id can be placed again: that is a new booking, of which the old one's story is no part.
     */
    static @Nullable BookingEntry begunBy(OfBooking event, Fact fact) {
        var booking = BookingFold.begunBy(fact.hotelId(), event);
        return booking == null ? null : new BookingEntry(fact, booking);
    }

    /** The same booking with one more offset in its history. */
    BookingEntry at(long offset) {
        return new BookingEntry(this, offset);
    }

    /** The booking after an event of its own. */
    BookingEntry after(OfBooking event, long offset) {
        var next = at(offset);
        next.booking = BookingFold.after(booking, event);
        switch (event) {
            case BookingEvent.BookingConfirmed confirmed
            when confirmed.paymentId() != null -> next.pays(PaymentState.SECURED);
            case BookingEvent.BookingPaymentFailed failed -> {
                next.pays(PaymentState.DECLINED);
                next.declineCode = failed.declineCode();
                next.attemptsLeft = failed.attemptsLeft();
            }
            case BookingEvent.BookingPaymentRetried _ -> next.pays(PaymentState.REQUESTED);
            case BookingEvent.BookingGuaranteeLost _ -> next.pays(PaymentState.LOST);
            case BookingEvent.BookingReleased released -> {
                next.endReason = released.declineCode();
                next.pays(PaymentState.DECLINED);
            }
            case BookingEvent.BookingCancelled cancelled ->
                next.endReason = cancelled.reason().name();
            case BookingEvent.BookingReinstated _ -> next.endReason = "";
            case BookingEvent.GuestWalked walked -> next.endReason = walked.toHotel();
            case BookingEvent.BookingChangeAbandoned left ->
                next.abandoned = new AbandonedChange(left.requestId(), left.code());
            case BookingEvent.GuestCheckedIn arrived -> next.roomNumber = arrived.roomNumber();
            case OfBooking _ -> {} // The fold says it all.
        }
        return next;
    }

    /** The booking after this service asked for something about its money. */
    BookingEntry after(PaymentAsked event, long offset) {
        var next = at(offset);
        next.booking = BookingFold.after(booking, event);
        switch (event) {
            case BookingEvent.PaymentRequested _ -> next.pays(PaymentState.REQUESTED);
            case BookingEvent.PaymentCaptureRequested _ -> next.pays(PaymentState.CAPTURE_REQUESTED);
            // A held booking is released because of a decline, and that its payment is given up then says nothing new.
            case BookingEvent.PaymentCancellationRequested _ when booking.state() == Booking.State.RELEASED -> {}
            case BookingEvent.PaymentCancellationRequested _ -> next.pays(PaymentState.CANCELLATION_REQUESTED);
            case BookingEvent.PaymentRefundRequested _ -> next.pays(PaymentState.REFUND_REQUESTED);
            case BookingEvent.AuthorizationAdjustmentRequested _ -> next.pays(PaymentState.REQUESTED);
        }
        return next;
    }

    private void pays(PaymentState state) {
        payment = state;
        declineCode = "";
        attemptsLeft = 0;
    }

    /** Where its newest event stands. */
    Position newest() {
        return new Position(partition, offsets.newest());
    }
}
