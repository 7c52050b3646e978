package io.staylog.logview;

import org.jspecify.annotations.Nullable;

/** The log could not be read in time. */
public final class LogUnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public LogUnavailableException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
