package io.staylog.reporting.projection;

/** What is known of a payment. */
public enum PaymentState {
    /** Taken on, nothing asked of the bank yet. */
    INITIATED,
    /** The bank is being asked to reserve or take the money. */
    AUTHORIZING,
    /** The money is reserved. */
    AUTHORIZED,
    /** The bank is being asked to take the reserved money. */
    CAPTURING,
    /** The money is ours. */
    CAPTURED,
    /** The bank is being asked to let the reserved money go. */
    VOIDING,
    /** The reserved money is the guest's again. */
    VOIDED,
    /** The bank is being asked to give money back. */
    REFUNDING,
    /** Some of the captured money went back; worked out from the amounts. */
    PARTIALLY_REFUNDED,
    /** All captured money went back. */
    REFUNDED,
    /** The bank could not give money back. */
    REFUND_FAILED,
    /** The bank has refused. */
    DECLINED,
    /** Nobody knows yet whether the bank did it. */
    UNKNOWN,
    /** Given up before the bank had done anything. */
    CANCELLED,
    /** A person must look at it. */
    NEEDS_ATTENTION
}
