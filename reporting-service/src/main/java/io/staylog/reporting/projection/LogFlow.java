package io.staylog.reporting.projection;

import io.staylog.edge.LazyAdmin;
import io.staylog.schemas.Topic;
import io.staylog.schemas.serde.SchemaRegistry;
import io.staylog.schemas.topics.IdsOnTheLog;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** Looks at how records flow: who is how far behind, what could not be read, and which schemas the newest events have. */
public final class LogFlow {
    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    private static final Duration LOOK_EVERY = Duration.ofSeconds(2);
    private static final Duration SCHEMAS_EVERY = Duration.ofSeconds(30);
    private static final String DEAD = ".dead";

    /**
     * One group of consumers.
     *
     * @param kind what it is called in Kafka: consumer, classic, share or streams
     * @param members the clients in it, by their ids
     * @param lagRecords records on its topics that it is not done with yet; null where the brokers do not know
     * @param byTopic the same by topic
     */
    public record Group(
            String group,
            String kind,
            String state,
            List<String> members,
            @Nullable Long lagRecords,
            Map<String, @Nullable Long> byTopic) {}

    /** One dead-letter topic and how many letters are on it. */
    public record Dead(String topic, long records) {}

    /**
     * A schema that one of the newest events was written with.
     *
     * @param version of its subject; 0 where the registry does not say
     * @param newest the newest version of the subject; 0 where the registry does not say
     */
    public record SchemaInUse(String topic, String recordType, int id, int version, int newest) {}

    /**
     * One look.
     *
     * @param trouble what could not be found out, empty where everything could
     */
    public record Look(Instant at, String trouble, List<Group> groups, List<Dead> dead, List<SchemaInUse> schemas) {}

    private final LazyAdmin admin;
    private final SchemaRegistry registry;
    private final Supplier<Consumer<byte[], byte[]>> consumers;
    private final Clock clock;
    private final ReentrantLock looking = new ReentrantLock();
    private final AtomicReference<Look> last =
            new AtomicReference<>(new Look(Instant.EPOCH, "not looked at yet", List.of(), List.of(), List.of()));
    private Instant schemasLooked = Instant.EPOCH;

    LogFlow(LazyAdmin admin, SchemaRegistry registry, Supplier<Consumer<byte[], byte[]>> consumers, Clock clock) {
        this.admin = admin;
        this.registry = registry;
        this.consumers = consumers;
        this.clock = clock;
    }

    /** A look that is a few seconds old at most, or older where somebody is looking just now. */
    public Look look() {
        if (last.get().at().plus(LOOK_EVERY).isBefore(clock.instant()) && looking.tryLock()) {
            try {
                last.set(fresh(last.get()));
            } finally {
                looking.unlock();
            }
        }
        return last.get();
    }

    private Look fresh(Look before) {
        try {
            var groups = groups();
            var dead = dead();
            var schemas = schemas(before);
            return new Look(clock.instant(), "", groups, dead, schemas);
        } catch (RuntimeException e) {
            return new Look(clock.instant(), Causes.said(e), before.groups(), before.dead(), before.schemas());
        }
    }

    private List<Group> groups() {
        return new GroupsOnTopics(admin, this::offsets).look();
    }

    private List<Dead> dead() {
        var topics = await(admin.get().listTopics().names()).stream()
                .filter(name -> name.endsWith(DEAD))
                .sorted()
                .toList();
        var partitions = new ArrayList<TopicPartition>();
        await(admin.get().describeTopics(topics).allTopicNames())
                .forEach((name, topic) ->
                        topic.partitions().forEach(p -> partitions.add(new TopicPartition(name, p.partition()))));
        var starts = offsets(partitions, OffsetSpec.earliest());
        var letters = new TreeMap<String, Long>();
        topics.forEach(topic -> letters.put(topic, 0L));
        offsets(partitions, OffsetSpec.latest())
                .forEach((partition, end) ->
                        letters.merge(partition.topic(), end - starts.getOrDefault(partition, end), Long::sum));
        return letters.entrySet().stream()
                .map(e -> new Dead(e.getKey(), e.getValue()))
                .toList();
    }

    private List<SchemaInUse> schemas(Look before) {
        if (schemasLooked.plus(SCHEMAS_EVERY).isAfter(clock.instant())) {
            return before.schemas();
        }
        var found = new ArrayList<SchemaInUse>();
        for (var topic : LogGuard.SOURCES) {
            try (var consumer = consumers.get()) {
                IdsOnTheLog.newest(consumer, List.of(topic))
                        .forEach((id, type) -> found.add(inUse(topic, type, id, before.schemas())));
            }
        }
        schemasLooked = clock.instant();
        return List.copyOf(found);
    }

    private SchemaInUse inUse(Topic topic, String type, int id, List<SchemaInUse> known) {
        var subject = topic.name() + "-" + type;
        var versions = registry.versions(subject);
        int newest = versions.stream().mapToInt(Integer::intValue).max().orElse(0);
        int version = known.stream()
                .filter(s -> s.id() == id && s.recordType().equals(type) && s.version() > 0)
                .mapToInt(SchemaInUse::version)
                .findFirst()
                .orElseGet(() -> versions.stream()
                        .filter(v -> registry.version(subject, v)
                                .filter(registered -> registered.id() == id)
                                .isPresent())
                        .findFirst()
                        .orElse(0));
        return new SchemaInUse(topic.name(), type, id, version, newest);
    }

    private Map<TopicPartition, Long> offsets(Collection<TopicPartition> partitions, OffsetSpec spec) {
        var wanted = new HashMap<TopicPartition, OffsetSpec>();
        partitions.forEach(partition -> wanted.put(partition, spec));
        var offsets = new HashMap<TopicPartition, Long>();
        await(admin.get()
                        .listOffsets(wanted, new ListOffsetsOptions(IsolationLevel.READ_COMMITTED))
                        .all())
                .forEach((partition, result) -> offsets.put(partition, result.offset()));
        return offsets;
    }

    static <T> T await(KafkaFuture<T> future) {
        try {
            return future.get(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw new KafkaException(Causes.said(e), e);
        } catch (TimeoutException e) {
            throw new KafkaException("the brokers gave no answer within " + TIMEOUT.toSeconds() + " s", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaException("interrupted", e);
        }
    }
}
