package io.staylog.booking.domain;

/** What secures a stay until the guest arrives. */
public enum Guarantee {
    /** Nothing; all is paid at check-out. */
    NONE,
    /** The total is authorised at booking and captured at check-out. */
    CARD,
    /** A share of the total is captured at booking. */
    PREPAYMENT
}
