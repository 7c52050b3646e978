package io.staylog.booking.domain;

import io.staylog.booking.domain.BookingEvent.PaymentAsked;
import io.staylog.booking.domain.BookingEvent.PaymentCancellationRequested;
import io.staylog.booking.domain.BookingEvent.PaymentCaptureRequested;
import io.staylog.booking.domain.BookingEvent.PaymentRefundRequested;
import io.staylog.booking.domain.BookingEvent.PaymentRequested;
import io.staylog.booking.domain.BookingEvent.Purpose;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What payment-service must be asked for, so that a guest has paid what a booking owes: no more, no less, once. */
final class Collecting {
    private Collecting() {}

    /**
     * Brings what is collected to what is owed when a stay ends, by cancellation, no-show or check-out.
     *
     * @param owedMinor what the guest owes in the end
     * @param purpose what is still missing is collected for
     * @param version the booking's version that ends the stay
     */
    static List<PaymentAsked> settle(
            Booking booking, long owedMinor, Purpose purpose, int version, LocalDate businessDate) {
        var asked = new ArrayList<PaymentAsked>();
        long missing = owedMinor - booking.collectedMinor();
        var paymentId = booking.paymentId();
        if (paymentId != null && booking.authorizedMinor() > 0) {
            long captured = Math.min(Math.max(0, missing), booking.authorizedMinor());
            var id = Ids.of(booking.incarnation(), "CAPTURE", version);
            asked.add(
                    captured > 0
                            ? new PaymentCaptureRequested(id, paymentId, captured, businessDate)
                            : new PaymentCancellationRequested(id, paymentId, businessDate));
            missing -= captured;
        }
        if (paymentId != null && missing < 0) {
            asked.add(refund(booking, paymentId, -missing, version, businessDate));
        }
        if (missing > 0) {
            asked.add(charge(booking, missing, purpose, version, businessDate));
        }
        return asked;
    }

    static PaymentRefundRequested refund(
            Booking booking, UUID paymentId, long amountMinor, int version, LocalDate businessDate) {
        return new PaymentRefundRequested(
                Ids.of(booking.incarnation(), "REFUND", version), paymentId, amountMinor, businessDate);
    }

    private static PaymentRequested charge(
            Booking booking, long amountMinor, Purpose purpose, int version, LocalDate businessDate) {
        return new PaymentRequested(
                Ids.of(booking.incarnation(), purpose.name(), version),
                booking.id(),
                purpose,
                amountMinor,
                booking.terms().currency(),
                true,
                booking.terms().paymentMethodToken(),
                true,
                businessDate,
                null);
    }

    /**
     * Asks for what secures a new booking.
     *
     * @param neededUntil by then the hold has ended, whatever its grace
     */
    static PaymentRequested secure(
            UUID bookingId, UUID paymentId, Terms terms, LocalDate businessDate, Instant neededUntil) {
        boolean prepaid = terms.guarantee() == Guarantee.PREPAYMENT;
        return new PaymentRequested(
                paymentId,
                bookingId,
                purpose(terms),
                terms.dueNowMinor(),
                terms.currency(),
                prepaid,
                terms.paymentMethodToken(),
                false,
                businessDate,
                neededUntil);
    }

    private static Purpose purpose(Terms terms) {
        return switch (terms.guarantee()) {
            case CARD, NONE -> Purpose.GUARANTEE;
            case PREPAYMENT -> terms.dueNowMinor() < terms.totalMinor() ? Purpose.DEPOSIT : Purpose.PREPAYMENT;
        };
    }

    /** Gives up the payment that a held booking waits for. */
    static List<PaymentAsked> giveUp(Booking booking, int version, LocalDate businessDate) {
        @Nullable UUID paymentId = booking.paymentId();
        return paymentId == null
                ? List.of()
                : List.of(new PaymentCancellationRequested(
                        Ids.of(booking.incarnation(), "GIVE_UP", version), paymentId, businessDate));
    }
}
