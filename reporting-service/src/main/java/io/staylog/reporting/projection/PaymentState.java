package io.staylog.reporting.projection;

/** What is known of a payment. */
public enum PaymentState {
    /** Taken on, nothing asked of the bank yet. */
    INITIATED,
    /** The bank is being asked to reserve or take the money. */
    AUTHORIZING,
    /** The guest must do something before the bank decides. */
    ACTION_REQUIRED,
    /** The money is reserved. */
    AUTHORIZED,
    /** The bank is being asked to take the reserved money. */
    CAPTURING,
    /** A part of the money is ours, and more of it may be taken. */
    PARTIALLY_CAPTURED,
    /** The bank had taken the money, but it is not there after all. */
    CAPTURE_FAILED,
    /** The money is ours. */
    CAPTURED,
    /** The bank is being asked to let the reserved money go. */
    VOIDING,
    /** The reserved money is the guest's again. */
    VOIDED,
    /** The bank is being asked to give money back. */
    REFUNDING,
    /** The bank has let the reserved money go because its time was over. */
    EXPIRED,
    /** The bank has taken a refund on and will say later whether it worked. */
    REFUND_PENDING,
    /** Some of the captured money went back; worked out from the amounts. */
    PARTIALLY_REFUNDED,
    /** All captured money went back. */
    REFUNDED,
    /** The bank could not give money back. */
    REFUND_FAILED,
    /** The guest's bank disputes the money. */
    DISPUTED,
    /** A dispute was decided for the guest. */
    DISPUTE_LOST,
    /** The bank has refused. */
    DECLINED,
    /** Nobody knows yet whether the bank did it. */
    UNKNOWN,
    /** Given up before the bank had done anything. */
    CANCELLED,
    /** A person must look at it. */
    NEEDS_ATTENTION
}
