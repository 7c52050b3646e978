package io.staylog.reporting.projection;

import io.staylog.reporting.projection.RowBatch.Attention;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/** Writes from when until when a person was called to a payment, and for what. */
final class AttentionRows {
    /** A call that this batch has made. */
    private record Call(Attention called, @Nullable Instant until) {
        boolean isSettledBy(AttentionChange said) {
            return until == null
                    && (said.reason() != null
                            || AttentionRows.settles(said, called.said().operation()));
        }
    }

    private static final Unnest<Attention> ENDED = new Unnest<Attention>()
            .column("payment_id", "uuid", Attention::paymentId)
            .column("version", "int", Attention::version)
            .column("at", "timestamptz", Attention::at)
            .column("settled", "text", a -> a.said().reason() == null ? a.said().settledText() : AttentionChange.ALL)
            .statement("""
                    with ended as (
                        select distinct on (o.payment_id, o.since_version) o.payment_id, o.since_version, r.at
                        from {rows} join payment_attention o on o.payment_id = r.payment_id and o.until_at is null
                        where r.settled = '*' or o.operation = any(string_to_array(r.settled, ','))
                        order by o.payment_id, o.since_version, r.version)
                    update payment_attention o set until_at = e.at from ended e
                    where o.payment_id = e.payment_id and o.since_version = e.since_version""");

    private static final Unnest<Call> CALLS = new Unnest<Call>()
            .column("payment_id", "uuid", c -> c.called().paymentId())
            .column("since_version", "int", c -> c.called().version())
            .column("hotel_id", "text", c -> c.called().hotelId())
            .column("operation", "text", c -> c.called().said().operation())
            .column("reason", "text", c -> c.called().said().reason())
            .column("since_at", "timestamptz", c -> c.called().at())
            .column("until_at", "timestamptz", Call::until)
            .statement("insert into payment_attention select * from {rows} on conflict do nothing");

    private AttentionRows() {}

    static void write(JdbcTemplate jdbc, Collection<List<Attention>> payments) {
        var ends = new ArrayList<Attention>();
        var calls = new ArrayList<Call>();
        for (var said : payments) {
            ends.addAll(said);
            calls.addAll(calls(said));
        }
        ENDED.execute(jdbc, ends);
        CALLS.execute(jdbc, calls);
    }

    /** What one payment's events of the batch have called for, in their order. */
    private static List<Call> calls(List<Attention> said) {
        var calls = new ArrayList<Call>();
        for (var event : said) {
            calls.replaceAll(call -> call.isSettledBy(event.said()) ? new Call(call.called, event.at()) : call);
            if (event.said().reason() != null) {
                calls.add(new Call(event, null));
            }
        }
        return calls;
    }

    private static boolean settles(AttentionChange said, @Nullable String operation) {
        return said.settled().contains(AttentionChange.ALL)
                || said.settled().contains(Objects.requireNonNullElse(operation, ""));
    }
}
