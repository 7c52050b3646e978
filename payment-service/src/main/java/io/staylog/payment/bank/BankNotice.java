package io.staylog.payment.bank;

import io.staylog.payment.domain.BankAnswer.Card;
import java.time.Instant;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a bank has said by itself; its signature was right.
 *
 * @param notificationId the bank's number of it; a repeat has the same
 * @param gateway which bank, as we call it
 * @param amountMinor how much, in minor units
 * @param currency ISO 4217 code
 * @param declineCode of a decline or failure, else empty
 * @param dispute which dispute, {@link Dispute#NONE} where it is about none
 * @param card what an authorisation tells of itself, {@link Card#UNKNOWN} where it tells nothing
 * @param occurredAt when it happened, as the bank says
 */
public record BankNotice(
        String notificationId,
        String gateway,
        Kind kind,
        Subject subject,
        long amountMinor,
        String currency,
        String declineCode,
        Dispute dispute,
        Card card,
        Instant occurredAt)
        implements Notification {

    /** What happened; each has the name of the contract's kind. */
    public enum Kind {
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

    /** How far a dispute has gone; each has the name of the contract's stage. */
    public enum Stage {
        UNKNOWN,
        INQUIRY,
        CHARGEBACK,
        PREARBITRATION
    }

    /**
     * Whose operation it is about.
     *
     * @param hotelId {@link #UNMATCHED} where the bank names no operation of ours
     * @param paymentId null where the reference is none of ours
     * @param merchantReference our number of the operation as the bank has it; of the authorisation where the bank acts by itself
     * @param attemptNo which attempt of the payment; 0 where the reference does not say
     * @param pspReference the bank's number of the payment
     */
    public record Subject(
            String hotelId, @Nullable UUID paymentId, String merchantReference, int attemptNo, String pspReference) {
        /** The hotel of what is nobody's. */
        public static final String UNMATCHED = "unmatched";

        private static final Pattern HOTEL = Pattern.compile("(?!\\.{1,2}$)[A-Za-z0-9._-]{1,64}");
        private static final Pattern OURS =
                Pattern.compile("(\\p{XDigit}{8}(?:-\\p{XDigit}{4}){3}-\\p{XDigit}{12}):([1-9][0-9]{0,8})");

        /** Only a reference of our own form, with a hotel, names a payment. */
        public static Subject of(String merchant, String reference, String pspReference) {
            var ours = OURS.matcher(reference);
            if (!ours.matches() || !HOTEL.matcher(merchant).matches()) {
                return new Subject(UNMATCHED, null, BankWords.reference(reference), 0, pspReference);
            }
            int attemptNo = Integer.parseInt(ours.group(2));
            return new Subject(merchant, UUID.fromString(ours.group(1)), reference, attemptNo, pspReference);
        }
    }

    /**
     * Which dispute.
     *
     * @param id the bank's number of it
     * @param reasonCode the bank's reason, empty where it does not say
     * @param stage how far it has gone
     * @param evidenceDueAt until when the charge may be proved, null where the bank does not say
     */
    public record Dispute(
            String id,
            String reasonCode,
            Stage stage,
            @Nullable Instant evidenceDueAt) {
        /** It is about no dispute. */
        public static final Dispute NONE = new Dispute("", "", Stage.UNKNOWN, null);
    }
}
