package io.staylog.reporting.projection;

import io.staylog.reporting.projection.PaymentChange.Action;
import io.staylog.reporting.projection.PaymentChange.Card;
import io.staylog.reporting.projection.PaymentChange.Step;
import io.staylog.reporting.projection.RowChange.MoneyMoved;
import io.staylog.reporting.projection.RowChange.PaymentOpened;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/** Writes payments and the money that they moved. */
final class PaymentRows {
    private static final Unnest<PaymentChange> NEW = steps(new Unnest<PaymentChange>()
                    .column("payment_id", "uuid", PaymentChange::paymentId)
                    .column("hotel_id", "text", PaymentChange::hotelId)
                    .column("booking_id", "uuid", opened(PaymentOpened::bookingId))
                    .column("purpose", "text", opened(PaymentOpened::purpose))
                    .column("amount_minor", "bigint", opened(PaymentOpened::amountMinor))
                    .column("currency", "text", opened(PaymentOpened::currency))
                    .column("capture_mode", "text", opened(PaymentOpened::captureMode))
                    .column("business_date", "date", opened(PaymentOpened::businessDate))
                    .column("attention", "text", c -> c.said().attention().reason())
                    .column(
                            "attention_operation",
                            "text",
                            c -> c.said().attention().operation()))
            .upsert("payment", "payment_id");

    private static final Unnest<PaymentChange> CHANGED = steps(new Unnest<PaymentChange>()
                    .column("payment_id", "uuid", PaymentChange::paymentId)
                    .column("attempt_no", "int", step(Step::attemptNo))
                    .column("attention", "text", c -> c.said().attention().reason())
                    .column(
                            "attention_operation",
                            "text",
                            c -> c.said().attention().operation())
                    .column("settled", "text", c -> c.said().attention().settledText()))
            .statement("""
                    update payment p set
                        version = r.version,
                        changed_at = r.changed_at,
                        state = case when r.attempt_no = p.side_attempt_no then p.state
                                     else coalesce(r.state, p.state) end,
                        authorized_minor = case when r.authorized_minor = 0
                                                then p.authorized_minor else r.authorized_minor end,
                        captured_minor = p.captured_minor + r.captured_minor,
                        refunded_minor = p.refunded_minor + r.refunded_minor,
                        manual_refunded_minor = p.manual_refunded_minor + r.manual_refunded_minor,
                        psp_reference = coalesce(r.psp_reference, p.psp_reference),
                        decline_code = coalesce(r.decline_code, p.decline_code),
                        attention = case
                            when r.attention is not null then r.attention
                            when r.settled = '*' or p.attention_operation = any(string_to_array(r.settled, ','))
                                then null
                            else p.attention end,
                        attention_operation = case
                            when r.attention is not null then r.attention_operation
                            when r.settled = '*' or p.attention_operation = any(string_to_array(r.settled, ','))
                                then null
                            else p.attention_operation end,
                        action_url = coalesce(r.action_url, p.action_url),
                        action_expires_at = coalesce(r.action_expires_at, p.action_expires_at),
                        side_attempt_no = coalesce(r.side_attempt_no, p.side_attempt_no),
                        card_brand = case when r.card_last4 is null then p.card_brand else r.card_brand end,
                        card_last4 = coalesce(r.card_last4, p.card_last4)
                    from {rows}
                    where p.payment_id = r.payment_id""");

    /** What the amounts say better than the newest event alone. */
    private static final Unnest<PaymentChange> BY_AMOUNTS = new Unnest<PaymentChange>()
            .column("payment_id", "uuid", PaymentChange::paymentId)
            .statement("""
                    update payment p set state = case
                        when p.captured_minor = 0 then p.state
                        when p.state = 'PARTIALLY_CAPTURED' and p.captured_minor < p.authorized_minor then p.state
                        when p.refunded_minor + p.manual_refunded_minor >= p.captured_minor then 'REFUNDED'
                        when p.refunded_minor + p.manual_refunded_minor > 0 then 'PARTIALLY_REFUNDED'
                        else 'CAPTURED' end
                    from {rows}
                    where p.payment_id = r.payment_id and p.state in ('CAPTURED', 'PARTIALLY_CAPTURED', 'REFUNDED', 'EXPIRED')""");

    private static final Unnest<MoneyMoved> MOVEMENTS = new Unnest<MoneyMoved>()
            .column("payment_id", "uuid", MoneyMoved::paymentId)
            .column("version", "int", MoneyMoved::version)
            .column("hotel_id", "text", MoneyMoved::hotelId)
            .column("booking_id", "uuid", MoneyMoved::bookingId)
            .column("kind", "text", MoneyMoved::kind)
            .column("purpose", "text", MoneyMoved::purpose)
            .column("amount_minor", "bigint", MoneyMoved::amountMinor)
            .column("currency", "text", MoneyMoved::currency)
            .column("business_date", "date", MoneyMoved::businessDate)
            .statement("insert into cash_movement select r.payment_id, r.version, r.hotel_id, r.booking_id, r.kind,"
                    + " coalesce(r.purpose, p.purpose, 'UNKNOWN'), r.amount_minor, r.currency, r.business_date"
                    + " from {rows} left join payment p on p.payment_id = r.payment_id"
                    + " on conflict (payment_id, version) do update set kind = excluded.kind,"
                    + " purpose = excluded.purpose, amount_minor = excluded.amount_minor,"
                    + " currency = excluded.currency, business_date = excluded.business_date");

    private PaymentRows() {}

    /** The changed payments that there is no row for. */
    static List<UUID> write(JdbcTemplate jdbc, RowBatch batch) {
        NEW.execute(jdbc, batch.newPayments());
        var changed = batch.changedPayments();
        int found = CHANGED.execute(jdbc, changed);
        BY_AMOUNTS.execute(jdbc, batch.paymentsWithMoney());
        MOVEMENTS.execute(jdbc, batch.movements());
        if (found == changed.size()) {
            return List.of();
        }
        var ids = changed.stream().map(PaymentChange::paymentId).toList();
        return RowWriter.missing(jdbc, "payment", "payment_id", ids);
    }

    private static Unnest<PaymentChange> steps(Unnest<PaymentChange> columns) {
        return columns.column("version", "int", PaymentChange::version)
                .column("changed_at", "timestamptz", PaymentChange::at)
                .column("state", "text", PaymentChange::state)
                .column("authorized_minor", "bigint", PaymentRows::authorizedMinor)
                .column("captured_minor", "bigint", c -> c.moved().capturedMinor())
                .column("refunded_minor", "bigint", c -> c.moved().refundedMinor())
                .column("manual_refunded_minor", "bigint", c -> c.moved().refundedByHandMinor())
                .column("psp_reference", "text", c -> c.said().pspReference())
                .column("decline_code", "text", c -> c.said().declineCode())
                .column("action_url", "text", action(Action::url))
                .column("action_expires_at", "timestamptz", action(Action::expiresAt))
                .column("side_attempt_no", "int", c -> c.said().sideAttemptNo())
                .column("card_brand", "text", card(Card::brand))
                .column("card_last4", "text", card(Card::last4));
    }

    private static Long authorizedMinor(PaymentChange change) {
        var amount = change.said().authorizedMinor();
        return amount == null ? 0L : amount;
    }

    private static Function<PaymentChange, @Nullable Object> opened(Function<PaymentOpened, Object> value) {
        return of(PaymentChange::opened, value);
    }

    private static Function<PaymentChange, @Nullable Object> step(Function<Step, Object> value) {
        return of(PaymentChange::step, value);
    }

    private static Function<PaymentChange, @Nullable Object> action(Function<Action, Object> value) {
        return of(change -> change.said().action(), value);
    }

    private static Function<PaymentChange, @Nullable Object> card(Function<Card, Object> value) {
        return of(change -> change.said().card(), value);
    }

    private static <P> Function<PaymentChange, @Nullable Object> of(
            Function<PaymentChange, @Nullable P> part, Function<P, Object> value) {
        return change -> {
            var whole = part.apply(change);
            return whole == null ? null : value.apply(whole);
        };
    }
}
