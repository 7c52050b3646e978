package io.staylog.booking.domain;

import io.staylog.booking.domain.BookingEvent.PaymentAsked;
import io.staylog.booking.domain.BookingEvent.PaymentCancellationRequested;
import io.staylog.booking.domain.BookingEvent.PaymentCaptureRequested;
import io.staylog.booking.domain.BookingEvent.PaymentRefundRequested;
import io.staylog.booking.domain.BookingEvent.PaymentRequested;
import io.staylog.booking.domain.BookingEvent.Purpose;
import io.staylog.booking.domain.Money.Status;
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
     * Brings what is collected to what is owed when a stay ends, by cancellation, no-show, walk or check-out. What is reserved
     * is taken or let go, whichever payment it is with; what was taken too much goes back, the newest payment first.
     *
     * @param owedMinor what the guest owes in the end, with everything that was charged
     * @param purpose what is still missing is collected for
     * @param version the booking's version that ends the stay
     */
    static List<PaymentAsked> settle(
            Booking booking, long owedMinor, Purpose purpose, int version, LocalDate businessDate) {
        var asked = new ArrayList<PaymentAsked>();
        long missing = owedMinor - booking.collectedMinor();
        for (var money : booking.account().payments()) {
            if (money.status() == Status.DECLINED) {
                asked.add(cancel(booking, money.paymentId(), version, businessDate)); // No other card brings it now.
            } else if (money.authorizedMinor() > 0) {
                long captured = Math.min(Math.max(0, missing), money.authorizedMinor());
                asked.add(
                        captured > 0
                                ? capture(booking, money.paymentId(), captured, version, businessDate)
                                : cancel(booking, money.paymentId(), version, businessDate));
                missing -= captured;
            }
        }
        if (missing < 0) {
            asked.addAll(refund(booking, -missing, version, businessDate));
        }
        if (missing > 0) {
            asked.add(charge(booking, missing, purpose, version, businessDate));
        }
        return asked;
    }

    /** Gives an amount back, the newest payment first. */
    static List<PaymentAsked> refund(Booking booking, long amountMinor, int version, LocalDate businessDate) {
        var asked = new ArrayList<PaymentAsked>();
        long left = amountMinor;
        for (var money : booking.account().payments().reversed()) {
            long back = Math.min(left, money.collectedMinor());
            if (back <= 0 || !money.counts()) {
                continue;
            }
            // What may still be under way at the bank can only be undone as a whole.
            boolean undo = money.status() == Status.ASKED && back == money.collectedMinor();
            asked.add(
                    undo
                            ? cancel(booking, money.paymentId(), version, businessDate)
                            : refund(booking, money.paymentId(), back, version, businessDate));
            left -= back;
        }
        return asked;
    }

    private static PaymentRefundRequested refund(
            Booking booking, UUID paymentId, long amountMinor, int version, LocalDate businessDate) {
        return new PaymentRefundRequested(
                id(booking, "REFUND", paymentId, version), paymentId, amountMinor, businessDate);
    }

    private static PaymentCaptureRequested capture(
            Booking booking, UUID paymentId, long amountMinor, int version, LocalDate businessDate) {
        return new PaymentCaptureRequested(
                id(booking, "CAPTURE", paymentId, version), paymentId, amountMinor, businessDate);
    }

    /** Gives a payment up, whatever has become of it. */
    static PaymentCancellationRequested cancel(Booking booking, UUID paymentId, int version, LocalDate businessDate) {
        return new PaymentCancellationRequested(id(booking, "GIVE_UP", paymentId, version), paymentId, businessDate);
    }

    private static UUID id(Booking booking, String what, UUID paymentId, int version) {
        return Ids.of(booking.incarnation(), what + "/" + paymentId, version);
    }

    /** Asks for what a guest owes who is not there: with the stored card, in the hotel's name. */
    static PaymentRequested charge(
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
        return new PaymentRequested(
                paymentId,
                bookingId,
                purpose(terms),
                terms.dueNowMinor(),
                terms.currency(),
                terms.guarantee() == Guarantee.PREPAYMENT,
                terms.paymentMethodToken(),
                false,
                businessDate,
                neededUntil);
    }

    /** Asks anew for what secures a booking that lives again. The guest is not there, and nobody waits for it. */
    static PaymentRequested secureAgain(Booking booking, long amountMinor, int version, LocalDate businessDate) {
        var terms = booking.terms();
        return new PaymentRequested(
                Ids.of(booking.incarnation(), "SECURE", version),
                booking.id(),
                purpose(terms),
                amountMinor,
                terms.currency(),
                terms.guarantee() == Guarantee.PREPAYMENT,
                terms.paymentMethodToken(),
                true,
                businessDate,
                null);
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
        return paymentId == null ? List.of() : List.of(cancel(booking, paymentId, version, businessDate));
    }
}
