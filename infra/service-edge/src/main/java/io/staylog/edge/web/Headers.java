package io.staylog.edge.web;

/** Names of request headers that HTTP's own list does not have. */
public final class Headers {
    /** Makes a repeat the same request. */
    public static final String KEY = "Idempotency-Key";
    /** Whether to wait (RFC 7240). */
    public static final String PREFER = "Prefer";

    /** Names the newest event that an answer takes into account; sent back as {@code min-position}. */
    public static final String POSITION = "X-Position";

    private Headers() {}
}
