package io.staylog.booking.stream;

import io.staylog.booking.domain.BookingEvent;
import io.staylog.booking.domain.BookingEvent.PaymentAsked;
import io.staylog.booking.domain.BookingEvent.Purpose;
import io.staylog.schemas.common.Actor;
import io.staylog.schemas.common.ActorType;
import io.staylog.schemas.payment.AuthorizationAdjustmentRequested;
import io.staylog.schemas.payment.CaptureMode;
import io.staylog.schemas.payment.Initiator;
import io.staylog.schemas.payment.PaymentCancellationRequested;
import io.staylog.schemas.payment.PaymentCaptureRequested;
import io.staylog.schemas.payment.PaymentPurpose;
import io.staylog.schemas.payment.PaymentRefundRequested;
import io.staylog.schemas.payment.PaymentRequested;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;

/** What booking-service asks payment-service for, as Avro and back. */
final class PaymentRequestWire {
    private static final Actor ITSELF = new Actor(ActorType.UNKNOWN, "");

    private PaymentRequestWire() {}

    static SpecificRecord toAvro(PaymentAsked asked, String hotelId) {
        return switch (asked) {
            case BookingEvent.PaymentRequested e ->
                new PaymentRequested(
                        e.paymentId(),
                        hotelId,
                        e.bookingId(),
                        PaymentPurpose.valueOf(e.purpose().name()),
                        e.amountMinor(),
                        e.currency(),
                        e.captureNow() ? CaptureMode.AUTOMATIC : CaptureMode.MANUAL,
                        e.paymentMethodToken(),
                        e.byMerchant() ? Initiator.MERCHANT : Initiator.CUSTOMER,
                        e.businessDate(),
                        e.neededUntil());
            case BookingEvent.PaymentCaptureRequested e ->
                new PaymentCaptureRequested(
                        e.requestId(), hotelId, e.paymentId(), e.amountMinor(), e.businessDate(), true, ITSELF, "");
            case BookingEvent.PaymentCancellationRequested e ->
                new PaymentCancellationRequested(e.requestId(), hotelId, e.paymentId(), e.businessDate(), ITSELF, "");
            case BookingEvent.PaymentRefundRequested e ->
                new PaymentRefundRequested(
                        e.requestId(), hotelId, e.paymentId(), e.amountMinor(), e.businessDate(), ITSELF, "");
            case BookingEvent.AuthorizationAdjustmentRequested e ->
                new AuthorizationAdjustmentRequested(
                        e.requestId(), hotelId, e.paymentId(), e.amountMinor(), e.businessDate());
        };
    }

    /** Empty for a record that asks payment-service for nothing. */
    static Optional<BookingEvent> fromAvro(SpecificRecord event) {
        return Optional.ofNullable(
                switch (event) {
                    case PaymentRequested e ->
                        new BookingEvent.PaymentRequested(
                                e.getPaymentId(),
                                e.getBookingId(),
                                Purpose.valueOf(e.getPurpose().name()),
                                e.getAmountMinor(),
                                e.getCurrency(),
                                e.getCaptureMode() == CaptureMode.AUTOMATIC,
                                e.getPaymentMethodToken(),
                                e.getInitiator() == Initiator.MERCHANT,
                                e.getBusinessDate(),
                                e.getNeededUntil());
                    case PaymentCaptureRequested e ->
                        new BookingEvent.PaymentCaptureRequested(
                                e.getRequestId(), e.getPaymentId(), e.getAmountMinor(), e.getBusinessDate());
                    case PaymentCancellationRequested e ->
                        new BookingEvent.PaymentCancellationRequested(
                                e.getRequestId(), e.getPaymentId(), e.getBusinessDate());
                    case PaymentRefundRequested e ->
                        new BookingEvent.PaymentRefundRequested(
                                e.getRequestId(), e.getPaymentId(), e.getAmountMinor(), e.getBusinessDate());
                    case AuthorizationAdjustmentRequested e ->
                        new BookingEvent.AuthorizationAdjustmentRequested(
                                e.getRequestId(), e.getPaymentId(), e.getAmountMinor(), e.getBusinessDate());
                    default -> null;
                });
    }
}
