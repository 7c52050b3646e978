package io.staylog.booking.domain;

import io.staylog.booking.domain.Booking.State;
import io.staylog.booking.domain.BookingEvent.BookingCancelled;
import io.staylog.booking.domain.BookingEvent.BookingChangeAbandoned;
import io.staylog.booking.domain.BookingEvent.BookingChangeHeld;
import io.staylog.booking.domain.BookingEvent.BookingConfirmed;
import io.staylog.booking.domain.BookingEvent.BookingExpired;
import io.staylog.booking.domain.BookingEvent.BookingGuaranteeLost;
import io.staylog.booking.domain.BookingEvent.BookingHeld;
import io.staylog.booking.domain.BookingEvent.BookingModified;
import io.staylog.booking.domain.BookingEvent.BookingNoShow;
import io.staylog.booking.domain.BookingEvent.BookingPaymentFailed;
import io.staylog.booking.domain.BookingEvent.BookingPaymentRetried;
import io.staylog.booking.domain.BookingEvent.BookingReinstated;
import io.staylog.booking.domain.BookingEvent.BookingReleased;
import io.staylog.booking.domain.BookingEvent.CreditNoteIssued;
import io.staylog.booking.domain.BookingEvent.FolioChargePosted;
import io.staylog.booking.domain.BookingEvent.GuestCheckedIn;
import io.staylog.booking.domain.BookingEvent.GuestCheckedOut;
import io.staylog.booking.domain.BookingEvent.GuestWalked;
import io.staylog.booking.domain.BookingEvent.HoldExtended;
import io.staylog.booking.domain.BookingEvent.InvoiceIssued;
import io.staylog.booking.domain.BookingEvent.LatePaymentDetected;
import io.staylog.booking.domain.BookingEvent.OfBooking;
import io.staylog.booking.domain.BookingEvent.PaymentAsked;
import io.staylog.booking.domain.BookingEvent.PaymentRequested;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What the events of bookings change: the bookings, the nights that they take, and their money. Total: it never throws. */
final class BookingEffects {
    private BookingEffects() {}

    static void evolve(Hotel hotel, OfBooking event) {
        hotel.answered(requestOf(event));
        number(hotel, event);
        var before = hotel.booking(event.bookingId());
        var begun = BookingFold.begunBy(hotel.id(), event);
        var after = begun != null || before == null ? begun : BookingFold.after(before, event);
        if (after != null) {
            hotel.put(after);
            move(hotel, before, after, event);
        }
    }

    private static void number(Hotel hotel, OfBooking event) {
        switch (event) {
            case InvoiceIssued e -> hotel.numbered(e.series(), e.number());
            case CreditNoteIssued e -> hotel.numbered(e.series(), e.number());
            case OfBooking _ -> {} // It has no number.
        }
    }

    private static @Nullable UUID requestOf(OfBooking event) {
        return switch (event) {
            case BookingHeld e -> e.requestId();
            case BookingConfirmed e -> e.requestId();
            case BookingCancelled e -> e.requestId();
            case BookingModified e -> e.requestId();
            case BookingChangeHeld e -> e.requestId();
            case BookingChangeAbandoned e -> e.requestId();
            case GuestCheckedIn e -> e.requestId();
            case GuestCheckedOut e -> e.requestId();
            case BookingNoShow e -> e.requestId();
            case GuestWalked e -> e.requestId();
            case FolioChargePosted e -> e.requestId();
            case InvoiceIssued e -> e.requestId();
            case CreditNoteIssued e -> e.requestId();
            case BookingReinstated e -> e.requestId();
            case HoldExtended _,
                    BookingReleased _,
                    BookingExpired _,
                    BookingPaymentFailed _,
                    BookingPaymentRetried _,
                    LatePaymentDetected _,
                    BookingGuaranteeLost _ -> null;
        };
    }

    /** Gives back the nights that are not the booking's any more, and takes those that it has got. */
    private static void move(Hotel hotel, @Nullable Booking before, Booking after, OfBooking event) {
        switch (event) {
            case BookingHeld _, BookingConfirmed _
            when before == null || before.ending() != null -> occupy(hotel, after, 1);
            case BookingNoShow e -> occupyAfter(hotel, e.businessDate(), before, -1);
            case BookingReinstated _
            when before != null && before.state() == State.NO_SHOW -> occupyAfter(hotel, before.endedOn(), before, 1);
            case BookingReinstated _ -> occupy(hotel, after, 1);
            case BookingModified _, BookingChangeHeld _, BookingChangeAbandoned _ -> {
                occupy(hotel, before, -1);
                occupy(hotel, after, 1);
            }
            case GuestCheckedOut e
            when e.roomStays() != null -> {
                occupy(hotel, before, -1);
                occupy(hotel, after, 1);
            }
            case BookingReleased _, BookingExpired _, BookingCancelled _, GuestWalked _ -> occupy(hotel, before, -1);
            case OfBooking _ -> {} // It has the nights that it had.
        }
    }

    private static void occupy(Hotel hotel, @Nullable Booking booking, int rooms) {
        if (booking == null) {
            return;
        }
        for (var stay : booking.roomStays()) {
            var type = hotel.roomType(stay.roomTypeId());
            if (type != null) {
                stay.nights().forEach(price -> type.take(price.night(), rooms));
            }
        }
        var change = booking.change();
        if (change != null) {
            for (var added : change.added(booking.roomStays())) {
                var type = hotel.roomType(added.roomTypeId());
                if (type != null) {
                    type.take(added.night(), rooms);
                }
            }
        }
    }

    private static void occupyAfter(Hotel hotel, @Nullable LocalDate date, @Nullable Booking booking, int rooms) {
        if (date == null || booking == null) {
            return;
        }
        for (var stay : booking.roomStays()) {
            var type = hotel.roomType(stay.roomTypeId());
            if (type != null) {
                stay.nights().stream()
                        .map(NightPrice::night)
                        .filter(night -> night.isAfter(date))
                        .forEach(night -> type.take(night, rooms));
            }
        }
    }

    /** What is asked about the money of a booking. */
    static void evolve(Hotel hotel, PaymentAsked event) {
        var booking = event instanceof PaymentRequested requested
                ? hotel.booking(requested.bookingId())
                : hotel.bookingPaidBy(event.paymentId());
        if (booking != null) {
            hotel.put(BookingFold.after(booking, event));
        }
    }
}
