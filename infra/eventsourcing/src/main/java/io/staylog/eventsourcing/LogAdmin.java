package io.staylog.eventsourcing;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeConsumerGroupsOptions;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.errors.InterruptException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the brokers are asked before a past is folded. */
final class LogAdmin implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LogAdmin.class);
    private static final int PREDECESSOR_TIMEOUT_MS = 2_000;

    private final Admin admin;

    LogAdmin(Admin admin) {
        this.admin = admin;
    }

    /** Offsets as whoever writes sees them, those of open transactions included. */
    Map<TopicPartition, Long> offsets(Collection<TopicPartition> partitions, OffsetSpec spec) {
        var specs = new HashMap<TopicPartition, OffsetSpec>();
        partitions.forEach(at -> specs.put(at, spec));
        var options = new ListOffsetsOptions(IsolationLevel.READ_UNCOMMITTED);
        var offsets = new HashMap<TopicPartition, Long>();
        answer(
                        "cannot read the offsets of " + partitions,
                        admin.listOffsets(specs, options).all())
                .forEach((at, offset) -> offsets.put(at, offset.offset()));
        return offsets;
    }

    /** Which of all the topics that had or will have this name it is. */
    Uuid topicId(String topic) {
        var described = admin.describeTopics(List.of(topic)).allTopicNames();
        return answer("cannot describe topic " + topic, described)
                .values()
                .iterator()
                .next()
                .topicId();
    }

    /**
     * The numbers of the partitions of whoever was this instance before and did not leave the group, as after {@code kill -9}: until
     * its session has ended nobody is given them, and then most likely its successor. None where there is none, or where the group
     * cannot say: this is for being quick, and nothing depends on it. To be asked before joining, because a group that is given out
     * anew tells nothing of who had what.
     */
    Set<Integer> partitionsOfPredecessor(String group, String member) {
        var options = new DescribeConsumerGroupsOptions().timeoutMs(PREDECESSOR_TIMEOUT_MS);
        try {
            return answer(
                            "cannot describe group " + group,
                            admin.describeConsumerGroups(List.of(group), options)
                                    .all())
                    .values()
                    .stream()
                    .flatMap(described -> described.members().stream())
                    .filter(it -> it.clientId().equals(member))
                    .flatMap(it -> it.assignment().topicPartitions().stream())
                    .map(TopicPartition::partition)
                    .collect(Collectors.toSet());
        } catch (InterruptException e) {
            throw e;
        } catch (KafkaException e) {
            // Where nobody was ever a member the brokers know no such group.
            LOG.debug("Nothing is folded ahead", e);
            return Set.of();
        }
    }

    private static <T> T answer(String failure, KafkaFuture<T> future) {
        try {
            return future.get();
        } catch (ExecutionException e) {
            throw new KafkaException(failure, e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptException(e);
        }
    }

    @Override
    public void close() {
        admin.close(Duration.ofSeconds(1));
    }
}
