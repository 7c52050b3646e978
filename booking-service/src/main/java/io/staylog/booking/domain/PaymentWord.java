package io.staylog.booking.domain;

import java.util.UUID;

/**
 * What payment-service says of a payment, for show: no decision depends on it.
 *
 * @param bookingId whose payment it is
 * @param state how it stands at the bank
 * @param declineCode the bank's reason; empty where it has not declined
 */
public record PaymentWord(UUID paymentId, UUID bookingId, State state, String declineCode) {

    /** How a payment stands at the bank. */
    public enum State {
        /** The bank is being asked. */
        STARTED,
        /** The bank waits for the guest. */
        ACTION_REQUIRED,
        /** Nobody knows whether the bank has done it. */
        UNKNOWN,
        AUTHORIZED,
        CAPTURED,
        DECLINED,
        VOIDED,
        CANCELLED,
        EXPIRED,
        CAPTURE_FAILED,
        REFUND_PENDING,
        REFUNDED,
        REFUND_FAILED,
        DISPUTED,
        /** A person must look. */
        NEEDS_ATTENTION
    }
}
