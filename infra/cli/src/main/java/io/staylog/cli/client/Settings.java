package io.staylog.cli.client;

import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where everything is.
 *
 * @param home directory of staylog.properties, the token and the local stack
 * @param bootstrapServers Kafka's addresses
 * @param registry the schema registry's Confluent-compatible interface
 * @param booking booking-service
 * @param payment payment-service
 * @param reporting reporting-service
 * @param bank the bank simulator
 * @param token for the services' HTTP interfaces; null where there is none
 * @param kafka further properties for every Kafka client, for example for TLS
 */
public record Settings(
        Path home,
        String bootstrapServers,
        URI registry,
        URI booking,
        URI payment,
        URI reporting,
        URI bank,
        @Nullable String token,
        Map<String, String> kafka) {

    /** Leaves the token out. */
    @Override
    public String toString() {
        return "Settings[home=%s, kafka=%s, registry=%s]".formatted(home, bootstrapServers, registry);
    }
}
