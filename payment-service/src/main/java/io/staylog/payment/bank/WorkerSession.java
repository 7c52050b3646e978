package io.staylog.payment.bank;

import io.staylog.eventsourcing.UnreadableRecordException;
import io.staylog.schemas.Topics;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RebalanceInProgressException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One membership in the worker's group. Its own thread polls and commits and does nothing else, so that neither a slow bank
 * nor a slow call keeps it from being a living member.
 */
final class WorkerSession implements ConsumerRebalanceListener, BankJob.Answers, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(WorkerSession.class);
    private static final Duration POLL = Duration.ofMillis(100);
    private static final Duration READ_AGAIN_AFTER = Duration.ofSeconds(1);
    private static final long COMMIT_EVERY_MS = 250;

    /** What all sessions of a worker share. */
    record Parts(
            BankWorkerSettings settings,
            BankLines lines,
            BankCallWire wire,
            BankMetrics metrics,
            BankWorkerStatus status,
            InstantSource clock) {}

    private final Parts parts;
    private final Consumer<byte[], byte[]> consumer;
    private final Producer<byte[], byte[]> producer;
    private final Lanes lanes = new Lanes();
    private final Map<TopicPartition, Progress> progress = new ConcurrentHashMap<>();
    private final Map<TopicPartition, Long> committed = new HashMap<>();
    // Partitions whose next instruction cannot be read now, with the time to try again.
    private final Map<TopicPartition, Long> unreadable = new HashMap<>();
    private volatile @Nullable Throwable failure;
    private String cannotRead = "";
    private boolean member;
    private long committedAtMs;

    WorkerSession(Parts parts, Consumer<byte[], byte[]> consumer, Producer<byte[], byte[]> producer) {
        this.parts = parts;
        this.consumer = consumer;
        this.producer = producer;
    }

    /** Works until it is told to stop, or an answer could not be written. */
    void run(BooleanSupplier stopping) {
        consumer.subscribe(List.of(Topics.BANK_CALLS.name()), this);
        while (!stopping.getAsBoolean()) {
            accept(consumer.poll(POLL));
            if (member) {
                parts.status().running(progress.size(), unreadable.isEmpty() ? null : cannotRead);
            }
            parts.metrics().pending(lanes.pending());
            holdBack();
            commitNowAndThen();
            var broken = failure;
            if (broken != null) {
                throw new KafkaException("an answer of the bank could not be written", broken);
            }
        }
    }

    private void accept(ConsumerRecords<byte[], byte[]> records) {
        // All of it first: the consumer's position has passed it, and whatever happens now, ours must not.
        for (var record : records) {
            progressOf(record).fetched(record.offset());
        }
        for (var at : records.partitions()) {
            accept(at, records.records(at));
        }
    }

    private void accept(TopicPartition at, List<ConsumerRecord<byte[], byte[]>> records) {
        for (var record : records) {
            try {
                accept(record);
            } catch (RetriableException e) {
                // The others go on; this partition begins with the same instruction again.
                cannotRead = "cannot read the instruction at " + at + " offset " + record.offset() + " yet: "
                        + e.getMessage();
                LOG.warn("The bank worker {}", cannotRead);
                consumer.seek(at, record.offset());
                consumer.pause(List.of(at));
                unreadable.put(at, System.nanoTime() + READ_AGAIN_AFTER.toNanos());
                return;
            }
        }
    }

    private void accept(ConsumerRecord<byte[], byte[]> record) {
        var partition = progressOf(record);
        try {
            var order = parts.wire().read(record);
            var line = parts.lines().of(order);
            var bank = line == null ? "" : line.name();
            // Who would wait for a bank that answers nobody would only stand in the way of those of other banks.
            boolean isTurnedAway = line != null && isFull(line) && line.isStuck();
            var job = new BankJob(parts, new BankJob.Task(record, order, partition), line, isTurnedAway, this);
            lanes.submit(order.paymentId(), bank, job);
        } catch (UnreadableRecordException e) {
            parts.metrics().dead();
            if (partition.begin()) {
                write(DeadInstructions.of(record, e), partition, record.offset());
            }
        }
    }

    private Progress progressOf(ConsumerRecord<byte[], byte[]> record) {
        var at = new TopicPartition(record.topic(), record.partition());
        var partition = progress.get(at);
        if (partition == null) {
            throw new IllegalStateException("got an instruction of " + at + ", which is not ours");
        }
        return partition;
    }

    /** Only when the answer is on the log, the instruction is done. */
    @Override
    public void write(ProducerRecord<byte[], byte[]> answer, Progress partition, long offset) {
        try {
            var _ = producer.send(answer, (_, exception) -> {
                if (exception == null) {
                    partition.done(offset);
                } else {
                    failed(partition, exception);
                }
            });
        } catch (RuntimeException e) {
            failed(partition, e);
        }
    }

    @Override
    public void failed(Progress partition, Throwable cause) {
        failure = cause;
        partition.failed();
    }

    private void holdBack() {
        long now = System.nanoTime();
        unreadable.values().removeIf(again -> again - now <= 0);
        if (parts.lines().all().stream().anyMatch(line -> isFull(line) && !line.isStuck())) {
            consumer.pause(consumer.assignment());
        } else if (parts.lines().all().stream().allMatch(line -> hasRoom(line) || line.isStuck())) {
            var waiting = new HashSet<>(consumer.paused());
            waiting.removeAll(unreadable.keySet());
            consumer.resume(waiting);
        }
    }

    private boolean isFull(BankLine line) {
        return lanes.pending(line.name()) >= parts.settings().pendingMax();
    }

    private boolean hasRoom(BankLine line) {
        return lanes.pending(line.name()) <= parts.settings().pendingMax() / 2;
    }

    private void commitNowAndThen() {
        long now = System.currentTimeMillis();
        if (now - committedAtMs < COMMIT_EVERY_MS) {
            return;
        }
        committedAtMs = now;
        var positions = positions(progress.keySet());
        if (!positions.isEmpty()) {
            consumer.commitAsync(positions, (_, exception) -> {
                if (exception != null) {
                    LOG.info("Positions were not committed, the next ones will be: {}", exception.toString());
                    positions.keySet().forEach(committed::remove);
                }
            });
        }
    }

    /** What has moved since it was last committed. */
    private Map<TopicPartition, OffsetAndMetadata> positions(Collection<TopicPartition> of) {
        var positions = new HashMap<TopicPartition, OffsetAndMetadata>();
        for (var at : of) {
            var partition = progress.get(at);
            long position = partition == null ? -1 : position(at, partition);
            if (position >= 0 && !Long.valueOf(position).equals(committed.get(at))) {
                positions.put(at, new OffsetAndMetadata(position));
                committed.put(at, position);
            }
        }
        return positions;
    }

    /** Where all is done, also what is no record is passed: the marks that transactions leave on the log. */
    private long position(TopicPartition at, Progress partition) {
        long next = partition.position();
        return next >= 0 && partition.isIdle() ? Math.max(next, consumer.position(at)) : next;
    }

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
        member = true; // Also one that has nothing to do.
        // What is on the log by now may have been with the previous owner; what comes later was with nobody.
        consumer.endOffsets(partitions).forEach((at, end) -> progress.put(at, new Progress(end)));
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
        handOver(partitions, parts.settings().handOver());
    }

    private void handOver(Collection<TopicPartition> partitions, Duration limit) {
        var ours = new HashMap<TopicPartition, Progress>(progress);
        ours.keySet().retainAll(partitions);
        ours.values().forEach(Progress::over);
        long end = System.nanoTime() + limit.toNanos();
        try {
            for (var partition : ours.values()) {
                partition.awaitQuiet(Duration.ofNanos(end - System.nanoTime()));
            }
            consumer.commitSync(positions(ours.keySet()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (CommitFailedException | RebalanceInProgressException | WakeupException e) {
            LOG.info("What is done is not committed; the successor does it again: {}", e.toString());
        }
        ours.keySet().forEach(this::forget);
    }

    @Override
    public void onPartitionsLost(Collection<TopicPartition> partitions) {
        LOG.warn("Lost the partitions {}", partitions);
        member = false;
        parts.status().stopped("has lost its place in the group and joins it again");
        for (var at : partitions) {
            var partition = progress.get(at);
            if (partition != null) {
                partition.over();
            }
            forget(at);
        }
    }

    private void forget(TopicPartition at) {
        progress.remove(at);
        committed.remove(at);
        unreadable.remove(at);
    }

    @Override
    public void close() {
        parts.metrics().pending(0);
        try {
            handOver(List.copyOf(progress.keySet()), parts.settings().closeTimeout());
        } catch (KafkaException e) {
            LOG.info("What is done is not committed; it will be done again: {}", e.toString());
        } finally {
            producer.close(Duration.ofSeconds(2));
            consumer.close(CloseOptions.timeout(Duration.ofSeconds(5)));
        }
    }
}
