package io.staylog.bench.decisions;

import io.staylog.schemas.EventHeaders;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** What was decided, as anybody may read it. */
final class WrittenEvents {
    private WrittenEvents() {}

    /** How many committed records of each type a topic holds. */
    static Map<String, Long> byType(String bootstrapServers, String topic) {
        Map<String, Object> settings = Map.of(
                "bootstrap.servers",
                bootstrapServers,
                "isolation.level",
                "read_committed",
                "max.poll.records",
                "10000");
        var counts = new TreeMap<String, Long>();
        try (var consumer = new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            var partitions = consumer.partitionsFor(topic).stream()
                    .map(it -> new TopicPartition(topic, it.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            var ends = consumer.endOffsets(partitions);
            while (partitions.stream().anyMatch(it -> consumer.position(it) < ends.getOrDefault(it, 0L))) {
                for (var record : consumer.poll(Duration.ofMillis(100))) {
                    var type = EventHeaders.text(record.headers(), EventHeaders.TYPE);
                    counts.merge(String.valueOf(type), 1L, Long::sum);
                }
            }
        }
        return counts;
    }
}
