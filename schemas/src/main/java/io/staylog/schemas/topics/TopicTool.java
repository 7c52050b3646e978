package io.staylog.schemas.topics;

import io.staylog.schemas.Topic;
import io.staylog.schemas.Topics;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * Creates the topics of {@link Topics} and reads them back.
 *
 * <p>It never alters one: more partitions would move keys to other partitions, and a shorter retention would delete the
 * source of truth. A topic that differs is reported, and a person decides.
 */
public final class TopicTool {
    // A dead letter carries a record and headers besides; it may have no key, which a compacted topic would refuse.
    private static final Map<String, String> DEAD_SETTINGS = Map.of(
            "cleanup.policy", "delete",
            "retention.ms", "-1",
            "retention.bytes", "-1",
            "max.message.bytes", "10485760",
            "message.timestamp.type", "CreateTime");

    // With it an old owner's late records cannot end up in a transaction of the new one (KIP-890).
    private static final String TRANSACTIONS = "transaction.version";
    private static final short TRANSACTIONS_MIN = 2;

    private final Admin admin;

    /** Uses the client without owning it. */
    public TopicTool(Admin admin) {
        this.admin = admin;
    }

    /**
     * Creates every topic that is missing, its dead-letter topic too.
     *
     * @param partitions of each topic; the same for all, because topics are joined by partition number
     * @param replication copies of each partition
     * @return names of the topics that were created
     * @throws KafkaException if the brokers cannot be reached or refuse
     */
    public List<String> create(int partitions, short replication) {
        var created = new ArrayList<String>();
        for (var topic : Topics.all()) {
            createIfMissing(new NewTopic(topic.name(), partitions, replication).configs(topic.settings()), created);
            var dead = new NewTopic(topic.dead(), partitions, replication);
            createIfMissing(dead.configs(DEAD_SETTINGS), created);
        }
        return created;
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

    /**
     * Reads the topics and the brokers' features back and names everything that would break a promise.
     *
     * @param topics the topics to look at
     * @return one sentence per difference, each with what to do; empty where all is well
     * @throws KafkaException if the brokers cannot be reached
     */
    public List<String> differences(List<Topic> topics) {
        var names = new ArrayList<String>();
        topics.forEach(topic -> names.addAll(List.of(topic.name(), topic.dead())));
        var described = describe(names);
        var differences = new ArrayList<>(oldFeatures());
        var counts = new TreeMap<Integer, String>();
        for (var name : names) {
            var description = described.get(name);
            if (description == null) {
                differences.add("topic " + name + " does not exist; create it with: staylog topics create");
            } else {
                counts.putIfAbsent(description.partitions().size(), name);
            }
        }
        if (counts.size() > 1) {
            differences.add(
                    "topics have different partition counts, but they are joined by partition number: " + counts);
        }
        for (var topic : topics) {
            if (described.containsKey(topic.name())) {
                differences.addAll(settingsThatDiffer(topic.name(), topic.settings()));
            }
            if (described.containsKey(topic.dead())) {
                differences.addAll(settingsThatDiffer(topic.dead(), DEAD_SETTINGS));
            }
        }
        return differences;
    }

    private List<String> oldFeatures() {
        try {
            var level = admin.describeFeatures()
                    .featureMetadata()
                    .get()
                    .finalizedFeatures()
                    .get(TRANSACTIONS);
            return level != null && level.maxVersionLevel() >= TRANSACTIONS_MIN
                    ? List.of()
                    : List.of("the brokers run at " + TRANSACTIONS + "=" + (level == null ? 0 : level.maxVersionLevel())
                            + ", but must at " + TRANSACTIONS_MIN + " or more; raise it with: kafka-features.sh upgrade"
                            + " --feature " + TRANSACTIONS + "=" + TRANSACTIONS_MIN);
        } catch (ExecutionException e) {
            throw new KafkaException("cannot read the brokers' features: " + e.getCause(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaException("interrupted while reading the brokers' features", e);
        }
    }

    private List<String> settingsThatDiffer(String topic, Map<String, String> settings) {
        var differences = new ArrayList<String>();
        var actual = config(topic);
        settings.forEach((name, expected) -> {
            var entry = actual.get(name);
            var value = entry == null ? "absent" : entry.value();
            if (!expected.equals(value)) {
                differences.add("topic " + topic + " has " + name + "=" + value + ", but must have " + expected
                        + "; set it with Kafka's own tools and start again");
            }
        });
        return differences;
    }

    private Map<String, TopicDescription> describe(List<String> names) {
        var found = new TreeMap<String, TopicDescription>();
        admin.describeTopics(names).topicNameValues().forEach((name, future) -> {
            try {
                found.put(name, future.get());
            } catch (ExecutionException e) {
                if (!(e.getCause() instanceof UnknownTopicOrPartitionException)) {
                    throw new KafkaException("cannot describe topic " + name + ": " + e.getCause(), e);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new KafkaException("interrupted while describing topics", e);
            }
        });
        return found;
    }

    private Config config(String topic) {
        var resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        try {
            return Objects.requireNonNull(
                    admin.describeConfigs(List.of(resource)).all().get().get(resource));
        } catch (ExecutionException e) {
            throw new KafkaException("cannot read the settings of topic " + topic + ": " + e.getCause(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaException("interrupted while reading settings", e);
        }
    }
}
