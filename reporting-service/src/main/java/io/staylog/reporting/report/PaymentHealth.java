package io.staylog.reporting.report;

import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** How well payments go, and what the guests' ledgers come to. */
public final class PaymentHealth {
    /**
     * Payments of a period. Tries are those to reserve or take money; {@code authRatePct} is approved by approved and declined.
     * Unknown ones are those of the period's tries whose outcome nobody knows now. {@code captureLag…} is the time from a
     * reservation to the taking of the money. {@code refundRatePct} is refunded by captured money, {@code chargebackRatioPct}
     * chargebacks by captures.
     */
    public record Health(
            String hotelId,
            @Nullable String period,
            long tries,
            long approved,
            long declined,
            long failed,
            long unknown,
            @Nullable Instant oldestUnknownAt,
            @Nullable BigDecimal authRatePct,
            @Nullable BigDecimal captureLagHoursMean,
            @Nullable BigDecimal captureLagHoursMedian,
            long captures,
            long capturedMinor,
            long refunds,
            long refundedMinor,
            @Nullable BigDecimal refundRatePct,
            long chargebacks,
            long chargebackMinor,
            @Nullable BigDecimal chargebackRatioPct) {}

    /** Declined tries for one reason; {@code sharePct} of all declined ones of the period. */
    public record Declines(
            String hotelId,
            @Nullable String period,
            String operation,
            String code,
            String category,
            long declined,
            @Nullable BigDecimal sharePct) {}

    /**
     * Roll-forward of a guest ledger: {@code opening + charges + transfers - payments = closing}. GUEST are guests in the house,
     * DEPOSIT what was paid before arrival (negative: the hotel owes it), RECEIVABLE what ended bookings owe.
     */
    public record RollForward(
            String hotelId,
            @Nullable String period,
            String ledger,
            String currency,
            long openingMinor,
            long chargesMinor,
            long transfersMinor,
            long paymentsMinor,
            long closingMinor) {}

    private static final String HEALTH = """
            with {moments},
            attempts as (
                select a.hotel_id, {attemptPeriod} as period, a.payment_id, a.operation,
                    case when a.outcome_at <= m.ended_at then a.outcome
                        when a.unknown_at <= m.ended_at then 'UNKNOWN' end as outcome,
                    a.outcome_at, a.unknown_at
                from payment_attempt a join moments m using (hotel_id)
                where {where} and operation in ('AUTHORIZE', 'CAPTURE')),
            tries as (
                select hotel_id, period, count(*) as tries,
                    count(*) filter (where outcome in ('AUTHORIZED', 'CAPTURED')) as approved,
                    count(*) filter (where outcome = 'DECLINED') as declined,
                    count(*) filter (where outcome = 'FAILED') as failed,
                    count(*) filter (where outcome = 'UNKNOWN') as unknown,
                    min(unknown_at) filter (where outcome = 'UNKNOWN') as oldest_unknown_at
                from attempts group by 1, 2),
            lags as (
                select a.hotel_id, a.period,
                    extract(epoch from a.outcome_at - r.outcome_at) / 3600 as hours
                from attempts a join payment_attempt r
                    on r.payment_id = a.payment_id and r.operation = 'AUTHORIZE' and r.outcome = 'AUTHORIZED'
                where a.operation = 'CAPTURE' and a.outcome = 'CAPTURED'),
            lag as (
                select hotel_id, period, round(avg(hours), 2) as mean,
                    round(percentile_cont(0.5) within group (order by hours)::numeric, 2) as median
                from lags group by 1, 2),
            money as (
                select a.hotel_id, {attemptPeriod} as period, count(*) filter (where kind = 'CAPTURE') as captures,
                    sum({captured}) as captured, count(*) filter (where kind in ('REFUND', 'MANUAL_REFUND')) as refunds,
                    sum({refunded}) as refunded
                from cash_movement a where {where} group by 1, 2),
            disputed as (
                select a.hotel_id, {disputePeriod} as period, count(*) as chargebacks, sum(amount_minor) as amount
                from dispute a where {disputeWhere} and stage <> 'INQUIRY' group by 1, 2),
            periods as (
                select hotel_id, period from tries union select hotel_id, period from money
                union select hotel_id, period from disputed),
            figures as (
                select p.hotel_id, p.period, coalesce(t.tries, 0) as tries, coalesce(t.approved, 0) as approved,
                    coalesce(t.declined, 0) as declined, coalesce(t.failed, 0) as failed,
                    coalesce(t.unknown, 0) as unknown, t.oldest_unknown_at, l.mean as capture_lag_hours_mean,
                    l.median as capture_lag_hours_median, coalesce(m.captures, 0) as captures,
                    coalesce(m.captured, 0) as captured_minor, coalesce(m.refunds, 0) as refunds,
                    coalesce(m.refunded, 0) as refunded_minor, coalesce(d.chargebacks, 0) as chargebacks,
                    coalesce(d.amount, 0) as chargeback_minor
                from periods p
                left join tries t on t.hotel_id = p.hotel_id and t.period is not distinct from p.period
                left join lag l on l.hotel_id = p.hotel_id and l.period is not distinct from p.period
                left join money m on m.hotel_id = p.hotel_id and m.period is not distinct from p.period
                left join disputed d on d.hotel_id = p.hotel_id and d.period is not distinct from p.period)
            select *, round(100.0 * approved / nullif(approved + declined, 0), 2) as auth_rate_pct,
                round(100.0 * refunded_minor / nullif(captured_minor, 0), 2) as refund_rate_pct,
                round(100.0 * chargebacks / nullif(captures, 0), 2) as chargeback_ratio_pct
            from figures order by 1, 2""".replace("{moments}", Known.MOMENTS)
            .replace("{captured}", Money.CAPTURED)
            .replace("{refunded}", Money.REFUNDED);

    private static final String DECLINES = """
            with {moments},
            mix as (
                select a.hotel_id, {period} as period, coalesce(a.operation, 'UNKNOWN') as operation,
                    a.decline_code as code, coalesce(a.decline_category, 'UNKNOWN') as category, count(*) as declined
                from payment_attempt a join moments m using (hotel_id)
                where {where} and a.outcome = 'DECLINED' and a.outcome_at <= m.ended_at group by 1, 2, 3, 4, 5)
            select *, round(100.0 * declined / sum(declined) over (partition by hotel_id, period), 2) as share_pct
            from mix order by hotel_id, period, declined desc, code, operation""".replace("{moments}", Known.MOMENTS);

    private static final String ROLL_FORWARD = """
            with moved as (
                select d.hotel_id, {period} as period, d.ledger, d.currency, sum(charges_minor) as charges,
                    sum(transfers_minor) as transfers, sum(payments_minor) as payments
                from ledger_day d where {where} group by 1, 2, 3, 4),
            opening as (
                select d.hotel_id, d.ledger, d.currency,
                    sum(charges_minor + transfers_minor - payments_minor) as balance
                from ledger_day d
                where (:hotel::text is null or d.hotel_id = :hotel) and d.business_date < :from::date
                group by 1, 2, 3),
            periods as (
                select distinct hotel_id, period from moved
                union
                select hotel_id, null from opening where {whole}),
            ledgers as (
                select hotel_id, ledger, currency from moved union select hotel_id, ledger, currency from opening),
            figures as (
                select p.hotel_id, p.period, l.ledger, l.currency,
                    coalesce(o.balance, 0) + coalesce(sum(m.charges + m.transfers - m.payments) over (
                        partition by p.hotel_id, l.ledger, l.currency order by p.period
                        rows between unbounded preceding and 1 preceding), 0) as opening_minor,
                    coalesce(m.charges, 0) as charges_minor, coalesce(m.transfers, 0) as transfers_minor,
                    coalesce(m.payments, 0) as payments_minor
                from periods p join ledgers l using (hotel_id)
                left join opening o
                    on o.hotel_id = p.hotel_id and o.ledger = l.ledger and o.currency = l.currency
                left join moved m
                    on m.hotel_id = p.hotel_id and m.period is not distinct from p.period
                        and m.ledger = l.ledger and m.currency = l.currency)
            select *, opening_minor + charges_minor + transfers_minor - payments_minor as closing_minor
            from figures order by hotel_id, period, currency, ledger""";

    private final Snapshot snapshot;

    PaymentHealth(Snapshot snapshot) {
        this.snapshot = snapshot;
    }

    /** How payments went; the range is one of business dates. */
    public Answer<Health> health(Scope scope, @Nullable By by) {
        var sql = HEALTH.replace("{attemptPeriod}", By.period(by, "a.business_date"))
                .replace("{disputePeriod}", By.period(by, "a.opened_on"))
                .replace("{disputeWhere}", """
                        (:hotel::text is null or a.hotel_id = :hotel)
                            and (:from::date is null or a.opened_on >= :from)
                            and (:to::date is null or a.opened_on <= :to)
                            and (:on::date is null or a.opened_on <= :on)""");
        return snapshot.answer(Health.class, jdbc -> {
            scope.check(jdbc);
            return Page.whole(known(scope, "a").list(jdbc, sql, Health.class));
        });
    }

    /** Why tries were declined; the range is one of business dates. */
    public Answer<Declines> declines(Scope scope, @Nullable By by) {
        var sql = DECLINES.replace("{period}", By.period(by, "a.business_date"));
        return snapshot.answer(Declines.class, jdbc -> {
            scope.check(jdbc);
            return Page.whole(known(scope, "a").list(jdbc, sql, Declines.class));
        });
    }

    /** The guests' ledgers; the range is one of business dates. */
    public Answer<RollForward> rollForward(Scope scope, @Nullable By by) {
        var sql = ROLL_FORWARD
                .replace("{period}", By.period(by, "d.business_date"))
                .replace("{whole}", by == null ? "true" : "false");
        return snapshot.answer(RollForward.class, jdbc -> {
            scope.check(jdbc);
            return Page.whole(known(scope, "d").list(jdbc, sql, RollForward.class));
        });
    }

    /** Rows of business dates that had come by then. */
    private static Query known(Scope scope, String alias) {
        return scope.on(alias, "business_date")
                .where(alias + ".business_date <= :on", "on", scope.asOf())
                .with("hotel", scope.hotel())
                .with("from", scope.from())
                .with("to", scope.to())
                .with("on", scope.asOf());
    }
}
