package io.staylog.reporting.projection;

import io.staylog.schemas.EventHeaders;
import io.staylog.schemas.serde.RegistryUnavailableException;
import io.staylog.schemas.serde.WireFormat;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Reads single records back from the log by where they stand.
 *
 * <p>A few consumers are kept for it and lent out one at a time, because opening one takes longer than reading; they read
 * committed records only, and belong to no group.
 */
public final class LogLookup implements AutoCloseable {
    private static final int CONSUMERS_MAX = 4;
    private static final Duration WITHIN = Duration.ofSeconds(5);
    private static final Duration POLL = Duration.ofMillis(250);

    /** Where a record stands. */
    public record Place(String topic, int partition, long offset) implements Comparable<Place> {
        @Override
        public int compareTo(Place other) {
            int byTopic = topic.compareTo(other.topic);
            int byPartition = byTopic == 0 ? Integer.compare(partition, other.partition) : byTopic;
            return byPartition == 0 ? Long.compare(offset, other.offset) : byPartition;
        }

        @Override
        public String toString() {
            return topic + "/" + partition + "/" + offset;
        }
    }

    /**
     * A record as it is on the log.
     *
     * @param type its record type without namespace; null where it cannot be read
     * @param schemaId the registry's id of its schema; null where it names none
     * @param schemaVersion that schema's version; null where the registry does not say now
     * @param data its fields, for JSON; null where they cannot be read now
     */
    public record Found(
            Place place,
            Instant at,
            @Nullable String type,
            @Nullable String eventId,
            @Nullable String cause,
            @Nullable String traceParent,
            @Nullable String writer,
            @Nullable Integer schemaId,
            @Nullable Integer schemaVersion,
            @Nullable Map<String, Object> data) {}

    /** The log cannot be read now. */
    public static final class UnavailableException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        UnavailableException(String message, @Nullable Throwable cause) {
            super(message, cause);
        }
    }

    private final Supplier<Consumer<byte[], byte[]>> clients;
    private final PlainReader reader;
    private final Semaphore free = new Semaphore(CONSUMERS_MAX, true);
    private final Queue<Consumer<byte[], byte[]>> idle = new ConcurrentLinkedQueue<>();

    /** Opens nothing yet. */
    LogLookup(Supplier<Consumer<byte[], byte[]>> clients, PlainReader reader) {
        this.clients = clients;
        this.reader = reader;
    }

    /**
     * The records at these places, as far as they are still there.
     *
     * @throws UnavailableException if that cannot be told in time
     */
    public Map<Place, Found> read(Collection<Place> places) {
        var found = new TreeMap<Place, Found>();
        if (places.isEmpty()) {
            return found;
        }
        long deadline = System.nanoTime() + WITHIN.toNanos();
        acquire();
        var lent = idle.poll();
        boolean isSound = false;
        try {
            lent = lent == null ? clients.get() : lent;
            for (var group : byPartition(places).entrySet()) {
                read(lent, group.getKey(), group.getValue(), deadline, found);
            }
            isSound = true;
            return found;
        } catch (KafkaException e) {
            throw new UnavailableException("the log cannot be read now", e);
        } finally {
            giveBack(lent, isSound);
            free.release();
        }
    }

    private void acquire() {
        try {
            if (!free.tryAcquire(WITHIN.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new UnavailableException("too many timelines are being read", null);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UnavailableException("interrupted while waiting to read the log", e);
        }
    }

    private void giveBack(@Nullable Consumer<byte[], byte[]> consumer, boolean isSound) {
        if (consumer != null && isSound) {
            idle.add(consumer);
        } else if (consumer != null) {
            consumer.close();
        }
    }

    private static Map<TopicPartition, Deque<Place>> byPartition(Collection<Place> places) {
        var groups = new HashMap<TopicPartition, Deque<Place>>();
        for (var place : new TreeSet<>(places)) {
            groups.computeIfAbsent(new TopicPartition(place.topic(), place.partition()), p -> new ArrayDeque<>())
                    .add(place);
        }
        return groups;
    }

    private void read(
            Consumer<byte[], byte[]> consumer,
            TopicPartition partition,
            Deque<Place> wanted,
            long deadline,
            Map<Place, Found> found) {
        consumer.assign(java.util.List.of(partition));
        long begin = consumer.beginningOffsets(java.util.List.of(partition)).getOrDefault(partition, 0L);
        long end = consumer.endOffsets(java.util.List.of(partition)).getOrDefault(partition, 0L);
        wanted.removeIf(place -> place.offset() < begin || place.offset() >= end);
        while (!wanted.isEmpty()) {
            if (System.nanoTime() > deadline) {
                throw new UnavailableException("the log gave no answer in time", null);
            }
            // What one poll brings often has the next records too, as those of a booking follow each other closely.
            consumer.seek(partition, wanted.getFirst().offset());
            for (var record : consumer.poll(POLL).records(partition)) {
                take(record, wanted, found);
            }
            // The position is also past what is no record for readers, such as one of an aborted transaction.
            long position = consumer.position(partition);
            wanted.removeIf(place ->
                    place.offset() < position && position > wanted.getFirst().offset());
        }
    }

    private void take(ConsumerRecord<byte[], byte[]> record, Deque<Place> wanted, Map<Place, Found> found) {
        while (!wanted.isEmpty() && wanted.getFirst().offset() < record.offset()) {
            wanted.removeFirst();
        }
        if (!wanted.isEmpty() && wanted.getFirst().offset() == record.offset()) {
            var place = wanted.removeFirst();
            found.put(place, found(place, record));
        }
    }

    private Found found(Place place, ConsumerRecord<byte[], byte[]> record) {
        var headers = record.headers();
        var at = Instant.ofEpochMilli(record.timestamp());
        var id = EventHeaders.text(headers, EventHeaders.ID);
        var cause = EventHeaders.text(headers, EventHeaders.CAUSE);
        var trace = EventHeaders.traceParent(headers);
        var writer = EventHeaders.text(headers, EventHeaders.SOURCE);
        var named = WireFormat.namedSchema(record.value());
        Integer schema = named.isPresent() ? named.getAsInt() : null;
        try {
            var event = reader.read(record.value());
            if (event != null && schema != null) {
                var version = reader.version(place.topic(), event.getSchema(), schema);
                var type = event.getSchema().getName();
                return new Found(place, at, type, id, cause, trace, writer, schema, version, RecordJson.of(event));
            }
        } catch (RegistryUnavailableException e) {
            // What is known without the registry is shown without it.
        }
        return new Found(place, at, null, id, cause, trace, writer, schema, null, null);
    }

    @Override
    public void close() {
        for (var consumer = idle.poll(); consumer != null; consumer = idle.poll()) {
            consumer.close();
        }
    }
}
