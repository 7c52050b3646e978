package io.staylog.reporting.projection;

import io.staylog.reporting.projection.RowChange.Difference;
import io.staylog.reporting.projection.RowChange.DisputeOpening;
import io.staylog.reporting.projection.RowChange.DisputeSaid;
import io.staylog.reporting.projection.RowChange.NotificationUnmatched;
import io.staylog.reporting.projection.RowChange.OperatorActed;
import io.staylog.reporting.projection.RowChange.Settled;
import java.util.ArrayList;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/** Writes disputes, what people did by hand, what nobody here knows, and settlements. */
final class CareRows {
    private record Line(Settled settlement, int no, Difference difference) {}

    private static final Unnest<DisputeSaid> OPENED = new Unnest<DisputeSaid>()
            .column("payment_id", "uuid", DisputeSaid::paymentId)
            .column("dispute_id", "text", DisputeSaid::disputeId)
            .column("hotel_id", "text", DisputeSaid::hotelId)
            .column("booking_id", "uuid", opening(DisputeOpening::bookingId))
            .column("status", "text", DisputeSaid::status)
            .column("stage", "text", opening(DisputeOpening::stage))
            .column("reason_code", "text", opening(DisputeOpening::reasonCode))
            .column("amount_minor", "bigint", opening(DisputeOpening::amountMinor))
            .column("currency", "text", opening(DisputeOpening::currency))
            .column("evidence_due_at", "timestamptz", opening(DisputeOpening::evidenceDueAt))
            .column("opened_on", "date", opening(DisputeOpening::openedOn))
            .column("changed_at", "timestamptz", DisputeSaid::at)
            .upsert("dispute", "payment_id", "dispute_id");

    private static final Unnest<DisputeSaid> WENT_ON = new Unnest<DisputeSaid>()
            .column("payment_id", "uuid", DisputeSaid::paymentId)
            .column("dispute_id", "text", DisputeSaid::disputeId)
            .column("status", "text", DisputeSaid::status)
            .column("changed_at", "timestamptz", DisputeSaid::at)
            .statement("update dispute d set status = r.status, changed_at = r.changed_at from {rows}"
                    + " where d.payment_id = r.payment_id and d.dispute_id = r.dispute_id");

    private static final Unnest<DisputeSaid> STEPS = new Unnest<DisputeSaid>()
            .column("payment_id", "uuid", DisputeSaid::paymentId)
            .column("dispute_id", "text", DisputeSaid::disputeId)
            .column("version", "int", DisputeSaid::version)
            .column("status", "text", DisputeSaid::status)
            .column("at", "timestamptz", DisputeSaid::at)
            .statement("insert into dispute_step select * from {rows} on conflict do nothing");

    private static final Unnest<OperatorActed> ACTS = new Unnest<OperatorActed>()
            .column("topic", "text", c -> c.position().topic())
            .column("partition", "int", c -> c.position().partition())
            .column("event_offset", "bigint", c -> c.position().offset())
            .column("hotel_id", "text", OperatorActed::hotelId)
            .column("payment_id", "uuid", OperatorActed::paymentId)
            .column("booking_id", "uuid", OperatorActed::bookingId)
            .column("request_id", "uuid", OperatorActed::requestId)
            .column("request_type", "text", OperatorActed::requestType)
            .column("actor_type", "text", OperatorActed::actorType)
            .column("actor_id", "text", OperatorActed::actorId)
            .column("reason", "text", OperatorActed::reason)
            .column("at", "timestamptz", c -> c.position().at())
            .upsert("operator_act", "topic", "partition", "event_offset");

    private static final Unnest<NotificationUnmatched> UNMATCHED = new Unnest<NotificationUnmatched>()
            .column("topic", "text", c -> c.position().topic())
            .column("partition", "int", c -> c.position().partition())
            .column("event_offset", "bigint", c -> c.position().offset())
            .column("hotel_id", "text", NotificationUnmatched::hotelId)
            .column("gateway", "text", NotificationUnmatched::gateway)
            .column("notification_id", "text", NotificationUnmatched::notificationId)
            .column("kind", "text", NotificationUnmatched::kind)
            .column("merchant_reference", "text", NotificationUnmatched::merchantReference)
            .column("psp_reference", "text", NotificationUnmatched::pspReference)
            .column("amount_minor", "bigint", NotificationUnmatched::amountMinor)
            .column("currency", "text", NotificationUnmatched::currency)
            .column("at", "timestamptz", c -> c.position().at())
            .upsert("unmatched_notification", "topic", "partition", "event_offset");

    private static final Unnest<Settled> SETTLEMENTS = new Unnest<Settled>()
            .column("request_id", "uuid", Settled::requestId)
            .column("hotel_id", "text", Settled::hotelId)
            .column("settlement_date", "date", Settled::date)
            .column("currency", "text", Settled::currency)
            .column("matched", "int", Settled::matched)
            .column("gross_minor", "bigint", Settled::grossMinor)
            .column("fee_minor", "bigint", Settled::feeMinor)
            .column("differences", "int", s -> s.differences().size())
            .column("actor_id", "text", Settled::actorId)
            .column("at", "timestamptz", Settled::at)
            .upsert("settlement", "request_id");

    private static final Unnest<Line> DIFFERENCES = new Unnest<Line>()
            .column("request_id", "uuid", line -> line.settlement().requestId())
            .column("line_no", "int", Line::no)
            .column("hotel_id", "text", line -> line.settlement().hotelId())
            .column("settlement_date", "date", line -> line.settlement().date())
            .column("currency", "text", line -> line.settlement().currency())
            .column("kind", "text", line -> line.difference().kind())
            .column("movement", "text", line -> line.difference().movement())
            .column("merchant_reference", "text", line -> line.difference().merchantReference())
            .column("booked_minor", "bigint", line -> line.difference().bookedMinor())
            .column("settled_minor", "bigint", line -> line.difference().settledMinor())
            .upsert("settlement_difference", "request_id", "line_no");

    private CareRows() {}

    static void write(JdbcTemplate jdbc, RowBatch batch) {
        OPENED.execute(jdbc, batch.openedDisputes());
        WENT_ON.execute(jdbc, batch.changedDisputes());
        STEPS.execute(jdbc, batch.disputeSteps());
        AttentionRows.write(jdbc, batch.attention());
        ACTS.execute(jdbc, batch.acts());
        UNMATCHED.execute(jdbc, batch.unmatched());
        SETTLEMENTS.execute(jdbc, batch.settlements());
        var lines = new ArrayList<Line>();
        for (var settlement : batch.settlements()) {
            for (int i = 0; i < settlement.differences().size(); i++) {
                lines.add(new Line(settlement, i + 1, settlement.differences().get(i)));
            }
        }
        DIFFERENCES.execute(jdbc, lines);
    }

    private static Function<DisputeSaid, @Nullable Object> opening(Function<DisputeOpening, @Nullable Object> value) {
        return change -> {
            var opening = change.opening();
            return opening == null ? null : value.apply(opening);
        };
    }
}
