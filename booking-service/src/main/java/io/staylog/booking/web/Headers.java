package io.staylog.booking.web;

/** Names of request headers that HTTP's own list does not have. */
final class Headers {
    static final String KEY = "Idempotency-Key";
    static final String PREFER = "Prefer";

    private Headers() {}
}
