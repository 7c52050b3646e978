package io.staylog.reporting.projection;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where events come from and how they are taken in.
 *
 * @param instance name of this process in logs and at the brokers
 * @param kafka the brokers
 * @param registry the schema registry
 * @param projection limits of the projection
 */
@ConfigurationProperties("staylog")
public record ProjectionSettings(
        @DefaultValue("reporting-1") String instance,
        @DefaultValue Kafka kafka,
        @DefaultValue Registry registry,
        @DefaultValue Limits projection) {

    /**
     * The brokers.
     *
     * @param bootstrapServers host:port, comma separated
     * @param clientOverrides further settings of all Kafka clients, by Kafka's names, for example of security
     */
    public record Kafka(
            @DefaultValue("127.0.0.1:9092") String bootstrapServers,
            @DefaultValue Map<String, String> clientOverrides) {}

    /**
     * The schema registry.
     *
     * @param url address of its Confluent-compatible interface
     */
    public record Registry(
            @DefaultValue("http://127.0.0.1:8081/apis/ccompat/v7")
            URI url) {}

    /**
     * Limits of the projection.
     *
     * @param group consumer group; its committed offsets are for display only
     * @param readers threads that read; more than one helps only with many partitions and a database on another machine
     * @param batchRecordsMax records per SQL transaction
     * @param readyLagRecords from so many unprojected records on the service is not ready
     * @param retryAfterMax longest pause before a failed batch is tried again
     * @param watchEvery how often brokers, registry and database are looked at
     * @param switchWithin how long readers may wait for the switch to rebuilt tables: so long for its lock, and as long again
     *     for the last events
     */
    public record Limits(
            @DefaultValue("staylog-reporting") String group,
            @DefaultValue("1") int readers,
            @DefaultValue("5000") int batchRecordsMax,
            @DefaultValue("10000") long readyLagRecords,
            @DefaultValue("10s") Duration retryAfterMax,
            @DefaultValue("2s") Duration watchEvery,
            @DefaultValue("5s") Duration switchWithin) {}

    /** Names the connection at the database and the brokers. */
    public String clientId() {
        return "staylog-" + instance;
    }
}
