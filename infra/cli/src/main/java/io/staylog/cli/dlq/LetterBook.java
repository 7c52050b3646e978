package io.staylog.cli.dlq;

import io.staylog.cli.client.KafkaClients;
import io.staylog.cli.terminal.Failure;
import io.staylog.deadletters.DeadHeaders;
import io.staylog.deadletters.DeadRecord;
import io.staylog.deadletters.DeadRecord.Letter;
import io.staylog.deadletters.DeadRecord.Mark;
import io.staylog.deadletters.DeadRecord.Order;
import io.staylog.deadletters.LetterId;
import io.staylog.schemas.Topic;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/**
 * The dead letters of some topics, and what has become of each: read from the dead-letter topics themselves, because offsets also
 * count the ends of transactions and what was aborted.
 */
public final class LetterBook {
    private static final int RECORDS_PER_PARTITION_MAX = 50_000;
    private static final Duration READING_MAX = Duration.ofSeconds(60);
    private static final Duration POLL = Duration.ofMillis(200);

    private record Name(String group, LetterId letter) {}

    private final Map<Name, Entry> entries = new LinkedHashMap<>();
    private final Map<String, Integer> nameless = new HashMap<>();
    private final Set<String> topics = new HashSet<>();
    private final Set<String> cut = new HashSet<>();

    private LetterBook() {}

    /**
     * Reads the dead letters of these topics, up to the end that they have now; of a very long partition only the newest.
     *
     * @throws Failure if that takes longer than a person waits
     */
    public static LetterBook read(KafkaClients clients, Collection<Topic> of) {
        var book = new LetterBook();
        var consumer = clients.consumer(true);
        try {
            book.read(consumer, of);
            return book;
        } finally {
            consumer.close(CloseOptions.timeout(Duration.ZERO));
        }
    }

    private void read(KafkaConsumer<byte[], byte[]> consumer, Collection<Topic> of) {
        var partitions = partitions(consumer, of);
        partitions.forEach(at -> topics.add(at.topic()));
        var beginnings = consumer.beginningOffsets(partitions);
        var ends = consumer.endOffsets(partitions);
        consumer.assign(partitions);
        for (var partition : partitions) {
            long beginning = beginnings.getOrDefault(partition, 0L);
            long earliest = ends.getOrDefault(partition, 0L) - RECORDS_PER_PARTITION_MAX;
            consumer.seek(partition, Math.max(beginning, earliest));
            if (beginning < earliest) {
                cut.add(partition.topic());
            }
        }
        var open = new HashSet<>(partitions);
        long deadline = System.nanoTime() + READING_MAX.toNanos();
        open.removeIf(partition -> consumer.position(partition) >= ends.getOrDefault(partition, 0L));
        while (!open.isEmpty()) {
            if (System.nanoTime() > deadline) {
                throw Failure.unreachable("no end within " + READING_MAX.toSeconds() + " s", null);
            }
            consumer.poll(POLL).forEach(this::take);
            open.removeIf(partition -> consumer.position(partition) >= ends.getOrDefault(partition, 0L));
        }
    }

    private static List<TopicPartition> partitions(KafkaConsumer<byte[], byte[]> consumer, Collection<Topic> of) {
        var existing = consumer.listTopics(KafkaClients.PATIENCE);
        return of.stream()
                .map(Topic::dead)
                .filter(existing::containsKey)
                .flatMap(name -> existing.getOrDefault(name, List.of()).stream())
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
    }

    private void take(ConsumerRecord<byte[], byte[]> record) {
        switch (DeadHeaders.read(record).orElse(null)) {
            case null -> nameless.merge(record.topic(), 1, Integer::sum);
            case Letter letter -> entries.putIfAbsent(nameOf(letter), Entry.of(letter, record));
            case Order order -> entries.computeIfPresent(nameOf(order), (_, entry) -> entry.ordered(order, record));
            case Mark mark -> entries.computeIfPresent(nameOf(mark), (_, entry) -> entry.marked(mark, record));
        }
    }

    private static Name nameOf(DeadRecord record) {
        return new Name(record.group(), record.letter());
    }

    /** All letters, in the order in which they were read. */
    public List<Entry> entries() {
        return List.copyOf(entries.values());
    }

    /** Records of a dead-letter topic that have not the form of a letter: somebody else has written them. */
    public int nameless(Topic topic) {
        return nameless.getOrDefault(topic.dead(), 0);
    }

    /** Whether a topic's dead letters are kept anywhere. */
    public boolean exists(Topic topic) {
        return topics.contains(topic.dead());
    }

    /** Whether there are more than were read. */
    public boolean isCut(Topic topic) {
        return cut.contains(topic.dead());
    }

    /**
     * The letter of that name.
     *
     * @param group the group that has put it aside; empty where it is the only one
     * @throws Failure if there is no such letter, or more than one
     */
    public Entry named(String name, String group) {
        var id = LetterId.parse(name)
                .orElseThrow(() -> Failure.usage("'" + name + "' is no letter; write topic/partition/offset as"
                        + " 'staylog dlq list' does, for example booking.requests/3/42"));
        var found = entries.values().stream()
                .filter(entry -> entry.letter().letter().equals(id))
                .filter(entry -> group.isEmpty() || entry.letter().group().equals(group))
                .toList();
        return switch (found.size()) {
            case 0 -> throw Failure.usage("there is no dead letter " + name + "; see: staylog dlq list --all");
            case 1 -> found.getFirst();
            default ->
                throw Failure.usage(name + " was put aside by "
                        + String.join(
                                " and ",
                                found.stream()
                                        .map(entry -> entry.letter().group())
                                        .toList())
                        + "; choose one with --group");
        };
    }
}
