package io.staylog.booking.stream;

import io.staylog.booking.domain.BookingCommand.AuthorizationGone;
import io.staylog.booking.domain.BookingCommand.AuthorizationRaised;
import io.staylog.booking.domain.BookingCommand.CaptureUndone;
import io.staylog.booking.domain.BookingCommand.ConfirmPaid;
import io.staylog.booking.domain.BookingCommand.PaymentNews;
import io.staylog.booking.domain.BookingCommand.PaymentRefused;
import io.staylog.booking.domain.BookingCommand.PaymentRequestRefused;
import io.staylog.booking.domain.BookingCommand.PaymentTried;
import io.staylog.booking.domain.BookingCommand.Refused;
import io.staylog.schemas.payment.AuthorizationAdjusted;
import io.staylog.schemas.payment.AuthorizationExpired;
import io.staylog.schemas.payment.BankOperation;
import io.staylog.schemas.payment.DeclineCategory;
import io.staylog.schemas.payment.PaymentAttemptStarted;
import io.staylog.schemas.payment.PaymentAuthorized;
import io.staylog.schemas.payment.PaymentCaptureFailed;
import io.staylog.schemas.payment.PaymentCaptured;
import io.staylog.schemas.payment.PaymentDeclined;
import io.staylog.schemas.payment.PaymentRequestRejected;
import java.util.List;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/**
 * What payment-service says, as far as bookings depend on it. Of an outcome that is unknown, or that waits for the guest, a
 * booking need not hear: its payment is under way until it is declined, see {@code BookingDecider}.
 */
final class PaymentNewsWire {
    /** The record types that are read; all others of payment.events are passed over without a look at their content. */
    static final List<Class<? extends SpecificRecord>> TYPES = List.of(
            PaymentAttemptStarted.class,
            PaymentAuthorized.class,
            PaymentCaptured.class,
            PaymentDeclined.class,
            PaymentCaptureFailed.class,
            PaymentRequestRejected.class,
            AuthorizationAdjusted.class,
            AuthorizationExpired.class);

    private PaymentNewsWire() {}

    static boolean isNews(SpecificRecord event) {
        return TYPES.contains(event.getClass());
    }

    /** Empty where no booking depends on it. */
    static Optional<PaymentNews> toCommand(SpecificRecord event) {
        return Optional.ofNullable(
                switch (event) {
                    case PaymentAuthorized e -> new ConfirmPaid(e.getBookingId(), e.getPaymentId(), e.getAmountMinor());
                    case PaymentCaptured e -> new ConfirmPaid(e.getBookingId(), e.getPaymentId(), e.getAmountMinor());
                    case PaymentDeclined e -> refused(e);
                    case PaymentAttemptStarted e
                    when isAnotherTry(e) -> new PaymentTried(e.getBookingId(), e.getPaymentId(), e.getAttemptNo());
                    case PaymentCaptureFailed e -> new CaptureUndone(e.getBookingId(), e.getPaymentId());
                    case AuthorizationExpired e -> new AuthorizationGone(e.getBookingId(), e.getPaymentId());
                    case AuthorizationAdjusted e ->
                        new AuthorizationRaised(
                                e.getBookingId(), e.getPaymentId(), e.getRequestId(), e.getNewAmountMinor());
                    case PaymentRequestRejected e ->
                        new PaymentRequestRefused(e.getPaymentId(), e.getRequestId(), e.getCode());
                    default -> null;
                });
    }

    /** A first attempt follows from the request for it and is no news, nor is one that only renews what is authorised. */
    private static boolean isAnotherTry(PaymentAttemptStarted e) {
        return e.getOperation() == BankOperation.AUTHORIZE && e.getAttemptNo() > 1 && !e.getIsRenewal();
    }

    private static @Nullable PaymentNews refused(PaymentDeclined e) {
        var what = switch (e.getOperation()) {
            case AUTHORIZE -> Refused.AUTHORIZATION;
            case CAPTURE -> Refused.CAPTURE;
            case ADJUST -> Refused.ADJUSTMENT;
            case UNKNOWN, VOID, REFUND, LOOKUP -> null;
        };
        if (what == null) {
            return null; // What is given back or let go is an operator's matter where the bank refuses it.
        }
        boolean mayTryAgain = e.getCategory() == DeclineCategory.SOFT || e.getCategory() == DeclineCategory.ACTION;
        return new PaymentRefused(
                e.getBookingId(), e.getPaymentId(), what, e.getDeclineCode(), mayTryAgain, e.getAttemptNo());
    }
}
