package io.staylog.booking.view;

import io.micrometer.core.instrument.MeterRegistry;
import io.staylog.booking.domain.BookingEvent;

/**
 * Counts what became of bookings: {@code staylog.bookings} by outcome, {@code staylog.booking.payments} by trouble
 * and {@code staylog.rejections} by code.
 *
 * <p>Only what is decided while this process runs is counted, because a counter that jumps by a whole history at each start
 * says nothing. Every instance sees all hotels, so instances are to be compared, not added up.
 */
public final class BookingFigures {
    private final MeterRegistry meters;

    /** Counts into a registry. */
    public BookingFigures(MeterRegistry meters) {
        this.meters = meters;
    }

    /** Counts one more. */
    public void count(BookingEvent event) {
        switch (event) {
            case BookingEvent.BookingHeld _ -> booking("held");
            case BookingEvent.BookingConfirmed _ -> booking("confirmed");
            case BookingEvent.BookingReleased _ -> booking("declined");
            case BookingEvent.BookingExpired _ -> booking("expired");
            case BookingEvent.BookingCancelled _ -> booking("cancelled");
            case BookingEvent.BookingModified _ -> booking("modified");
            case BookingEvent.GuestCheckedIn _ -> booking("checked_in");
            case BookingEvent.GuestCheckedOut _ -> booking("checked_out");
            case BookingEvent.BookingNoShow _ -> booking("no_show");
            case BookingEvent.RequestRejected rejected -> reject(rejected);
            case BookingEvent.OverbookedDetected _ ->
                meters.counter("staylog.overbooked.nights").increment();
            case BookingEvent.GuestWalked _ -> booking("walked");
            case BookingEvent.InvoiceIssued _ -> booking("invoiced");
            case BookingEvent.CreditNoteIssued _ -> booking("credited");
            case BookingEvent.BookingReinstated _ -> booking("reinstated");
            case BookingEvent.BookingPaymentFailed _ -> payment("declined");
            case BookingEvent.LatePaymentDetected _ -> payment("late");
            case BookingEvent.BookingGuaranteeLost _ -> payment("lost");
            case BookingEvent.BookingChangeHeld _,
                    BookingEvent.BookingChangeAbandoned _,
                    BookingEvent.BookingPaymentRetried _,
                    BookingEvent.FolioChargePosted _,
                    BookingEvent.HoldExtended _,
                    BookingEvent.HotelFact _,
                    BookingEvent.BusinessDayClosed _,
                    BookingEvent.PaymentAsked _ -> {}
        }
    }

    private void booking(String outcome) {
        meters.counter("staylog.bookings", "outcome", outcome).increment();
    }

    private void payment(String trouble) {
        meters.counter("staylog.booking.payments", "trouble", trouble).increment();
    }

    private void reject(BookingEvent.RequestRejected rejected) {
        if (rejected.requestType().equals("BookingRequested")) {
            booking("rejected");
        }
        var code = rejected.rejection().reason().code();
        meters.counter("staylog.rejections", "code", code).increment();
    }
}
