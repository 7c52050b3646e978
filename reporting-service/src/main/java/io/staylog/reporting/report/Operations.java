package io.staylog.reporting.report;

import io.staylog.reporting.report.Snapshot.Standing;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What operators see of the projection's own records. */
public final class Operations {

    /** How many records of one type were taken in, or not. */
    public record Counted(String topic, String recordType, String outcome, long records) {}

    /**
     * What a check of the invariants found.
     *
     * @param held how many invariants held
     * @param broken which did not
     * @param records how many records were read
     * @param actor who checked
     */
    public record Check(Instant at, int held, List<String> broken, long records, String actor) {
        /** Whether nothing was found. */
        public boolean good() {
            return broken.isEmpty();
        }
    }

    /**
     * What has been taken in.
     *
     * @param projected events in the rows
     * @param counted by topic, type and outcome
     * @param check the newest result of a check; null where none was recorded
     * @param unmatched the newest notifications of the bank that belong to no payment and to no hotel of ours
     */
    public record Taken(
            long projected, List<Counted> counted, @Nullable Check check, List<Board.Notified> unmatched) {}

    private static final String COUNTED = "select topic, record_type, outcome, sum(records) as records from event_count"
            + " group by 1, 2, 3 order by 1, 3, 4 desc, 2";

    private static final String CHECK = """
            select at, held, array(select jsonb_array_elements_text(broken)) as broken, records, actor_id
            from check_result order by at desc, request_id limit 1""";

    private static final String UNMATCHED = """
            select topic, partition, event_offset as "offset", gateway, notification_id, kind, psp_reference, amount_minor,
                currency, at
            from unmatched_notification u where not exists (select 1 from hotel h where h.hotel_id = u.hotel_id)
            order by at desc, topic, partition, event_offset desc limit 20""";

    private final Snapshot snapshot;

    Operations(Snapshot snapshot) {
        this.snapshot = snapshot;
    }

    /** How many records were taken in up to now. */
    public long records() {
        return snapshot.read(jdbc -> jdbc.sql("select coalesce(sum(records), 0) from event_count")
                        .query(Long.class)
                        .single())
                .value();
    }

    /** What has been taken in, by type, and the last check. */
    public Standing<Taken> taken() {
        return snapshot.read(jdbc -> {
            var counted = jdbc.sql(COUNTED).query(Counted.class).stream()
                    .map(Objects::requireNonNull)
                    .toList();
            long projected = counted.stream()
                    .filter(c -> c.outcome().equals("PROJECTED"))
                    .mapToLong(Counted::records)
                    .sum();
            var unmatched = jdbc.sql(UNMATCHED).query(Board.Notified.class).stream()
                    .map(Objects::requireNonNull)
                    .toList();
            return new Taken(projected, counted, check(jdbc), unmatched);
        });
    }

    private static @Nullable Check check(JdbcClient jdbc) {
        return jdbc.sql(CHECK)
                .query((row, n) -> new Check(
                        row.getObject("at", OffsetDateTime.class).toInstant(),
                        row.getInt("held"),
                        List.of((String[]) row.getArray("broken").getArray()),
                        row.getLong("records"),
                        row.getString("actor_id")))
                .optional()
                .orElse(null);
    }
}
