package io.staylog.edge;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.springframework.kafka.core.DefaultKafkaProducerFactory;
import org.springframework.kafka.core.ProducerFactory;

/** Producers with which HTTP edges write what callers wait for. */
public final class EdgeProducers {
    private EdgeProducers() {}

    /**
     * Makes such producers; what a caller is promised is not left to the overrides.
     *
     * @param bootstrapServers where the brokers are, {@code host:port,host:port}
     * @param instance name of this process among those of its service
     * @param clientOverrides further settings by Kafka's names, for example of security
     */
    public static ProducerFactory<String, byte[]> factory(
            String bootstrapServers, String instance, Map<String, String> clientOverrides) {
        var config = new HashMap<String, Object>(clientOverrides);
        config.putAll(Map.of(
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers,
                ProducerConfig.CLIENT_ID_CONFIG,
                instance + "-edge",
                ProducerConfig.ACKS_CONFIG,
                "all",
                ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG,
                true,
                ProducerConfig.COMPRESSION_TYPE_CONFIG,
                "lz4",
                // A caller waits for this: after it the outcome is unknown, and said to be.
                ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
                10_000,
                ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG,
                5_000,
                ProducerConfig.MAX_BLOCK_MS_CONFIG,
                5_000,
                ProducerConfig.LINGER_MS_CONFIG,
                0));
        return new DefaultKafkaProducerFactory<>(config, new StringSerializer(), new ByteArraySerializer());
    }
}
