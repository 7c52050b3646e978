package io.staylog.payment.domain;

/** What a payment is for. It changes no rule here; reports need it. */
public enum Purpose {
    /** Not known to this version. */
    UNKNOWN,
    /** A part in advance. */
    DEPOSIT,
    /** All in advance. */
    PREPAYMENT,
    /** Reserved until the guest arrives. */
    GUARANTEE,
    /** What is open at the end of a stay. */
    STAY_BALANCE,
    /** What a changed booking costs more. */
    CHANGE_DIFFERENCE,
    /** For a guest who did not arrive. */
    NO_SHOW_FEE,
    /** For a booking cancelled late. */
    CANCELLATION_FEE,
    /** What was found after the guest had left. */
    LATE_CHARGE
}
