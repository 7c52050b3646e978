package io.staylog.eventsourcing;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.jspecify.annotations.Nullable;

/**
 * The engine's transactions, one after the other. What is decided is gathered here; when a batch is whole, a thread of its own writes
 * and commits it, which waits for brokers and their disks, and meanwhile the next batch is decided. There is never more than one
 * ahead. If a commit fails, nothing of what was decided since has gone anywhere, and the state that both have evolved is thrown
 * away as a whole.
 *
 * <p>It belongs to the engine's thread, but for the writing itself.
 */
final class Transactions implements AutoCloseable {
    /**
     * What is known of a transaction that has been committed.
     *
     * @param endedNanos when, as {@link System#nanoTime}
     * @param nextOffsets the offset after the last record, by partition written to
     */
    record Committed(long endedNanos, Map<TopicPartition, Long> nextOffsets) {}

    private record Written(TopicPartition at, Future<RecordMetadata> last) {}

    private final Producer<byte[], byte[]> producer;
    private final ExecutorService committer;
    private List<ProducerRecord<byte[], byte[]>> gathered = new ArrayList<>();
    private @Nullable Future<Committed> committing;
    private Consumer<Committed> whenCommitted = committed -> {};

    Transactions(Producer<byte[], byte[]> producer, String group) {
        this.producer = producer;
        this.committer = Executors.newSingleThreadExecutor(
                Thread.ofPlatform().name("commit-" + group).daemon().factory());
    }

    /** Lets a record be written in the transaction that is decided now. */
    void add(ProducerRecord<byte[], byte[]> record) {
        gathered.add(record);
    }

    /**
     * Begins to write and to commit what is decided now, together with positions.
     *
     * @param then what is to be done in the engine's thread when it is known to have ended well
     * @throws BrokenTransactionException if the one before has failed
     */
    void commit(
            Map<TopicPartition, OffsetAndMetadata> positions, ConsumerGroupMetadata member, Consumer<Committed> then) {
        settle();
        var records = gathered;
        gathered = new ArrayList<>(records.size());
        whenCommitted = then;
        committing = committer.submit(() -> {
            producer.beginTransaction();
            var written = write(records);
            producer.sendOffsetsToTransaction(positions, member);
            producer.commitTransaction();
            return new Committed(System.nanoTime(), nextOffsets(written));
        });
    }

    /** Of a run of records for the same partition only the last one's offset matters. */
    private List<Written> write(List<ProducerRecord<byte[], byte[]>> records) {
        var written = new ArrayList<Written>();
        for (int i = 0; i < records.size(); i++) {
            var record = records.get(i);
            var sent = producer.send(record);
            if (i + 1 == records.size() || !isForSamePartition(record, records.get(i + 1))) {
                written.add(new Written(new TopicPartition(record.topic(), record.partition()), sent));
            }
        }
        return written;
    }

    private static boolean isForSamePartition(ProducerRecord<?, ?> one, ProducerRecord<?, ?> other) {
        return one.partition().equals(other.partition()) && one.topic().equals(other.topic());
    }

    private static Map<TopicPartition, Long> nextOffsets(List<Written> written) throws Exception {
        var next = new HashMap<TopicPartition, Long>();
        for (var one : written) {
            next.merge(one.at(), one.last().get().offset() + 1, Math::max);
        }
        return next;
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
        gathered.clear();
        settle();
    }

    /** Does not wait: what is open is aborted when the next session begins, and no state holds any of it. */
    @Override
    public void close() {
        committing = null;
        producer.close(Duration.ZERO);
        committer.shutdownNow();
    }
}
