package io.staylog.reporting.projection;

import io.staylog.reporting.projection.LogGuard.LogRefusedException;
import io.staylog.reporting.projection.OffsetTable.Stored;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;

/** Says where to go on reading a partition, or that it must not be read. */
final class Admission {
    private final JdbcTemplate jdbc;
    private final TransactionTemplate transactions;
    private final LogGuard log;

    Admission(JdbcTemplate jdbc, TransactionTemplate transactions, LogGuard log) {
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.log = log;
    }

    /**
     * The stored offset of each partition; one that has never been read begins at offset 0.
     *
     * @throws LogRefusedException if the log does not go on where the rows end
     */
    Map<TopicPartition, Long> admit(Collection<TopicPartition> partitions) {
        var ids = log.partitions();
        var stored = stored(partitions, ids);
        log.verify(stored, ids);
        return stored.stream().collect(Collectors.toMap(Stored::partition, Stored::nextOffset));
    }

    private List<Stored> stored(Collection<TopicPartition> partitions, Map<TopicPartition, Uuid> ids) {
        return Objects.requireNonNull(transactions.execute(status -> {
            jdbc.execute(ProjectionSchema.enter(ProjectionSchema.LIVE));
            addMissing(jdbc, log, partitions, ids);
            return OffsetTable.all(jdbc).stream()
                    .filter(row -> partitions.contains(row.partition()))
                    .toList();
        }));
    }

    /** Adds partitions that are not stored yet, in the schema that the connection stands in. */
    static void addMissing(
            JdbcTemplate jdbc, LogGuard log, Collection<TopicPartition> partitions, Map<TopicPartition, Uuid> ids) {
        var known = OffsetTable.all(jdbc).stream().map(Stored::partition).collect(Collectors.toSet());
        var missing = partitions.stream().filter(p -> !known.contains(p)).toList();
        if (missing.isEmpty()) {
            return;
        }
        log.starts(missing).forEach((partition, start) -> {
            var id = ids.get(partition);
            if (id == null || start > 0) {
                throw new LogRefusedException("partition " + partition + " does not begin at offset 0 but at " + start
                        + ": the beginning of the log is gone; restore the topic from its backup");
            }
            OffsetTable.add(jdbc, partition, id, 0);
        });
    }
}
