package io.staylog.checker.rules;

/**
 * One record of the log that could be read.
 *
 * @param timeMs the record's timestamp, in milliseconds since the epoch
 * @param type the record type, without namespace
 * @param envelope what its headers and its place say
 */
public record Entry(Place at, long timeMs, String type, Body body, Envelope envelope) {

    /** A record without headers, in the partition of its key. */
    public Entry(Place at, long timeMs, String type, Body body) {
        this(at, timeMs, type, body, Envelope.NONE);
    }

    /** The hotel, which most records name. */
    public String hotelId() {
        return body.text("hotelId");
    }

    /** The payment; empty where it is about none. */
    public String paymentId() {
        return body.text("paymentId");
    }

    /** The booking; empty where it is about none. */
    public String bookingId() {
        return body.text("bookingId");
    }
}
