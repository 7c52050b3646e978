package io.staylog.booking.view;

import io.staylog.booking.domain.BookingEvent;
import io.staylog.booking.domain.BookingEvent.OfBooking;
import io.staylog.logview.Outcome;
import io.staylog.logview.Position;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One decision while its events are being read.
 *
 * <p>A decision often has several events: a walk-in is confirmed and then checked in, a day ends with its no-shows before it is
 * closed. The last one that names a request is its answer, and nobody is told before all of them are applied.
 */
final class Decision {
    private final String hotelId;
    private final @Nullable String cause;
    private final Map<UUID, Outcome> outcomes = new LinkedHashMap<>();
    private Position last;

    /** A decision that begins with this event. */
    Decision(Fact first) {
        hotelId = first.hotelId();
        cause = first.cause();
        last = first.position();
    }

    /** Whether an event that follows is still of this decision: all of one decision have the same cause. */
    boolean goesOnWith(Fact fact) {
        return hotelId.equals(fact.hotelId()) && Objects.equals(cause, fact.cause());
    }

    void add(Fact fact) {
        last = fact.position();
        var requestId = requestOf(fact.event());
        if (requestId == null) {
            return;
        }
        var bookingId = switch (fact.event()) {
            case OfBooking event -> event.bookingId();
            case BookingEvent.RequestRejected rejected -> rejected.bookingId();
            default -> null; // Of the hotel as a whole.
        };
        outcomes.put(
                requestId,
                new Outcome(
                        requestId,
                        hotelId,
                        bookingId,
                        Outcome.fingerprint(requestId, cause),
                        last,
                        fact.at(),
                        fact.event().getClass().getSimpleName(),
                        refusal(fact.event())));
    }

    /** What its requests came to, each with the position of the decision's last event. */
    List<Outcome> outcomes() {
        return outcomes.values().stream().map(outcome -> outcome.endingAt(last)).toList();
    }

    private static Outcome.@Nullable Refusal refusal(BookingEvent event) {
        if (!(event instanceof BookingEvent.RequestRejected rejected)) {
            return null;
        }
        var rejection = rejected.rejection();
        return new Outcome.Refusal(
                rejected.requestType(),
                rejection.reason().code(),
                rejection.message(),
                rejection.reason().retriable(),
                rejection.details());
    }

    private static @Nullable UUID requestOf(BookingEvent event) {
        return switch (event) {
            case OfBooking ofBooking -> requestOf(ofBooking);
            case BookingEvent.RequestRejected rejected -> rejected.requestId();
            case BookingEvent.HotelFact fact -> fact.requestId();
            case BookingEvent.BusinessDayClosed closed -> closed.requestId();
            // What a payment is asked for, or a night that is overbooked, follows from an answer and is none.
            case BookingEvent.PaymentAsked _, BookingEvent.OverbookedDetected _ -> null;
        };
    }

    private static @Nullable UUID requestOf(OfBooking event) {
        return switch (event) {
            case BookingEvent.BookingHeld held -> held.requestId();
            case BookingEvent.BookingConfirmed confirmed -> confirmed.requestId();
            case BookingEvent.BookingCancelled cancelled -> cancelled.requestId();
            case BookingEvent.BookingModified modified -> modified.requestId();
            case BookingEvent.GuestCheckedIn arrived -> arrived.requestId();
            case BookingEvent.GuestCheckedOut left -> left.requestId();
            case BookingEvent.BookingNoShow noShow -> noShow.requestId();
            case BookingEvent.BookingChangeHeld held -> held.requestId();
            case BookingEvent.GuestWalked walked -> walked.requestId();
            case BookingEvent.FolioChargePosted charged -> charged.requestId();
            case BookingEvent.InvoiceIssued issued -> issued.requestId();
            case BookingEvent.CreditNoteIssued issued -> issued.requestId();
            case BookingEvent.BookingReinstated reinstated -> reinstated.requestId();
            // An abandoned change was answered when it was held.
            case BookingEvent.HoldExtended _,
                    BookingEvent.BookingReleased _,
                    BookingEvent.BookingExpired _,
                    BookingEvent.BookingChangeAbandoned _,
                    BookingEvent.BookingPaymentFailed _,
                    BookingEvent.BookingPaymentRetried _,
                    BookingEvent.LatePaymentDetected _,
                    BookingEvent.BookingGuaranteeLost _ -> null;
        };
    }
}
