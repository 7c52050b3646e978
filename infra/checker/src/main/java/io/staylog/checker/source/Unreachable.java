package io.staylog.checker.source;

/** Something that is needed cannot be reached or read; the message names it and the next step. */
public final class Unreachable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** With a sentence for a person. */
    public Unreachable(String message, Throwable cause) {
        super(message, cause);
    }

    /** With a sentence for a person. */
    public Unreachable(String message) {
        super(message);
    }
}
