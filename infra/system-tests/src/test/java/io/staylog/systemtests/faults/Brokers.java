package io.staylog.systemtests.faults;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewPartitionReassignment;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.ElectionType;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.TopicPartitionInfo;
import org.apache.kafka.common.config.ConfigResource;

/** What an operator of the brokers can ask them and tell them. */
record Brokers(Admin admin) implements AutoCloseable {
    static Brokers of(Cluster cluster) {
        return new Brokers(
                Admin.create(Map.of("bootstrap.servers", cluster.settings().bootstrapServers())));
    }

    /** The broker that leads a partition, or 0 while none does. */
    int leader(TopicPartition at) throws ExecutionException, InterruptedException {
        var leader = describe(at).leader();
        return leader == null || leader.isEmpty() ? 0 : leader.id();
    }

    /** How many copies of a partition are as new as the leader's. */
    int inSync(TopicPartition at) throws ExecutionException, InterruptedException {
        return describe(at).isr().size();
    }

    private TopicPartitionInfo describe(TopicPartition at) throws ExecutionException, InterruptedException {
        var topics = admin.describeTopics(List.of(at.topic())).allTopicNames().get();
        return topics.get(at.topic()).partitions().get(at.partition());
    }

    /** Whether every copy of every topic is as new as its leader's. */
    boolean isAllInSync() throws ExecutionException, InterruptedException {
        var names = admin.listTopics().names().get();
        return admin.describeTopics(names).allTopicNames().get().values().stream()
                .flatMap(topic -> topic.partitions().stream())
                .allMatch(it -> it.isr().size() == it.replicas().size());
    }

    /** Leaves a partition one copy only. */
    void leaveOneCopy(TopicPartition at, int broker) throws ExecutionException, InterruptedException {
        var alone = Optional.of(new NewPartitionReassignment(List.of(broker)));
        admin.alterPartitionReassignments(Map.of(at, alone)).all().get();
    }

    /** Whether a partition has a leader; where nobody may lead it without a loss, somebody is told to, as an operator would do. */
    boolean isLed(TopicPartition at) throws ExecutionException, InterruptedException {
        if (leader(at) == 0) {
            admin.electLeaders(ElectionType.UNCLEAN, Set.of(at)).partitions().get();
        }
        return leader(at) != 0;
    }

    void set(String topic, Map<String, String> settings) throws ExecutionException, InterruptedException {
        var changes = settings.entrySet().stream()
                .map(it -> new AlterConfigOp(new ConfigEntry(it.getKey(), it.getValue()), AlterConfigOp.OpType.SET))
                .toList();
        var resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        admin.incrementalAlterConfigs(Map.of(resource, changes)).all().get();
    }

    void create(String topic, Map<String, String> settings) throws ExecutionException, InterruptedException {
        admin.createTopics(List.of(new NewTopic(topic, 1, (short) Cluster.BROKERS).configs(settings)))
                .all()
                .get();
    }

    /** The oldest offset that a partition still has. */
    long beginning(TopicPartition at) throws ExecutionException, InterruptedException {
        return admin.listOffsets(Map.of(at, OffsetSpec.earliest()))
                .partitionResult(at)
                .get()
                .offset();
    }

    @Override
    public void close() {
        admin.close();
    }
}
