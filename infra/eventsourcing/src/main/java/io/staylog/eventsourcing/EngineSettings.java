package io.staylog.eventsourcing;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * What an engine reads and writes, and its limits.
 *
 * @param group consumer group; also the first part of the transactional id
 * @param instance name of this process among those of the group; two living processes must not share it
 * @param bootstrapServers where the brokers are, {@code host:port,host:port}
 * @param inputs topics whose records are decided; all have the partition count of the event topic
 * @param eventTopic the service's own events, which its state is folded from
 * @param snapshots directory of the snapshots
 * @param batchRecordsMax most records of one transaction
 * @param sessionTimeout after which the partitions of a dead process go to another one
 * @param transactionTimeout after which the brokers abort the transaction of a dead process
 * @param pollIntervalMax after which a process that has stopped polling loses its partitions
 * @param snapshotEvery events of a partition after which a snapshot is due
 * @param clientOverrides settings of all clients, by Kafka's names, for example of security
 */
public record EngineSettings(
        String group,
        String instance,
        String bootstrapServers,
        List<String> inputs,
        String eventTopic,
        Path snapshots,
        int batchRecordsMax,
        Duration sessionTimeout,
        Duration transactionTimeout,
        Duration pollIntervalMax,
        int snapshotEvery,
        Map<String, String> clientOverrides) {

    /** With the limits that were measured to be good (infra/decisions). */
    public EngineSettings(
            String group,
            String instance,
            String bootstrapServers,
            List<String> inputs,
            String eventTopic,
            Path snapshots) {
        this(
                group,
                instance,
                bootstrapServers,
                inputs,
                eventTopic,
                snapshots,
                2_000,
                Duration.ofSeconds(8),
                Duration.ofSeconds(10),
                Duration.ofMinutes(2),
                200_000,
                Map.of());
    }

    /** Other limits, mostly for tests that cannot wait. */
    public EngineSettings withTimeouts(Duration session, Duration transaction, Duration pollInterval) {
        return new EngineSettings(
                group,
                instance,
                bootstrapServers,
                inputs,
                eventTopic,
                snapshots,
                batchRecordsMax,
                session,
                transaction,
                pollInterval,
                snapshotEvery,
                clientOverrides);
    }
}
