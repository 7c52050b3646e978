package io.staylog.sagas.simulation;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;

/** What readers of committed records see of topics: partitions in memory, whose offsets have the gaps that transactions leave. */
final class Logs {
    private static final class Track {
        final List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        long nextOffset;
    }

    private final int partitions;
    private final Map<String, Track[]> topics = new HashMap<>();
    private final List<ConsumerRecord<byte[], byte[]>> all = new ArrayList<>();

    Logs(int partitions) {
        this.partitions = partitions;
    }

    private Track track(String topic, int partition) {
        return topics.computeIfAbsent(topic, _ -> empty())[partition];
    }

    private Track[] empty() {
        var tracks = new Track[partitions];
        for (int i = 0; i < partitions; i++) {
            tracks[i] = new Track();
        }
        return tracks;
    }

    /** The records of a partition; positions are indexes of this list. */
    List<ConsumerRecord<byte[], byte[]>> records(String topic, int partition) {
        return track(topic, partition).records;
    }

    /** Everything, in the order of writing. */
    List<ConsumerRecord<byte[], byte[]>> all() {
        return all;
    }

    ConsumerRecord<byte[], byte[]> append(
            String topic, int partition, String key, byte[] value, Iterable<Header> headers, Instant at) {
        var track = track(topic, partition);
        var record = new ConsumerRecord<>(
                topic,
                partition,
                track.nextOffset++,
                at.toEpochMilli(),
                TimestampType.CREATE_TIME,
                key.length(),
                value.length,
                key.getBytes(UTF_8),
                value,
                new RecordHeaders(headers),
                Optional.empty());
        track.records.add(record);
        all.add(record);
        return record;
    }

    /** Offsets that no reader of committed records will ever see: of aborted records, or of a transaction's end. */
    void skip(String topic, int partition, int offsets) {
        track(topic, partition).nextOffset += offsets;
    }
}
