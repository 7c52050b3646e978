package io.staylog.reporting.report;

import java.math.BigDecimal;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** How well rooms were sold, told apart by where the guests came from or where they sleep. */
public final class Performance {
    /**
     * Sold rooms are paid ones. Supply is that of the room class where classes are told apart, else that of the whole hotel:
     * occupancies of channels then add up to the hotel's.
     */
    public record Sold(
            String hotelId,
            @Nullable String period,
            @Nullable String key,
            long roomsAvailable,
            long roomsSold,
            long complimentary,
            long guests,
            long revenueMinor,
            @Nullable BigDecimal occupancyPct,
            @Nullable BigDecimal adrMinor,
            @Nullable BigDecimal revparMinor) {}

    private static final String SOLD = """
            with span as (
                select h.hotel_id, coalesce(:on::date, h.business_date) as on_date,
                    coalesce(:from::date, date_trunc('month', coalesce(:to::date, :on::date, h.business_date))::date) as first,
                    coalesce(:to::date, :on::date, h.business_date) as last
                from hotel h where :hotel::text is null or h.hotel_id = :hotel),
            nights as (
                select s.hotel_id, d::date as night, s.on_date
                from span s, generate_series(s.first, s.last, interval '1 day') d),
            {typeSupply},
            supply as (
                select n.hotel_id, {period} as period, {supplyKey} as key, sum(n.physical) as rooms
                from type_supply n group by 1, 2, 3),
            sold as (
                select n.hotel_id, {period} as period, {key} as key, count(*) as occupied,
                    count(*) filter (where n.gross_minor <> 0) as paid, sum(n.guests) as guests,
                    sum(n.net_minor) as revenue
                from span s join booking_night n on n.hotel_id = s.hotel_id and n.night between s.first and s.last
                    join booking b using (booking_id)
                where n.since_on <= s.on_date and (n.until_on is null or n.until_on > s.on_date)
                    and b.checked_in_on <= s.on_date
                group by 1, 2, 3),
            figures as (
                select k.hotel_id, k.period, k.key, coalesce(p.rooms, 0) as rooms_available, coalesce(s.paid, 0) as rooms_sold,
                    coalesce(s.occupied - s.paid, 0) as complimentary, coalesce(s.guests, 0) as guests,
                    coalesce(s.revenue, 0) as revenue_minor
                from (select hotel_id, period, key from sold union select hotel_id, period, key from supply where {both}) k
                left join sold s using (hotel_id, period, key)
                left join supply p on p.hotel_id = k.hotel_id and p.period is not distinct from k.period
                    and (p.key = k.key or p.key is null))
            select *, round(100.0 * rooms_sold / nullif(rooms_available, 0), 2) as occupancy_pct,
                round(revenue_minor / nullif(rooms_sold, 0), 2) as adr_minor,
                round(revenue_minor / nullif(rooms_available, 0), 2) as revpar_minor
            from figures order by 1, 2, 3""".replace("{typeSupply}", Supply.TYPE_SUPPLY);

    private final Snapshot snapshot;

    Performance(Snapshot snapshot) {
        this.snapshot = snapshot;
    }

    /**
     * Rooms sold. Without a range: from the first of the month to the business date.
     *
     * @param scope one hotel or all, and nights
     * @param on as it was known at the end of this business date; null for the one that is open in each hotel
     * @param per a row for each of these
     */
    public Answer<Sold> sold(Scope scope, @Nullable LocalDate on, By by, Per per) {
        Scope.inRange(on, "on");
        var sql = SOLD.replace("{period}", By.period(by, "n.night"))
                .replace("{key}", Per.key(per))
                .replace("{supplyKey}", per == Per.ROOM_TYPE ? "n.room_type_id" : "null::text")
                .replace("{both}", per == Per.ROOM_TYPE ? "true" : "false");
        return snapshot.answer(Sold.class, jdbc -> {
            scope.check(jdbc);
            var query = new Query()
                    .with("hotel", scope.hotel())
                    .with("from", scope.from())
                    .with("to", scope.to())
                    .with("on", on);
            return Page.whole(query.list(jdbc, sql, Sold.class));
        });
    }
}
