package io.staylog.reporting.report;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Payments and the money they moved. */
public final class Money {

    /** One payment as it stands; amounts are in minor units of the currency. */
    public record Payment(
            UUID paymentId,
            String hotelId,
            UUID bookingId,
            int version,
            String state,
            String purpose,
            long amountMinor,
            String currency,
            String captureMode,
            LocalDate businessDate,
            long authorizedMinor,
            long capturedMinor,
            long refundedMinor,
            long manualRefundedMinor,
            long disputedMinor,
            long disputeLostMinor,
            @Nullable String pspReference,
            @Nullable String declineCode,
            @Nullable String cardBrand,
            @Nullable String cardLast4,
            @Nullable String attention,
            @Nullable String actionUrl,
            @Nullable Instant actionExpiresAt,
            Instant changedAt) {}

    private static final String PAYMENTS = """
            select payment_id, hotel_id, booking_id, version, state, purpose, amount_minor, currency, capture_mode,
                business_date, authorized_minor, captured_minor, refunded_minor, manual_refunded_minor,
                (select coalesce(sum(d.amount_minor), 0) from dispute d where d.payment_id = p.payment_id
                    and d.status not in ('WON', 'LOST') and d.stage <> 'INQUIRY') as disputed_minor,
                (select coalesce(sum(d.amount_minor), 0) from dispute d where d.payment_id = p.payment_id
                    and d.status = 'LOST') as dispute_lost_minor,
                psp_reference, decline_code, card_brand, card_last4, attention, action_url, action_expires_at, changed_at
            from payment p where {where} order by business_date desc, payment_id limit :limit""";

    /** What a movement brought in; a capture that failed later takes back what it had brought. */
    public static final String CAPTURED =
            "case kind when 'CAPTURE' then amount_minor when 'CAPTURE_FAILED' then -amount_minor else 0 end";

    /** What a movement gave back, through the bank or by hand. */
    public static final String REFUNDED = "case when kind in ('REFUND', 'MANUAL_REFUND') then amount_minor else 0 end";

    private static final String CASH = """
            select c.hotel_id, {period} as period, c.currency, c.purpose,
                count(*) filter (where kind = 'CAPTURE') as captures,
                sum({captured}) as captured_minor,
                count(*) filter (where kind in ('REFUND', 'MANUAL_REFUND')) as refunds,
                sum({refunded}) as refunded_minor,
                sum({captured} - {refunded}) as net_minor
            from cash_movement c where {where}
            group by 1, 2, 3, 4 order by 1, 2, 3, 4""".replace("{captured}", CAPTURED).replace("{refunded}", REFUNDED);

    private final Snapshot snapshot;

    Money(Snapshot snapshot) {
        this.snapshot = snapshot;
    }

    /** Money by purpose; the range is one of business dates. */
    public Answer<Rows.Cash> cash(Scope scope, @Nullable By by) {
        var sql = CASH.replace("{period}", By.period(by, "c.business_date"));
        return snapshot.answer(Rows.Cash.class, jdbc -> {
            scope.check(jdbc);
            return Page.whole(scope.on("c", "business_date").list(jdbc, sql, Rows.Cash.class));
        });
    }

    /**
     * Which payments.
     *
     * @param hotel of one hotel; null for all
     * @param state in one state; null for all
     * @param bookingId for one booking; null for all
     * @param needsAttention only those that a person must look at
     */
    public record PaymentFilter(
            @Nullable String hotel,
            @Nullable String state,
            @Nullable UUID bookingId,
            boolean needsAttention) {

        private Query query() {
            var query = new Query()
                    .where("p.hotel_id = :hotel", "hotel", hotel)
                    .where("p.state = :state", "state", state)
                    .where("p.booking_id = :booking", "booking", bookingId);
            return needsAttention ? query.where("p.attention is not null") : query;
        }
    }

    /**
     * Payments, those of the newest business date first.
     *
     * @param filter which
     * @param after where the page before ended; null for the first page
     */
    public Answer<Payment> payments(PaymentFilter filter, @Nullable String after, Limit limit) {
        var query = filter.query().with("limit", limit.rows() + 1);
        if (after != null) {
            var last = Cursor.decode(after, 2);
            query.where("(p.business_date < :date or p.business_date = :date and p.payment_id > :payment)")
                    .with("date", last.date(0))
                    .with("payment", last.uuid(1));
        }
        return snapshot.answer(Payment.class, jdbc -> {
            Scope.check(jdbc, filter.hotel);
            return Page.of(rows(jdbc, query), limit.rows(), p -> Cursor.encode(p.businessDate(), p.paymentId()));
        });
    }

    /**
     * One payment.
     *
     * @throws ReportException with code {@code payment_not_found}
     */
    public Answer<Payment> payment(UUID paymentId) {
        return snapshot.answer(Payment.class, jdbc -> {
            var query = new Query().where("p.payment_id = :id", "id", paymentId).with("limit", 1);
            var found = rows(jdbc, query);
            if (found.isEmpty()) {
                throw new ReportException(
                        ReportException.Kind.NOT_FOUND,
                        "payment_not_found",
                        "No event of this payment has been projected.",
                        Map.of());
            }
            return Page.whole(found);
        });
    }

    private static List<Payment> rows(JdbcClient jdbc, Query query) {
        return query.list(jdbc, PAYMENTS, Payment.class);
    }
}
