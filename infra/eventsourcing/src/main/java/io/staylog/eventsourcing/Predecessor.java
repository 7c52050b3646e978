package io.staylog.eventsourcing;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeConsumerGroupsOptions;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whoever was this instance before and did not leave the group, as after {@code kill -9}: until its session has ended nobody is
 * given its partitions, and then most likely its successor.
 */
final class Predecessor {
    private static final Logger LOG = LoggerFactory.getLogger(Predecessor.class);
    private static final int TIMEOUT_MS = 2_000;

    private Predecessor() {}

    /**
     * The numbers of its partitions. None where there is none, or where the group cannot say: this is for being quick, and nothing
     * depends on it. To be asked before joining, because a group that is given out anew tells nothing of who had what.
     */
    static Set<Integer> partitions(Admin admin, String group, String clientId) {
        var numbers = new HashSet<Integer>();
        try {
            var described = admin.describeConsumerGroups(
                            List.of(group), new DescribeConsumerGroupsOptions().timeoutMs(TIMEOUT_MS))
                    .all()
                    .get();
            described.values().stream()
                    .flatMap(it -> it.members().stream())
                    .filter(member -> member.clientId().equals(clientId))
                    .flatMap(member -> member.assignment().topicPartitions().stream())
                    .map(TopicPartition::partition)
                    .forEach(numbers::add);
        } catch (ExecutionException e) {
            // Where nobody was ever a member the brokers know no such group.
            LOG.debug("Group {} does not say who is in it: {}", group, String.valueOf(e.getCause()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptException(e);
        }
        return numbers;
    }
}
