package io.staylog.reporting.projection;

import io.staylog.logview.EventJson;
import io.staylog.logview.LentConsumers;
import io.staylog.logview.LogUnavailableException;
import io.staylog.schemas.EventHeaders;
import io.staylog.schemas.serde.RegistryUnavailableException;
import io.staylog.schemas.serde.WireFormat;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** Reads single records back from the log by where they stand. */
public final class LogLookup implements AutoCloseable {
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

    private final LentConsumers consumers;
    private final PlainReader reader;

    /** Opens nothing yet. */
    LogLookup(Supplier<Consumer<byte[], byte[]>> clients, PlainReader reader) {
        this.consumers = new LentConsumers(clients, WITHIN);
        this.reader = reader;
    }

    /**
     * The records at these places, as far as they are still there.
     *
     * @throws LogUnavailableException if that cannot be told in time
     */
    public Map<Place, Found> read(Collection<Place> places) {
        if (places.isEmpty()) {
            return Map.of();
        }
        long deadline = System.nanoTime() + WITHIN.toNanos();
        return consumers.read(consumer -> {
            var found = new TreeMap<Place, Found>();
            byPartition(places).forEach((partition, wanted) -> read(consumer, partition, wanted, deadline, found));
            return found;
        });
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
        consumer.assign(List.of(partition));
        long begin = consumer.beginningOffsets(List.of(partition)).getOrDefault(partition, 0L);
        long end = consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
        wanted.removeIf(place -> place.offset() < begin || place.offset() >= end);
        while (!wanted.isEmpty()) {
            if (System.nanoTime() > deadline) {
                throw new LogUnavailableException("the log gave no answer in time", null);
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
                return new Found(place, at, type, id, cause, trace, writer, schema, version, EventJson.of(event));
            }
        } catch (RegistryUnavailableException e) {
            // What is known without the registry is shown without it.
        }
        return new Found(place, at, null, id, cause, trace, writer, schema, null, null);
    }

    @Override
    public void close() {
        consumers.close();
    }
}
