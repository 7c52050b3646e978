package io.staylog.payment;

import io.staylog.schemas.Topic;
import io.staylog.schemas.topics.TopicTool;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/** Asks the brokers about themselves. Connects when asked, as their name may not resolve yet when the program starts. */
final class Brokers implements AutoCloseable {
    private final Map<String, Object> settings;
    private @Nullable Admin admin;

    Brokers(String bootstrapServers, String clientId) {
        settings = Map.of(
                "bootstrap.servers",
                bootstrapServers,
                "client.id",
                clientId,
                "request.timeout.ms",
                "3000",
                "default.api.timeout.ms",
                "5000");
    }

    /**
     * Reads topics back.
     *
     * @return one sentence for each difference that would break a promise
     * @throws KafkaException if the brokers cannot be reached
     */
    List<String> differences(List<Topic> topics) {
        return new TopicTool(admin()).differences(topics);
    }

    /** Why the brokers cannot be reached, or null where they can. */
    @Nullable
    String trouble() {
        try {
            admin().describeCluster().nodes().get();
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

    private synchronized Admin admin() {
        var known = admin;
        if (known == null) {
            known = Admin.create(settings);
            admin = known;
        }
        return known;
    }

    @Override
    public synchronized void close() {
        if (admin != null) {
            admin.close();
            admin = null;
        }
    }
}
