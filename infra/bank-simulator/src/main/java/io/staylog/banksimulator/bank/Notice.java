package io.staylog.banksimulator.bank;

import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the bank tells the merchant by itself. It holds all that is told, so that every repetition says the same.
 *
 * @param code of a decline or failure, else empty
 * @param disputeId of the dispute that it is about, else null
 * @param until how long the authorisation lasts, or there is time to answer the dispute, else null
 * @param heldUntil a notice that comes out of order waits for a later one of its payment, but no longer than this
 */
public record Notice(
        Type type,
        LedgerEntry.Subject subject,
        long amountMinor,
        String code,
        @Nullable String disputeId,
        @Nullable Instant until,
        Posting posting,
        @Nullable Instant heldUntil) {

    /** What it is about. */
    public enum Type {
        PAYMENT_AUTHORIZED,
        PAYMENT_DECLINED,
        PAYMENT_CAPTURED,
        PAYMENT_CAPTURE_FAILED,
        PAYMENT_VOIDED,
        PAYMENT_ADJUSTED,
        PAYMENT_EXPIRED,
        REFUND_SUCCEEDED,
        REFUND_FAILED,
        DISPUTE_OPENED,
        DISPUTE_CHALLENGED,
        DISPUTE_WON,
        DISPUTE_LOST;

        /** The name in the protocol, such as payment.capture_failed. */
        public String code() {
            return name().toLowerCase(Locale.ROOT).replaceFirst("_", ".");
        }

        /** The type of this name, if there is one. */
        public static Optional<Type> of(String code) {
            return Arrays.stream(values()).filter(it -> it.code().equals(code)).findFirst();
        }
    }

    /** How it is posted. */
    public enum Posting {
        USUAL,
        /** Three times. */
        THRICE,
        /** Before the caller hears the answer. */
        FIRST,
        /** After a later one. */
        OUT_OF_ORDER;

        /** The name in the ledger. */
        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** The posting of this name, if there is one. */
        public static Optional<Posting> of(String code) {
            return Arrays.stream(values()).filter(it -> it.code().equals(code)).findFirst();
        }
    }
}
