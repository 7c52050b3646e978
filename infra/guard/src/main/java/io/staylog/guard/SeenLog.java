package io.staylog.guard;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.acl.AclOperation;
import org.jspecify.annotations.Nullable;

/**
 * What the brokers have said about themselves.
 *
 * @param bootstrapServers where they were asked
 * @param transactionVersion the finalized level of {@code transaction.version}
 * @param topics by name; those that do not exist are not there
 * @param brokers empty where they were not asked, or do not tell
 * @param clockAhead how far this machine's clock is ahead of theirs; null where they were not asked, or do not tell
 * @param untold what they did not tell and why, in a sentence each
 */
public record SeenLog(
        String bootstrapServers,
        int transactionVersion,
        Map<String, SeenTopic> topics,
        List<SeenBroker> brokers,
        @Nullable Duration clockAhead,
        List<String> untold) {

    /**
     * One topic.
     *
     * @param id which no other topic of that name has
     * @param partitions how many
     * @param copies of the partition that has the fewest
     * @param settings in force, by Kafka's names
     * @param starts partitions whose log does not begin at offset 0, with where it begins
     * @param rights what whoever asked may do with it; empty where that was not asked
     */
    public record SeenTopic(
            Uuid id,
            int partitions,
            int copies,
            Map<String, String> settings,
            Map<Integer, Long> starts,
            Set<AclOperation> rights) {}

    /**
     * One broker.
     *
     * @param id its number
     * @param settings in force, by Kafka's names; those that it keeps secret are not there
     */
    public record SeenBroker(int id, Map<String, String> settings) {}
}
