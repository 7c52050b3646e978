package io.staylog.reporting.report.daily;

import io.staylog.reporting.report.Care;
import io.staylog.reporting.report.Known;
import io.staylog.reporting.report.Money;
import io.staylog.reporting.report.daily.DailyReport.Captured;
import io.staylog.reporting.report.daily.DailyReport.Exceptions;
import io.staylog.reporting.report.daily.DailyReport.LedgerRoll;
import io.staylog.reporting.report.daily.DailyReport.OpenBalances;
import io.staylog.reporting.report.daily.DailyReport.OpenDispute;
import io.staylog.reporting.report.daily.DailyReport.OverbookedNight;
import io.staylog.reporting.report.daily.DailyReport.Payments;
import java.sql.Timestamp;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Money that moved, what guests' ledgers come to, and what a person must look at. */
final class MoneyFigures {
    private static final String CASH = """
            with {windows}
            select w.no, c.purpose, coalesce(sum({captured}), 0) as captured,
                coalesce(sum(amount_minor) filter (where kind = 'REFUND'), 0) as refunded,
                coalesce(sum(amount_minor) filter (where kind = 'MANUAL_REFUND'), 0) as by_hand
            from windows w join cash_movement c on c.business_date between w.first and w.last
            where c.hotel_id = :hotel
            group by 1, 2""".replace("{windows}", Asked.WINDOWS).replace("{captured}", Money.CAPTURED);

    private static final String LEDGERS = """
            with {windows},
            ledgers(no, ledger) as (values (1, 'DEPOSIT'), (2, 'GUEST'), (3, 'RECEIVABLE')),
            moved as (
                select l.no, l.ledger, w.no as window_no,
                    coalesce(sum(d.charges_minor + d.transfers_minor - d.payments_minor)
                        filter (where d.business_date < w.first), 0) as opening_minor,
                    coalesce(sum(d.charges_minor) filter (where d.business_date >= w.first), 0) as charges_minor,
                    coalesce(sum(d.transfers_minor) filter (where d.business_date >= w.first), 0) as transfers_minor,
                    coalesce(sum(d.payments_minor) filter (where d.business_date >= w.first), 0) as payments_minor
                from ledgers l cross join windows w
                left join ledger_day d
                    on d.hotel_id = :hotel and d.business_date <= w.last and d.ledger = l.ledger
                        and d.currency = (select currency from hotel where hotel_id = :hotel)
                group by 1, 2, 3)
            select *, opening_minor + charges_minor + transfers_minor - payments_minor as closing_minor
            from moved order by no, window_no""".replace("{windows}", Asked.WINDOWS);

    private static final String OPEN_BALANCES = """
            select count(*) filter (where balance_minor > 0) as owed,
                coalesce(sum(balance_minor) filter (where balance_minor > 0), 0) as owed_minor,
                count(*) filter (where balance_minor < 0) as owing,
                coalesce(-sum(balance_minor) filter (where balance_minor < 0), 0) as owing_minor
            from open_balance
            where hotel_id = :hotel and since_on <= :date and (until_on is null or until_on > :date)""";

    private static final String ATTENTION =
            """
            with {moments}
            select count(*) from moments m join payment_attention a using (hotel_id)
            where {attention}""".replace("{moments}", Known.MOMENTS).replace("{attention}", Known.ATTENTION);

    private static final String DISPUTES =
            """
            with {moments}, {disputes}
            select payment_id, dispute_id, status, reason_code, amount_minor, currency, evidence_due_at
            from disputes where status not in ('WON', 'LOST')
            order by evidence_due_at nulls last, payment_id, dispute_id""".replace("{moments}", Known.MOMENTS).replace("{disputes}", Care.KNOWN_DISPUTES);

    private static final String UNKNOWN =
            """
            with {moments}
            select count(*) as payments, min(unknown_at) as oldest
            from moments m join payment_attempt a using (hotel_id)
            where {unknown}""".replace("{moments}", Known.MOMENTS).replace("{unknown}", Known.UNKNOWN);

    private static final String DEAD_LETTERS =
            "select coalesce(sum(records), 0) from event_count where outcome = 'DEAD'";

    private MoneyFigures() {}

    static Payments payments(JdbcClient jdbc, Asked asked) {
        Map<String, Sums> purposes = new HashMap<>();
        var all = new Sums();
        asked.query(jdbc, CASH).query(row -> {
            purposes.computeIfAbsent(row.getString("purpose"), purpose -> new Sums())
                    .add(row, 3);
            all.add(row, 3);
        });
        var captured = purposes.entrySet().stream()
                .map(entry -> new Captured(entry.getKey(), entry.getValue().figure("captured")))
                .sorted(Comparator.comparing(Captured::purpose))
                .toList();
        return new Payments(
                captured,
                all.figure("refunded"),
                all.figure("by_hand"),
                all.figure("captured").minus(all.figure("refunded")).minus(all.figure("by_hand")),
                asked.query(jdbc, OPEN_BALANCES).query(OpenBalances.class).single(),
                asked.query(jdbc, ATTENTION).query(Long.class).single(),
                asked.list(jdbc, DISPUTES, OpenDispute.class));
    }

    static List<LedgerRoll> ledgers(JdbcClient jdbc, Asked asked) {
        return asked.query(jdbc, LEDGERS)
                .query((row, n) -> new LedgerRoll(
                        row.getString("ledger"),
                        Window.of(row.getInt("window_no")).name(),
                        row.getLong("opening_minor"),
                        row.getLong("charges_minor"),
                        row.getLong("transfers_minor"),
                        row.getLong("payments_minor"),
                        row.getLong("closing_minor")))
                .list();
    }

    /** What became unknown and how long ago. */
    private record Unknown(long payments, @Nullable Timestamp oldest) {}

    static Exceptions exceptions(
            JdbcClient jdbc, Asked asked, List<OverbookedNight> overbooked, long holdsExpired, OpenBalances open) {
        var unknown = asked.query(jdbc, UNKNOWN).query(Unknown.class).single();
        return new Exceptions(
                overbooked,
                holdsExpired,
                unknown.payments,
                unknown.oldest == null ? null : unknown.oldest.toInstant(),
                jdbc.sql(DEAD_LETTERS).query(Long.class).single(),
                open.owed() + open.owing());
    }
}
