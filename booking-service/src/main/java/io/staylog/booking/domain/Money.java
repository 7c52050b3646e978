package io.staylog.booking.domain;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One payment of a booking, as far as this service has asked for it: what was asked for counts until it is known to have failed.
 *
 * @param captureNow whether it was to be taken at once, not only authorised
 * @param askedMinor how much was asked for at first
 * @param authorizedMinor reserved, and neither taken nor let go
 * @param capturedMinor taken, or asked to be
 * @param refundedMinor given back, or asked to be
 * @param declines how often the bank has refused it
 * @param attemptNo the newest attempt that was heard of
 * @param captureRequestId what asked to take it; null where nothing did
 * @param refundRequestId what asked last to give a part of it back; null where nothing did
 */
public record Money(
        UUID paymentId,
        BookingEvent.Purpose purpose,
        boolean captureNow,
        Status status,
        long askedMinor,
        long authorizedMinor,
        long capturedMinor,
        long refundedMinor,
        int declines,
        int attemptNo,
        @Nullable UUID captureRequestId,
        @Nullable UUID refundRequestId) {

    /** How a payment stands. */
    public enum Status {
        /** Asked for; nobody here has had to know yet whether the bank agrees. */
        ASKED,
        /** The bank has agreed, and a booking or a change of one relied on it. */
        SECURED,
        /** The bank has refused; another card may bring it. */
        DECLINED,
        /** What was reserved or taken is gone again. */
        LOST,
        /** It was cancelled. */
        GIVEN_UP,
        /** It was cancelled, and its money came all the same. */
        LATE
    }

    static Money asked(BookingEvent.PaymentRequested event) {
        long amount = event.amountMinor();
        boolean now = event.captureNow();
        return new Money(
                event.paymentId(),
                event.purpose(),
                now,
                Status.ASKED,
                amount,
                now ? 0 : amount,
                now ? amount : 0,
                0,
                0,
                0,
                null,
                null);
    }

    /** What the guest has paid with it and not got back; negative where more went back than came. */
    public long collectedMinor() {
        return capturedMinor - refundedMinor;
    }

    /** Whether its money counts. */
    boolean counts() {
        return status == Status.ASKED || status == Status.SECURED;
    }

    /** Whether a decline can only be of the attempt that is under way, and not of one before; one without a number always can. */
    boolean isDeclinedBy(int attempt) {
        return status == Status.ASKED && (attempt == 0 || attempt >= attemptNo);
    }

    /** Whether an attempt is one more after a decline. */
    boolean isRetriedBy(int attempt) {
        return status == Status.DECLINED && attempt > attemptNo;
    }

    Money secured() {
        return with(Status.SECURED, authorizedMinor, capturedMinor, refundedMinor);
    }

    Money declined(int attempt) {
        return new Money(
                paymentId,
                purpose,
                captureNow,
                Status.DECLINED,
                askedMinor,
                0,
                0,
                0,
                declines + 1,
                Math.max(attemptNo, attempt),
                captureRequestId,
                null);
    }

    Money retried(int attempt) {
        return new Money(
                paymentId,
                purpose,
                captureNow,
                Status.ASKED,
                askedMinor,
                captureNow ? 0 : askedMinor,
                captureNow ? askedMinor : 0,
                0,
                declines,
                Math.max(attemptNo, attempt),
                null,
                null);
    }

    /** What was given back stays given back, whatever becomes of the rest. */
    Money lost() {
        return with(Status.LOST, 0, 0, refundedMinor);
    }

    Money givenUp() {
        return with(status == Status.LATE ? Status.LATE : Status.GIVEN_UP, 0, 0, 0);
    }

    Money late() {
        return with(Status.LATE, 0, 0, 0);
    }

    Money authorized(long amountMinor) {
        return with(status, amountMinor, capturedMinor, refundedMinor);
    }

    /** A capture is final: it lets the rest of what is reserved go. */
    Money captured(UUID requestId, long amountMinor) {
        return new Money(
                paymentId,
                purpose,
                captureNow,
                status,
                askedMinor,
                0,
                capturedMinor + amountMinor,
                refundedMinor,
                declines,
                attemptNo,
                requestId,
                refundRequestId);
    }

    Money refunded(UUID requestId, long amountMinor) {
        return new Money(
                paymentId,
                purpose,
                captureNow,
                status,
                askedMinor,
                authorizedMinor,
                capturedMinor,
                refundedMinor + amountMinor,
                declines,
                attemptNo,
                captureRequestId,
                requestId);
    }

    private Money with(Status newStatus, long authorized, long captured, long refunded) {
        return new Money(
                paymentId,
                purpose,
                captureNow,
                newStatus,
                askedMinor,
                authorized,
                captured,
                refunded,
                declines,
                attemptNo,
                captureRequestId,
                refundRequestId);
    }
}
