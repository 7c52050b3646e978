package io.staylog.reporting.projection;

import java.util.List;
import java.util.Objects;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * One table, live and rebuilt.
 *
 * @param table its name
 * @param liveRows rows of the live one
 * @param rebuiltRows rows of the rebuilt one
 * @param liveHash sums of two hashes of 64 bits over all rows as text
 * @param rebuiltHash the same of the rebuilt one
 */
public record TableComparison(String table, long liveRows, long rebuiltRows, String liveHash, String rebuiltHash) {
    // A sum does not depend on the order of the rows: so nothing is sorted, and no row leaves the database.
    private static final String DIGEST = """
            select count(*), coalesce(sum(hashtextextended(line, 1)::numeric), 0)
                || '/' || coalesce(sum(hashtextextended(line, 2)::numeric), 0)
            from (select t::text as line from {table} t offset 0) r""";

    private record Dump(long rows, String hash) {}

    /** Whether both hold the same rows. */
    public boolean equal() {
        return liveRows == rebuiltRows && liveHash.equals(rebuiltHash);
    }

    /** Compares all tables of the live schema, in which the caller's transaction stands, with the rebuilt ones. */
    static List<TableComparison> all(JdbcTemplate jdbc, TransactionTemplate other) {
        return tables(jdbc).stream()
                .map(table -> {
                    var live = dump(jdbc, table);
                    var rebuilt = Objects.requireNonNull(other.execute(status -> {
                        jdbc.execute(ProjectionSchema.standIn(ProjectionSchema.NEXT));
                        return dump(jdbc, table);
                    }));
                    return new TableComparison(table, live.rows, rebuilt.rows, live.hash, rebuilt.hash);
                })
                .toList();
    }

    private static List<String> tables(JdbcTemplate jdbc) {
        var names = jdbc.queryForList(
                "select table_name from information_schema.tables where table_schema = ?"
                        + " and table_type = 'BASE TABLE' and table_name <> 'flyway_schema_history' order by 1",
                String.class,
                ProjectionSchema.LIVE);
        return names.stream().map(Objects::requireNonNull).toList();
    }

    private static Dump dump(JdbcTemplate jdbc, String table) {
        // The name comes from the catalogue; it cannot be a parameter.
        return Objects.requireNonNull(jdbc.queryForObject(
                DIGEST.replace("{table}", table), (row, n) -> new Dump(row.getLong(1), row.getString(2))));
    }
}
