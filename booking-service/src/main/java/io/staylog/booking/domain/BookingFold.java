package io.staylog.booking.domain;

import io.staylog.booking.domain.Booking.State;
import io.staylog.booking.domain.BookingEvent.AuthorizationAdjustmentRequested;
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
import io.staylog.booking.domain.BookingEvent.PaymentCancellationRequested;
import io.staylog.booking.domain.BookingEvent.PaymentCaptureRequested;
import io.staylog.booking.domain.BookingEvent.PaymentRefundRequested;
import io.staylog.booking.domain.BookingEvent.PaymentRequested;
import org.jspecify.annotations.Nullable;

/** What its events make of one booking. Total: it never throws. */
public final class BookingFold {
    private BookingFold() {}

    /** The booking that an event begins; null where the event does not begin one. */
    public static @Nullable Booking begunBy(String hotelId, OfBooking event) {
        if (event instanceof BookingHeld held) {
            return Booking.held(hotelId, held);
        }
        if (event instanceof BookingConfirmed confirmed) {
            var terms = confirmed.terms();
            return terms == null ? null : Booking.confirmed(hotelId, confirmed, terms);
        }
        return null;
    }

    /** The booking after an event of its own. */
    public static Booking after(Booking booking, OfBooking event) {
        int version = event.version();
        return switch (event) {
            case BookingHeld _ -> booking;
            case BookingConfirmed _ -> booking.paid(version);
            case HoldExtended e -> booking.extended(version, e.holdExpiresAt());
            case BookingReleased _ -> booking.ended(State.RELEASED, version, owing(event, 0));
            case BookingExpired _ -> booking.ended(State.EXPIRED, version, owing(event, 0));
            case BookingCancelled e -> booking.ended(State.CANCELLED, version, owing(event, e.feeMinor()));
            case BookingNoShow e -> booking.ended(State.NO_SHOW, version, owing(event, e.feeMinor()));
            case GuestWalked _ -> booking.ended(State.WALKED, version, owing(event, 0));
            case GuestCheckedIn _ -> booking.in(State.IN_HOUSE, version);
            case GuestCheckedOut e -> left(booking, e);
            case BookingReinstated _ -> booking.in(State.CONFIRMED, version);
            case BookingModified e -> modified(booking, e);
            case BookingChangeHeld e -> booking.changing(version, PendingChange.of(e));
            case BookingChangeAbandoned _ -> booking.changing(version, null);
            case FolioChargePosted e ->
                booking.at(version).account(booking.account().charged(FolioLine.charge(e)));
            case InvoiceIssued e ->
                booking.at(version).account(booking.account().invoiced(Invoice.of(e)));
            case CreditNoteIssued e ->
                booking.at(version).account(booking.account().credited(e.creditedSeries(), e.creditedNumber()));
            case BookingPaymentFailed e ->
                booking.at(version).money(e.paymentId(), money -> money.declined(e.attemptNo()));
            case BookingPaymentRetried e ->
                booking.at(version).money(e.paymentId(), money -> money.retried(e.attemptNo()));
            case LatePaymentDetected e -> booking.at(version).money(e.paymentId(), Money::late);
            case BookingGuaranteeLost e -> booking.at(version).money(e.paymentId(), Money::lost);
        };
    }

    private static Ending owing(OfBooking event, long owedMinor) {
        return new Ending(event.businessDate(), owedMinor);
    }

    private static Booking left(Booking booking, GuestCheckedOut event) {
        var rooms = event.roomStays();
        var left = rooms == null
                ? booking
                : booking.with(event.version(), booking.terms().with(rooms, null));
        long owed = event.totalGrossMinor() + event.earlyDepartureFeeMinor();
        return left.ended(State.CHECKED_OUT, event.version(), owing(event, owed));
    }

    private static Booking modified(Booking booking, BookingModified event) {
        var change = booking.change();
        var paid = change == null
                ? booking
                : booking.money(
                        change.paymentId(),
                        money -> change.adjustment() == null
                                ? money.secured()
                                : money.authorized(change.adjustedToMinor()));
        return paid.with(event.version(), booking.terms().with(event.roomStays(), event.policy()));
    }

    /** The booking after something was asked about its money. */
    public static Booking after(Booking booking, PaymentAsked event) {
        return switch (event) {
            case PaymentRequested e -> asked(booking, e);
            case PaymentCaptureRequested e ->
                booking.money(e.paymentId(), money -> money.captured(e.requestId(), e.amountMinor()));
            case PaymentRefundRequested e ->
                booking.money(e.paymentId(), money -> money.refunded(e.requestId(), e.amountMinor()));
            case PaymentCancellationRequested e -> booking.money(e.paymentId(), Money::givenUp);
            case AuthorizationAdjustmentRequested e -> raising(booking, e);
        };
    }

    private static Booking asked(Booking booking, PaymentRequested event) {
        var asked = booking.account(booking.account().asked(event));
        var change = asked.change();
        return change != null && event.purpose() == BookingEvent.Purpose.CHANGE_DIFFERENCE
                ? asked.changing(asked.version(), change.paidBy(event.paymentId()))
                : asked;
    }

    private static Booking raising(Booking booking, AuthorizationAdjustmentRequested event) {
        var change = booking.change();
        return change != null && change.paymentId().equals(event.paymentId())
                ? booking.changing(booking.version(), change.raising(event.requestId(), event.amountMinor()))
                : booking;
    }
}
