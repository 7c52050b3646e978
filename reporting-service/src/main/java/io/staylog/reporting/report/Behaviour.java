package io.staylog.reporting.report;

import java.math.BigDecimal;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** How guests book, change their minds, stay and are turned away. What was only ever held is in none of these figures. */
public final class Behaviour {
    /** Which date puts a booking into a period. */
    public enum Basis {
        /** The business date on which it was made. */
        BOOKED("booked_on"),
        /** Its arrival. */
        ARRIVAL("arrival_date");

        private final String date;

        Basis(String date) {
            this.date = date;
        }
    }

    /**
     * Bookings that came to nothing. {@code cancellationPct} is cancelled by booked, {@code roomNightsPct} the same weighted with
     * room nights, {@code noShowPct} is no-shows by arrivals and no-shows.
     */
    public record Cancellations(
            String hotelId,
            @Nullable String period,
            long bookings,
            long cancelled,
            long lateCancelled,
            long noShow,
            long arrived,
            long roomNights,
            long cancelledRoomNights,
            long noShowRoomNights,
            long cancelledGrossMinor,
            @Nullable BigDecimal cancellationPct,
            @Nullable BigDecimal roomNightsPct,
            @Nullable BigDecimal noShowPct) {}

    /** Days from booking to arrival: mean, median, and how many bookings lie between how many days. */
    public record LeadTimes(
            String hotelId,
            @Nullable String period,
            long bookings,
            @Nullable BigDecimal leadDaysMean,
            @Nullable BigDecimal leadDaysMedian,
            long days0,
            long days1to3,
            long days4to7,
            long days8to14,
            long days15to30,
            long days31to60,
            long days61to90,
            long days91to180,
            long days181to365,
            long days366plus) {}

    /** Stays that ended: room nights per stay. */
    public record LengthsOfStay(
            String hotelId,
            @Nullable String period,
            long stays,
            long dayUse,
            long roomNights,
            @Nullable BigDecimal alos) {}

    /** Requests for rooms that were refused, by reason and by the night that they named. */
    public record Turnaways(
            String hotelId,
            @Nullable String period,
            String code,
            @Nullable LocalDate night,
            long requests) {}

    private static final String CANCELLATIONS = """
            with {known},
            figures as (
                select b.hotel_id, {period} as period, count(*) as bookings,
                    count(*) filter (where status = 'CANCELLED') as cancelled,
                    count(*) filter (where status = 'CANCELLED' and late) as late_cancelled,
                    count(*) filter (where status = 'NO_SHOW') as no_show,
                    count(*) filter (where arrived) as arrived,
                    sum(room_nights) as room_nights,
                    coalesce(sum(room_nights) filter (where status = 'CANCELLED'), 0) as cancelled_room_nights,
                    coalesce(sum(room_nights) filter (where status = 'NO_SHOW'), 0) as no_show_room_nights,
                    coalesce(sum(gross_minor) filter (where status = 'CANCELLED'), 0) as cancelled_gross_minor
                from known b group by 1, 2)
            select *, round(100.0 * cancelled / nullif(bookings, 0), 2) as cancellation_pct,
                round(100.0 * cancelled_room_nights / nullif(room_nights, 0), 2) as room_nights_pct,
                round(100.0 * no_show / nullif(arrived + no_show, 0), 2) as no_show_pct
            from figures order by 1, 2""";

    private static final String LEAD_TIMES = """
            with {known},
            leads as (
                select b.hotel_id, {period} as period, b.arrival_date - b.booked_on as days from known b)
            select hotel_id, period, count(*) as bookings, round(avg(days), 2) as lead_days_mean,
                round(percentile_cont(0.5) within group (order by days)::numeric, 2) as lead_days_median,
                count(*) filter (where days <= 0) as days0,
                count(*) filter (where days between 1 and 3) as "days1to3",
                count(*) filter (where days between 4 and 7) as "days4to7",
                count(*) filter (where days between 8 and 14) as "days8to14",
                count(*) filter (where days between 15 and 30) as "days15to30",
                count(*) filter (where days between 31 and 60) as "days31to60",
                count(*) filter (where days between 61 and 90) as "days61to90",
                count(*) filter (where days between 91 and 180) as "days91to180",
                count(*) filter (where days between 181 and 365) as "days181to365",
                count(*) filter (where days > 365) as "days366plus"
            from leads group by 1, 2 order by 1, 2""";

    private static final String LENGTHS = """
            select b.hotel_id, {period} as period, count(*) as stays, count(*) filter (where room_nights = 0) as day_use,
                sum(room_nights) as room_nights, round(sum(room_nights)::numeric / nullif(count(*), 0), 2) as alos
            from booking_movement b where {where} and b.kind = 'LEFT' group by 1, 2 order by 1, 2""";

    // The night is what the refusal names; another kind of text in its place is no night.
    private static final String TURNAWAYS = """
            select r.hotel_id, {period} as period, r.code,
                case when r.details ->> 'night' ~ '^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9])$'
                    or r.details ->> 'night' ~ '^[0-9]{4}-(0[13-9]|1[0-2])-30$'
                    or r.details ->> 'night' ~ '^[0-9]{4}-(0[13578]|1[02])-31$'
                    then make_date(left(r.details ->> 'night', 4)::int, substr(r.details ->> 'night', 6, 2)::int, 1)
                        + substr(r.details ->> 'night', 9, 2)::int - 1 end as night,
                count(*) as requests
            from rejection r where {where} and r.request_type = 'BookingRequested' and r.business_date is not null
            group by 1, 2, 3, 4 order by 1, 2, 3, 4""";

    private final Snapshot snapshot;

    Behaviour(Snapshot snapshot) {
        this.snapshot = snapshot;
    }

    /** Cancellations and no-shows; the range is one of booking or of arrival dates. */
    public Answer<Cancellations> cancellations(Scope scope, @Nullable By by, Basis basis) {
        return read(Cancellations.class, scope, CANCELLATIONS, by, basis);
    }

    /** Lead times; the range is one of booking or of arrival dates. */
    public Answer<LeadTimes> leadTimes(Scope scope, @Nullable By by, Basis basis) {
        return read(LeadTimes.class, scope, LEAD_TIMES, by, basis);
    }

    /** Lengths of stay; the range is one of departures. */
    public Answer<LengthsOfStay> lengthsOfStay(Scope scope, @Nullable By by) {
        return snapshot.answer(LengthsOfStay.class, jdbc -> {
            scope.check(jdbc);
            var sql = LENGTHS.replace("{period}", By.period(by, "b.business_date"));
            return Page.whole(dated(scope, "b").list(jdbc, sql, LengthsOfStay.class));
        });
    }

    /** Turnaways; the range is one of business dates. */
    public Answer<Turnaways> turnaways(Scope scope, @Nullable By by) {
        return snapshot.answer(Turnaways.class, jdbc -> {
            scope.check(jdbc);
            var sql = TURNAWAYS.replace("{period}", By.period(by, "r.business_date"));
            return Page.whole(dated(scope, "r").list(jdbc, sql, Turnaways.class));
        });
    }

    /** What happened on business dates that were over by then is known for good. */
    private static Query dated(Scope scope, String alias) {
        return scope.on(alias, "business_date").where(alias + ".business_date <= :on", "on", scope.asOf());
    }

    private <T> Answer<T> read(Class<T> row, Scope scope, String text, @Nullable By by, Basis basis) {
        var sql = text.replace("{period}", By.period(by, "b." + basis.date))
                .replace("{known}", basis == Basis.BOOKED ? Known.booked(scope) : Known.arriving(scope));
        return snapshot.answer(row, jdbc -> {
            scope.check(jdbc);
            return Page.whole(Known.query(scope).list(jdbc, sql, row));
        });
    }
}
