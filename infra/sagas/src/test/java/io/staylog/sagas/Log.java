package io.staylog.sagas;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.staylog.schemas.serde.EventDeserializer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;

/** Topics of one partition each, in memory: bytes with offsets, in the order in which they were written. */
final class Log {
    /** A record, and its place among those of all topics. */
    record Entry(int order, ConsumerRecord<byte[], byte[]> record) {}

    private final EventDeserializer reader;
    private final Map<String, List<Entry>> topics = new LinkedHashMap<>();
    private final List<Entry> all = new ArrayList<>();
    private final Map<Integer, SpecificRecord> decoded = new HashMap<>();

    Log(EventDeserializer reader) {
        this.reader = reader;
    }

    void append(String topic, String key, byte[] value, Iterable<Header> headers, Instant at) {
        var entries = topics.computeIfAbsent(topic, _ -> new ArrayList<>());
        var record = new ConsumerRecord<>(
                topic,
                0,
                entries.size(),
                at.toEpochMilli(),
                TimestampType.CREATE_TIME,
                key.length(),
                value.length,
                key.getBytes(UTF_8),
                value,
                new RecordHeaders(headers),
                Optional.empty());
        var entry = new Entry(all.size(), record);
        entries.add(entry);
        all.add(entry);
    }

    List<Entry> topic(String name) {
        return topics.getOrDefault(name, List.of());
    }

    /** Everything, in the order of writing. */
    List<Entry> all() {
        return all;
    }

    SpecificRecord read(Entry entry) {
        return decoded.computeIfAbsent(entry.order(), _ -> decode(entry));
    }

    private SpecificRecord decode(Entry entry) {
        var record = entry.record();
        if (reader.deserialize(record.topic(), record.value()) instanceof SpecificRecord event) {
            return event;
        }
        throw new IllegalStateException("a record of " + record.topic() + " is of no type that we know");
    }
}
