package io.staylog.reporting.report.daily;

import io.staylog.reporting.report.Books;
import io.staylog.reporting.report.Supply;
import io.staylog.reporting.report.daily.DailyReport.NextNight;
import io.staylog.reporting.report.daily.DailyReport.Outlook;
import io.staylog.reporting.report.daily.DailyReport.OverbookedNight;
import java.time.LocalDate;
import java.util.List;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What is on the books for the nights after a business date, as it was at the end of that date and of earlier ones. */
final class Ahead {
    private static final int NIGHTS = 90;
    private static final int NEXT_NIGHTS = 14;
    private static final List<Integer> HORIZONS = List.of(1, 7, 30, NIGHTS);

    private static final String BOOKS = """
            with nights as (
                select :hotel::text as hotel_id, :date::date + d as night, :date::date as on_date from generate_series(1, {nights}) d),
            {typeSupply},
            supply as (
                select night, coalesce(:rooms::int, sum(physical)) as physical from type_supply group by 1),
            marked as (
                select n.night, n.gross_minor <> 0 as paid, n.net_minor, {now} as now, {one} as one, {seven} as seven
                from booking_night n join booking b using (booking_id)
                where n.hotel_id = :hotel and n.night between :date::date + 1 and :date::date + {nights}),
            books as (
                select night, count(*) filter (where now) as nights, count(*) filter (where now and paid) as paid,
                    sum(net_minor) filter (where now) as revenue,
                    count(*) filter (where one) as nights1, sum(net_minor) filter (where one) as revenue1,
                    count(*) filter (where seven) as nights7, sum(net_minor) filter (where seven) as revenue7
                from marked where now or one or seven group by 1),
            last_year as (
                select n.night + 364 as night, count(*) as nights, sum(n.net_minor) as revenue
                from booking_night n join booking b using (booking_id)
                where n.hotel_id = :hotel and n.night between :date::date - 363 and :date::date - 364 + {nights}
                    and {before}
                group by 1)
            select d.night, coalesce(s.physical, 0) as rooms_available, coalesce(b.nights, 0) as nights,
                coalesce(b.paid, 0) as paid, coalesce(b.revenue, 0) as revenue_minor,
                coalesce(b.nights1, 0) as nights1, coalesce(b.revenue1, 0) as revenue1,
                coalesce(b.nights7, 0) as nights7, coalesce(b.revenue7, 0) as revenue7,
                coalesce(l.nights, 0) as last_year_nights, coalesce(l.revenue, 0) as last_year_revenue
            from nights d left join supply s using (night) left join books b using (night)
                left join last_year l using (night)
            order by d.night""".replace("{typeSupply}", Supply.TYPE_SUPPLY)
            .replace("{now}", Books.onTheBooks(":date::date"))
            .replace("{one}", Books.onTheBooks(":date::date - 1"))
            .replace("{seven}", Books.onTheBooks(":date::date - 7"))
            .replace("{before}", Books.onTheBooks(":date::date - 364"))
            .replace("{nights}", String.valueOf(NIGHTS));

    /** One night, with what was on the books for it at different times. */
    private record Night(
            LocalDate night,
            long roomsAvailable,
            long nights,
            long paid,
            long revenueMinor,
            long nights1,
            long revenue1,
            long nights7,
            long revenue7,
            long lastYearNights,
            long lastYearRevenue) {}

    private final List<Night> nights;

    private Ahead(List<Night> nights) {
        this.nights = nights;
    }

    static Ahead read(JdbcClient jdbc, Asked asked) {
        return new Ahead(asked.list(jdbc, BOOKS, Night.class));
    }

    static List<OverbookedNight> overbooked(JdbcClient jdbc, Asked asked) {
        return asked.list(jdbc, Books.OVERBOOKED, OverbookedNight.class);
    }

    List<Outlook> outlook() {
        return HORIZONS.stream().map(this::outlook).toList();
    }

    private Outlook outlook(int days) {
        long booked = sum(days, Night::nights);
        long revenue = sum(days, Night::revenueMinor);
        long available = sum(days, Night::roomsAvailable);
        long lastYear = sum(days, Night::lastYearNights);
        long lastYearRevenue = sum(days, Night::lastYearRevenue);
        return new Outlook(
                days,
                nights.getFirst().night,
                nights.get(days - 1).night,
                booked,
                revenue,
                available,
                Percent.ratio(booked, available, Percent.HUNDRED),
                Percent.ratio(revenue, sum(days, Night::paid), 1),
                booked - sum(days, Night::nights1),
                revenue - sum(days, Night::revenue1),
                booked - sum(days, Night::nights7),
                revenue - sum(days, Night::revenue7),
                lastYear,
                lastYearRevenue,
                Percent.variance(booked, lastYear),
                Percent.variance(revenue, lastYearRevenue));
    }

    private long sum(int days, ToLongFunction<Night> value) {
        return next(days).mapToLong(value).sum();
    }

    private Stream<Night> next(int days) {
        return nights.stream().limit(days);
    }

    List<NextNight> nextNights() {
        return next(NEXT_NIGHTS)
                .map(n -> new NextNight(
                        n.night,
                        n.nights,
                        n.roomsAvailable,
                        Percent.ratio(n.nights, n.roomsAvailable, Percent.HUNDRED)))
                .toList();
    }
}
