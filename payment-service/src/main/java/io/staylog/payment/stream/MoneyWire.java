package io.staylog.payment.stream;

import io.staylog.payment.domain.BankAnswer;
import io.staylog.payment.domain.PaymentEvent;
import io.staylog.schemas.payment.PaymentAuthorized;
import io.staylog.schemas.payment.PaymentCaptured;
import io.staylog.schemas.payment.PaymentRefundFailed;
import io.staylog.schemas.payment.PaymentRefunded;
import io.staylog.schemas.payment.PaymentVoided;
import org.apache.avro.specific.SpecificRecord;

/** Events that say what money did, as Avro. */
final class MoneyWire {
    private MoneyWire() {}

    static SpecificRecord toAvro(PaymentEvent.MoneyMoved event, String hotelId) {
        var id = event.about().paymentId().value();
        var booking = event.about().bookingId().value();
        int version = event.about().version();
        return switch (event) {
            case PaymentEvent.PaymentAuthorized e -> authorized(e, hotelId);
            case PaymentEvent.PaymentCaptured e ->
                new PaymentCaptured(
                        id,
                        hotelId,
                        booking,
                        version,
                        TermsWire.purpose(e.purpose()),
                        e.amountMinor(),
                        e.currency(),
                        e.pspReference(),
                        true,
                        e.businessDate(),
                        0);
            case PaymentEvent.PaymentVoided e ->
                new PaymentVoided(id, hotelId, booking, version, e.amountMinor(), e.currency(), 0);
            case PaymentEvent.PaymentRefunded e ->
                new PaymentRefunded(
                        id,
                        hotelId,
                        booking,
                        version,
                        TermsWire.purpose(e.purpose()),
                        e.refundId().value(),
                        e.amountMinor(),
                        e.currency(),
                        e.pspReference(),
                        e.businessDate(),
                        0);
            case PaymentEvent.PaymentRefundFailed e ->
                new PaymentRefundFailed(
                        id, hotelId, booking, version, e.refundId().value(), e.amountMinor(), e.reason(), 0);
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
                0);
    }

    static BankAnswer.Card card(PaymentAuthorized e) {
        return new BankAnswer.Card(e.getAuthCode(), e.getAuthorizationExpiresAt(), e.getBrand(), e.getLast4());
    }
}
