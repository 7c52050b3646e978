package io.staylog.bench.stack;

import io.staylog.booking.stream.BookingEngine;
import io.staylog.schemas.EventHeaders;
import io.staylog.schemas.Topic;
import io.staylog.schemas.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.RemoveMembersFromConsumerGroupOptions;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** What can be asked of the log and of booking-service's place in it. */
public final class LogFacts implements AutoCloseable {
    private static final Duration LOOK_EVERY = Duration.ofMillis(100);
    private static final Duration POLL = Duration.ofMillis(200);

    private final String bootstrapServers;
    private final Admin admin;

    /** Connects. */
    public LogFacts(BenchStack stack) {
        this.bootstrapServers = stack.settings().bootstrapServers();
        this.admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers));
    }

    /** Waits until booking-service has decided every request that the log has. */
    public void awaitDecided(Duration patience) {
        var requests = partitions(Topics.BOOKING_REQUESTS);
        var latest = new HashMap<TopicPartition, OffsetSpec>();
        requests.forEach(partition -> latest.put(partition, OffsetSpec.latest()));
        var ends = get(admin.listOffsets(latest).all());
        long deadline = System.nanoTime() + patience.toNanos();
        while (System.nanoTime() < deadline) {
            var committed =
                    get(admin.listConsumerGroupOffsets(BookingEngine.GROUP).partitionsToOffsetAndMetadata());
            boolean isDone = requests.stream().allMatch(partition -> {
                var at = committed.get(partition);
                return (at == null ? 0 : at.offset())
                        >= Objects.requireNonNull(ends.get(partition)).offset();
            });
            if (isDone) {
                return;
            }
            LockSupport.parkNanos(LOOK_EVERY.toNanos());
        }
        throw new IllegalStateException("booking-service has not decided everything within " + patience);
    }

    /** How many committed records of each type a topic has. */
    public Map<String, Long> records(Topic topic) {
        var counts = new TreeMap<String, Long>();
        Map<String, Object> config = Map.of(
                "bootstrap.servers", bootstrapServers, "isolation.level", "read_committed", "max.poll.records", 10_000);
        try (var consumer = new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            var partitions = partitions(topic);
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            var ends = consumer.endOffsets(partitions);
            while (partitions.stream().anyMatch(at -> consumer.position(at) < ends.getOrDefault(at, 0L))) {
                for (var record : consumer.poll(POLL)) {
                    var type = EventHeaders.text(record.headers(), EventHeaders.TYPE);
                    counts.merge(type == null ? "?" : type.substring(type.lastIndexOf('.') + 1), 1L, Long::sum);
                }
            }
        }
        return counts;
    }

    /** Bytes of a topic on the brokers' disks. */
    public long bytes(Topic topic) {
        var brokers = get(admin.describeCluster().nodes()).stream()
                .map(node -> node.id())
                .toList();
        return get(admin.describeLogDirs(brokers).allDescriptions()).values().stream()
                .flatMap(directories -> directories.values().stream())
                .flatMap(directory -> directory.replicaInfos().entrySet().stream())
                .filter(replica -> replica.getKey().topic().equals(topic.name()))
                .mapToLong(replica -> replica.getValue().size())
                .sum();
    }

    /** Takes a killed booking-service out of its group, as its session time-out would some seconds later. */
    public void forgetMembers() {
        get(admin.removeMembersFromConsumerGroup(BookingEngine.GROUP, new RemoveMembersFromConsumerGroupOptions())
                .all());
    }

    private List<TopicPartition> partitions(Topic topic) {
        var partitions = new ArrayList<TopicPartition>();
        Objects.requireNonNull(get(admin.describeTopics(List.of(topic.name())).allTopicNames())
                        .get(topic.name()))
                .partitions()
                .forEach(partition -> partitions.add(new TopicPartition(topic.name(), partition.partition())));
        return partitions;
    }

    private static <T> T get(KafkaFuture<T> future) {
        try {
            return future.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        admin.close();
    }
}
