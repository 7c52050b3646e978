package io.staylog.systemtests.reference;

/** What became of a booking. */
public enum Outcome {
    /** Never asked for. */
    NONE,
    REJECTED,
    CONFIRMED,
    IN_HOUSE,
    CANCELLED,
    NO_SHOW,
    CHECKED_OUT
}
