package io.staylog.reporting.projection;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcTemplate;

/** Writes a batch of changes into the tables of the schema that the connection stands in. */
final class RowWriter {
    private RowWriter() {}

    /**
     * Writes within the caller's transaction.
     *
     * @return bookings and payments that the events spoke of and that there is no row for; none in a whole log
     */
    static List<Subject> write(JdbcTemplate jdbc, RowBatch batch) {
        HotelRows.write(jdbc, batch);
        var orphans = new ArrayList<Subject>();
        MovementRows.write(jdbc, batch.moved());
        BookingRows.write(jdbc, batch).forEach(id -> orphans.add(new Subject(id, null)));
        PaymentRows.write(jdbc, batch).forEach(id -> orphans.add(new Subject(null, id)));
        AttemptRows.write(jdbc, batch.attempts());
        CareRows.write(jdbc, batch);
        InvoiceRows.write(jdbc, batch);
        LedgerRows.write(jdbc, batch);
        DocumentRows.write(jdbc, batch);
        GuestRows.write(jdbc, batch);
        IndexRows.write(jdbc, batch);
        batch.ari().write(jdbc);
        return orphans;
    }

    /** Which of the ids no row of the table has. */
    static List<UUID> missing(JdbcTemplate jdbc, String table, String key, List<UUID> ids) {
        var sql = "select r.id from unnest(?::uuid[]) as r(id) where not exists (select 1 from " + table + " t where t."
                + key + " = r.id)";
        return jdbc.query(
                connection -> {
                    var statement = connection.prepareStatement(sql);
                    statement.setArray(1, connection.createArrayOf("uuid", ids.toArray()));
                    return statement;
                },
                (row, n) -> row.getObject(1, UUID.class));
    }
}
