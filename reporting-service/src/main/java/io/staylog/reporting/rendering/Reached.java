package io.staylog.reporting.rendering;

import io.staylog.reporting.projection.ProjectionSchema;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Whether the live rows have reached positions that somebody names as {@code topic=partition:nextOffset,…;…}. */
public final class Reached {
    private static final int CHARS_MAX = 20_000;

    private final JdbcTemplate jdbc;
    private final TransactionTemplate transactions;

    /** Does not connect yet. */
    public Reached(JdbcTemplate jdbc, PlatformTransactionManager manager) {
        this.jdbc = jdbc;
        this.transactions = new TransactionTemplate(manager);
    }

    /** Whether the text has the form of positions. */
    public static boolean isWellFormed(String positions) {
        return positions.length() <= CHARS_MAX
                && positions.matches("([a-z.-]+=\\d{1,9}:\\d{1,18}(,\\d{1,9}:\\d{1,18})*)(;[a-z.-]+=\\d{1,9}:\\d{1,18}"
                        + "(,\\d{1,9}:\\d{1,18})*)*");
    }

    /** Whether all of them are in the rows; what has not the form of positions asks for nothing. */
    public boolean are(@Nullable String positions) {
        if (positions == null || !isWellFormed(positions)) {
            return true;
        }
        var needed = new HashMap<String, Long>();
        for (var topic : positions.split(";", -1)) {
            var name = topic.substring(0, topic.indexOf('='));
            for (var partition : topic.substring(name.length() + 1).split(",", -1)) {
                int colon = partition.indexOf(':');
                needed.put(name + "/" + partition.substring(0, colon), Long.parseLong(partition.substring(colon + 1)));
            }
        }
        return transactions.execute(status -> covers(needed));
    }

    private boolean covers(Map<String, Long> needed) {
        jdbc.execute(ProjectionSchema.enter(ProjectionSchema.LIVE));
        var reached = new HashMap<String, Long>();
        jdbc.query("select topic, partition, next_offset from projection_offset", row -> {
            reached.put(row.getString("topic") + "/" + row.getInt("partition"), row.getLong("next_offset"));
        });
        // Of a topic that is not projected nobody can wait.
        return needed.entrySet().stream()
                .allMatch(e -> !reached.containsKey(e.getKey()) || reached.get(e.getKey()) >= e.getValue());
    }
}
