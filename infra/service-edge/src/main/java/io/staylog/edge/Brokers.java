package io.staylog.edge;

import io.staylog.schemas.Topic;
import io.staylog.schemas.topics.ContractGate;
import io.staylog.schemas.topics.IdsOnTheLog;
import io.staylog.schemas.topics.TopicTool;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;
import org.springframework.kafka.core.KafkaAdmin;

/** Asks the brokers about themselves. Connects when first asked, as their name may not resolve yet when the program starts. */
public final class Brokers implements ContractGate.Log, AutoCloseable {
    private static final int REQUEST_TIMEOUT_MS = 3_000;
    private static final int API_TIMEOUT_MS = 5_000;

    private final LazyAdmin admin;
    private final String bootstrapServers;
    private final String clientId;

    /** Does not connect yet. */
    public Brokers(String bootstrapServers, String clientId) {
        this.bootstrapServers = bootstrapServers;
        this.clientId = clientId;
        admin = new LazyAdmin(new KafkaAdmin(Map.of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers,
                AdminClientConfig.CLIENT_ID_CONFIG,
                clientId,
                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG,
                REQUEST_TIMEOUT_MS,
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                API_TIMEOUT_MS)));
    }

    /**
     * Reads topics back.
     *
     * @return one sentence for each difference that would break a promise
     * @throws KafkaException if the brokers cannot be reached
     */
    @Override
    public List<String> differences(List<Topic> topics) {
        return new TopicTool(admin.get()).differences(topics);
    }

    @Override
    public Map<Integer, String> idsInUse(List<Topic> topics) {
        Map<String, Object> settings = Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers,
                ConsumerConfig.CLIENT_ID_CONFIG,
                clientId + "-look",
                ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG,
                REQUEST_TIMEOUT_MS,
                ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                API_TIMEOUT_MS,
                ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                false);
        var bytes = new ByteArrayDeserializer();
        try (var consumer = new KafkaConsumer<>(settings, bytes, bytes)) {
            return IdsOnTheLog.newest(consumer, topics);
        }
    }

    /** Why the brokers cannot be reached, or null where they can. */
    public @Nullable String trouble() {
        try {
            admin.get().describeCluster().nodes().get();
            return null;
        } catch (ExecutionException e) {
            return "no broker answers: " + e.getCause();
        } catch (KafkaException e) {
            return "no broker answers: " + e.getMessage();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "interrupted";
        }
    }

    @Override
    public void close() {
        admin.close();
    }
}
