package io.staylog.eventsourcing;

import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/**
 * A transaction could not be committed, whatever the cause. It is no retriable one, even if its cause is: what has been decided
 * since is built on what is not on the log.
 */
final class BrokenTransactionException extends KafkaException {
    private static final long serialVersionUID = 1L;

    BrokenTransactionException(@Nullable Throwable cause) {
        super("a transaction could not be committed: " + cause, cause);
    }
}
