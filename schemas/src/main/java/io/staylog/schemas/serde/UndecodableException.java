package io.staylog.schemas.serde;

import org.apache.kafka.common.errors.SerializationException;

/** The bytes are not a record of ours and never will be. The message says what is wrong with them. */
public final class UndecodableException extends SerializationException {
    private static final long serialVersionUID = 1L;

    UndecodableException(String message, Throwable cause) {
        super(message, cause);
    }

    UndecodableException(String message) {
        super(message);
    }
}
