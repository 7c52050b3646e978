package io.staylog.payment.stream;

import io.staylog.payment.domain.BankAnswer;
import io.staylog.payment.domain.PaymentEvent;
import io.staylog.payment.domain.RequestId;
import io.staylog.schemas.payment.ManualRefundRecorded;
import io.staylog.schemas.payment.PaymentAuthorized;
import io.staylog.schemas.payment.PaymentCaptureFailed;
import io.staylog.schemas.payment.PaymentCaptured;
import io.staylog.schemas.payment.PaymentRefundFailed;
import io.staylog.schemas.payment.PaymentRefundPending;
import io.staylog.schemas.payment.PaymentRefunded;
import io.staylog.schemas.payment.PaymentVoided;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/** Events that say what money did, in Avro and in the domain. */
final class MoneyWire {
    private MoneyWire() {}

    static SpecificRecord toAvro(PaymentEvent.MoneyMoved event, String hotelId) {
        var id = event.about().paymentId().value();
        var booking = event.about().bookingId().value();
        int version = event.about().version();
        return switch (event) {
            case PaymentEvent.PaymentAuthorized e -> authorized(e, hotelId);
            case PaymentEvent.PaymentCaptured e -> captured(e, hotelId);
            case PaymentEvent.PaymentVoided e ->
                new PaymentVoided(id, hotelId, booking, version, e.amountMinor(), e.currency(), e.attemptNo());
            case PaymentEvent.PaymentRefunded e -> refunded(e, hotelId);
            case PaymentEvent.PaymentRefundFailed e ->
                new PaymentRefundFailed(
                        id,
                        hotelId,
                        booking,
                        version,
                        e.refundId().value(),
                        e.amountMinor(),
                        e.reason(),
                        e.attemptNo());
            case PaymentEvent.PaymentRefundPending e ->
                new PaymentRefundPending(
                        id,
                        hotelId,
                        booking,
                        version,
                        e.refundId().value(),
                        e.attemptNo(),
                        e.amountMinor(),
                        e.currency());
            case PaymentEvent.PaymentCaptureFailed e ->
                new PaymentCaptureFailed(
                        id,
                        hotelId,
                        booking,
                        version,
                        e.attemptNo(),
                        e.amountMinor(),
                        e.currency(),
                        e.reason(),
                        e.businessDate());
            case PaymentEvent.ManualRefundRecorded e ->
                new ManualRefundRecorded(
                        id,
                        hotelId,
                        booking,
                        version,
                        e.refundId().value(),
                        e.amountMinor(),
                        e.currency(),
                        e.method(),
                        e.businessDate());
        };
    }

    private static SpecificRecord authorized(PaymentEvent.PaymentAuthorized event, String hotelId) {
        var card = event.card();
        return new PaymentAuthorized(
                event.about().paymentId().value(),
                hotelId,
                event.about().bookingId().value(),
                event.about().version(),
                event.amountMinor(),
                event.currency(),
                event.pspReference(),
                card.authCode(),
                card.expiresAt(),
                card.brand(),
                card.last4(),
                event.attemptNo());
    }

    private static SpecificRecord captured(PaymentEvent.PaymentCaptured event, String hotelId) {
        return new PaymentCaptured(
                event.about().paymentId().value(),
                hotelId,
                event.about().bookingId().value(),
                event.about().version(),
                TermsWire.purpose(event.purpose()),
                event.amountMinor(),
                event.currency(),
                event.pspReference(),
                event.isFinal(),
                event.businessDate(),
                event.attemptNo(),
                event.brand(),
                event.last4());
    }

    private static SpecificRecord refunded(PaymentEvent.PaymentRefunded event, String hotelId) {
        return new PaymentRefunded(
                event.about().paymentId().value(),
                hotelId,
                event.about().bookingId().value(),
                event.about().version(),
                TermsWire.purpose(event.purpose()),
                event.refundId().value(),
                event.amountMinor(),
                event.currency(),
                event.pspReference(),
                event.businessDate(),
                event.attemptNo());
    }

    /** Null for a record that does not say what money did. */
    static @Nullable PaymentEvent fromAvro(SpecificRecord record) {
        return switch (record) {
            case PaymentAuthorized e -> authorized(e);
            case PaymentCaptured e -> captured(e);
            case PaymentVoided e ->
                new PaymentEvent.PaymentVoided(
                        EventReadWire.about(e), e.getAttemptNo(), e.getAmountMinor(), e.getCurrency());
            case PaymentRefunded e -> refunded(e);
            case PaymentRefundFailed e ->
                new PaymentEvent.PaymentRefundFailed(
                        EventReadWire.about(e),
                        e.getAttemptNo(),
                        new RequestId(e.getRefundId()),
                        e.getAmountMinor(),
                        e.getReason());
            case PaymentRefundPending e ->
                new PaymentEvent.PaymentRefundPending(
                        EventReadWire.about(e),
                        e.getAttemptNo(),
                        new RequestId(e.getRefundId()),
                        e.getAmountMinor(),
                        e.getCurrency());
            case PaymentCaptureFailed e ->
                new PaymentEvent.PaymentCaptureFailed(
                        EventReadWire.about(e),
                        e.getAttemptNo(),
                        e.getAmountMinor(),
                        e.getCurrency(),
                        e.getReason(),
                        e.getBusinessDate());
            case ManualRefundRecorded e ->
                new PaymentEvent.ManualRefundRecorded(
                        EventReadWire.about(e),
                        new RequestId(e.getRefundId()),
                        e.getAmountMinor(),
                        e.getCurrency(),
                        e.getMethod(),
                        e.getBusinessDate());
            default -> null;
        };
    }

    private static PaymentEvent authorized(PaymentAuthorized e) {
        var card = new BankAnswer.Card(e.getAuthCode(), e.getAuthorizationExpiresAt(), e.getBrand(), e.getLast4());
        return new PaymentEvent.PaymentAuthorized(
                EventReadWire.about(e),
                e.getAttemptNo(),
                e.getAmountMinor(),
                e.getCurrency(),
                e.getPspReference(),
                card);
    }

    private static PaymentEvent captured(PaymentCaptured e) {
        return new PaymentEvent.PaymentCaptured(
                EventReadWire.about(e),
                e.getAttemptNo(),
                TermsWire.purpose(e.getPurpose()),
                e.getAmountMinor(),
                e.getCurrency(),
                e.getPspReference(),
                e.getIsFinal(),
                e.getBusinessDate(),
                e.getBrand(),
                e.getLast4());
    }

    private static PaymentEvent refunded(PaymentRefunded e) {
        return new PaymentEvent.PaymentRefunded(
                EventReadWire.about(e),
                e.getAttemptNo(),
                TermsWire.purpose(e.getPurpose()),
                new RequestId(e.getRefundId()),
                e.getAmountMinor(),
                e.getCurrency(),
                e.getPspReference(),
                e.getBusinessDate());
    }
}
