package io.staylog.schemas.serde;

import org.apache.kafka.common.errors.RetriableException;

/** The schema registry gave no usable answer. The record is not to blame: try again later, never dead-letter it. */
public final class RegistryUnavailableException extends RetriableException {
    private static final long serialVersionUID = 1L;

    RegistryUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }

    RegistryUnavailableException(String message) {
        super(message);
    }
}
