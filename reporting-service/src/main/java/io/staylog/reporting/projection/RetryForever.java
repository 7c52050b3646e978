package io.staylog.reporting.projection;

import java.time.Duration;
import java.util.HashMap;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.listener.BatchListenerFailedException;
import org.springframework.kafka.listener.CommonErrorHandler;
import org.springframework.kafka.listener.ListenerUtils;
import org.springframework.kafka.listener.MessageListenerContainer;

/**
 * Goes back to the beginning of a batch that failed and tries it again after a pause, as often as it takes. It never skips a
 * record: what cannot be projected has been dead-lettered before, so what fails here is the database or the registry.
 */
final class RetryForever implements CommonErrorHandler {
    private static final Logger LOG = LoggerFactory.getLogger(RetryForever.class);
    private static final long FIRST_PAUSE_MS = 200;

    private final long longestPauseMs;
    private final ProjectionState state;
    private final ThreadLocal<Integer> failures = ThreadLocal.withInitial(() -> 0);

    RetryForever(Duration longestPause, ProjectionState state) {
        this.longestPauseMs = longestPause.toMillis();
        this.state = state;
    }

    /** A batch has succeeded on this thread: the next failure is a first one again. */
    void succeeded() {
        failures.remove();
    }

    @Override
    public void handleBatch(
            Exception thrown,
            ConsumerRecords<?, ?> records,
            Consumer<?, ?> consumer,
            MessageListenerContainer container,
            Runnable invokeListener) {
        var firsts = new HashMap<TopicPartition, Long>();
        records.forEach(r -> firsts.putIfAbsent(new TopicPartition(r.topic(), r.partition()), r.offset()));
        firsts.forEach(consumer::seek);
        pause("a batch could not be projected", thrown, atFault(thrown, records), container);
    }

    @Override
    public void handleOtherException(
            Exception thrown, Consumer<?, ?> consumer, MessageListenerContainer container, boolean batchListener) {
        pause("reading failed", thrown, null, container);
    }

    @Override
    public boolean isAckAfterHandle() {
        return false;
    }

    /** The record that could not be taken in, or the first of a batch that could not be written. */
    private static @Nullable ConsumerRecord<?, ?> atFault(Exception thrown, ConsumerRecords<?, ?> records) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof BatchListenerFailedException failed && failed.getRecord() != null) {
                return failed.getRecord();
            }
        }
        return records.isEmpty() ? null : records.iterator().next();
    }

    private void pause(
            String what, Exception thrown, @Nullable ConsumerRecord<?, ?> at, MessageListenerContainer container) {
        int failure = failures.get() + 1;
        failures.set(failure);
        var cause = Causes.root(thrown);
        state.failed(what + ": " + cause);
        long pauseMs = Math.min(longestPauseMs, FIRST_PAUSE_MS << Math.min(failure - 1, 16));
        var line = LOG.atWarn();
        (at == null ? line : Subject.UNKNOWN.add(line, at))
                .addKeyValue("failures", failure)
                .addKeyValue("pauseMs", pauseMs)
                .setCause(failure == 1 ? thrown : null)
                .log("{}, it is tried again: {}", what, cause);
        try {
            ListenerUtils.stoppableSleep(container, pauseMs);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
