package io.staylog.cli.doctor;

import io.staylog.cli.client.KafkaClients;
import io.staylog.cli.terminal.Failure;
import io.staylog.schemas.Topic;
import io.staylog.schemas.Topics;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/**
 * Counts the records in the dead-letter topics. They are read, because offsets also count the ends of transactions and what
 * was aborted.
 */
final class DeadLetters {
    private static final int RECORDS_PER_PARTITION_MAX = 50_000;
    private static final Duration READING_MAX = Duration.ofSeconds(30);
    private static final Duration POLL = Duration.ofMillis(200);

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Instant young;
    private final Map<String, Count> counts = new HashMap<>();

    /** Of one topic; {@code isCut} where there are more than were counted. */
    private record Count(long all, long young, long newestMs, boolean isCut) {
        private static final Count NONE = new Count(0, 0, 0, false);

        Count and(long timestampMs, boolean isYoung) {
            return new Count(all + 1, young + (isYoung ? 1 : 0), Math.max(newestMs, timestampMs), isCut);
        }
    }

    private DeadLetters(KafkaConsumer<byte[], byte[]> consumer, Instant young) {
        this.consumer = consumer;
        this.young = young;
    }

    /** One line per topic. */
    static List<Symptom> look(KafkaClients clients, Duration youngerThan) {
        var symptoms = new ArrayList<Symptom>();
        var consumer = clients.consumer(true);
        try {
            var letters = new DeadLetters(consumer, Instant.now().minus(youngerThan));
            letters.read();
            Topics.all().forEach(topic -> symptoms.add(letters.symptom(topic, youngerThan)));
        } catch (Failure | KafkaException e) {
            symptoms.add(Symptom.unreachable(
                    "dead letters", "they cannot be counted: " + e.getMessage(), "see the lines above"));
        } finally {
            consumer.close(CloseOptions.timeout(Duration.ZERO));
        }
        return symptoms;
    }

    private void read() {
        var partitions = partitions();
        var beginnings = consumer.beginningOffsets(partitions);
        var ends = consumer.endOffsets(partitions);
        consumer.assign(partitions);
        for (var partition : partitions) {
            long beginning = beginnings.getOrDefault(partition, 0L);
            long earliest = ends.getOrDefault(partition, 0L) - RECORDS_PER_PARTITION_MAX;
            consumer.seek(partition, Math.max(beginning, earliest));
            boolean isCut = beginning < earliest;
            counts.merge(
                    partition.topic(), new Count(0, 0, 0, isCut), (a, b) -> new Count(0, 0, 0, a.isCut || b.isCut));
        }
        var open = new HashSet<>(partitions);
        long deadline = System.nanoTime() + READING_MAX.toNanos();
        open.removeIf(partition -> consumer.position(partition) >= ends.getOrDefault(partition, 0L));
        while (!open.isEmpty()) {
            if (System.nanoTime() > deadline) {
                throw Failure.unreachable("no end within " + READING_MAX.toSeconds() + " s", null);
            }
            for (var record : consumer.poll(POLL)) {
                boolean isYoung = record.timestamp() >= young.toEpochMilli();
                counts.compute(
                        record.topic(),
                        (_, count) -> (count == null ? Count.NONE : count).and(record.timestamp(), isYoung));
            }
            open.removeIf(partition -> consumer.position(partition) >= ends.getOrDefault(partition, 0L));
        }
    }

    private List<TopicPartition> partitions() {
        var existing = consumer.listTopics(KafkaClients.PATIENCE);
        return Topics.all().stream()
                .map(Topic::dead)
                .filter(existing::containsKey)
                .flatMap(name -> existing.getOrDefault(name, List.of()).stream())
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
    }

    private Symptom symptom(Topic topic, Duration youngerThan) {
        var name = topic.dead();
        var count = counts.get(name);
        if (count == null) {
            return Symptom.wrong(name, "the topic does not exist", "create it with: staylog topics create");
        }
        if (count.all == 0) {
            return Symptom.ok(name, "no dead letter");
        }
        var told = (count.isCut ? "more than " : "") + count.all + (count.all == 1 ? " dead letter" : " dead letters")
                + ", " + count.young + " of the last " + youngerThan.toDays() + " days, the newest of "
                + Instant.ofEpochMilli(count.newestMs);
        return count.young == 0
                ? Symptom.ok(name, told)
                : Symptom.wrong(name, told, "read why with: staylog events tail --topic " + name);
    }
}
