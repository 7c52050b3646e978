package io.staylog.reporting.rendering;

/** What a request needs is not there yet; the same attempt a little later may succeed. */
public final class NotYetException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** A reason. */
    public NotYetException(String message) {
        super(message);
    }
}
