package io.staylog.payment.stream;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.staylog.payment.domain.BankAnswer;
import io.staylog.payment.domain.BankNotification;
import io.staylog.payment.domain.BankNotification.Kind;
import io.staylog.payment.domain.Dispute;
import io.staylog.payment.domain.PaymentCommand;
import io.staylog.payment.domain.PaymentEvent;
import io.staylog.payment.domain.PaymentId;
import io.staylog.payment.domain.RequestId;
import io.staylog.schemas.payment.BankNotified;
import io.staylog.schemas.payment.GatewayNotificationUnmatched;
import java.util.UUID;

/** What the bank says by itself, in Avro and in the domain. */
final class NotificationWire {
    private NotificationWire() {}

    static PaymentCommand toCommand(BankNotified e) {
        var id = id(e.getGateway(), e.getNotificationId());
        var paymentId = e.getPaymentId();
        var card = new BankAnswer.Card(e.getAuthCode(), e.getAuthorizationExpiresAt(), e.getBrand(), e.getLast4());
        var about = new BankNotification.About(
                e.getDisputeId(),
                e.getReasonCode(),
                Dispute.Stage.valueOf(e.getStage().name()),
                e.getEvidenceDueAt());
        var notification = new BankNotification(
                id,
                e.getGateway(),
                e.getNotificationId(),
                Kind.valueOf(e.getKind().name()),
                e.getMerchantReference(),
                e.getAttemptNo(),
                e.getPspReference(),
                e.getAmountMinor(),
                e.getCurrency(),
                e.getDeclineCode(),
                card,
                about);
        // One that names no payment of ours goes by its own number, which no payment has.
        return new PaymentCommand.TakeNotification(
                new PaymentId(paymentId == null ? id.value() : paymentId), notification);
    }

    static GatewayNotificationUnmatched toAvro(PaymentEvent.GatewayNotificationUnmatched event, String hotelId) {
        var it = event.notification();
        return new GatewayNotificationUnmatched(
                hotelId,
                it.gateway(),
                it.number(),
                it.kind().name(),
                it.merchantReference(),
                it.pspReference(),
                it.amountMinor(),
                it.currency());
    }

    static PaymentEvent fromAvro(GatewayNotificationUnmatched e) {
        var id = id(e.getGateway(), e.getNotificationId());
        var notification = new BankNotification(
                id,
                e.getGateway(),
                e.getNotificationId(),
                Kind.valueOf(e.getKind()),
                e.getMerchantReference(),
                0,
                e.getPspReference(),
                e.getAmountMinor(),
                e.getCurrency(),
                "",
                BankAnswer.Card.UNKNOWN,
                BankNotification.About.NO_DISPUTE);
        return new PaymentEvent.GatewayNotificationUnmatched(new PaymentId(id.value()), notification);
    }

    /** The same notification of the same bank always has the same number. */
    private static RequestId id(String gateway, String notificationId) {
        return new RequestId(UUID.nameUUIDFromBytes((gateway + "/" + notificationId).getBytes(UTF_8)));
    }
}
