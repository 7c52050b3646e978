package io.staylog.reporting.projection;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
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
 * @param liveHash SHA-256 over all rows as text, in order
 * @param rebuiltHash the same of the rebuilt one
 */
public record TableComparison(String table, long liveRows, long rebuiltRows, String liveHash, String rebuiltHash) {
    private static final int FETCH_ROWS = 10_000;

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
        var sql = "select t::text from " + table + " t order by t::text collate \"C\"";
        var digest = sha256();
        var rows = new long[1];
        jdbc.query(
                connection -> {
                    var statement = connection.prepareStatement(sql);
                    statement.setFetchSize(FETCH_ROWS);
                    return statement;
                },
                row -> {
                    digest.update(row.getString(1).getBytes(StandardCharsets.UTF_8));
                    digest.update((byte) '\n');
                    rows[0]++;
                });
        return new Dump(rows[0], HexFormat.of().formatHex(digest.digest()));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
