package io.staylog.reporting.projection;

import io.staylog.edge.LazyAdmin;
import io.staylog.edge.guard.LogCheck;
import io.staylog.reporting.projection.OffsetTable.Stored;
import io.staylog.schemas.Topic;
import io.staylog.schemas.Topics;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Knows the log as the brokers have it, and whether the rows can be continued from it. */
final class LogGuard {
    /** The topics that are projected. */
    static final List<Topic> SOURCES =
            List.of(Topics.BOOKING_EVENTS, Topics.PAYMENT_EVENTS, Topics.GUEST_PROFILES, Topics.REPORT_EVENTS);

    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    /** The log does not go on where the rows end. Retrying does not help; the message says what would. */
    static final class LogRefusedException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        LogRefusedException(String message) {
            super(message);
        }
    }

    /** The brokers gave no answer in time. */
    static final class BrokersUnavailableException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        BrokersUnavailableException(String message, Throwable cause) {
            super(message, cause);
        }
    }

    private final LazyAdmin admin;
    private final String bootstrapServers;
    private final LogCheck check;

    LogGuard(LazyAdmin admin, String bootstrapServers, LogCheck check) {
        this.admin = admin;
        this.bootstrapServers = bootstrapServers;
        this.check = check;
    }

    /**
     * Refuses topics, dead-letter topics among them, that are missing or could lose events.
     *
     * @throws LogRefusedException saying what is wrong and what to do
     */
    void verifyTopics() {
        List<String> differences;
        try {
            differences = check.refusals(admin.get(), bootstrapServers, SOURCES);
        } catch (KafkaException e) {
            throw new BrokersUnavailableException("the brokers do not answer: " + e.getMessage(), e);
        }
        if (!differences.isEmpty()) {
            throw new LogRefusedException(String.join("; ", differences));
        }
    }

    /** The ids of all partitions' topics. */
    Map<TopicPartition, Uuid> partitions() {
        var names = SOURCES.stream().map(Topic::name).toList();
        var partitions = new HashMap<TopicPartition, Uuid>();
        for (TopicDescription topic :
                await(admin.get().describeTopics(names).allTopicNames()).values()) {
            topic.partitions()
                    .forEach(p -> partitions.put(new TopicPartition(topic.name(), p.partition()), topic.topicId()));
        }
        return partitions;
    }

    /** The offset of the first record that the brokers still have. */
    Map<TopicPartition, Long> starts(Collection<TopicPartition> partitions) {
        return offsets(partitions, OffsetSpec.earliest(), IsolationLevel.READ_UNCOMMITTED);
    }

    /** The offset after the last record of each partition, committed or not. */
    Map<TopicPartition, Long> ends(Collection<TopicPartition> partitions) {
        return offsets(partitions, OffsetSpec.latest(), IsolationLevel.READ_UNCOMMITTED);
    }

    /** The offset up to which a reader of committed records can read. */
    Map<TopicPartition, Long> readableEnds(Collection<TopicPartition> partitions) {
        return offsets(partitions, OffsetSpec.latest(), IsolationLevel.READ_COMMITTED);
    }

    /**
     * Refuses partitions that cannot be continued.
     *
     * @throws LogRefusedException saying what is wrong and what to do
     */
    void verify(List<Stored> stored, Map<TopicPartition, Uuid> ids) {
        var partitions = stored.stream().map(Stored::partition).toList();
        var missing = partitions.stream().filter(p -> !ids.containsKey(p)).toList();
        if (!missing.isEmpty()) {
            throw new LogRefusedException("the rows stand on partitions that the brokers do not have: " + missing
                    + "; is this the right cluster?");
        }
        var starts = starts(partitions);
        var ends = ends(partitions);
        for (var row : stored) {
            verify(row, ids, starts, ends);
        }
    }

    private static void verify(
            Stored row,
            Map<TopicPartition, Uuid> ids,
            Map<TopicPartition, Long> starts,
            Map<TopicPartition, Long> ends) {
        verifyTopic(row, ids);
        var partition = row.partition();
        long start = Objects.requireNonNull(starts.get(partition));
        long end = Objects.requireNonNull(ends.get(partition));
        if (start > row.nextOffset()) {
            throw new LogRefusedException("partition " + partition + " begins at " + start + ", but the rows end at "
                    + row.nextOffset() + ": events in between are gone; restore the topic from its backup");
        }
        if (end < row.nextOffset()) {
            throw new LogRefusedException("partition " + partition + " ends at " + end + ", but the rows stand on "
                    + row.nextOffset() + ": the brokers have lost events;"
                    + " restore the topic, or rebuild the projection from what is left");
        }
    }

    /**
     * Refuses a partition of another topic of the same name.
     *
     * @throws LogRefusedException saying what is wrong and what to do
     */
    static void verifyTopic(Stored row, Map<TopicPartition, Uuid> ids) {
        var partition = row.partition();
        if (!row.topicId().equals(ids.get(partition))) {
            throw new LogRefusedException("topic " + partition.topic() + " is not the one that the rows stand on (id "
                    + ids.get(partition) + ", rows " + row.topicId()
                    + "): it was deleted and created again, or this is another cluster;"
                    + " if that is meant, rebuild the projection");
        }
    }

    private Map<TopicPartition, Long> offsets(
            Collection<TopicPartition> partitions, OffsetSpec which, IsolationLevel isolation) {
        var asked = partitions.stream().collect(Collectors.toMap(p -> p, p -> which));
        var answers = await(admin.get()
                .listOffsets(asked, new ListOffsetsOptions(isolation))
                .all());
        return answers.entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, e -> e.getValue().offset()));
    }

    private static <T> T await(KafkaFuture<T> answer) {
        try {
            return answer.get(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof UnknownTopicOrPartitionException) {
                throw new LogRefusedException(
                        "a topic of " + SOURCES.stream().map(Topic::name).toList()
                                + " does not exist; create it with: staylog topics create");
            }
            throw new BrokersUnavailableException("the brokers do not answer: " + e.getCause(), e);
        } catch (TimeoutException e) {
            throw new BrokersUnavailableException("the brokers do not answer within " + TIMEOUT.toSeconds() + " s", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BrokersUnavailableException("interrupted while asking the brokers", e);
        }
    }
}
