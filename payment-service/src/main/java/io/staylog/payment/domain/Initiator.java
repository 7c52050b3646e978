package io.staylog.payment.domain;

/** Who starts a payment. */
public enum Initiator {
    /** Not known to this version. */
    UNKNOWN,
    /** The customer, who is present. */
    CUSTOMER,
    /** The merchant, with a stored card. */
    MERCHANT
}
