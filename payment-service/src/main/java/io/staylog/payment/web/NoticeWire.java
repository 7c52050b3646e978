package io.staylog.payment.web;

import io.staylog.payment.bank.BankNotice;
import io.staylog.schemas.payment.BankNotificationKind;
import io.staylog.schemas.payment.BankNotified;
import io.staylog.schemas.payment.DisputeStage;
import org.apache.avro.specific.SpecificRecord;

/** Makes a record of what a bank has said by itself. */
final class NoticeWire {
    private NoticeWire() {}

    static SpecificRecord toAvro(BankNotice notice) {
        var subject = notice.subject();
        var dispute = notice.dispute();
        var card = notice.card();
        return BankNotified.newBuilder()
                .setNotificationId(notice.notificationId())
                .setGateway(notice.gateway())
                .setHotelId(subject.hotelId())
                .setPaymentId(subject.paymentId())
                .setMerchantReference(subject.merchantReference())
                .setAttemptNo(subject.attemptNo())
                .setPspReference(subject.pspReference())
                .setKind(kind(notice.kind()))
                .setAmountMinor(notice.amountMinor())
                .setCurrency(notice.currency())
                .setDeclineCode(notice.declineCode())
                .setDisputeId(dispute.id())
                .setReasonCode(dispute.reasonCode())
                .setStage(stage(dispute.stage()))
                .setEvidenceDueAt(dispute.evidenceDueAt())
                .setAuthorizationExpiresAt(card.expiresAt())
                .setAuthCode(card.authCode())
                .setBrand(card.brand())
                .setLast4(card.last4())
                .setOccurredAt(notice.occurredAt())
                .build();
    }

    /** Total: a new kind does not compile until it has a name in the contract. */
    private static BankNotificationKind kind(BankNotice.Kind kind) {
        return switch (kind) {
            case AUTHORIZED -> BankNotificationKind.AUTHORIZED;
            case DECLINED -> BankNotificationKind.DECLINED;
            case CAPTURED -> BankNotificationKind.CAPTURED;
            case CAPTURE_FAILED -> BankNotificationKind.CAPTURE_FAILED;
            case VOIDED -> BankNotificationKind.VOIDED;
            case ADJUSTED -> BankNotificationKind.ADJUSTED;
            case EXPIRED -> BankNotificationKind.EXPIRED;
            case REFUNDED -> BankNotificationKind.REFUNDED;
            case REFUND_FAILED -> BankNotificationKind.REFUND_FAILED;
            case DISPUTE_OPENED -> BankNotificationKind.DISPUTE_OPENED;
            case DISPUTE_CHALLENGED -> BankNotificationKind.DISPUTE_CHALLENGED;
            case DISPUTE_WON -> BankNotificationKind.DISPUTE_WON;
            case DISPUTE_LOST -> BankNotificationKind.DISPUTE_LOST;
        };
    }

    private static DisputeStage stage(BankNotice.Stage stage) {
        return switch (stage) {
            case UNKNOWN -> DisputeStage.UNKNOWN;
            case INQUIRY -> DisputeStage.INQUIRY;
            case CHARGEBACK -> DisputeStage.CHARGEBACK;
            case PREARBITRATION -> DisputeStage.PREARBITRATION;
        };
    }
}
