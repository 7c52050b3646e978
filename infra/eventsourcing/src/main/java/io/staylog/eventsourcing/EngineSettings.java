package io.staylog.eventsourcing;

import io.staylog.deadletters.DeadRecord;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What an engine reads and writes, and its limits.
 *
 * @param group consumer group; also the first part of the transactional id
 * @param instance name of this process among those of the group; two living processes must not share it
 * @param bootstrapServers where the brokers are, {@code host:port,host:port}
 * @param requests topics whose records are decided, and that others may write; what lies in a wrong partition is sent on
 * @param facts topics whose records are decided, and that another service alone may write
 * @param eventTopic the service's own events, which its state is folded from; all inputs have its partition count
 * @param snapshots directory of the snapshots
 * @param batchRecordsMax most records of one poll; what several have decided makes one transaction up to as many written records
 * @param sessionTimeout after which the partitions of a dead process go to another one
 * @param transactionTimeout after which the brokers abort the transaction of a dead process
 * @param pollIntervalMax after which a process that has stopped polling loses its partitions
 * @param snapshotEvery events of a partition after which a snapshot is due; when it is given back, a hundredth of that at most
 * @param clientOverrides settings of all clients, by Kafka's names, for example of security
 */
public record EngineSettings(
        String group,
        String instance,
        String bootstrapServers,
        List<String> requests,
        List<String> facts,
        String eventTopic,
        Path snapshots,
        int batchRecordsMax,
        Duration sessionTimeout,
        Duration transactionTimeout,
        Duration pollIntervalMax,
        int snapshotEvery,
        Map<String, String> clientOverrides) {

    /** With the usual limits: large batches, and seconds until a dead process is replaced. */
    public EngineSettings(
            String group,
            String instance,
            String bootstrapServers,
            List<String> requests,
            List<String> facts,
            String eventTopic,
            Path snapshots) {
        this(
                group,
                instance,
                bootstrapServers,
                requests,
                facts,
                eventTopic,
                snapshots,
                2_000,
                Duration.ofSeconds(6),
                Duration.ofSeconds(10),
                Duration.ofMinutes(2),
                200_000,
                Map.of());
    }

    /** All topics whose records are decided. */
    public List<String> inputs() {
        return Stream.concat(requests.stream(), facts.stream()).toList();
    }

    /** All topics that are read: the inputs, and their dead letters, because there stands what an operator wants done. */
    public List<String> subscription() {
        return Stream.concat(inputs().stream(), inputs().stream().map(DeadRecord::topicOf))
                .toList();
    }

    /** How brokers and other members call this process; the first part of the names of its other clients. */
    String member() {
        return group + "-" + instance;
    }

    /** Another size of batches. */
    public EngineSettings withBatchRecordsMax(int records) {
        return new EngineSettings(
                group,
                instance,
                bootstrapServers,
                requests,
                facts,
                eventTopic,
                snapshots,
                records,
                sessionTimeout,
                transactionTimeout,
                pollIntervalMax,
                snapshotEvery,
                clientOverrides);
    }

    /** Other limits, mostly for tests that cannot wait. */
    public EngineSettings withTimeouts(Duration session, Duration transaction, Duration pollInterval) {
        return new EngineSettings(
                group,
                instance,
                bootstrapServers,
                requests,
                facts,
                eventTopic,
                snapshots,
                batchRecordsMax,
                session,
                transaction,
                pollInterval,
                snapshotEvery,
                clientOverrides);
    }

    /** Other settings of all clients. */
    public EngineSettings withClientOverrides(Map<String, String> other) {
        return new EngineSettings(
                group,
                instance,
                bootstrapServers,
                requests,
                facts,
                eventTopic,
                snapshots,
                batchRecordsMax,
                sessionTimeout,
                transactionTimeout,
                pollIntervalMax,
                snapshotEvery,
                other);
    }
}
