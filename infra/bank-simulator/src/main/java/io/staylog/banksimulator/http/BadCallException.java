package io.staylog.banksimulator.http;

import org.jspecify.annotations.Nullable;

/** A call that never reaches the bank: its shape is wrong. It ends in one place, as an answer. */
final class BadCallException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final String code;
    private final @Nullable String field;

    BadCallException(int status, String code, @Nullable String field, String message) {
        super(message, null, false, false); // Nobody reads the stack of a caller's mistake.
        this.status = status;
        this.code = code;
        this.field = field;
    }

    static BadCallException field(String field, String message) {
        return new BadCallException(400, "invalid_request", field, message);
    }

    int status() {
        return status;
    }

    String code() {
        return code;
    }

    @Nullable
    String field() {
        return field;
    }
}
