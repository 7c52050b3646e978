package io.staylog.guard;

import io.staylog.guard.SeenLog.SeenBroker;
import io.staylog.guard.SeenLog.SeenTopic;
import io.staylog.schemas.Topic;
import io.staylog.schemas.Topic.Kept;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;

/** Reads back from the brokers what {@link LogRules} are about. */
public final class LogLook {

    /** How much is asked. */
    public enum Depth {
        /** What counts in every profile. */
        TOPICS,
        /** The brokers' own settings, their clock and our rights too. */
        ALL
    }

    private final Admin admin;
    private final String bootstrapServers;

    /**
     * Uses the client without owning it.
     *
     * @param bootstrapServers what it connects to, to be named in commands
     */
    public LogLook(Admin admin, String bootstrapServers) {
        this.admin = admin;
        this.bootstrapServers = bootstrapServers;
    }

    /**
     * Asks.
     *
     * @param topics each with its dead letters
     * @throws KafkaException if the brokers cannot be reached, or refuse what every service must be able to ask
     */
    public SeenLog read(List<Topic> topics, Depth depth) {
        var names = new ArrayList<String>();
        topics.forEach(topic -> names.addAll(List.of(topic.name(), topic.dead())));
        if (depth == Depth.ALL) {
            names.addAll(BrokerRules.INTERNAL_TOPICS);
        }
        var features = admin.describeFeatures().featureMetadata();
        var described = describe(names, depth == Depth.ALL);
        var configs = configs(ConfigResource.Type.TOPIC, described.keySet());
        var starts = starts(topics, described);
        var seen = new TreeMap<String, SeenTopic>();
        described.forEach((name, topic) -> seen.put(
                name,
                new SeenTopic(
                        topic.topicId(),
                        topic.partitions().size(),
                        copies(topic),
                        configs.getOrDefault(name, Map.of()),
                        starts.getOrDefault(name, Map.of()),
                        rights(topic))));
        var level = await("the brokers' features", features).finalizedFeatures().get("transaction.version");
        int transactions = level == null ? 0 : level.maxVersionLevel();
        var untold = new ArrayList<String>();
        boolean all = depth == Depth.ALL;
        return new SeenLog(
                bootstrapServers,
                transactions,
                seen,
                all ? told("their settings", untold, List.of(), this::brokers) : List.of(),
                all ? told("their time", untold, null, this::clockAhead) : null,
                untold);
    }

    private static <T extends @Nullable Object> T told(
            String what, List<String> untold, T nothing, Supplier<T> question) {
        try {
            return question.get();
        } catch (AuthorizationException e) {
            untold.add("the brokers do not tell this principal " + what + ": " + e.getMessage());
            return nothing;
        }
    }

    private Map<String, TopicDescription> describe(List<String> names, boolean withRights) {
        var found = new TreeMap<String, TopicDescription>();
        var options = new DescribeTopicsOptions().includeAuthorizedOperations(withRights);
        admin.describeTopics(names, options).topicNameValues().forEach((name, future) -> {
            try {
                found.put(name, await("topic " + name, future));
            } catch (UnknownTopicOrPartitionException e) {
                // Which is one of the things to find out.
            } catch (AuthorizationException e) {
                if (!BrokerRules.INTERNAL_TOPICS.contains(name)) {
                    throw e;
                }
            }
        });
        return found;
    }

    private static int copies(TopicDescription topic) {
        return topic.partitions().stream()
                .mapToInt(partition -> partition.replicas().size())
                .min()
                .orElse(0);
    }

    private static Set<AclOperation> rights(TopicDescription topic) {
        var rights = topic.authorizedOperations();
        return rights == null ? Set.of() : rights;
    }

    private Map<String, Map<Integer, Long>> starts(List<Topic> topics, Map<String, TopicDescription> described) {
        var asked = new HashMap<TopicPartition, OffsetSpec>();
        topics.stream()
                .filter(topic -> topic.kept() == Kept.FOR_EVER)
                .map(topic -> described.get(topic.name()))
                .filter(topic -> topic != null)
                .forEach(topic -> topic.partitions()
                        .forEach(partition -> asked.put(
                                new TopicPartition(topic.name(), partition.partition()), OffsetSpec.earliest())));
        var starts = new TreeMap<String, Map<Integer, Long>>();
        await("where the log begins", admin.listOffsets(asked).all()).forEach((partition, start) -> {
            if (start.offset() > 0) {
                starts.computeIfAbsent(partition.topic(), _ -> new TreeMap<>())
                        .put(partition.partition(), start.offset());
            }
        });
        return starts;
    }

    private List<SeenBroker> brokers() {
        var ids = await("the brokers", admin.describeCluster().nodes()).stream()
                .map(Node::idString)
                .toList();
        return configs(ConfigResource.Type.BROKER, ids).entrySet().stream()
                .map(broker -> new SeenBroker(Integer.parseInt(broker.getKey()), withLogDirs(broker.getValue())))
                .toList();
    }

    /** The older name counts only where the newer one is not set, and has a default that nobody meant. */
    private static Map<String, String> withLogDirs(Map<String, String> settings) {
        var effective = new TreeMap<>(settings);
        var single = effective.remove("log.dir");
        if (single != null) {
            effective.putIfAbsent("log.dirs", single);
        }
        return effective;
    }

    /** The leader of the metadata tells its own time when asked how far it is. */
    private @Nullable Duration clockAhead() {
        long asked = System.currentTimeMillis();
        var quorum = await("the brokers' time", admin.describeMetadataQuorum().quorumInfo());
        long answered = System.currentTimeMillis();
        var theirs = quorum.voters().stream()
                .filter(voter -> voter.replicaId() == quorum.leaderId())
                .flatMapToLong(voter -> voter.lastFetchTimestamp().stream())
                .findFirst();
        if (theirs.isEmpty() || theirs.getAsLong() <= 0) {
            return null;
        }
        // It was told in between: what lies within is no difference.
        long time = theirs.getAsLong();
        long ahead = time < asked ? asked - time : Math.min(0, answered - time);
        return Duration.ofMillis(ahead);
    }

    private Map<String, Map<String, String>> configs(ConfigResource.Type type, Collection<String> names) {
        var resources =
                names.stream().map(name -> new ConfigResource(type, name)).toList();
        return await("settings", admin.describeConfigs(resources).all()).entrySet().stream()
                .collect(Collectors.toMap(config -> config.getKey().name(), config -> values(config.getValue())));
    }

    private static Map<String, String> values(Config config) {
        return config.entries().stream()
                .filter(entry -> entry.value() != null)
                .collect(Collectors.toMap(ConfigEntry::name, ConfigEntry::value));
    }

    private static <T> T await(String what, KafkaFuture<T> answer) {
        try {
            return answer.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof AuthorizationException
                    || e.getCause() instanceof UnknownTopicOrPartitionException) {
                throw (KafkaException) e.getCause();
            }
            throw new KafkaException("cannot read " + what + ": " + e.getCause(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaException("interrupted while reading " + what, e);
        }
    }
}
