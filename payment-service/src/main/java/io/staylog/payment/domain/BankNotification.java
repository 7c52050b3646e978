package io.staylog.payment.domain;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What the bank said by itself.
 *
 * @param id names it, so that a repeat is known as one
 * @param gateway which bank
 * @param number the bank's number of the notification
 * @param attemptNo which attempt of the payment it is about; 0 where it does not say
 */
public record BankNotification(
        RequestId id,
        String gateway,
        String number,
        Kind kind,
        String merchantReference,
        int attemptNo,
        String pspReference,
        long amountMinor,
        String currency,
        String declineCode,
        BankAnswer.Card card,
        About about) {

    /**
     * The dispute that it speaks of.
     *
     * @param disputeId as the bank calls it, empty where it is about none
     * @param evidenceDueAt until then the hotel may prove the charge
     */
    public record About(
            String disputeId,
            String reasonCode,
            Dispute.Stage stage,
            @Nullable Instant evidenceDueAt) {
        /** It speaks of none. */
        public static final About NO_DISPUTE = new About("", "", Dispute.Stage.UNKNOWN, null);
    }

    /** What happened. */
    public enum Kind {
        UNKNOWN,
        AUTHORIZED,
        DECLINED,
        CAPTURED,
        CAPTURE_FAILED,
        VOIDED,
        ADJUSTED,
        EXPIRED,
        REFUNDED,
        REFUND_FAILED,
        DISPUTE_OPENED,
        DISPUTE_CHALLENGED,
        DISPUTE_WON,
        DISPUTE_LOST
    }
}
