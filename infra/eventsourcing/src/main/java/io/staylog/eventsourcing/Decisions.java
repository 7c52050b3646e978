package io.staylog.eventsourcing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RetriableException;
import org.jspecify.annotations.Nullable;

/**
 * Decides what one poll has brought, and the timers that are due, in one transaction together with the positions read.
 *
 * <p>Every transaction carries the positions of its partitions, also one that holds nothing but timer decisions: with them go
 * the group's generation, and that is what fences an owner whose partitions have moved on.
 */
final class Decisions<S, C, E> {
    private static final int TIMERS_MAX = 2_000;
    // Below what a topic takes. Rules that decide more than that are broken; the brokers would refuse it again and
    // again.
    private static final int EVENT_BYTES_MAX = 1_000_000;
    // Reading may take time, where it asks a schema registry. The rest of a batch must not cost the whole its
    // transaction.
    private static final int BUDGET_OF_TIMEOUT = 4;

    /**
     * What became of a batch.
     *
     * @param touched partitions whose state or position has changed
     * @param mustWait inputs that cannot be read now, with the reason
     */
    record Outcome(Set<Integer> touched, Map<TopicPartition, String> mustWait) {}

    /** Why something is decided; the id is that of its events but for their index. */
    @SuppressWarnings("ArrayRecordComponent") // It is handed on, never compared.
    private record Cause(
            String key,
            byte[] keyBytes,
            String id,
            @Nullable ConsumerRecord<byte[], byte[]> input) {}

    /** Sees the offsets of a partition's events, to know where a snapshot ends. */
    private static final class EventOffsets implements Callback {
        private volatile long next;

        @Override
        public void onCompletion(@Nullable RecordMetadata metadata, @Nullable Exception exception) {
            if (exception == null && metadata != null && metadata.offset() >= next) {
                next = metadata.offset() + 1;
            }
        }
    }

    /** One transaction while it is put together. */
    private static final class Batch {
        final Instant now;
        final long startedNanos = System.nanoTime();
        final TreeSet<Integer> touched = new TreeSet<>();
        final Map<TopicPartition, String> mustWait = new HashMap<>();
        final Tally tally = new Tally();

        Batch(Instant now) {
            this.now = now;
        }

        Duration age() {
            return Duration.ofNanos(System.nanoTime() - startedNanos);
        }
    }

    private final EngineSettings settings;
    private final Decider<S, C, E> decider;
    private final Wire<C, E> wire;
    private final EngineMetrics metrics;
    private final Consumer<byte[], byte[]> consumer;
    private final Producer<byte[], byte[]> producer;
    private final Strays strays;
    private final Duration budget;
    private final List<String> inputs;
    private final Map<Integer, EventOffsets> eventOffsets = new HashMap<>();
    private final Set<TopicPartition> slow = new HashSet<>();
    private final Map<TopicPartition, Long> backlogEnds = new HashMap<>();
    private final Map<TopicPartition, Long> readUntil = new HashMap<>();

    Decisions(
            EngineSettings settings,
            Decider<S, C, E> decider,
            Wire<C, E> wire,
            EngineMetrics metrics,
            Consumer<byte[], byte[]> consumer,
            Producer<byte[], byte[]> producer) {
        this.settings = settings;
        this.decider = decider;
        this.wire = wire;
        this.metrics = metrics;
        this.consumer = consumer;
        this.producer = producer;
        this.strays = new Strays(settings, wire, producer);
        this.budget = settings.transactionTimeout().dividedBy(BUDGET_OF_TIMEOUT);
        this.inputs = settings.inputs();
    }

    void partitionCount(int count) {
        strays.partitionCount(count);
    }

    /** These are about to be decided. What they hold by now comes before any timer that is due later. */
    void open(Collection<TopicPartition> partitions) {
        readUntil.keySet().removeAll(partitions);
        backlogEnds.putAll(consumer.endOffsets(partitions));
    }

    /**
     * Whether a timer can be decided now. One that is due waits until everything that arrived before its time has been decided,
     * or else a service that was away would take what has been waiting for it to be late.
     */
    boolean isTimerDue(OwnedPartition<S, C, E> partition, Instant now) {
        return partition.nextDueAt() <= Math.min(now.toEpochMilli(), readUntil(partition.number()));
    }

    private long readUntil(int number) {
        long until = Long.MAX_VALUE;
        for (var input : inputs) {
            var at = new TopicPartition(input, number);
            // The lag is known from what was fetched last, so that before the first fetch it says nothing.
            boolean isRead = consumer.position(at) >= backlogEnds.getOrDefault(at, Long.MAX_VALUE)
                    && consumer.currentLag(at).orElse(0) <= 0;
            if (!isRead) {
                until = Math.min(until, readUntil.getOrDefault(at, Long.MIN_VALUE));
            }
        }
        return until;
    }

    /**
     * Decides and commits.
     *
     * @throws BrokenInvariantException if a rule failed; the transaction is still open, and all touched state is spoilt
     * @throws KafkaException if the transaction did not commit; all state is spoilt
     */
    Outcome decide(
            ConsumerRecords<byte[], byte[]> records, Map<Integer, OwnedPartition<S, C, E>> partitions, Instant now) {
        var batch = new Batch(now);
        producer.beginTransaction();
        try {
            for (var at : slowestLast(records.partitions())) {
                var partition = partitions.get(at.partition());
                if (partition == null) {
                    throw new IllegalStateException("got records of " + at + ", which is not being decided");
                }
                batch.touched.add(at.partition());
                decideInput(at, records.records(at), partition, batch);
            }
            for (var partition : partitions.values()) {
                if (decideTimers(partition, batch)) {
                    batch.touched.add(partition.number());
                }
            }
        } catch (BrokenInvariantException e) {
            // Those whose turn had not come have spoilt nothing, but the consumer has gone past their records.
            records.partitions().forEach(at -> batch.touched.add(at.partition()));
            batch.touched.add(e.partition());
            throw e.spoiling(batch.touched);
        }
        commit(batch.touched, partitions);
        batch.tally.tell(metrics, records.count(), batch.age());
        return new Outcome(batch.touched, batch.mustWait);
    }

    /** What has used up the time of the last transaction waits for the others in the next one. */
    private List<TopicPartition> slowestLast(Set<TopicPartition> all) {
        var ordered = new ArrayList<>(all);
        ordered.sort(Comparator.comparing(slow::contains));
        slow.clear();
        return ordered;
    }

    private void commit(Set<Integer> touched, Map<Integer, OwnedPartition<S, C, E>> partitions) {
        var positions = new HashMap<TopicPartition, OffsetAndMetadata>();
        for (var at : consumer.assignment()) {
            if (touched.contains(at.partition())) {
                positions.put(at, new OffsetAndMetadata(consumer.position(at)));
            }
        }
        producer.sendOffsetsToTransaction(positions, consumer.groupMetadata());
        producer.commitTransaction();
        for (int number : touched) {
            var offsets = eventOffsets.get(number);
            var partition = partitions.get(number);
            if (offsets != null && partition != null) {
                partition.nextOffset(Math.max(partition.nextOffset(), offsets.next));
            }
        }
    }

    private void decideInput(
            TopicPartition at,
            List<ConsumerRecord<byte[], byte[]>> records,
            OwnedPartition<S, C, E> partition,
            Batch batch) {
        boolean begun = false;
        for (var record : records) {
            if (batch.age().compareTo(budget) > 0) {
                consumer.seek(at, record.offset()); // For the next transaction.
                if (begun) {
                    slow.add(at);
                }
                return;
            }
            try {
                begun = true;
                decide(record, partition, batch);
                readUntil.put(at, record.timestamp());
            } catch (RetriableException e) {
                consumer.seek(at, record.offset());
                batch.mustWait.put(
                        at, "cannot read the record at offset " + record.offset() + " yet: " + e.getMessage());
                return;
            }
        }
    }

    private void decide(ConsumerRecord<byte[], byte[]> record, OwnedPartition<S, C, E> partition, Batch batch) {
        var key = strays.keyInPlace(record, batch.tally);
        if (key == null) {
            return;
        }
        Wire.Incoming<C> incoming;
        try {
            incoming = wire.read(record);
        } catch (UnreadableRecordException e) {
            strays.dead(record, e.reason(), String.valueOf(e.getMessage()), batch.tally);
            return;
        } catch (RetriableException e) {
            throw e;
        } catch (RuntimeException | StackOverflowError | AssertionError e) {
            throw new BrokenInvariantException(partition.number(), where(record), e);
        }
        switch (incoming) {
            case Wire.Incoming.Skipped<C>(var type) -> batch.tally.skipped(type);
            case Wire.Incoming.Command<C>(var command) -> decideCommand(record, key, partition, command, batch);
        }
    }

    private static String where(ConsumerRecord<byte[], byte[]> record) {
        return "record at " + record.topic() + "-" + record.partition() + " offset " + record.offset();
    }

    private void decideCommand(
            ConsumerRecord<byte[], byte[]> record,
            String key,
            OwnedPartition<S, C, E> partition,
            C command,
            Batch batch) {
        var id = record.topic() + "/" + record.partition() + "/" + record.offset() + "/";
        List<ProducerRecord<byte[], byte[]>> events;
        try {
            events = apply(partition, command, new Cause(key, record.key(), id, record), batch.now);
        } catch (RuntimeException | StackOverflowError | AssertionError e) {
            throw new BrokenInvariantException(partition.number(), where(record), e);
        }
        send(partition, events);
        batch.tally.decided(events.size());
    }

    private boolean decideTimers(OwnedPartition<S, C, E> partition, Batch batch) {
        for (int i = 0; i < TIMERS_MAX; i++) {
            if (!isTimerDue(partition, batch.now)) {
                return i > 0;
            }
            List<ProducerRecord<byte[], byte[]>> events;
            try {
                var due = partition.pollDue(batch.now.toEpochMilli());
                if (due == null) {
                    return i > 0;
                }
                events = applyTimer(partition, due, batch.now);
            } catch (RuntimeException | StackOverflowError | AssertionError e) {
                throw new BrokenInvariantException(partition.number(), "timer of partition " + partition.number(), e);
            }
            send(partition, events);
            batch.tally.timerDecided(events.size());
        }
        return true;
    }

    private List<ProducerRecord<byte[], byte[]>> applyTimer(
            OwnedPartition<S, C, E> partition, OwnedPartition.Due<C> due, Instant now) {
        // A decision of a timer folds at least one event, or else the timer would not move: so no two have the same id.
        var id = settings.eventTopic() + "/timer/" + partition.number() + "/" + partition.foldedEvents() + "/";
        var events =
                apply(partition, due.command(), new Cause(due.key(), due.key().getBytes(UTF_8), id, null), now);
        partition.settled(due, now.toEpochMilli());
        return events;
    }

    /** Decides, folds what was decided, and gives its records. Nothing in here talks to a broker, so any fault is the rules'. */
    private List<ProducerRecord<byte[], byte[]>> apply(
            OwnedPartition<S, C, E> partition, C command, Cause cause, Instant now) {
        var events = decider.decide(partition.state(cause.key()), command, now);
        var records = new ArrayList<ProducerRecord<byte[], byte[]>>(events.size());
        for (int i = 0; i < events.size(); i++) {
            var event = events.get(i);
            var out = wire.write(event, new Origin(cause.key(), cause.id() + i, now, cause.input()));
            if (out.value().length > EVENT_BYTES_MAX) {
                throw new IllegalStateException("an event of " + out.value().length + " bytes was decided, more than "
                        + EVENT_BYTES_MAX + ": " + cause.id() + i);
            }
            if (out.topic().equals(settings.eventTopic())) {
                partition.evolve(cause.key(), event, now);
            }
            records.add(new ProducerRecord<>(
                    out.topic(), partition.number(), now.toEpochMilli(), cause.keyBytes(), out.value(), out.headers()));
        }
        return records;
    }

    private void send(OwnedPartition<S, C, E> partition, List<ProducerRecord<byte[], byte[]>> records) {
        for (var record : records) {
            if (record.topic().equals(settings.eventTopic())) {
                var _ = producer.send(
                        record, eventOffsets.computeIfAbsent(partition.number(), n -> new EventOffsets()));
            } else {
                var _ = producer.send(record);
            }
        }
    }
}
