package io.staylog.reporting.report;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A query whose conditions depend on what the caller named. Values only ever travel as parameters. */
final class Query {
    /** More rows than anybody reads in one answer. */
    static final int ROWS_MAX = 20_000;

    private final List<String> conditions = new ArrayList<>();
    private final Map<String, @Nullable Object> parameters = new HashMap<>();

    /** Adds a condition with its one parameter, unless the value is null. */
    Query where(String condition, String name, @Nullable Object value) {
        return value == null ? this : where(condition).with(name, value);
    }

    /** Adds a condition. */
    Query where(String condition) {
        conditions.add(condition);
        return this;
    }

    /** Adds a parameter. */
    Query with(String name, @Nullable Object value) {
        parameters.put(name, value);
        return this;
    }

    /**
     * Runs the SQL, in which {@code {where}} stands for the conditions.
     *
     * @throws ReportException if there are more than {@link #ROWS_MAX} rows
     */
    <T> List<T> list(JdbcClient jdbc, String sql, Class<T> row) {
        var rows = statement(jdbc, sql).query(row).stream()
                .map(Objects::requireNonNull)
                .toList();
        if (rows.size() > ROWS_MAX) {
            throw ReportException.badRequest(
                    "result_too_large",
                    "The answer would have more than " + ROWS_MAX + " rows; ask for a shorter time or one hotel.",
                    "from");
        }
        return rows;
    }

    /** The statement, for rows that need a mapping of their own. */
    JdbcClient.StatementSpec statement(JdbcClient jdbc, String sql) {
        var where = conditions.isEmpty() ? "true" : String.join(" and ", conditions);
        var limited = sql.contains("limit :") ? sql : sql + " limit " + (ROWS_MAX + 1);
        return jdbc.sql(limited.replace("{where}", where)).params(parameters);
    }
}
