package io.staylog.reporting.report;

import io.staylog.reporting.report.Board.Event;
import io.staylog.reporting.report.Board.Paid;
import io.staylog.reporting.report.Board.Stay;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Where on the log the events stand that made rows what they are. */
final class BoardEvents {
    private static final int EVENTS_MAX = 300;

    private static final String EVENTS = """
            select topic, partition, event_offset as "offset", record_type, booking_id, payment_id, at
            from event_index where {condition} order by at desc, topic, partition, event_offset desc limit :limit""";

    private BoardEvents() {}

    /** The newest events of bookings, those of their payments too. */
    static List<Event> ofBookings(JdbcClient jdbc, List<Stay> stays) {
        return of(jdbc, "booking_id", stays.stream().map(Stay::bookingId).toArray(UUID[]::new));
    }

    /** The newest events of payments. */
    static List<Event> ofPayments(JdbcClient jdbc, List<Paid> payments) {
        return of(jdbc, "payment_id", payments.stream().map(Paid::paymentId).toArray(UUID[]::new));
    }

    private static List<Event> of(JdbcClient jdbc, String column, UUID[] ids) {
        return ids.length == 0
                ? List.of()
                : jdbc
                        .sql(EVENTS.replace("{condition}", column + " = any(:ids)"))
                        .param("ids", ids)
                        .param("limit", EVENTS_MAX)
                        .query(Event.class)
                        .stream()
                        .map(Objects::requireNonNull)
                        .toList();
    }
}
