package io.staylog.reporting.report;

import java.math.BigDecimal;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** What was on the books at the end of a business date, what had come in lately, and how that was a year before. */
public final class Books {
    /** Nights that are looked at where nobody says which. */
    private static final int NIGHTS = 90;

    private static final int LOOKED_AHEAD_NIGHTS = 14;

    /**
     * What is on the books for stay nights at the end of business date {@code on}. Pickup is that less what was on the books 1,
     * 7 and 28 business dates before; last year is what was on the books 364 days before for the nights 364 days before.
     */
    public record OnTheBooks(
            String hotelId,
            @Nullable String period,
            @Nullable String key,
            LocalDate on,
            long nights,
            long complimentary,
            long revenueMinor,
            @Nullable BigDecimal adrMinor,
            long pickup1Nights,
            long pickup1Minor,
            long pickup7Nights,
            long pickup7Minor,
            long pickup28Nights,
            long pickup28Minor,
            long lastYearNights,
            long lastYearRevenueMinor,
            @Nullable BigDecimal nightsVarPct,
            @Nullable BigDecimal revenueVarPct) {}

    /**
     * SQL: whether a night {@code n} of a booking {@code b} was on the books at the end of a business date. What was only held
     * never is.
     *
     * @param date an expression of a date
     */
    public static String onTheBooks(String date) {
        return """
                (n.since_on <= {date} and b.confirmed_on <= {date} and (n.until_on is null or n.until_on > {date})
                    and (b.off_books_on is null or b.off_books_on > {date}))""".replace("{date}", date);
    }

    /** SQL: classes of rooms with more on the books than there is, tonight and for the next 14 nights, as known then. */
    public static final String OVERBOOKED = """
            with nights as (
                select :hotel::text as hotel_id, :on::date + d as night, :on::date as on_date from generate_series(0, {nights}) d),
            {typeSupply},
            taken as (
                select n.night, n.room_type_id, count(*) as rooms
                from booking_night n join booking b using (booking_id)
                where n.hotel_id = :hotel and n.night between :on::date and :on::date + {nights} and {now}
                group by 1, 2)
            select t.night, t.room_type_id, t.rooms, coalesce(s.physical - s.out_of_order, 0) as available,
                t.rooms - coalesce(s.physical - s.out_of_order, 0) as over
            from taken t left join type_supply s using (night, room_type_id)
            where t.rooms > coalesce(s.physical - s.out_of_order, 0)
            order by 1, 2""".replace("{typeSupply}", Supply.TYPE_SUPPLY)
            .replace("{now}", Books.onTheBooks(":on::date"))
            .replace("{nights}", String.valueOf(LOOKED_AHEAD_NIGHTS));

    private static final String ON_THE_BOOKS = """
            with moments as (
                select h.hotel_id, coalesce(:on::date, h.business_date) as on_date,
                    coalesce(:from::date, coalesce(:on::date, h.business_date) + 1) as first,
                    coalesce(:to::date, coalesce(:on::date, h.business_date) + {nights}) as last
                from hotel h where :hotel::text is null or h.hotel_id = :hotel),
            marked as (
                select n.hotel_id, m.on_date, {period} as period, {key} as key, n.gross_minor <> 0 as paid, n.net_minor,
                    {now} as now, {one} as one, {seven} as seven, {twentyEight} as twenty_eight, false as ly
                from moments m join booking_night n on n.hotel_id = m.hotel_id and n.night between m.first and m.last
                    join booking b using (booking_id)
                union all
                select n.hotel_id, m.on_date, {lastYearPeriod}, {key}, n.gross_minor <> 0, n.net_minor,
                    false, false, false, false, true
                from moments m
                    join booking_night n on n.hotel_id = m.hotel_id and n.night between m.first - 364 and m.last - 364
                    join booking b using (booking_id)
                where {lastYear}),
            figures as (
                select hotel_id, period, key, on_date,
                    count(*) filter (where now) as nights, count(*) filter (where now and paid) as paid,
                    coalesce(sum(net_minor) filter (where now), 0) as revenue,
                    count(*) filter (where one) as nights1, coalesce(sum(net_minor) filter (where one), 0) as revenue1,
                    count(*) filter (where seven) as nights7,
                    coalesce(sum(net_minor) filter (where seven), 0) as revenue7,
                    count(*) filter (where twenty_eight) as nights28,
                    coalesce(sum(net_minor) filter (where twenty_eight), 0) as revenue28,
                    count(*) filter (where ly) as nights_ly, coalesce(sum(net_minor) filter (where ly), 0) as revenue_ly
                from marked where now or one or seven or twenty_eight or ly group by 1, 2, 3, 4)
            select hotel_id, period, key, on_date as "on", nights, nights - paid as complimentary,
                revenue as revenue_minor, round(revenue / nullif(paid, 0), 2) as adr_minor,
                nights - nights1 as pickup1_nights, revenue - revenue1 as pickup1_minor,
                nights - nights7 as pickup7_nights, revenue - revenue7 as pickup7_minor,
                nights - nights28 as pickup28_nights, revenue - revenue28 as pickup28_minor,
                nights_ly as last_year_nights, revenue_ly as last_year_revenue_minor,
                round(100.0 * (nights - nights_ly) / nullif(nights_ly, 0), 2) as nights_var_pct,
                round(100.0 * (revenue - revenue_ly) / nullif(revenue_ly, 0), 2) as revenue_var_pct
            from figures order by 1, 2, 3""".replace("{now}", onTheBooks("m.on_date"))
            .replace("{one}", onTheBooks("m.on_date - 1"))
            .replace("{seven}", onTheBooks("m.on_date - 7"))
            .replace("{twentyEight}", onTheBooks("m.on_date - 28"))
            .replace("{lastYear}", onTheBooks("m.on_date - 364"))
            .replace("{nights}", String.valueOf(NIGHTS));

    private final Snapshot snapshot;

    Books(Snapshot snapshot) {
        this.snapshot = snapshot;
    }

    /**
     * What was on the books. Without a range: for the 90 nights after the date.
     *
     * @param scope one hotel or all, and nights
     * @param on a business date; null for the one that is open in each hotel
     * @param per a row for each of these; null for one of all
     */
    public Answer<OnTheBooks> onTheBooks(Scope scope, @Nullable LocalDate on, @Nullable By by, @Nullable Per per) {
        Scope.inRange(on, "on");
        var sql = ON_THE_BOOKS
                .replace("{period}", By.period(by, "n.night"))
                .replace("{lastYearPeriod}", By.period(by, "n.night + 364"))
                .replace("{key}", Per.key(per));
        return snapshot.answer(OnTheBooks.class, jdbc -> {
            scope.check(jdbc);
            var query = new Query()
                    .with("hotel", scope.hotel())
                    .with("from", scope.from())
                    .with("to", scope.to())
                    .with("on", on);
            return Page.whole(query.list(jdbc, sql, OnTheBooks.class));
        });
    }
}
