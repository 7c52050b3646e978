package io.staylog.reporting.projection;

import io.staylog.reporting.projection.RowChange.EventIndexed;
import org.springframework.jdbc.core.JdbcTemplate;

/** Writes where the events of bookings and payments stand on the log. */
final class IndexRows {
    private static final Unnest<EventIndexed> INDEX = new Unnest<EventIndexed>()
            .column("topic", "text", c -> c.position().topic())
            .column("partition", "int", c -> c.position().partition())
            .column("event_offset", "bigint", c -> c.position().offset())
            .column("record_type", "text", EventIndexed::recordType)
            .column("hotel_id", "text", EventIndexed::hotelId)
            .column("booking_id", "uuid", c -> c.subject().bookingId())
            .column("payment_id", "uuid", c -> c.subject().paymentId())
            .column("business_date", "date", EventIndexed::businessDate)
            .column("at", "timestamptz", c -> c.position().at())
            .statement("insert into event_index select * from {rows}");

    private IndexRows() {}

    static void write(JdbcTemplate jdbc, RowBatch batch) {
        INDEX.execute(jdbc, batch.indexed());
    }
}
