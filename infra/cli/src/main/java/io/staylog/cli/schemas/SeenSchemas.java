package io.staylog.cli.schemas;

import io.staylog.cli.client.KafkaClients;
import io.staylog.cli.client.Settings;
import io.staylog.cli.terminal.Failure;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Which schemas the records of a topic were written with lately: whoever wrote them is deployed, with a reader of the same
 * version beside it.
 *
 * @param byId how often and when last, by schema id
 * @param isCut whether older records of the time were left out, because there are too many
 */
record SeenSchemas(Map<Integer, Seen> byId, boolean isCut) {
    private static final int RECORDS_PER_PARTITION_MAX = 100_000;
    private static final Duration READING_MAX = Duration.ofMinutes(2);
    private static final Duration POLL = Duration.ofMillis(200);
    private static final int HEADER_BYTES = 5;

    /**
     * How often a schema was seen.
     *
     * @param records number of records
     * @param newestMs timestamp of the newest one
     */
    record Seen(long records, long newestMs) {
        Seen and(Seen other) {
            return new Seen(records + other.records, Math.max(newestMs, other.newestMs));
        }

        Instant newest() {
            return Instant.ofEpochMilli(newestMs);
        }
    }

    SeenSchemas {
        byId = Map.copyOf(byId);
    }

    /**
     * Reads the committed records of a topic since a time, at most the newest {@value #RECORDS_PER_PARTITION_MAX} of each
     * partition.
     *
     * @throws Failure if Kafka cannot be reached, or does not give the records in time
     */
    static SeenSchemas on(String topic, Instant since, Settings settings) {
        var consumer = new KafkaClients(settings).probe().consumer(true);
        try {
            return read(consumer, topic, since);
        } finally {
            consumer.close(CloseOptions.timeout(Duration.ZERO));
        }
    }

    private static SeenSchemas read(KafkaConsumer<byte[], byte[]> consumer, String topic, Instant since) {
        var partitions = partitions(consumer, topic);
        var ends = consumer.endOffsets(partitions);
        consumer.assign(partitions);
        boolean isCut = seek(consumer, partitions, ends, since);
        var seen = new TreeMap<Integer, Seen>();
        var open = new HashSet<>(partitions);
        long deadline = System.nanoTime() + READING_MAX.toNanos();
        while (!open.isEmpty()) {
            if (System.nanoTime() > deadline) {
                throw Failure.unreachable(
                        "Kafka did not give the records of " + topic + " within " + READING_MAX.toMinutes()
                                + " minutes; look at fewer with --days",
                        null);
            }
            for (var record : consumer.poll(POLL)) {
                int id = schemaId(record.value());
                // Of an older record that lies behind a younger one, nothing is known of today's programs.
                if (id > 0 && record.timestamp() >= since.toEpochMilli()) {
                    seen.merge(id, new Seen(1, record.timestamp()), Seen::and);
                }
            }
            open.removeIf(partition -> consumer.position(partition) >= ends.getOrDefault(partition, 0L));
        }
        return new SeenSchemas(seen, isCut);
    }

    private static List<TopicPartition> partitions(KafkaConsumer<?, ?> consumer, String topic) {
        int count = KafkaClients.partitions(consumer, topic);
        var partitions = new ArrayList<TopicPartition>();
        for (int i = 0; i < count; i++) {
            partitions.add(new TopicPartition(topic, i));
        }
        return partitions;
    }

    private static boolean seek(
            KafkaConsumer<?, ?> consumer,
            List<TopicPartition> partitions,
            Map<TopicPartition, Long> ends,
            Instant since) {
        var times = new HashMap<TopicPartition, Long>();
        partitions.forEach(partition -> times.put(partition, since.toEpochMilli()));
        var starts = consumer.offsetsForTimes(times);
        boolean isCut = false;
        for (var partition : partitions) {
            var start = starts.get(partition);
            long end = ends.getOrDefault(partition, 0L);
            long from = start == null ? end : start.offset();
            long earliest = end - RECORDS_PER_PARTITION_MAX;
            isCut |= from < earliest;
            consumer.seek(partition, Math.max(from, earliest));
        }
        return isCut;
    }

    private static int schemaId(byte @Nullable [] payload) {
        return payload == null || payload.length < HEADER_BYTES || payload[0] != 0
                ? 0
                : ByteBuffer.wrap(payload, 1, Integer.BYTES).getInt();
    }
}
