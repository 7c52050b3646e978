package io.staylog.reporting.projection;

/** How a dispute stands. */
public enum DisputeStatus {
    /** The hotel has to answer, or let it go. */
    OPEN,
    /** The hotel has proved the charge; the bank decides. */
    CHALLENGED,
    /** The hotel lets the money go. */
    ACCEPTED,
    /** The money is back. */
    WON,
    /** The money is gone. */
    LOST
}
