package io.staylog.reporting.sources;

import io.staylog.reporting.document.PickupSource;
import io.staylog.reporting.report.Supply;
import io.staylog.reporting.sources.DocumentSources.Asked;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What is on the books for the 90 nights behind a business date, at its end and at the ends of earlier ones. */
final class Pickups {
    private static final int NIGHTS = 90;
    private static final int LAST_YEAR_DAYS = 364;

    private static final String ON_THE_BOOKS = """
            (n.since_on <= {d} and b.confirmed_on <= {d} and (n.until_on is null or n.until_on > {d})
                and (b.off_books_on is null or b.off_books_on > {d}))""";

    private static final String ROWS = """
            with nights as (
                select :hotel::text as hotel_id, :date::date + d as night, :date::date as on_date
                from generate_series(1, {nights}) d),
            {typeSupply},
            supply as (select night, sum(physical - out_of_order) as rooms from type_supply group by 1),
            marked as (
                select n.night, n.gross_minor <> 0 as paid, n.net_minor as net, {d0} as d0, {d1} as d1, {d7} as d7,
                    {d28} as d28
                from booking_night n join booking b using (booking_id)
                where n.hotel_id = :hotel and n.night between :date::date + 1 and :date::date + {nights}),
            books as (
                select night, count(*) filter (where d0) as n0, count(*) filter (where d0 and paid) as paid,
                    coalesce(sum(net) filter (where d0), 0) as r0,
                    count(*) filter (where d1) as n1, coalesce(sum(net) filter (where d1), 0) as r1,
                    count(*) filter (where d7) as n7, coalesce(sum(net) filter (where d7), 0) as r7,
                    count(*) filter (where d28) as n28, coalesce(sum(net) filter (where d28), 0) as r28
                from marked group by 1),
            last_year as (
                select n.night + 364 as night, count(*) as rooms, sum(n.net_minor) as revenue
                from booking_night n join booking b using (booking_id)
                where n.hotel_id = :hotel and n.night between :date::date - 363 and :date::date - 364 + {nights}
                    and {before}
                group by 1)
            select d.night, coalesce(s.rooms, 0) as rooms, coalesce(n0, 0) as n0, coalesce(paid, 0) as paid,
                coalesce(r0, 0) as r0, coalesce(n1, 0) as n1, coalesce(r1, 0) as r1, coalesce(n7, 0) as n7,
                coalesce(r7, 0) as r7, coalesce(n28, 0) as n28, coalesce(r28, 0) as r28,
                coalesce(l.rooms, 0) as last_rooms, coalesce(l.revenue, 0) as last_revenue
            from nights d left join supply s using (night) left join books using (night)
                left join last_year l using (night)
            order by d.night""".replace("{typeSupply}", Supply.TYPE_SUPPLY)
            .replace("{d0}", ON_THE_BOOKS.replace("{d}", ":date::date"))
            .replace("{d1}", ON_THE_BOOKS.replace("{d}", ":date::date - 1"))
            .replace("{d7}", ON_THE_BOOKS.replace("{d}", ":date::date - 7"))
            .replace("{d28}", ON_THE_BOOKS.replace("{d}", ":date::date - 28"))
            .replace("{before}", ON_THE_BOOKS.replace("{d}", ":date::date - 364"))
            .replace("{nights}", String.valueOf(NIGHTS));

    private Pickups() {}

    static PickupSource of(Asked asked) {
        var date = asked.begunDate();
        boolean hasLastYear = !asked.hotel().openedOn().isAfter(date.minusDays(LAST_YEAR_DAYS));
        var nights = asked.jdbc()
                .sql(ROWS)
                .param("hotel", asked.hotel().hotelId())
                .param("date", date)
                .query((row, n) -> night(row, hasLastYear))
                .list();
        return new PickupSource(
                asked.heading(), date, asked.isClosed(date), date.plusDays(1), date.plusDays(NIGHTS), nights);
    }

    private static PickupSource.Night night(ResultSet row, boolean hasLastYear) throws SQLException {
        long rooms = row.getLong("rooms");
        long booked = row.getLong("n0");
        long revenue = row.getLong("r0");
        return new PickupSource.Night(
                Objects.requireNonNull(row.getObject("night", LocalDate.class)),
                rooms,
                booked,
                revenue,
                ratio(booked * 100, rooms),
                ratio(revenue, row.getLong("paid")),
                booked - row.getLong("n1"),
                revenue - row.getLong("r1"),
                booked - row.getLong("n7"),
                revenue - row.getLong("r7"),
                booked - row.getLong("n28"),
                revenue - row.getLong("r28"),
                hasLastYear ? row.getLong("last_rooms") : null,
                hasLastYear ? row.getLong("last_revenue") : null);
    }

    private static @Nullable BigDecimal ratio(long part, long whole) {
        return whole == 0 ? null : BigDecimal.valueOf(part).divide(BigDecimal.valueOf(whole), 2, RoundingMode.HALF_UP);
    }
}
