package io.staylog.edge;

import io.staylog.edge.guard.LogCheck;
import io.staylog.schemas.Topic;
import io.staylog.schemas.topics.ContractGate;
import io.staylog.schemas.topics.IdsOnTheLog;
import java.util.HashMap;
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
    private static final int FETCH_WAIT_MS = 10;

    private final LazyAdmin admin;
    private final String bootstrapServers;
    private final String clientId;
    private final Map<String, String> overrides;
    private final LogCheck check;

    /**
     * Does not connect yet.
     *
     * @param overrides settings of all clients, by Kafka's names
     * @param check what is demanded of the log
     */
    public Brokers(String bootstrapServers, String clientId, Map<String, String> overrides, LogCheck check) {
        this.bootstrapServers = bootstrapServers;
        this.clientId = clientId;
        this.overrides = overrides;
        this.check = check;
        admin = new LazyAdmin(new KafkaAdmin(client(clientId)));
    }

    private Map<String, Object> client(String id) {
        var config = new HashMap<String, Object>();
        config.put(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        config.put(AdminClientConfig.CLIENT_ID_CONFIG, id);
        config.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, REQUEST_TIMEOUT_MS);
        config.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, API_TIMEOUT_MS);
        config.putAll(overrides);
        return config;
    }

    /**
     * Reads topics back.
     *
     * @return one sentence for each difference that would break a promise
     * @throws KafkaException if the brokers cannot be reached
     */
    @Override
    public List<String> differences(List<Topic> topics) {
        return check.refusals(admin.get(), bootstrapServers, topics);
    }

    @Override
    public Map<Integer, String> idsInUse(List<Topic> topics) {
        var settings = client(clientId + "-look");
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        // A start waits for what is read here; most partitions have nothing new.
        settings.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, FETCH_WAIT_MS);
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
