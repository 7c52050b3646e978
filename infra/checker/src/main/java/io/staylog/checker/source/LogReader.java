package io.staylog.checker.source;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.staylog.checker.rules.Books;
import io.staylog.checker.rules.Entry;
import io.staylog.checker.rules.Envelope;
import io.staylog.checker.rules.Place;
import io.staylog.checker.rules.TopicNames;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.utils.Utils;
import org.jspecify.annotations.Nullable;

/**
 * Reads what is committed on the log into the books, topic by topic, up to the ends that are noted at the start of each pass.
 * It belongs to no consumer group and leaves no trace.
 */
public final class LogReader implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(200);
    private static final String ID = "ce_id";
    private static final String REASON = "staylog_dead_reason";
    private static final String DEAD_PARTITION = "staylog_dead_partition";
    private static final String DEAD_OFFSET = "staylog_dead_offset";

    private final Map<String, Object> config;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final WriterSchemas schemas;
    private final Decoder decoder;
    private final boolean isToBeReadByAll;
    private final Set<String> hotels;
    private final Map<TopicPartition, Long> next = new HashMap<>();
    private final Map<TopicPartition, Long> begins = new HashMap<>();
    private final Map<String, Integer> partitionCounts = new HashMap<>();

    /**
     * Connects with the first pass.
     *
     * @param properties further properties of Kafka clients, for example of security
     * @param hotels the hotels to look at; empty for all
     * @param released what every record must be readable by
     */
    public LogReader(
            String bootstrapServers,
            Map<String, String> properties,
            URI registry,
            Set<String> hotels,
            ReleasedReaders released) {
        this.config = new HashMap<>(properties);
        config.put("bootstrap.servers", bootstrapServers);
        config.put("isolation.level", "read_committed");
        config.put("auto.offset.reset", "none");
        config.put("enable.auto.commit", false);
        config.put("max.poll.records", 5_000);
        config.put("max.partition.fetch.bytes", 4 * 1024 * 1024);
        config.put("default.api.timeout.ms", 20_000);
        this.consumer = new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        this.schemas = new WriterSchemas(registry);
        this.decoder = new Decoder(schemas, released);
        this.isToBeReadByAll = !released.isEmpty();
        this.hotels = Set.copyOf(hotels);
    }

    /** Reads what has come since the last pass, or since the beginning; answers how many records that were. */
    public long pass(Books books) {
        long before = books.records();
        try {
            var ends = ends();
            for (var topic : TopicNames.ALL) {
                var partitions = ends.keySet().stream()
                        .filter(at -> at.topic().equals(topic))
                        .toList();
                read(partitions, ends, books);
            }
        } catch (KafkaException e) {
            throw new Unreachable("the log cannot be read: " + e.getMessage(), e);
        }
        return books.records() - before;
    }

    /** What follows is asked for before what it follows from, so that nothing seems to come out of nowhere. */
    private Map<TopicPartition, Long> ends() {
        var there = consumer.listTopics();
        if (!there.containsKey(TopicNames.PAYMENT_EVENTS)) {
            throw new Unreachable("there is no topic " + TopicNames.PAYMENT_EVENTS
                    + " on this broker; do the addresses lead to Staylog's?");
        }
        there.forEach((topic, partitions) -> partitionCounts.put(topic, partitions.size()));
        consumer.assign(there.entrySet().stream()
                .filter(it -> TopicNames.ALL.contains(it.getKey()))
                .flatMap(it -> it.getValue().stream())
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList());
        var ends = new LinkedHashMap<TopicPartition, Long>();
        for (var topic : TopicNames.ALL.reversed()) {
            var partitions = there.getOrDefault(topic, List.of()).stream()
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList();
            ends.putAll(consumer.endOffsets(partitions));
        }
        return ends;
    }

    private void read(List<TopicPartition> partitions, Map<TopicPartition, Long> ends, Books books) {
        if (partitions.isEmpty()) {
            return;
        }
        consumer.assign(partitions);
        var begins = consumer.beginningOffsets(partitions);
        for (var at : partitions) {
            long begin = begins.getOrDefault(at, 0L);
            boolean isPrivate =
                    at.topic().equals(TopicNames.BANK_CALLS) || at.topic().equals(TopicNames.BANK_ANSWERS);
            if (begin > 0 && isPrivate) {
                books.instructionsBeginLate();
            }
            this.begins.putIfAbsent(at, begin);
            consumer.seek(at, Math.max(begin, next.getOrDefault(at, 0L)));
        }
        while (partitions.stream().anyMatch(at -> consumer.position(at) < end(ends, at))) {
            for (var record : consumer.poll(POLL)) {
                boolean isBehindTheEnd =
                        record.offset() >= end(ends, new TopicPartition(record.topic(), record.partition()));
                if (!isBehindTheEnd) {
                    take(record, books);
                }
            }
        }
        partitions.forEach(at -> {
            next.put(at, end(ends, at));
            books.read(at.topic(), at.partition(), this.begins.getOrDefault(at, 0L), end(ends, at));
        });
    }

    /** Reads the same stretch once more with all that was never committed; answers how many records that adds. */
    public long uncommitted(Books books) {
        var all = new HashMap<>(config);
        all.put("isolation.level", "read_uncommitted");
        try (var reader = new KafkaConsumer<>(all, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            reader.assign(next.keySet());
            var begins = reader.beginningOffsets(next.keySet());
            next.forEach((at, end) -> reader.seek(at, Math.min(end, begins.getOrDefault(at, 0L))));
            var left = new HashSet<>(next.keySet());
            long found = 0;
            while (!left.isEmpty()) {
                for (var record : reader.poll(POLL)) {
                    var at = new Place(record.topic(), record.partition(), record.offset());
                    boolean isBefore = record.offset() < end(next, new TopicPartition(at.topic(), at.partition()));
                    found += isBefore && !books.isCommitted(at) ? 1 : 0;
                }
                left.removeIf(at -> reader.position(at) >= end(next, at));
                reader.pause(
                        next.keySet().stream().filter(at -> !left.contains(at)).toList());
            }
            return found;
        } catch (KafkaException e) {
            throw new Unreachable("the log cannot be read: " + e.getMessage(), e);
        }
    }

    /** What has been read. */
    public Set<TopicPartition> partitions() {
        return Set.copyOf(next.keySet());
    }

    private static long end(Map<TopicPartition, Long> ends, TopicPartition at) {
        return ends.getOrDefault(at, 0L);
    }

    private void take(ConsumerRecord<byte[], byte[]> record, Books books) {
        var at = new Place(record.topic(), record.partition(), record.offset());
        books.stands(at);
        var key = text(record.key());
        if (!hotels.isEmpty() && (key == null || !hotels.contains(key))) {
            return;
        }
        if (record.topic().endsWith(TopicNames.DEAD)) {
            takeDead(record, books);
            return;
        }
        switch (decoder.decode(record.value())) {
            case Decoder.Known(var type, var body, var failing) -> {
                books.see(new Entry(at, record.timestamp(), type, body, envelope(record)));
                if (isToBeReadByAll) {
                    books.readBy(at, record.timestamp(), type, failing);
                }
            }
            case Decoder.Foreign(var type) -> books.passedOver(type);
            case Decoder.Illegible() -> books.unreadable(at, record.timestamp());
        }
    }

    private Envelope envelope(ConsumerRecord<byte[], byte[]> record) {
        var id = header(record, ID);
        int count = partitionCounts.getOrDefault(record.topic(), 0);
        boolean isHome = record.key() == null
                || count == 0
                || Utils.toPositive(Utils.murmur2(record.key())) % count == record.partition();
        return new Envelope(id == null ? "" : id, isHome);
    }

    /** Orders about letters, and what has become of them, stand in the same topic and are no letters. */
    private static void takeDead(ConsumerRecord<byte[], byte[]> record, Books books) {
        var partition = number(header(record, DEAD_PARTITION));
        var offset = number(header(record, DEAD_OFFSET));
        if (header(record, REASON) != null && partition >= 0 && offset >= 0) {
            var topic = record.topic().substring(0, record.topic().length() - TopicNames.DEAD.length());
            books.dead(new Place(topic, (int) partition, offset));
        }
    }

    private static @Nullable String header(ConsumerRecord<byte[], byte[]> record, String name) {
        var header = record.headers().lastHeader(name);
        return header == null ? null : text(header.value());
    }

    private static @Nullable String text(byte @Nullable [] bytes) {
        return bytes == null ? null : new String(bytes, UTF_8);
    }

    private static long number(@Nullable String text) {
        return text != null && text.matches("[0-9]{1,18}") ? Long.parseLong(text) : -1;
    }

    @Override
    public void close() {
        consumer.close();
        schemas.close();
    }
}
