package io.staylog.reporting.report;

import org.jspecify.annotations.Nullable;

/** Reports on bookings: how many, in which status, when made and when undone. */
public final class BookingReports {
    /** Ever secured. What was only held, whatever became of it, is not in any count of bookings. */
    static final String COUNTED = "b.confirmed_on is not null";

    /** The guest came. */
    static final String SOLD = "b.status in ('IN_HOUSE', 'CHECKED_OUT')";

    private static final String STATUS = """
            select b.hotel_id, {period} as period, b.status, b.currency, count(*) as bookings,
                   sum(b.room_nights) as room_nights, sum(b.gross_minor) as gross_minor
            from booking b
            where {where}
            group by 1, 2, 3, 4 order by 1, 2, 3, 4""";

    private static final String TOTALS =
            """
            with figures as (
                select b.hotel_id,
                    count(*) filter (where {counted}) as bookings,
                    count(*) filter (where b.status = 'HELD') as held,
                    count(*) filter (where b.status = 'CONFIRMED') as confirmed,
                    count(*) filter (where b.status = 'IN_HOUSE') as in_house,
                    count(*) filter (where b.status = 'CHECKED_OUT') as checked_out,
                    count(*) filter (where b.status = 'CANCELLED' and {counted}) as cancelled,
                    count(*) filter (where b.status = 'NO_SHOW') as no_show,
                    count(*) filter (where b.status = 'WALKED') as walked,
                    count(*) filter (where b.status = 'RELEASED' or (b.status = 'CANCELLED' and not {counted})) as released,
                    count(*) filter (where b.status = 'EXPIRED') as expired,
                    sum(b.booked_room_nights) filter (where {counted}) as room_nights_booked,
                    sum(b.room_nights) filter (where {sold}) as room_nights_sold,
                    sum(b.net_minor) filter (where {sold}) as revenue_minor,
                    sum(b.gross_minor) filter (where {sold}) as revenue_gross_minor,
                    sum(b.gross_minor) filter (where b.status in ('CANCELLED', 'NO_SHOW') and {counted}) as lost_gross_minor,
                    sum(b.fee_minor) filter (where b.status = 'CANCELLED') as cancellation_fees_minor,
                    sum(b.fee_minor) filter (where b.status = 'NO_SHOW') as no_show_fees_minor
                from booking b group by b.hotel_id),
            cash as (
                select hotel_id,
                    sum({captured}) as captured_minor,
                    sum({refunded}) as refunded_minor
                from cash_movement group by hotel_id)
            select h.hotel_id, h.name, h.currency, h.business_date,
                coalesce(f.bookings, 0) as bookings, coalesce(f.held, 0) as held, coalesce(f.confirmed, 0) as confirmed,
                coalesce(f.in_house, 0) as in_house, coalesce(f.checked_out, 0) as checked_out, coalesce(f.cancelled, 0) as cancelled,
                coalesce(f.no_show, 0) as no_show, coalesce(f.walked, 0) as walked, coalesce(f.released, 0) as released, coalesce(f.expired, 0) as expired,
                coalesce(f.room_nights_booked, 0) as room_nights_booked, coalesce(f.room_nights_sold, 0) as room_nights_sold,
                coalesce(f.revenue_minor, 0) as revenue_minor, coalesce(f.revenue_gross_minor, 0) as revenue_gross_minor,
                coalesce(f.lost_gross_minor, 0) as lost_gross_minor, coalesce(f.cancellation_fees_minor, 0) as cancellation_fees_minor,
                coalesce(f.no_show_fees_minor, 0) as no_show_fees_minor,
                round(f.revenue_minor / nullif(f.room_nights_sold, 0), 2) as adr_minor,
                coalesce(c.captured_minor, 0) as captured_minor, coalesce(c.refunded_minor, 0) as refunded_minor,
                coalesce(c.captured_minor, 0) - coalesce(c.refunded_minor, 0) as net_cash_minor
            from hotel h left join figures f using (hotel_id) left join cash c using (hotel_id)
            where {where}
            order by h.hotel_id""".replace("{captured}", Money.CAPTURED).replace("{refunded}", Money.REFUNDED);

    private static final String ARRIVALS = """
            with figures as (
                select b.hotel_id, {period} as period, count(*) as bookings,
                    count(*) filter (where b.status = 'CHECKED_OUT') as checked_out,
                    count(*) filter (where b.status = 'CANCELLED') as cancelled,
                    count(*) filter (where b.status = 'NO_SHOW') as no_show,
                    count(*) filter (where {sold}) as stays,
                    coalesce(sum(b.room_nights) filter (where {sold}), 0) as room_nights_sold,
                    coalesce(sum(b.net_minor) filter (where {sold}), 0) as revenue_minor,
                    sum(b.arrival_date - b.booked_on) as lead_days
                from booking b
                where {where}
                group by 1, 2)
            select *,
                round(revenue_minor / nullif(room_nights_sold, 0), 2) as adr_minor,
                round(room_nights_sold::numeric / nullif(stays, 0), 4) as alos,
                round(lead_days::numeric / nullif(bookings, 0), 4) as lead_days_mean,
                round((cancelled + no_show)::numeric / nullif(bookings, 0), 6) as cancellation_rate
            from figures order by 1, 2""";

    private static final String EVENT_DAYS = """
            with happened as (
                select b.*, 'BOOKED' as what, b.booked_on as day from booking b where {counted}
                union all
                select b.*, b.status, b.off_books_on from booking b
                where b.status in ('CANCELLED', 'NO_SHOW', 'WALKED') and {counted}
                union all
                select b.*, 'ARRIVED', b.checked_in_on from booking b where b.checked_in_on is not null
                union all
                select b.*, 'LEFT', b.checked_out_on from booking b where b.checked_out_on is not null),
            figures as (
                select e.hotel_id, {period} as period,
                    count(*) filter (where what = 'BOOKED') as booked,
                    coalesce(sum(booked_room_nights) filter (where what = 'BOOKED'), 0) as booked_nights,
                    coalesce(sum(booked_gross_minor) filter (where what = 'BOOKED'), 0) as booked_value_minor,
                    count(*) filter (where what = 'CANCELLED') as cancelled,
                    coalesce(sum(room_nights) filter (where what = 'CANCELLED'), 0) as cancelled_nights,
                    coalesce(sum(gross_minor) filter (where what = 'CANCELLED'), 0) as cancelled_value_minor,
                    count(*) filter (where what = 'NO_SHOW') as no_show,
                    coalesce(sum(room_nights) filter (where what = 'NO_SHOW'), 0) as no_show_nights,
                    coalesce(sum(gross_minor) filter (where what = 'NO_SHOW'), 0) as no_show_value_minor,
                    count(*) filter (where what = 'WALKED') as walked,
                    coalesce(sum(room_nights) filter (where what = 'WALKED'), 0) as walked_nights,
                    coalesce(sum(gross_minor) filter (where what = 'WALKED'), 0) as walked_value_minor,
                    count(*) filter (where what = 'ARRIVED') as arrivals,
                    count(*) filter (where what = 'LEFT') as departures
                from happened e
                where {where}
                group by 1, 2)
            select *, booked_nights - cancelled_nights - no_show_nights - walked_nights as net_nights,
                booked_value_minor - cancelled_value_minor - no_show_value_minor - walked_value_minor as net_value_minor
            from figures order by 1, 2""";

    private final Snapshot snapshot;

    BookingReports(Snapshot snapshot) {
        this.snapshot = snapshot;
    }

    /** Bookings by status; the range is one of arrival dates. */
    public Answer<Rows.Status> byStatus(Scope scope, @Nullable By by) {
        var sql = STATUS.replace("{period}", By.period(by, "b.arrival_date"));
        return snapshot.answer(Rows.Status.class, jdbc -> {
            scope.check(jdbc);
            return Page.whole(scope.on("b", "arrival_date").list(jdbc, sql, Rows.Status.class));
        });
    }

    /** Everything of each hotel. */
    public Answer<Rows.Totals> totals(@Nullable String hotel) {
        var sql = filled(TOTALS);
        return snapshot.answer(Rows.Totals.class, jdbc -> {
            Scope.check(jdbc, hotel);
            var query = new Query().where("h.hotel_id = :hotel", "hotel", hotel);
            return Page.whole(query.list(jdbc, sql, Rows.Totals.class));
        });
    }

    /** Bookings by arrival; the range is one of arrival dates. */
    public Answer<Rows.Arrivals> arrivals(Scope scope, @Nullable By by) {
        var sql = filled(ARRIVALS).replace("{period}", By.period(by, "b.arrival_date"));
        return snapshot.answer(Rows.Arrivals.class, jdbc -> {
            scope.check(jdbc);
            var query = scope.on("b", "arrival_date").where(COUNTED);
            return Page.whole(query.list(jdbc, sql, Rows.Arrivals.class));
        });
    }

    /** What happened on business dates; the range is one of those. */
    public Answer<Rows.EventDays> eventDays(Scope scope, By by) {
        var sql = filled(EVENT_DAYS).replace("{period}", By.period(by, "e.day"));
        return snapshot.answer(Rows.EventDays.class, jdbc -> {
            scope.check(jdbc);
            return Page.whole(scope.on("e", "day").list(jdbc, sql, Rows.EventDays.class));
        });
    }

    private static String filled(String sql) {
        return sql.replace("{counted}", COUNTED).replace("{sold}", SOLD);
    }
}
