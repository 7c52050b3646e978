package io.staylog.reporting.report;

import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The accounts: trial balances, the journal, and what is still open. */
public final class Ledger {

    /**
     * One account in one currency. {@code opening + debit - credit = closing}; over all accounts of a hotel, period and
     * currency openings and closings add up to zero, and debits are as much as credits.
     */
    public record TrialBalance(
            String hotelId,
            @Nullable String period,
            String account,
            String currency,
            long openingMinor,
            long debitMinor,
            long creditMinor,
            long closingMinor) {}

    /** One line of the journal, with the entry that it belongs to and the record of the log that the entry follows from. */
    public record JournalLine(
            String hotelId,
            LocalDate businessDate,
            Instant at,
            String topic,
            int partition,
            long offset,
            @Nullable String eventId,
            String eventType,
            UUID about,
            @Nullable UUID bookingId,
            @Nullable UUID paymentId,
            int lineNo,
            String account,
            long debitMinor,
            long creditMinor,
            String currency) {}

    /** What a booking that has ended still owes; negative where it is owed. */
    public record OpenBalance(
            String hotelId,
            UUID bookingId,
            @Nullable String status,
            String currency,
            long balanceMinor,
            LocalDate movedOn) {}

    private static final String TRIAL_BALANCE = """
            with moved as (
                select l.hotel_id, {period} as period, l.account, l.currency,
                    sum(l.debit_minor) as debit, sum(l.credit_minor) as credit
                from journal_line l where {where} group by 1, 2, 3, 4),
            opening as (
                select l.hotel_id, l.account, l.currency, sum(l.debit_minor - l.credit_minor) as balance
                from journal_line l
                where (:hotel::text is null or l.hotel_id = :hotel) and l.business_date < :from::date
                group by 1, 2, 3),
            periods as (
                select hotel_id, period from moved
                union
                select hotel_id, null from opening where {whole}),
            accounts as (
                select hotel_id, account, currency from moved
                union
                select hotel_id, account, currency from opening),
            figures as (
                select p.hotel_id, p.period, a.account, a.currency,
                    coalesce(o.balance, 0) + coalesce(sum(m.debit - m.credit) over (
                        partition by p.hotel_id, a.account, a.currency order by p.period
                        rows between unbounded preceding and 1 preceding), 0) as opening_minor,
                    coalesce(m.debit, 0) as debit_minor, coalesce(m.credit, 0) as credit_minor
                from periods p join accounts a using (hotel_id)
                left join opening o
                    on o.hotel_id = p.hotel_id and o.account = a.account and o.currency = a.currency
                left join moved m
                    on m.hotel_id = p.hotel_id and m.period is not distinct from p.period
                        and m.account = a.account and m.currency = a.currency)
            select *, opening_minor + debit_minor - credit_minor as closing_minor
            from figures order by hotel_id, period, currency, account""";

    private static final String JOURNAL = """
            select e.hotel_id, e.business_date, e.at, e.topic, e.partition, e.event_offset as "offset", e.event_id,
                e.event_type, e.about, e.booking_id, e.payment_id, l.line_no, l.account, l.debit_minor, l.credit_minor,
                l.currency
            from journal_entry e join journal_line l using (topic, partition, event_offset, about)
            where {where}
            order by e.business_date, e.at, e.topic, e.partition, e.event_offset, e.about, l.line_no limit :limit""";

    private static final String AFTER = """
            (e.business_date, e.at, e.topic, e.partition, e.event_offset, e.about, l.line_no)
                > (:date, :at, :topic, :partition, :offset, :about, :line)""";

    private static final String OPEN_BALANCES = """
            select o.hotel_id, o.booking_id, b.status, o.currency, o.balance_minor, o.since_on as moved_on
            from open_balance o left join booking b using (booking_id)
            where {where} order by 1, 2, 4""";

    private static final int CURSOR_PARTS = 7;

    private final Snapshot snapshot;

    Ledger(Snapshot snapshot) {
        this.snapshot = snapshot;
    }

    /**
     * What stood in each account, what moved, what stands in it after; the range is one of business dates. Put together in
     * time it has the periods in which anything moved.
     */
    public Answer<TrialBalance> trialBalance(Scope scope, @Nullable By by) {
        var sql = TRIAL_BALANCE
                .replace("{period}", By.period(by, "l.business_date"))
                .replace("{whole}", by == null ? "true" : "false");
        return snapshot.answer(TrialBalance.class, jdbc -> {
            scope.check(jdbc);
            var query =
                    scope.on("l", "business_date").with("hotel", scope.hotel()).with("from", scope.from());
            return Page.whole(query.list(jdbc, sql, TrialBalance.class));
        });
    }

    /**
     * Which lines of the journal.
     *
     * @param scope of which hotel, and of which business dates
     * @param bookingId of one booking; null for all
     * @param paymentId of one payment; null for all
     * @param account of one account; null for all
     */
    public record JournalFilter(
            Scope scope,
            @Nullable UUID bookingId,
            @Nullable UUID paymentId,
            @Nullable String account) {

        /**
         * Refuses the journal of everything.
         *
         * @throws ReportException with code {@code filter_missing}
         */
        public JournalFilter {
            if (scope.hotel() == null && bookingId == null && paymentId == null) {
                throw ReportException.badRequest(
                        "filter_missing", "Name a hotel, a booking or a payment whose journal it is to be.", "hotel");
            }
        }

        private Query query() {
            return scope.on("e", "business_date")
                    .where("e.booking_id = :booking", "booking", bookingId)
                    .where("e.payment_id = :payment", "payment", paymentId)
                    .where("l.account = :account", "account", account);
        }
    }

    /**
     * Lines of the journal by business date, within it by time.
     *
     * @param after where the page before ended; null for the first page
     */
    public Answer<JournalLine> journal(JournalFilter filter, @Nullable String after, Limit limit) {
        var query = filter.query().with("limit", limit.rows() + 1);
        if (after != null) {
            var last = Cursor.decode(after, CURSOR_PARTS);
            query.where(AFTER)
                    .with("date", last.date(0))
                    .with("at", OffsetDateTime.ofInstant(last.instant(1), ZoneOffset.UTC))
                    .with("topic", last.text(2))
                    .with("partition", last.number(3))
                    .with("offset", last.number(4))
                    .with("about", last.uuid(5))
                    .with("line", last.number(6));
        }
        return snapshot.answer(JournalLine.class, jdbc -> {
            filter.scope.check(jdbc);
            List<JournalLine> rows = query.list(jdbc, JOURNAL, JournalLine.class);
            return Page.of(rows, limit.rows(), Ledger::cursor);
        });
    }

    private static String cursor(JournalLine line) {
        return Cursor.encode(
                line.businessDate,
                Cursor.micros(line.at),
                line.topic,
                line.partition,
                line.offset,
                line.about,
                line.lineNo);
    }

    /** Bookings that have ended and whose money is not even. */
    public Answer<OpenBalance> openBalances(@Nullable String hotel) {
        return snapshot.answer(OpenBalance.class, jdbc -> {
            Scope.check(jdbc, hotel);
            var query = new Query().where("o.hotel_id = :hotel", "hotel", hotel).where("o.until_on is null");
            return Page.whole(query.list(jdbc, OPEN_BALANCES, OpenBalance.class));
        });
    }
}
