package io.staylog.schemas.topics;

import io.staylog.schemas.Topics;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TopicExistsException;

/**
 * Creates the topics of {@link Topics}.
 *
 * <p>It never alters one: more partitions would move keys to other partitions, and a shorter retention would delete the
 * source of truth. Whoever starts on a topic that differs is refused, and a person decides.
 */
public final class TopicTool {
    /**
     * Settings of every dead-letter topic. A dead letter carries a record and headers besides; it may have no key, which a
     * compacted topic would refuse.
     */
    public static final Map<String, String> DEAD_SETTINGS = Map.of(
            "cleanup.policy", "delete",
            "retention.ms", "-1",
            "retention.bytes", "-1",
            "max.message.bytes", "10485760",
            "message.timestamp.type", "CreateTime");

    private final Admin admin;

    /** Uses the client without owning it. */
    public TopicTool(Admin admin) {
        this.admin = admin;
    }

    /**
     * Creates every topic that is missing, its dead-letter topic too.
     *
     * @param partitions of each topic; the same for all, because topics are joined by partition number
     * @param replication copies of each partition; what is written must reach all of them but one
     * @return names of the topics that were created
     * @throws KafkaException if the brokers cannot be reached or refuse
     */
    public List<String> create(int partitions, short replication) {
        return create(partitions, replication, Math.max(1, replication - 1));
    }

    /**
     * The same.
     *
     * @param inSync copies that what is written must reach
     */
    public List<String> create(int partitions, short replication, int inSync) {
        var created = new ArrayList<String>();
        var safety = Map.of("min.insync.replicas", Integer.toString(inSync), "unclean.leader.election.enable", "false");
        for (var topic : Topics.all()) {
            var live = new NewTopic(topic.name(), partitions, replication);
            createIfMissing(live.configs(both(topic.settings(), safety)), created);
            var dead = new NewTopic(topic.dead(), partitions, replication);
            createIfMissing(dead.configs(both(DEAD_SETTINGS, safety)), created);
        }
        return created;
    }

    private static Map<String, String> both(Map<String, String> settings, Map<String, String> safety) {
        var both = new HashMap<>(settings);
        both.putAll(safety);
        return both;
    }

    private void createIfMissing(NewTopic topic, List<String> created) {
        try {
            admin.createTopics(List.of(topic)).all().get();
            created.add(topic.name());
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof TopicExistsException)) {
                throw new KafkaException("cannot create topic " + topic.name() + ": " + e.getCause(), e);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaException("interrupted while creating topic " + topic.name(), e);
        }
    }
}
