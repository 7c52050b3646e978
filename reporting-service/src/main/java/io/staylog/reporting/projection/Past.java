package io.staylog.reporting.projection;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.apache.kafka.common.TopicPartition;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.jdbc.core.JdbcTemplate;

/** Folds the log up to given offsets into tables of their own, for somebody who wants to see the rows as they were then. */
public final class Past {
    private static final long ONE_AT_A_TIME = 0x5374_6179_6C6F_6704L;

    private final ProjectionSchema schema;
    private final JdbcTemplate jdbc;
    private final Transactions transactions;
    private final LogGuard log;
    private final LogFolder folder;

    Past(ProjectionSchema schema, JdbcTemplate jdbc, Transactions transactions, LogGuard log, LogFolder folder) {
        this.schema = schema;
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.log = log;
        this.folder = folder;
    }

    /**
     * Looks at the rows as they stood at these offsets; partitions that are not named count as empty.
     *
     * @param offsets next offset by topic and partition
     * @param look gets the schema that the tables are in, which is gone afterwards
     * @throws IllegalStateException if another instance is looking at the past
     */
    public <T> T at(Map<String, Map<Integer, Long>> offsets, Function<String, T> look) {
        // On a connection of its own and in no transaction that the look could join: what it reads is dropped behind
        // it.
        var database = Objects.requireNonNull(jdbc.getDataSource());
        try (var connection = database.getConnection()) {
            if (!call(connection, "select pg_try_advisory_lock(" + ONE_AT_A_TIME + ")")) {
                throw new IllegalStateException("another verification is reading the log; try again when it has ended");
            }
            try {
                drop();
                fold(offsets);
                return look.apply(ProjectionSchema.PAST);
            } finally {
                drop();
                call(connection, "select pg_advisory_unlock(" + ONE_AT_A_TIME + ")");
            }
        } catch (SQLException e) {
            throw new DataAccessResourceFailureException("the database is away", e);
        }
    }

    private static boolean call(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement();
                var answer = statement.executeQuery(sql)) {
            return answer.next() && answer.getBoolean(1);
        }
    }

    private void fold(Map<String, Map<Integer, Long>> offsets) {
        schema.createPast();
        var ids = log.partitions();
        transactions.own().executeWithoutResult(status -> {
            jdbc.execute(ProjectionSchema.standIn(ProjectionSchema.PAST));
            Admission.addMissing(jdbc, log, ids.keySet(), ids);
        });
        var targets = new HashMap<TopicPartition, Long>();
        offsets.forEach((topic, partitions) -> partitions.forEach((partition, next) -> {
            var known = new TopicPartition(topic, partition);
            if (ids.containsKey(known)) {
                targets.put(known, next);
            }
        }));
        try (var fold = folder.open()) {
            fold.to(targets);
        }
    }

    /** Committed at once: Flyway, which comes next, has a connection of its own and would wait for the lock for ever. */
    private void drop() {
        transactions.own().executeWithoutResult(status -> jdbc.execute(ProjectionSchema.dropPast()));
    }
}
