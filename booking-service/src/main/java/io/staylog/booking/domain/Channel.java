package io.staylog.booking.domain;

/** Where a booking came from. UNKNOWN stands for a channel that this program does not know yet. */
public enum Channel {
    UNKNOWN,
    DIRECT_WEB,
    DIRECT_PHONE,
    WALK_IN,
    OTA,
    GDS,
    CORPORATE,
    GROUP
}
