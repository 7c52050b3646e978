package io.staylog.cli.client;

import io.staylog.cli.avro.WireBytes;
import io.staylog.cli.terminal.Failure;
import io.staylog.schemas.serde.SchemaRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.TopicPartition;

/** Reads a part of the log, in order within each partition. */
public final class LogReader implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(200);
    // So many records of a partition wait for those of the others before it is paused: a log of any length fits.
    private static final int WAITING_MAX = 500;

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final WireBytes wire;

    /**
     * Connects.
     *
     * @throws Failure if Kafka cannot be reached
     */
    public LogReader(Settings settings, boolean committedOnly) {
        this.consumer = new KafkaClients(settings).probe().consumer(committedOnly);
        this.wire = new WireBytes(new SchemaRegistry(settings.registry()));
    }

    /** Where to begin on each partition. */
    public sealed interface Start {
        /** With the oldest record. */
        record Beginning() implements Start {}

        /** With that offset, or the oldest one after it. */
        record Offset(long offset) implements Start {}

        /** With the first record that is not older. */
        record Time(Instant time) implements Start {}

        /** With these offsets. */
        record At(Map<TopicPartition, Long> offsets) implements Start {
            /** Copies. */
            public At {
                offsets = Map.copyOf(offsets);
            }
        }
    }

    /** How many partitions a topic has. */
    public int partitions(String topic) {
        return KafkaClients.partitions(consumer, topic);
    }

    /**
     * Hands records to the taker until it has had enough, or until the end that the log had at the call.
     *
     * @param partitions what to read
     * @param start where to begin
     * @param follow whether to go on past the end, for ever
     * @param taker says whether it wants more
     */
    public void read(List<TopicPartition> partitions, Start start, boolean follow, Predicate<LogRecord> taker) {
        consumer.assign(partitions);
        var ends = consumer.endOffsets(partitions);
        seek(partitions, start, ends);
        readTo(ends, follow, taker);
    }

    /**
     * Hands records to the taker in the order of time over all partitions, until it has had enough or until the end that the
     * log had at the call.
     *
     * @param partitions what to read
     * @param start where to begin
     * @param wants which records it is about
     * @param taker says whether it wants more
     */
    public void readInTimeOrder(
            List<TopicPartition> partitions, Start start, Predicate<LogRecord> wants, Predicate<LogRecord> taker) {
        consumer.assign(partitions);
        var ends = consumer.endOffsets(partitions);
        seek(partitions, start, ends);
        var open = new HashSet<>(partitions);
        var order = new TimeOrder(partitions);
        while (true) {
            closeThoseAtTheirEnd(open, ends, false);
            partitions.stream().filter(partition -> !open.contains(partition)).forEach(order::end);
            for (var next = order.next(); next.isPresent(); next = order.next()) {
                if (!taker.test(next.get())) {
                    return;
                }
            }
            if (open.isEmpty()) {
                return;
            }
            pauseThoseAhead(partitions, open, order);
            pass(
                    event -> {
                        if (wants.test(event)) {
                            order.add(event);
                        }
                        return true;
                    },
                    ends,
                    false);
        }
    }

    private void pauseThoseAhead(List<TopicPartition> partitions, Set<TopicPartition> open, TimeOrder order) {
        for (var partition : partitions) {
            if (open.contains(partition) && order.waiting(partition) < WAITING_MAX) {
                consumer.resume(List.of(partition));
            } else {
                consumer.pause(List.of(partition));
            }
        }
    }

    /** Hands the records of one partition from one offset to before another to the taker. */
    public void read(TopicPartition partition, long from, long to, Consumer<LogRecord> taker) {
        consumer.assign(List.of(partition));
        consumer.seek(partition, from);
        readTo(Map.of(partition, to), false, event -> {
            taker.accept(event);
            return true;
        });
    }

    /** The oldest offset of each partition. */
    public Map<TopicPartition, Long> beginnings(List<TopicPartition> partitions) {
        return consumer.beginningOffsets(partitions);
    }

    /** The offset that each partition's next record gets, as far as readers may see it now. */
    public Map<TopicPartition, Long> ends(List<TopicPartition> partitions) {
        return consumer.endOffsets(partitions);
    }

    private void readTo(Map<TopicPartition, Long> ends, boolean follow, Predicate<LogRecord> taker) {
        var open = new HashSet<>(ends.keySet());
        closeThoseAtTheirEnd(open, ends, follow);
        while (!open.isEmpty()) {
            if (!pass(taker, ends, follow)) {
                return;
            }
            closeThoseAtTheirEnd(open, ends, follow);
        }
    }

    private boolean pass(Predicate<LogRecord> taker, Map<TopicPartition, Long> ends, boolean follow) {
        try {
            for (var record : consumer.poll(POLL)) {
                long end = ends.getOrDefault(new TopicPartition(record.topic(), record.partition()), 0L);
                boolean wanted = follow || record.offset() < end;
                if (wanted && !taker.test(new LogRecord(record, wire.decode(record.value())))) {
                    return false;
                }
            }
            return true;
        } catch (OffsetOutOfRangeException e) {
            throw Failure.usage("these offsets do not exist: " + e.offsetOutOfRangePartitions());
        }
    }

    private void closeThoseAtTheirEnd(Set<TopicPartition> open, Map<TopicPartition, Long> ends, boolean follow) {
        if (!follow) {
            open.removeIf(partition -> consumer.position(partition) >= ends.getOrDefault(partition, 0L));
        }
    }

    private void seek(List<TopicPartition> partitions, Start start, Map<TopicPartition, Long> ends) {
        var beginnings = consumer.beginningOffsets(partitions);
        var times = start instanceof Start.Time(var time) ? offsets(partitions, time) : Map.<TopicPartition, Long>of();
        for (var partition : partitions) {
            long beginning = beginnings.getOrDefault(partition, 0L);
            long end = ends.getOrDefault(partition, beginning);
            long wanted = switch (start) {
                case Start.Beginning() -> beginning;
                case Start.Offset(var offset) -> offset;
                case Start.Time _ -> times.getOrDefault(partition, end);
                case Start.At(var offsets) -> offsets.getOrDefault(partition, end);
            };
            consumer.seek(partition, Math.clamp(wanted, beginning, end));
        }
    }

    private Map<TopicPartition, Long> offsets(List<TopicPartition> partitions, Instant time) {
        var wanted = new HashMap<TopicPartition, Long>();
        partitions.forEach(partition -> wanted.put(partition, time.toEpochMilli()));
        var found = new HashMap<TopicPartition, Long>();
        consumer.offsetsForTimes(wanted).forEach((partition, offset) -> {
            if (offset != null) {
                found.put(partition, offset.offset());
            }
        });
        return found;
    }

    /** All partitions of a topic. */
    public List<TopicPartition> all(String topic) {
        int count = partitions(topic);
        var partitions = new ArrayList<TopicPartition>();
        for (int i = 0; i < count; i++) {
            partitions.add(new TopicPartition(topic, i));
        }
        return partitions;
    }

    @Override
    public void close() {
        consumer.close(CloseOptions.timeout(Duration.ZERO));
    }
}
