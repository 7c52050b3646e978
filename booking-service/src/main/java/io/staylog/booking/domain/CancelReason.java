package io.staylog.booking.domain;

/** Why a booking was cancelled. */
public enum CancelReason {
    UNKNOWN,
    GUEST_REQUEST,
    HOTEL,
    CHANNEL,
    PAYMENT,
    DUPLICATE,
    FRAUD,
    OVERBOOKED
}
