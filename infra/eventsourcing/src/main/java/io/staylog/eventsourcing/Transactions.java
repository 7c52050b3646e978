package io.staylog.eventsourcing;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
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

/**
 * The engine's transactions, one after the other. What a batch decides is gathered here, and handed over when the batch is whole; a
 * thread of its own writes and commits it, which waits for brokers and their disks, while more is decided. All that is handed over
 * before that thread is free again makes one transaction: the longer a commit takes, the more batches share the next one. If one
 * fails, nothing of what was decided since has gone anywhere, and the state that all of it has evolved is thrown away as a whole.
 *
 * <p>It belongs to the engine's thread, but for the writing itself.
 */
final class Transactions implements AutoCloseable {
    /**
     * What is known of a transaction that has been committed.
     *
     * @param batches what was decided in it, in order
     * @param endedNanos when, as {@link System#nanoTime}
     * @param nextOffsets the offset after the last record, by partition written to
     */
    record Committed(List<Batch> batches, long endedNanos, Map<TopicPartition, Long> nextOffsets) {}

    /** What is committed together. Until it begins, more batches may join it. */
    private static final class Transaction {
        final List<Batch> batches = new ArrayList<>();
        final List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
        final Map<TopicPartition, OffsetAndMetadata> positions = new HashMap<>();
        final CompletableFuture<Committed> ended = new CompletableFuture<>();
        ConsumerGroupMetadata member;
        private boolean begun;

        Transaction(ConsumerGroupMetadata member) {
            this.member = member;
        }

        /** Whether it has taken the batch in. */
        synchronized boolean join(
                Batch batch,
                List<ProducerRecord<byte[], byte[]>> more,
                Map<TopicPartition, OffsetAndMetadata> later,
                ConsumerGroupMetadata asMember,
                int recordsMax) {
            boolean fits = records.isEmpty() || records.size() + more.size() <= recordsMax;
            if (begun || !fits) {
                return false;
            }
            batches.add(batch);
            records.addAll(more);
            positions.putAll(later);
            member = asMember;
            return true;
        }

        synchronized void begin() {
            begun = true;
        }
    }

    private record Written(TopicPartition at, Future<RecordMetadata> last) {}

    private final Producer<byte[], byte[]> producer;
    private final int recordsMax;
    private final Consumer<Committed> whenCommitted;
    private final ExecutorService committer;
    private final List<ProducerRecord<byte[], byte[]>> gathered = new ArrayList<>();
    /** Not known to have ended: the one that is being committed, and the one that waits for it. */
    private final ArrayDeque<Transaction> handedOver = new ArrayDeque<>(2);
    /** Whether one has failed; the committing thread's. */
    private boolean broken;

    /**
     * Begins nothing before the first {@link #commit}.
     *
     * @param recordsMax most records of one transaction, if no single batch holds more
     * @param whenCommitted is told of each one that has ended well, in the engine's thread
     */
    Transactions(Producer<byte[], byte[]> producer, String group, int recordsMax, Consumer<Committed> whenCommitted) {
        this.producer = producer;
        this.recordsMax = recordsMax;
        this.whenCommitted = whenCommitted;
        this.committer = Executors.newSingleThreadExecutor(
                Thread.ofPlatform().name("commit-" + group).daemon().factory());
    }

    /** Lets a record be written together with what is decided now. */
    void add(ProducerRecord<byte[], byte[]> record) {
        gathered.add(record);
    }

    /**
     * Hands over what was decided, to be committed together with the positions up to which it was read. Waits only where what was
     * handed over before fills a transaction that cannot begin yet.
     *
     * @throws BrokenTransactionException if one before has failed
     */
    void commit(Batch batch, Map<TopicPartition, OffsetAndMetadata> positions, ConsumerGroupMetadata member) {
        settleEnded();
        var last = handedOver.peekLast();
        if (last == null || !last.join(batch, gathered, positions, member, recordsMax)) {
            while (handedOver.size() > 1) {
                settleFirst();
            }
            var next = new Transaction(member);
            next.join(batch, gathered, positions, member, recordsMax);
            handedOver.add(next);
            committer.execute(() -> commit(next));
        }
        gathered.clear();
    }

    private void commit(Transaction transaction) {
        transaction.begin();
        try {
            if (broken) {
                throw new IllegalStateException("the transaction before has failed");
            }
            producer.beginTransaction();
            var written = write(transaction.records);
            producer.sendOffsetsToTransaction(transaction.positions, transaction.member);
            producer.commitTransaction();
            transaction.ended.complete(new Committed(transaction.batches, System.nanoTime(), nextOffsets(written)));
        } catch (Throwable e) {
            broken = true;
            transaction.ended.completeExceptionally(e);
        }
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
    void settleEnded() {
        for (var first = handedOver.peek(); first != null && first.ended.isDone(); first = handedOver.peek()) {
            settleFirst();
        }
    }

    /**
     * Waits until all that was handed over is committed. Then everything that was folded, but for what is decided now, is on the
     * log.
     *
     * @throws BrokenTransactionException if one has failed
     */
    void settle() {
        while (!handedOver.isEmpty()) {
            settleFirst();
        }
    }

    private void settleFirst() {
        try {
            whenCommitted.accept(handedOver.remove().ended.get());
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
     * Gives up what is decided now; what was handed over is committed.
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
        handedOver.clear();
        producer.close(Duration.ZERO);
        committer.shutdownNow();
    }
}
