package io.staylog.eventsourcing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
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
import org.apache.kafka.common.utils.Utils;
import org.jspecify.annotations.Nullable;

/**
 * Decides what one poll has brought, and the timers that are due, in one transaction together with the positions read.
 *
 * <p>Every transaction carries the positions of its partitions, also one that holds nothing but timer decisions: with them go
 * the group's generation, and that is what fences an owner whose partitions have moved on.
 */
final class Decisions<S, C, E> {
    // Far below what a broker takes, because a record that cannot be forwarded would stop its partition for ever.
    private static final int FORWARD_BYTES_MAX = 900_000;
    private static final int TIMERS_MAX = 2_000;
    private static final String DEAD_SUFFIX = ".dead";

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
            Instant at,
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

    private final EngineSettings settings;
    private final Decider<S, C, E> decider;
    private final Wire<C, E> wire;
    private final EngineMetrics metrics;
    private final Consumer<byte[], byte[]> consumer;
    private final Producer<byte[], byte[]> producer;
    private final Map<Integer, EventOffsets> eventOffsets = new HashMap<>();
    private int partitionCount;

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
    }

    /** Where the records of an input go that cannot be read. */
    static String deadLetters(String input) {
        return input + DEAD_SUFFIX;
    }

    void partitionCount(int count) {
        partitionCount = count;
    }

    /**
     * Decides and commits.
     *
     * @throws BrokenInvariantException if a rule failed; the transaction is still open, and all touched state is spoilt
     * @throws KafkaException if the transaction did not commit; all state is spoilt
     */
    Outcome decide(
            ConsumerRecords<byte[], byte[]> records, Map<Integer, OwnedPartition<S, C, E>> partitions, Instant now) {
        long started = System.nanoTime();
        var touched = new TreeSet<Integer>();
        var mustWait = new HashMap<TopicPartition, String>();
        producer.beginTransaction();
        for (var at : records.partitions()) {
            var partition = partitions.get(at.partition());
            if (partition == null) {
                throw new IllegalStateException("got records of " + at + ", which is not being decided");
            }
            touched.add(at.partition());
            decideInput(at, records.records(at), partition, mustWait);
        }
        for (var partition : partitions.values()) {
            if (decideTimers(partition, now)) {
                touched.add(partition.number());
            }
        }
        commit(touched, partitions);
        metrics.batch(records.count(), Duration.ofNanos(System.nanoTime() - started));
        return new Outcome(touched, mustWait);
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
            Map<TopicPartition, String> mustWait) {
        for (var record : records) {
            if (!isInPlace(record)) {
                continue;
            }
            Wire.Incoming<C> incoming;
            try {
                incoming = wire.read(record);
            } catch (UnreadableRecordException e) {
                dead(record, e.reason(), String.valueOf(e.getMessage()));
                continue;
            } catch (RetriableException e) {
                consumer.seek(at, record.offset());
                mustWait.put(at, "cannot read the record at offset " + record.offset() + " yet: " + e.getMessage());
                return;
            } catch (RuntimeException | StackOverflowError | AssertionError e) {
                throw new BrokenInvariantException(at.partition(), where(record), e);
            }
            switch (incoming) {
                case Wire.Incoming.Skipped<C>(var type) -> metrics.skipped(type);
                case Wire.Incoming.Command<C>(var command) -> decideCommand(record, partition, command);
            }
        }
    }

    /** Whether a record has key and value and came to the partition of its key. Otherwise it is dead or sent on. */
    private boolean isInPlace(ConsumerRecord<byte[], byte[]> record) {
        var key = record.key();
        if (key == null || key.length == 0) {
            dead(record, "no-key", "the record has no key; its key must be the hotelId");
            return false;
        }
        if (record.value() == null) {
            dead(record, "no-value", "the record has no value; nothing is ever asked by a tombstone");
            return false;
        }
        int home = Utils.toPositive(Utils.murmur2(key)) % partitionCount;
        if (home != record.partition()) {
            forward(record, home);
            return false;
        }
        return true;
    }

    private static String where(ConsumerRecord<byte[], byte[]> record) {
        return "record at " + record.topic() + "-" + record.partition() + " offset " + record.offset();
    }

    private void decideCommand(ConsumerRecord<byte[], byte[]> record, OwnedPartition<S, C, E> partition, C command) {
        var key = new String(record.key(), UTF_8);
        var id = record.topic() + "/" + record.partition() + "/" + record.offset() + "/";
        var cause = new Cause(key, record.key(), id, Instant.ofEpochMilli(record.timestamp()), record);
        List<ProducerRecord<byte[], byte[]>> events;
        try {
            events = apply(partition, command, cause);
        } catch (RuntimeException | StackOverflowError | AssertionError e) {
            throw new BrokenInvariantException(partition.number(), where(record), e);
        }
        send(partition, events);
        metrics.decided(events.size());
    }

    private boolean decideTimers(OwnedPartition<S, C, E> partition, Instant now) {
        for (int i = 0; i < TIMERS_MAX; i++) {
            List<ProducerRecord<byte[], byte[]>> events;
            try {
                var due = partition.pollDue(now.toEpochMilli());
                if (due == null) {
                    return i > 0;
                }
                events = applyTimer(partition, due, now);
            } catch (RuntimeException | StackOverflowError | AssertionError e) {
                throw new BrokenInvariantException(partition.number(), "timer of partition " + partition.number(), e);
            }
            send(partition, events);
            metrics.timerDecided(events.size());
        }
        return true;
    }

    private List<ProducerRecord<byte[], byte[]>> applyTimer(
            OwnedPartition<S, C, E> partition, OwnedPartition.Due<C> due, Instant now) {
        // A decision of a timer folds at least one event, or else the timer would not move: so no two have the same id.
        var id = settings.eventTopic() + "/timer/" + partition.number() + "/" + partition.foldedEvents() + "/";
        var cause = new Cause(due.key(), due.key().getBytes(UTF_8), id, now, null);
        var events = apply(partition, due.command(), cause);
        partition.settled(due, now.toEpochMilli());
        return events;
    }

    /** Decides, folds what was decided, and gives its records. Nothing in here talks to a broker, so any fault is the rules'. */
    private List<ProducerRecord<byte[], byte[]>> apply(OwnedPartition<S, C, E> partition, C command, Cause cause) {
        var events = decider.decide(partition.state(cause.key()), command, cause.at());
        var records = new ArrayList<ProducerRecord<byte[], byte[]>>(events.size());
        for (int i = 0; i < events.size(); i++) {
            var event = events.get(i);
            var out = wire.write(event, new Origin(cause.key(), cause.id() + i, cause.at(), cause.input()));
            if (out.topic().equals(settings.eventTopic())) {
                partition.evolve(cause.key(), event, cause.at());
            }
            records.add(new ProducerRecord<>(
                    out.topic(),
                    partition.number(),
                    cause.at().toEpochMilli(),
                    cause.keyBytes(),
                    out.value(),
                    out.headers()));
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

    private void forward(ConsumerRecord<byte[], byte[]> record, int home) {
        if (record.serializedValueSize() > FORWARD_BYTES_MAX) {
            dead(record, "too-large", "the record came to the wrong partition and is too large to be sent on");
            return;
        }
        var _ = producer.send(
                new ProducerRecord<>(record.topic(), home, null, record.key(), record.value(), record.headers()));
        metrics.forwarded();
    }

    private void dead(ConsumerRecord<byte[], byte[]> record, String reason, String message) {
        var dead = new ProducerRecord<>(
                deadLetters(record.topic()), record.partition(), null, record.key(), record.value(), record.headers());
        dead.headers()
                .add("staylog_dead_reason", reason.getBytes(UTF_8))
                .add("staylog_dead_message", message.getBytes(UTF_8))
                .add(
                        "staylog_dead_partition",
                        Integer.toString(record.partition()).getBytes(UTF_8))
                .add("staylog_dead_offset", Long.toString(record.offset()).getBytes(UTF_8))
                .add("staylog_dead_group", settings.group().getBytes(UTF_8));
        var _ = producer.send(dead);
        metrics.dead(reason);
    }
}
