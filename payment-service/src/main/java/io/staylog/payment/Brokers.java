package io.staylog.payment;

import io.staylog.schemas.Topic;
import io.staylog.schemas.topics.TopicTool;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;

/** Asks the brokers about topics. Connects when asked, as their name may not resolve yet when the program starts. */
final class Brokers {
    private final String bootstrapServers;
    private final String clientId;

    Brokers(String bootstrapServers, String clientId) {
        this.bootstrapServers = bootstrapServers;
        this.clientId = clientId;
    }

    /**
     * Reads topics back.
     *
     * @return one sentence for each difference that would break a promise
     * @throws KafkaException if the brokers cannot be reached
     */
    List<String> differences(List<Topic> topics) {
        Map<String, Object> settings = Map.of(
                "bootstrap.servers",
                bootstrapServers,
                "client.id",
                clientId,
                "request.timeout.ms",
                "3000",
                "default.api.timeout.ms",
                "5000");
        try (var admin = Admin.create(settings)) {
            return new TopicTool(admin).differences(topics);
        }
    }
}
