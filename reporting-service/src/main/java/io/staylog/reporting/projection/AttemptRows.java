package io.staylog.reporting.projection;

import java.util.Collection;
import org.springframework.jdbc.core.JdbcTemplate;

/** Writes tries at the bank. */
final class AttemptRows {
    private static final Unnest<AttemptTold> ATTEMPTS = new Unnest<AttemptTold>()
            .column("payment_id", "uuid", AttemptTold::paymentId)
            .column("attempt_no", "int", AttemptTold::attemptNo)
            .column("hotel_id", "text", AttemptTold::hotelId)
            .column("operation", "text", AttemptTold::operation)
            .column("business_date", "date", AttemptTold::on)
            .column("started_at", "timestamptz", AttemptTold::startedAt)
            .column("outcome", "text", AttemptTold::outcome)
            .column("outcome_at", "timestamptz", AttemptTold::outcomeAt)
            .column("unknown_at", "timestamptz", AttemptTold::unknownAt)
            .column("decline_code", "text", AttemptTold::declineCode)
            .column("decline_category", "text", AttemptTold::declineCategory)
            .statement("""
                    insert into payment_attempt as a
                    select * from {rows}
                    on conflict (payment_id, attempt_no) do update set
                        operation = coalesce(excluded.operation, a.operation),
                        business_date = coalesce(excluded.business_date, a.business_date),
                        started_at = coalesce(excluded.started_at, a.started_at),
                        outcome = coalesce(excluded.outcome, a.outcome),
                        outcome_at = coalesce(excluded.outcome_at, a.outcome_at),
                        unknown_at = coalesce(a.unknown_at, excluded.unknown_at),
                        decline_code = coalesce(excluded.decline_code, a.decline_code),
                        decline_category = coalesce(excluded.decline_category, a.decline_category)""");

    private AttemptRows() {}

    static void write(JdbcTemplate jdbc, Collection<AttemptTold> attempts) {
        ATTEMPTS.execute(jdbc, attempts);
    }
}
