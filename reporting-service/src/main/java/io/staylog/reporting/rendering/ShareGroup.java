package io.staylog.reporting.rendering;

import io.staylog.edge.LazyAdmin;
import io.staylog.schemas.Topics;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.AlterConfigOp.OpType;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.config.ConfigResource;

/** The renderers' share group as the brokers have it. */
final class ShareGroup {
    private static final long TIMEOUT_S = 10;
    private static final String FEATURE = "share.version";

    private final LazyAdmin admin;
    private final String name;

    ShareGroup(LazyAdmin admin, String name) {
        this.admin = admin;
        this.name = name;
    }

    /**
     * Makes sure that the group begins with the first request that is kept, and not with those asked after its first renderer
     * came.
     *
     * @throws IllegalStateException saying what to do, if the brokers have no share groups
     */
    void prepare() {
        var features = await(admin.get().describeFeatures().featureMetadata()).finalizedFeatures();
        var version = features.get(FEATURE);
        if (version == null || version.maxVersionLevel() < 1) {
            throw new IllegalStateException("the brokers have no share groups; switch them on with: kafka-features.sh"
                    + " --bootstrap-server … upgrade --feature " + FEATURE + "=1");
        }
        var group = new ConfigResource(ConfigResource.Type.GROUP, name);
        var earliest = new ConfigEntry("share.auto.offset.reset", "earliest");
        await(admin.get()
                .incrementalAlterConfigs(Map.of(group, List.of(new AlterConfigOp(earliest, OpType.SET))))
                .all());
    }

    /** The partitions of report.requests, and the topic's id. */
    Map<TopicPartition, Uuid> partitions() {
        var topic = Topics.REPORT_REQUESTS.name();
        var description = await(admin.get().describeTopics(List.of(topic)).allTopicNames())
                .get(topic);
        if (description == null) {
            throw new IllegalStateException(
                    "topic " + topic + " does not exist; create it with: staylog topics create");
        }
        var partitions = new HashMap<TopicPartition, Uuid>();
        description
                .partitions()
                .forEach(p -> partitions.put(new TopicPartition(topic, p.partition()), description.topicId()));
        return partitions;
    }

    private static <T> T await(KafkaFuture<T> answer) {
        try {
            return answer.get(TIMEOUT_S, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw new IllegalStateException("the brokers refuse: " + e.getCause(), e);
        } catch (TimeoutException e) {
            throw new IllegalStateException("the brokers do not answer within " + TIMEOUT_S + " s", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while asking the brokers", e);
        }
    }
}
