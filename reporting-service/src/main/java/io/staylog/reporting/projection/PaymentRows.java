package io.staylog.reporting.projection;

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
                    .column("business_date", "date", opened(PaymentOpened::businessDate)))
            .upsert("payment", "payment_id");

    private static final Unnest<PaymentChange> CHANGED = steps(
                    new Unnest<PaymentChange>().column("payment_id", "uuid", PaymentChange::paymentId))
            .statement("""
                    update payment p set
                        version = r.version,
                        changed_at = r.changed_at,
                        state = coalesce(r.state, p.state),
                        authorized_minor = case when r.authorized_minor = 0
                                                then p.authorized_minor else r.authorized_minor end,
                        captured_minor = p.captured_minor + r.captured_minor,
                        refunded_minor = p.refunded_minor + r.refunded_minor,
                        psp_reference = coalesce(r.psp_reference, p.psp_reference),
                        decline_code = coalesce(r.decline_code, p.decline_code),
                        attention = coalesce(r.attention, p.attention)
                    from {rows}
                    where p.payment_id = r.payment_id""");

    private static final Unnest<PaymentChange> PARTIAL_REFUNDS = new Unnest<PaymentChange>()
            .column("payment_id", "uuid", PaymentChange::paymentId)
            .statement("update payment p set state = 'PARTIALLY_REFUNDED' from {rows}"
                    + " where p.payment_id = r.payment_id and p.state = 'REFUNDED'"
                    + " and p.refunded_minor < p.captured_minor");

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
            .upsert("cash_movement", "payment_id", "version");

    private PaymentRows() {}

    /** The changed payments that there is no row for. */
    static List<UUID> write(JdbcTemplate jdbc, RowBatch batch) {
        NEW.execute(jdbc, batch.newPayments());
        var changed = batch.changedPayments();
        int found = CHANGED.execute(jdbc, changed);
        PARTIAL_REFUNDS.execute(jdbc, batch.refundedPayments());
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
                .column("captured_minor", "bigint", PaymentChange::capturedMinor)
                .column("refunded_minor", "bigint", PaymentChange::refundedMinor)
                .column("psp_reference", "text", PaymentChange::pspReference)
                .column("decline_code", "text", PaymentChange::declineCode)
                .column("attention", "text", PaymentChange::attention);
    }

    private static Long authorizedMinor(PaymentChange change) {
        var amount = change.authorizedMinor();
        return amount == null ? 0L : amount;
    }

    private static Function<PaymentChange, @Nullable Object> opened(Function<PaymentOpened, Object> value) {
        return change -> {
            var opened = change.opened();
            return opened == null ? null : value.apply(opened);
        };
    }
}
