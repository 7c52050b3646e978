package io.staylog.eventsourcing;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.LongConsumer;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.jspecify.annotations.Nullable;

/**
 * The engine's transactions, one after the other. A commit waits for brokers and their disks; meanwhile the next transaction is
 * decided, and what it writes is held back until the one before has ended well. If that has failed, nothing of the next one has
 * gone anywhere, and the state that both have evolved is thrown away as a whole.
 *
 * <p>It belongs to the engine's thread, but for the commit itself.
 */
final class Transactions implements AutoCloseable {
    private record HeldBack(
            ProducerRecord<byte[], byte[]> record, @Nullable Callback callback) {}

    private final Producer<byte[], byte[]> producer;
    private final ExecutorService committer;
    private final List<HeldBack> heldBack = new ArrayList<>();
    private @Nullable Future<Long> committing;
    private LongConsumer whenCommitted = endedNanos -> {};
    /** Whether the brokers may have heard of what is decided now. */
    private boolean isBegun;

    Transactions(Producer<byte[], byte[]> producer, String group) {
        this.producer = producer;
        this.committer = Executors.newSingleThreadExecutor(
                Thread.ofPlatform().name("commit-" + group).daemon().factory());
    }

    /**
     * Writes a record in the transaction that is decided now, or holds it back until the one before has ended.
     *
     * @throws BrokenTransactionException if the one before has failed
     */
    void send(ProducerRecord<byte[], byte[]> record, @Nullable Callback callback) {
        if (isBegun) {
            var _ = producer.send(record, callback);
            return;
        }
        heldBack.add(new HeldBack(record, callback));
        if (committing == null || committing.isDone()) {
            begin();
        }
    }

    private void begin() {
        settle();
        producer.beginTransaction();
        isBegun = true;
        for (var held : heldBack) {
            var _ = producer.send(held.record(), held.callback());
        }
        heldBack.clear();
    }

    /**
     * Begins to commit what is decided now, together with positions.
     *
     * @param then what is to be done in the engine's thread when it is known to have ended well; it is told when that was, as
     *     {@link System#nanoTime}
     * @throws BrokenTransactionException if the one before has failed
     */
    void commit(Map<TopicPartition, OffsetAndMetadata> positions, ConsumerGroupMetadata member, LongConsumer then) {
        if (!isBegun) {
            begin();
        }
        isBegun = false;
        whenCommitted = then;
        committing = committer.submit(() -> {
            producer.sendOffsetsToTransaction(positions, member);
            producer.commitTransaction();
            return System.nanoTime();
        });
    }

    /** As {@link #settle}, where that need not wait. */
    void settleIfEnded() {
        if (committing != null && committing.isDone()) {
            settle();
        }
    }

    /**
     * Waits until the commit that is under way has ended. Then all that was folded, but for what is decided now, is on the log.
     *
     * @throws BrokenTransactionException if it has failed
     */
    void settle() {
        var commit = committing;
        if (commit == null) {
            return;
        }
        committing = null;
        try {
            whenCommitted.accept(commit.get());
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Error death) {
                throw death;
            }
            throw new BrokenTransactionException(e.getCause());
        }
    }

    /**
     * Gives up what is decided now; the one before is committed.
     *
     * @throws BrokenTransactionException if that has failed
     */
    void abort() {
        heldBack.clear();
        settle();
        if (isBegun) {
            isBegun = false;
            producer.abortTransaction();
        }
    }

    /** Does not wait: what is open is aborted when the next session begins, and no state holds any of it. */
    @Override
    public void close() {
        committing = null;
        producer.close(Duration.ZERO);
        committer.shutdownNow();
    }
}
