package io.staylog.reporting.testing;

import io.staylog.schemas.EventHeaders;
import io.staylog.schemas.Topics;
import io.staylog.schemas.guest.GuestProfileSet;
import io.staylog.schemas.guest.InvoicePartySet;
import io.staylog.schemas.report.GuestErased;
import io.staylog.schemas.report.GuestErasureRequested;
import io.staylog.schemas.serde.EventSerializer;
import io.staylog.schemas.serde.SchemaRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
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
            var topic = topicOf(event);
            add(topic, keyOf(event).getBytes(StandardCharsets.UTF_8), serializer.encode(topic, event));
        }
        return this;
    }

    /** Where a record belongs. */
    static String topicOf(SpecificRecord event) {
        return Stream.of(
                        Topics.PAYMENT_EVENTS,
                        Topics.BOOKING_EVENTS,
                        Topics.GUEST_PROFILES,
                        Topics.REPORT_EVENTS,
                        Topics.REPORT_REQUESTS,
                        Topics.BOOKING_REQUESTS)
                .filter(topic -> topic.recordTypes().contains(event.getClass()))
                .findFirst()
                .orElseThrow()
                .name();
    }

    /** Who alone may write there, or anybody. */
    static String ownerOf(String topic) {
        var prefix = topic.substring(0, topic.indexOf('.'));
        return (prefix.equals("report") ? "reporting" : prefix) + "-service";
    }

    /** Its hotel, or the guest or party that it is about. */
    static String keyOf(SpecificRecord event) {
        var key = switch (event) {
            case InvoicePartySet party -> "partyId";
            case GuestProfileSet profile -> "guestId";
            case GuestErased erased -> "guestId";
            case GuestErasureRequested asked -> "guestId";
            default -> "hotelId";
        };
        return String.valueOf(event.get(event.getSchema().getField(key).pos()));
    }

    /** Nothing is said of this guest or party any more. */
    public Log tombstone(UUID key) {
        return add(Topics.GUEST_PROFILES.name(), key.toString().getBytes(StandardCharsets.UTF_8), null);
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
                new RecordHeaders().add(EventHeaders.SOURCE, ownerOf(topic).getBytes(StandardCharsets.UTF_8)),
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
