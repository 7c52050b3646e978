package io.staylog.reporting.report.daily;

import io.staylog.reporting.report.BehindFigure;
import io.staylog.reporting.report.daily.DailyReport.Turnaway;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What happened to bookings, what else guests were charged for, and who was refused. */
final class MovementFigures {
    /** What is added up of which steps. */
    private record Column(String name, String sum, BehindFigure of) {}

    private static final List<Column> COLUMNS = List.of(
            new Column("arrivals", "sum(m.rooms)", BehindFigure.ARRIVALS),
            new Column("walk_ins", "sum(m.rooms)", BehindFigure.WALK_INS),
            new Column("day_use", "sum(m.rooms)", BehindFigure.DAY_USE),
            new Column("departures", "sum(m.rooms)", BehindFigure.DEPARTURES),
            new Column("early_departures", "sum(m.rooms)", BehindFigure.EARLY_DEPARTURES),
            new Column("extended", "sum(m.rooms)", BehindFigure.EXTENDED),
            new Column("no_shows", "sum(m.rooms)", BehindFigure.NO_SHOWS),
            new Column("late_cancellations", "sum(m.rooms)", BehindFigure.LATE_CANCELLATIONS),
            new Column("walked", "sum(m.rooms)", BehindFigure.WALKED),
            new Column("bookings", "count(*)", BehindFigure.BOOKINGS),
            new Column("room_nights", "sum(m.room_nights)", BehindFigure.BOOKINGS),
            new Column("value", "sum(m.gross_minor)", BehindFigure.BOOKINGS),
            new Column("cancellations", "count(*)", BehindFigure.CANCELLATIONS),
            new Column("cancelled_nights", "sum(m.room_nights)", BehindFigure.CANCELLATIONS),
            new Column("cancelled_value", "sum(m.gross_minor)", BehindFigure.CANCELLATIONS),
            new Column("reinstatements", "count(*)", BehindFigure.REINSTATED),
            new Column("pickup_nights", "sum(m.books_nights)", BehindFigure.PICKUP),
            new Column("pickup", "sum(m.books_net_minor)", BehindFigure.PICKUP),
            new Column("holds", "count(*)", BehindFigure.HOLDS),
            new Column("released", "count(*)", BehindFigure.RELEASED),
            new Column("expired", "count(*)", BehindFigure.EXPIRED),
            new Column("no_show_fees", "sum(m.fee_minor)", BehindFigure.NO_SHOW_FEES),
            new Column("cancellation_fees", "sum(m.fee_minor)", BehindFigure.CANCELLATION_FEES),
            new Column("early_fees", "sum(m.fee_minor)", BehindFigure.EARLY_DEPARTURE_FEES));

    private static final String MOVEMENTS = """
            with {windows},
            days as materialized (
                select m.business_date, {columns}
                from booking_movement m
                where m.hotel_id = :hotel and {date}
                group by 1)
            select w.no, {sums}
            from windows w join days d on d.business_date between w.first and w.last
            group by w.no""".replace("{windows}", Asked.WINDOWS)
            .replace("{date}", Asked.inAWindow("m.business_date"))
            .replace(
                    "{columns}",
                    joined(column -> column.sum + " filter (where " + column.of.rows() + ") as " + column.name))
            .replace("{sums}", joined(column -> "sum(d." + column.name + ") as " + column.name));

    private static final String CHARGES = """
            with {windows}
            select w.no,
                sum(c.gross_minor - c.tax_minor) filter (where {food}) as food,
                sum(c.gross_minor - c.tax_minor) filter (where {other}) as other,
                sum(case c.kind when 'CITY_TAX' then c.gross_minor else c.tax_minor end) as charges_tax
            from windows w join folio_charge c on c.business_date between w.first and w.last
            where c.hotel_id = :hotel
            group by w.no""".replace("{windows}", Asked.WINDOWS)
            .replace("{food}", BehindFigure.FOOD_AND_BEVERAGE.rows())
            .replace("{other}", BehindFigure.OTHER_CHARGES.rows());

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

    private static String joined(Function<Column, String> sql) {
        return COLUMNS.stream().map(sql).collect(Collectors.joining(", "));
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
