package io.staylog.reporting.report.daily;

import io.staylog.reporting.report.daily.DailyReport.Turnaway;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What happened to bookings, what else guests were charged for, and who was refused. */
final class MovementFigures {
    private static final String MOVEMENTS = """
            with {windows},
            days as materialized (
                select m.business_date,
                    sum(rooms) filter (where kind = 'ARRIVED') as arrivals,
                    sum(rooms) filter (where kind = 'ARRIVED' and channel = 'WALK_IN') as walk_ins,
                    sum(rooms) filter (where kind = 'ARRIVED' and room_nights = 0) as day_use,
                    sum(rooms) filter (where kind = 'LEFT') as departures,
                    sum(rooms) filter (where kind = 'LEFT' and departure_days_later < 0) as early_departures,
                    sum(rooms) filter (where kind = 'MODIFIED' and arrived and departure_days_later > 0) as extended,
                    sum(rooms) filter (where kind = 'NO_SHOW') as no_shows,
                    sum(rooms) filter (where kind = 'CANCELLED' and secured and late) as late_cancellations,
                    sum(rooms) filter (where kind = 'WALKED') as walked,
                    count(*) filter (where kind in ('BOOKED', 'CONFIRMED')) as bookings,
                    sum(room_nights) filter (where kind in ('BOOKED', 'CONFIRMED')) as room_nights,
                    sum(gross_minor) filter (where kind in ('BOOKED', 'CONFIRMED')) as value,
                    count(*) filter (where kind = 'CANCELLED' and secured) as cancellations,
                    sum(room_nights) filter (where kind = 'CANCELLED' and secured) as cancelled_nights,
                    sum(gross_minor) filter (where kind = 'CANCELLED' and secured) as cancelled_value,
                    count(*) filter (where kind = 'REINSTATED') as reinstatements,
                    sum(books_nights) as pickup_nights, sum(books_net_minor) as pickup,
                    count(*) filter (where kind = 'HELD') as holds,
                    count(*) filter (where kind = 'RELEASED' or kind = 'CANCELLED' and not secured) as released,
                    count(*) filter (where kind = 'EXPIRED') as expired,
                    sum(fee_minor) filter (where 'NO_SHOW' in (kind, takes_back)) as no_show_fees,
                    sum(fee_minor) filter (where 'CANCELLED' in (kind, takes_back)) as cancellation_fees,
                    sum(fee_minor) filter (where kind = 'LEFT') as early_fees
                from booking_movement m
                where m.hotel_id = :hotel and {date}
                group by 1)
            select w.no, {sums}
            from windows w join days d on d.business_date between w.first and w.last
            group by w.no""".replace("{windows}", Asked.WINDOWS)
            .replace("{date}", Asked.inAWindow("m.business_date"))
            .replace("{sums}", sums());

    private static final String CHARGES = """
            with {windows}
            select w.no,
                sum(c.gross_minor - c.tax_minor) filter (where c.kind in ('FOOD_AND_BEVERAGE', 'MINIBAR')) as food,
                sum(c.gross_minor - c.tax_minor)
                    filter (where c.kind not in ('FOOD_AND_BEVERAGE', 'MINIBAR', 'CITY_TAX')) as other,
                sum(case c.kind when 'CITY_TAX' then c.gross_minor else c.tax_minor end) as charges_tax
            from windows w join folio_charge c on c.business_date between w.first and w.last
            where c.hotel_id = :hotel
            group by w.no""".replace("{windows}", Asked.WINDOWS);

    private static final String TURNAWAYS = """
            with {windows}
            select w.no, r.code, count(*) as requests
            from windows w join rejection r on r.business_date between w.first and w.last
            where r.hotel_id = :hotel and r.request_type = 'BookingRequested'
            group by 1, 2""".replace("{windows}", Asked.WINDOWS);

    private final Sums movements;
    private final Sums charges;
    private final List<Turnaway> turnaways;

    private MovementFigures(Sums movements, Sums charges, List<Turnaway> turnaways) {
        this.movements = movements;
        this.charges = charges;
        this.turnaways = turnaways;
    }

    private static String sums() {
        return String.join(
                ", ",
                List.of(
                                "arrivals",
                                "walk_ins",
                                "day_use",
                                "departures",
                                "early_departures",
                                "extended",
                                "no_shows",
                                "late_cancellations",
                                "walked",
                                "bookings",
                                "room_nights",
                                "value",
                                "cancellations",
                                "cancelled_nights",
                                "cancelled_value",
                                "reinstatements",
                                "pickup_nights",
                                "pickup",
                                "holds",
                                "released",
                                "expired",
                                "no_show_fees",
                                "cancellation_fees",
                                "early_fees")
                        .stream()
                        .map(column -> "sum(d." + column + ") as " + column)
                        .toList());
    }

    static MovementFigures read(JdbcClient jdbc, Asked asked) {
        var movements = new Sums();
        asked.query(jdbc, MOVEMENTS).query(row -> {
            movements.add(row, 2);
        });
        var charges = new Sums();
        asked.query(jdbc, CHARGES).query(row -> {
            charges.add(row, 2);
        });
        Map<String, Sums> refused = new HashMap<>();
        asked.query(jdbc, TURNAWAYS).query(row -> {
            refused.computeIfAbsent(row.getString("code"), code -> new Sums()).add(row, 3);
        });
        var turnaways = refused.entrySet().stream()
                .map(entry -> new Turnaway(entry.getKey(), entry.getValue().figure("requests")))
                .sorted(Comparator.comparing(Turnaway::code))
                .toList();
        return new MovementFigures(movements, charges, turnaways);
    }

    Figure figure(String column) {
        return movements.figure(column);
    }

    Figure charged(String column) {
        return charges.figure(column);
    }

    List<Turnaway> turnaways() {
        return turnaways;
    }
}
