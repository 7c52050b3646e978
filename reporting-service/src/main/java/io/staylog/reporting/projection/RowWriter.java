package io.staylog.reporting.projection;

import org.springframework.jdbc.core.JdbcTemplate;

/** Writes a batch of changes into the tables of the schema that the connection stands in. */
final class RowWriter {
    private RowWriter() {}

    /**
     * Writes within the caller's transaction.
     *
     * @return how many bookings and payments the events spoke of that there is no row for; 0 in a whole log
     */
    static int write(JdbcTemplate jdbc, RowBatch batch) {
        HotelRows.write(jdbc, batch);
        return BookingRows.write(jdbc, batch) + PaymentRows.write(jdbc, batch);
    }
}
