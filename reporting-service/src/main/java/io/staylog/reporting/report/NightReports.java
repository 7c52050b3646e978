package io.staylog.reporting.report;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Reports on nights: what was sold, what that earned, how full the hotel was, and what is on the books. */
public final class NightReports {
    private static final String SOLD_NIGHTS = """
            from booking_night n join booking b on b.booking_id = n.booking_id
            where {where} and {sold}
            """.replace("{sold}", """
                    n.since_on <= coalesce(:on::date, 'infinity') and b.checked_in_on <= coalesce(:on::date, 'infinity')
                    and (n.until_on is null or n.until_on > coalesce(:on::date, 'infinity'))""");

    private static final String NIGHTS = """
            select n.hotel_id, {period} as period, count(*) as room_nights_sold,
                count(*) filter (where n.gross_minor <> 0) as room_nights_paid,
                count(*) filter (where n.gross_minor = 0) as complimentary,
                sum(n.guests) as guest_nights, sum(n.net_minor) as revenue_minor, sum(n.gross_minor) as gross_minor
            """ + SOLD_NIGHTS + "group by 1, 2 order by 1, 2";

    private static final String MONTHS = """
            with nightly as (
                select n.hotel_id, n.night, count(*) as rooms, sum(n.net_minor) as revenue
            """ + SOLD_NIGHTS + """
                group by 1, 2)
            select hotel_id, to_char(night, 'YYYY-MM') as month, sum(rooms) as room_nights_sold,
                sum(revenue) as revenue_minor, round(sum(revenue) / nullif(sum(rooms), 0), 2) as adr_minor,
                max(rooms) as peak_rooms_sold, count(*) as nights_with_sales
            from nightly group by 1, 2 order by 1, 2""";

    private static final String KPI = """
            with sold as materialized (
                select n.hotel_id, n.night, count(*) as rooms, count(*) filter (where n.gross_minor <> 0) as paid,
                    sum(n.net_minor) as revenue
            """ + SOLD_NIGHTS + """
                group by 1, 2),
            span as (
                select coalesce(:from::date, date_trunc('month', min(night))::date) as first,
                    coalesce(:to::date, (date_trunc('month', max(night)) + interval '1 month - 1 day')::date) as last
                from sold),
            nights as (
                select h.hotel_id, d::date as night, coalesce(:on::date, 'infinity') as on_date
                from hotel h, span, generate_series(span.first, span.last, interval '1 day') d
                where :hotel::text is null or h.hotel_id = :hotel),
            {typeSupply},
            supply as (
                select s.hotel_id, s.night, coalesce(:rooms::int, sum(t.physical), 0) as physical,
                    coalesce(sum(t.out_of_order), 0) as out_of_order
                from nights s left join type_supply t using (hotel_id, night)
                group by 1, 2),
            figures as (
                select p.hotel_id, {period} as period, sum({supply}) as rooms_available,
                    sum(p.out_of_order) as rooms_out_of_order, coalesce(sum(s.rooms), 0) as rooms_sold,
                    coalesce(sum(s.paid), 0) as rooms_sold_paid, coalesce(sum(s.revenue), 0) as revenue_minor
                from supply p left join sold s using (hotel_id, night)
                group by 1, 2)
            select *, rooms_sold - rooms_sold_paid as complimentary,
                round(100.0 * rooms_sold / nullif(rooms_available, 0), 2) as occupancy_pct,
                round(100.0 * rooms_sold_paid / nullif(rooms_available, 0), 2) as occupancy_paid_pct,
                round(revenue_minor / nullif(rooms_sold, 0), 2) as adr_minor,
                round(revenue_minor / nullif(rooms_sold_paid, 0), 2) as adr_paid_minor,
                round(revenue_minor / nullif(rooms_available, 0), 2) as revpar_minor
            from figures order by 1, 2""".replace("{typeSupply}", Supply.TYPE_SUPPLY);

    private static final String PICKUP = """
            with moments as (
                select hotel_id, coalesce(:until::date, business_date) as until,
                    coalesce(:since::date, coalesce(:until::date, business_date) - 1) as since
                from hotel),
            books as (
                select n.hotel_id, n.night, n.net_minor, m.since, m.until,
                    greatest(n.since_on, b.confirmed_on) <= m.since and (n.until_on is null or n.until_on > m.since)
                        and (b.off_books_on is null or b.off_books_on > m.since) as before,
                    greatest(n.since_on, b.confirmed_on) <= m.until and (n.until_on is null or n.until_on > m.until)
                        and (b.off_books_on is null or b.off_books_on > m.until) as after
                from booking_night n join booking b using (booking_id) join moments m on m.hotel_id = n.hotel_id
                where {where} and {counted} and n.night >= coalesce(:from::date, m.until))
            select n.hotel_id, {period} as period, n.since, n.until,
                count(*) filter (where before) as nights_before,
                coalesce(sum(net_minor) filter (where before), 0) as revenue_before_minor,
                count(*) filter (where after) as nights_after,
                coalesce(sum(net_minor) filter (where after), 0) as revenue_after_minor,
                count(*) filter (where after and not before) as added_nights,
                count(*) filter (where before and not after) as lost_nights,
                count(*) filter (where after) - count(*) filter (where before) as pickup_nights,
                coalesce(sum(net_minor) filter (where after), 0)
                    - coalesce(sum(net_minor) filter (where before), 0) as pickup_revenue_minor
            from books n where before or after
            group by 1, 2, 3, 4 order by 1, 2""".replace("{counted}", BookingReports.COUNTED);

    /** What rooms count as available. */
    public enum Base {
        /** All that exist. */
        PHYSICAL,
        /** All that exist, less those out of order. */
        OPERATIONAL
    }

    private final Snapshot snapshot;

    NightReports(Snapshot snapshot) {
        this.snapshot = snapshot;
    }

    /** Room nights sold and their revenue; the range is one of nights. */
    public Answer<Rows.Nights> nights(Scope scope, By by) {
        var sql = NIGHTS.replace("{period}", By.period(by, "n.night"));
        return snapshot.answer(Rows.Nights.class, jdbc -> {
            scope.check(jdbc);
            return Page.whole(scope.on("n", "night").with("on", scope.asOf()).list(jdbc, sql, Rows.Nights.class));
        });
    }

    /** Months of nights; the range is one of nights. */
    public Answer<Rows.Months> months(Scope scope) {
        return snapshot.answer(Rows.Months.class, jdbc -> {
            scope.check(jdbc);
            return Page.whole(scope.on("n", "night").with("on", scope.asOf()).list(jdbc, MONTHS, Rows.Months.class));
        });
    }

    /**
     * Occupancy, ADR and RevPAR. Without a range: all whole months from the first to the last night sold.
     *
     * @param rooms reckon with this many rooms on every night instead of those the hotel has; null for those it has
     */
    public Answer<Rows.Kpi> kpi(Scope scope, By by, Base base, @Nullable Integer rooms) {
        Supply.check(rooms);
        return snapshot.answer(Rows.Kpi.class, jdbc -> {
            scope.check(jdbc);
            return Page.whole(kpi(jdbc, scope, by, base, rooms));
        });
    }

    /** The same, for whoever asks more in the same moment. */
    static List<Rows.Kpi> kpi(JdbcClient jdbc, Scope scope, By by, Base base, @Nullable Integer rooms) {
        var supply = base == Base.PHYSICAL ? "p.physical" : "p.physical - p.out_of_order";
        var sql = KPI.replace("{period}", By.period(by, "p.night")).replace("{supply}", supply);
        return scope.on("n", "night")
                .with("hotel", scope.hotel())
                .with("from", scope.from())
                .with("to", scope.to())
                .with("rooms", rooms)
                .with("on", scope.asOf())
                .list(jdbc, sql, Rows.Kpi.class);
    }

    /**
     * Pickup of stay nights from the end of one business date to the end of another. Without dates: from yesterday's to
     * today's in each hotel; without a range: for nights from the later business date on.
     */
    public Answer<Rows.Pickup> pickup(Scope scope, @Nullable LocalDate since, @Nullable LocalDate until, By by) {
        Scope.inRange(since, "since");
        Scope.inRange(until, "until");
        if (since != null && until != null && until.isBefore(since)) {
            throw ReportException.badRequest("range_invalid", "'until' must not be before 'since'.", "until");
        }
        var sql = PICKUP.replace("{period}", By.period(by, "n.night"));
        return snapshot.answer(Rows.Pickup.class, jdbc -> {
            scope.check(jdbc);
            return Page.whole(pickup(jdbc, scope, since, until, sql));
        });
    }

    private static List<Rows.Pickup> pickup(
            JdbcClient jdbc, Scope scope, @Nullable LocalDate since, @Nullable LocalDate until, String sql) {
        return scope.on("n", "night")
                .with("from", scope.from())
                .with("since", since)
                .with("until", until)
                .list(jdbc, sql, Rows.Pickup.class);
    }
}
