package io.staylog.reporting.rendering;

import io.staylog.reporting.projection.ProjectionSchema;
import io.staylog.schemas.Topics;
import io.staylog.schemas.report.DocumentRequested;
import io.staylog.schemas.serde.EventDeserializer;
import io.staylog.schemas.serde.UndecodableException;
import java.sql.Timestamp;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Writes down what was asked on report.requests, so that what nobody has answered can be seen. Several processes may do it
 * at once.
 */
final class RequestBook {
    private static final String REQUESTS = ProjectionSchema.CONTROL + ".document_request";
    private static final String OFFSETS = ProjectionSchema.CONTROL + ".document_request_offset";
    private static final String INSERT = "insert into " + REQUESTS
            + " (request_id, partition, event_offset, hotel_id, kind, format, business_date, from_date, to_date, booking_id,"
            + " series, number, is_nightly, requested_at) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
            + " on conflict (request_id) do nothing";
    private static final Duration POLL = Duration.ofMillis(300);

    private final Supplier<Consumer<byte[], byte[]>> consumers;
    private final Supplier<Map<TopicPartition, Uuid>> partitions;
    private final EventDeserializer deserializer;
    private final JdbcTemplate jdbc;
    private @Nullable Consumer<byte[], byte[]> consumer;

    /** Does not connect yet. */
    RequestBook(
            Supplier<Consumer<byte[], byte[]>> consumers,
            Supplier<Map<TopicPartition, Uuid>> partitions,
            EventDeserializer deserializer,
            JdbcTemplate jdbc) {
        this.consumers = consumers;
        this.partitions = partitions;
        this.deserializer = deserializer;
        this.jdbc = jdbc;
    }

    /** Reads on to the end of the topic. */
    void readOn() {
        try {
            while (batch()) {
                // There may be more.
            }
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    /** What was written down is passed over the second time, so it does not matter who ends where. */
    private boolean batch() {
        var reader = consumer;
        if (reader == null) {
            reader = consumers.get();
            consumer = reader;
        }
        var positions = positions(partitions.get());
        reader.assign(positions.keySet());
        positions.forEach(reader::seek);
        var records = reader.poll(POLL);
        var rows = new ArrayList<Object[]>();
        records.forEach(record -> read(record, rows));
        jdbc.batchUpdate(INSERT, rows);
        for (var partition : positions.keySet()) {
            jdbc.update(
                    "update " + OFFSETS + " set next_offset = greatest(next_offset, ?) where partition = ?",
                    reader.position(partition),
                    partition.partition());
        }
        return !records.isEmpty();
    }

    private Map<TopicPartition, Long> positions(Map<TopicPartition, Uuid> ids) {
        var positions = new HashMap<TopicPartition, Long>();
        ids.forEach((partition, id) -> {
            var topic = new UUID(id.getMostSignificantBits(), id.getLeastSignificantBits());
            // A topic of the same name that was created anew begins at 0.
            jdbc.update(
                    "insert into " + OFFSETS + " as o (partition, topic_id, next_offset) values (?, ?, 0)"
                            + " on conflict (partition) do update set topic_id = excluded.topic_id, next_offset = 0"
                            + " where o.topic_id <> excluded.topic_id",
                    partition.partition(),
                    topic);
            positions.put(
                    partition,
                    Objects.requireNonNull(jdbc.queryForObject(
                            "select next_offset from " + OFFSETS + " where partition = ?",
                            Long.class,
                            partition.partition())));
        });
        return positions;
    }

    private void read(ConsumerRecord<byte[], byte[]> record, List<Object[]> rows) {
        try {
            if (deserializer.deserialize(Topics.REPORT_REQUESTS.name(), record.value()) instanceof DocumentRequested r
                    && isStorable(r, record)) {
                rows.add(row(r, record.partition(), record.offset(), record.timestamp()));
            }
        } catch (UndecodableException e) {
            // The renderers put it aside.
        }
    }

    /** Writes down at once what was asked here, so that whoever looks a moment later finds it. */
    static void writeDown(JdbcTemplate jdbc, DocumentRequested request, RecordMetadata at) {
        jdbc.update(INSERT, row(request, at.partition(), at.offset(), at.timestamp()));
    }

    private static Object[] row(DocumentRequested request, int partition, long offset, long timestampMs) {
        return new Object[] {
            request.getRequestId(),
            partition,
            offset,
            request.getHotelId(),
            request.getKind().name(),
            request.getFormat().name(),
            request.getBusinessDate(),
            request.getFromDate(),
            request.getToDate(),
            request.getBookingId(),
            request.getSeries(),
            request.getNumber(),
            request.getIsNightly(),
            new Timestamp(timestampMs)
        };
    }

    /** What PostgreSQL would refuse must not stop everything behind it; what the renderers put aside waits for nobody. */
    private static boolean isStorable(DocumentRequested request, ConsumerRecord<byte[], byte[]> record) {
        var series = request.getSeries();
        return Desk.isKeyed(record, request.getHotelId())
                && request.getHotelId().indexOf('\0') < 0
                && (series == null || series.indexOf('\0') < 0);
    }

    void close() {
        var reader = consumer;
        consumer = null;
        if (reader != null) {
            // A thread that is to end would be interrupted in here again.
            boolean isToEnd = Thread.interrupted();
            reader.close(CloseOptions.timeout(Duration.ZERO));
            if (isToEnd) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
