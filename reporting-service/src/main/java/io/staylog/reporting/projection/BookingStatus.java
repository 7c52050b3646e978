package io.staylog.reporting.projection;

/** Where a booking is in its life; the last six are ends. */
public enum BookingStatus {
    /** Rooms are taken while a payment is waited for. */
    HELD,
    /** The rooms are the guest's. */
    CONFIRMED,
    /** The guest is in the hotel. */
    IN_HOUSE,
    /** The guest has stayed and left. */
    CHECKED_OUT,
    /** Cancelled by guest, channel or hotel. */
    CANCELLED,
    /** The guest did not come. */
    NO_SHOW,
    /** There was no room, and the guest sleeps elsewhere. */
    WALKED,
    /** The payment was declined. */
    RELEASED,
    /** No payment came in time. */
    EXPIRED
}
