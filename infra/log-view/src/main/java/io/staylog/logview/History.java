package io.staylog.logview;

import io.staylog.schemas.EventHeaders;
import io.staylog.schemas.serde.UnknownType;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.avro.generic.IndexedRecord;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;

/**
 * Reads events back from the log by their positions.
 *
 * <p>The view keeps positions only, as the log has the events already.
 */
public final class History implements AutoCloseable {
    /** So many events of one booking are shown, the newest. */
    static final int EVENTS_MAX = 1_000;

    private static final Duration READ_TIMEOUT = Duration.ofSeconds(5);
    private static final Duration POLL_TIMEOUT = Duration.ofMillis(250);

    private final String topic;
    private final LentConsumers consumers;
    private final Deserializer<Object> deserializer;

    /** Opens nothing yet. */
    public History(String topic, Supplier<Consumer<byte[], byte[]>> clients, Deserializer<Object> deserializer) {
        this.topic = topic;
        this.consumers = new LentConsumers(clients, READ_TIMEOUT);
        this.deserializer = deserializer;
    }

    /**
     * One event as it is on the log.
     *
     * @param type record type, without namespace
     * @param id the event's own id
     * @param time when it was decided
     * @param topic where it is
     * @param partition where it is
     * @param offset where it is
     * @param cause id of the record that caused it
     * @param traceParent trace that it belongs to
     * @param data its fields; absent where this program does not know the type
     */
    public record Entry(
            String type,
            @Nullable String id,
            Instant time,
            String topic,
            int partition,
            long offset,
            @Nullable String cause,
            @Nullable String traceParent,
            @Nullable Map<String, Object> data) {}

    /**
     * Reads the newest events at these positions of one partition.
     *
     * @param positions rising
     * @throws LogUnavailableException if the log could not be read in time
     */
    public List<Entry> read(List<Position> positions) {
        var newest = positions.subList(Math.max(0, positions.size() - EVENTS_MAX), positions.size());
        long deadline = System.nanoTime() + READ_TIMEOUT.toNanos();
        return consumers.read(consumer -> read(consumer, newest, deadline));
    }

    private List<Entry> read(Consumer<byte[], byte[]> consumer, List<Position> positions, long deadline) {
        var at = new TopicPartition(topic, positions.getFirst().partition());
        consumer.assign(List.of(at));
        var wanted = new ArrayDeque<>(positions);
        var entries = new ArrayList<Entry>();
        while (!wanted.isEmpty()) {
            if (System.nanoTime() > deadline) {
                throw new LogUnavailableException("the log gave no answer in time", null);
            }
            // What one poll brings often has the next events too, as a booking's events follow each other closely.
            consumer.seek(at, wanted.getFirst().offset());
            for (var record : consumer.poll(POLL_TIMEOUT).records(at)) {
                if (!wanted.isEmpty() && record.offset() == wanted.getFirst().offset()) {
                    wanted.removeFirst();
                    entries.add(entry(record));
                }
            }
        }
        return entries;
    }

    private Entry entry(ConsumerRecord<byte[], byte[]> record) {
        var headers = record.headers();
        var event = deserializer.deserialize(record.topic(), record.value());
        var name = switch (event) {
            case IndexedRecord known -> known.getSchema().getName();
            case UnknownType(var fullName) -> fullName.substring(fullName.lastIndexOf('.') + 1);
            case null, default -> "Unreadable";
        };
        return new Entry(
                name,
                EventHeaders.text(headers, EventHeaders.ID),
                Instant.ofEpochMilli(record.timestamp()),
                record.topic(),
                record.partition(),
                record.offset(),
                EventHeaders.text(headers, EventHeaders.CAUSE),
                EventHeaders.text(headers, EventHeaders.TRACE_PARENT),
                event instanceof IndexedRecord known ? EventJson.of(known) : null);
    }

    @Override
    public void close() {
        consumers.close();
    }
}
