package io.staylog.reporting.projection;

/** A record could be read, but says what no row can hold. It goes to the dead-letter topic; the message says why. */
public final class UnprojectableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnprojectableException(String message) {
        super(message);
    }
}
