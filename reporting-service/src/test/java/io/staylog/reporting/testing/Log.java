package io.staylog.reporting.testing;

import io.staylog.schemas.EventHeaders;
import io.staylog.schemas.Topics;
import io.staylog.schemas.serde.EventSerializer;
import io.staylog.schemas.serde.SchemaRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;

/** A log without brokers: gives records the offsets and bytes that they would have. All are in partition 0. */
public final class Log {
    private static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");

    private final EventSerializer serializer;
    private final Map<String, Long> ends = new HashMap<>();
    private final List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
    private long written;

    public Log(SchemaRegistry registry) {
        this.serializer = new EventSerializer(registry);
    }

    public Log add(SpecificRecord... events) {
        for (var event : events) {
            var topic = Topics.PAYMENT_EVENTS.recordTypes().contains(event.getClass())
                    ? Topics.PAYMENT_EVENTS.name()
                    : Topics.BOOKING_EVENTS.name();
            var hotel = String.valueOf(
                    event.get(event.getSchema().getField("hotelId").pos()));
            add(topic, hotel.getBytes(StandardCharsets.UTF_8), serializer.encode(topic, event));
        }
        return this;
    }

    public Log add(String topic, byte[] key, byte[] value) {
        long offset = ends.merge(topic, 1L, Long::sum) - 1;
        records.add(new ConsumerRecord<>(
                topic,
                0,
                offset,
                BEGIN.plusSeconds(written++).toEpochMilli(),
                TimestampType.CREATE_TIME,
                0,
                value == null ? 0 : value.length,
                key,
                value,
                new RecordHeaders()
                        .add(
                                EventHeaders.SOURCE,
                                (topic.split("[.]")[0] + "-service").getBytes(StandardCharsets.UTF_8)),
                Optional.empty()));
        return this;
    }

    public byte[] encode(SpecificRecord event) {
        return serializer.encode(Topics.BOOKING_EVENTS.name(), event);
    }

    public List<ConsumerRecord<byte[], byte[]>> records() {
        return List.copyOf(records);
    }

    /** The records since the last call, which are not kept. */
    public List<ConsumerRecord<byte[], byte[]>> take() {
        var taken = List.copyOf(records);
        records.clear();
        return taken;
    }
}
