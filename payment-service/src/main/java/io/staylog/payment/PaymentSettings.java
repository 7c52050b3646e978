package io.staylog.payment;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What can be set, under {@code staylog.}.
 *
 * @param instance name of this process among those of the service; two living processes must not share it
 * @param dataDir for snapshots, which are a cache
 * @param kafka the log
 * @param registry the schemas
 * @param bank the bank
 */
@ConfigurationProperties(prefix = "staylog")
public record PaymentSettings(
        @DefaultValue("payment-service-1") String instance,
        Path dataDir,
        @DefaultValue Kafka kafka,
        @DefaultValue Registry registry,
        @DefaultValue Bank bank) {

    /**
     * The log.
     *
     * @param bootstrapServers {@code host:port,host:port}
     */
    public record Kafka(@DefaultValue("127.0.0.1:9092") String bootstrapServers) {}

    /**
     * The schema registry.
     *
     * @param url of its Confluent interface
     */
    public record Registry(
            @DefaultValue("http://127.0.0.1:8081/apis/ccompat/v7")
            URI url) {}

    /**
     * The bank.
     *
     * @param url without a slash at its end
     * @param connectTimeout how long a connection may take
     * @param requestTimeout how long an answer may take; after it nobody knows what became of the call
     * @param inFlightMax calls that are with the bank at one time
     * @param notFoundTwice how far apart two answers "not found" must be to mean that a call had no effect
     */
    public record Bank(
            @DefaultValue("http://127.0.0.1:8600") URI url,
            @DefaultValue("2s") Duration connectTimeout,
            @DefaultValue("10s") Duration requestTimeout,
            @DefaultValue("256") int inFlightMax,
            @DefaultValue("60s") Duration notFoundTwice) {}
}
