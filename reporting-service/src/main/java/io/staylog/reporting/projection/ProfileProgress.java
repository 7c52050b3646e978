package io.staylog.reporting.projection;

import io.staylog.schemas.Topics;
import java.util.HashMap;
import java.util.Objects;
import org.apache.kafka.common.TopicPartition;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;

/** Whether the rows know all that is on guest.profiles now. */
public final class ProfileProgress {
    private final LogGuard log;
    private final JdbcTemplate jdbc;
    private final TransactionTemplate transactions;

    ProfileProgress(LogGuard log, JdbcTemplate jdbc, TransactionTemplate transactions) {
        this.log = log;
        this.jdbc = jdbc;
        this.transactions = transactions;
    }

    /** Asks the brokers and the database. */
    public boolean isUpToDate() {
        var partitions = log.partitions().keySet().stream()
                .filter(partition -> partition.topic().equals(Topics.GUEST_PROFILES.name()))
                .toList();
        var ends = log.readableEnds(partitions);
        var stored = new HashMap<TopicPartition, Long>();
        transactions.executeWithoutResult(status -> {
            jdbc.execute(ProjectionSchema.enter(ProjectionSchema.LIVE));
            OffsetTable.all(jdbc).forEach(row -> stored.put(row.partition(), row.nextOffset()));
        });
        return partitions.stream().allMatch(p -> stored.getOrDefault(p, 0L) >= Objects.requireNonNull(ends.get(p)));
    }
}
