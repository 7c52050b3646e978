package io.staylog.reporting.report.daily;

import io.staylog.reporting.report.ReportException;
import io.staylog.reporting.report.Scope;
import io.staylog.reporting.report.Snapshot;
import io.staylog.reporting.report.Supply;
import io.staylog.reporting.report.daily.DailyReport.Movements;
import io.staylog.reporting.report.daily.DailyReport.Revenue;
import io.staylog.reporting.report.daily.DailyReport.Rooms;
import io.staylog.reporting.report.daily.DailyReport.Sales;
import java.time.LocalDate;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Makes daily reports, each from one moment of the database. The same offsets always give the same report. */
public final class DailyReports {
    private static final String HOTEL =
            "select hotel_id, name, time_zone, currency, opened_on, business_date from hotel where hotel_id = ?";

    /** What is known of a hotel. */
    private record Hotel(
            String hotelId,
            String name,
            String timeZone,
            String currency,
            LocalDate openedOn,
            LocalDate businessDate) {}

    private final Snapshot snapshot;

    DailyReports(Snapshot snapshot) {
        this.snapshot = snapshot;
    }

    /**
     * The report of one business date.
     *
     * @param date null for the one that is open
     * @throws ReportException with code {@code hotel_not_found}, or {@code date_out_of_range} where the hotel had not opened
     *     or has not got there yet
     */
    public DailyReport of(String hotel, @Nullable LocalDate date) {
        return of(hotel, date, null);
    }

    /**
     * The same.
     *
     * @param rooms reckon with this many rooms on every night instead of those the hotel has; null for those it has
     */
    public DailyReport of(String hotel, @Nullable LocalDate date, @Nullable Integer rooms) {
        Supply.check(rooms);
        var read = snapshot.read(jdbc -> report(jdbc, hotel, date, rooms));
        return read.value().standingOn(read.asOf(), read.newestEventAt());
    }

    /** The same for callers who read other things in the same moment, and know the offsets that all of it stands on. */
    public DailyReport of(JdbcClient jdbc, String hotel, @Nullable LocalDate date) {
        return report(jdbc, hotel, date, null);
    }

    private static DailyReport report(
            JdbcClient jdbc, String hotelId, @Nullable LocalDate date, @Nullable Integer rooms) {
        Scope.check(jdbc, hotelId);
        var hotel = jdbc.sql(HOTEL).param(hotelId).query(Hotel.class).single();
        var asked = new Asked(hotelId, date == null ? hotel.businessDate : checked(date, hotel), rooms);
        var stays = StayFigures.read(jdbc, asked);
        var moves = MovementFigures.read(jdbc, asked);
        var books = Ahead.read(jdbc, asked);
        var payments = MoneyFigures.payments(jdbc, asked);
        var sales = sales(moves);
        return new DailyReport(
                Map.of(),
                null,
                hotel.hotelId,
                hotel.name,
                hotel.timeZone,
                hotel.currency,
                asked.date(),
                asked.date().getDayOfWeek(),
                Window.sameWeekdayLastYear(asked.date()),
                asked.date().isBefore(hotel.businessDate),
                rooms(stays, moves),
                revenue(stays, moves),
                movements(stays, moves),
                sales,
                books.outlook(),
                books.nextNights(),
                stays.channels(),
                stays.segments(),
                stays.roomTypes(),
                stays.ratePlans(),
                payments,
                MoneyFigures.ledgers(jdbc, asked),
                MoneyFigures.exceptions(
                        jdbc,
                        asked,
                        Ahead.overbooked(jdbc, asked),
                        sales.holdsExpired().today(),
                        payments.openBalances()));
    }

    private static LocalDate checked(LocalDate date, Hotel hotel) {
        if (date.isBefore(hotel.openedOn) || date.isAfter(hotel.businessDate)) {
            throw ReportException.badRequest(
                    "date_out_of_range",
                    "The hotel has business dates from " + hotel.openedOn + " to " + hotel.businessDate + ".",
                    "date");
        }
        return date;
    }

    private static Rooms rooms(StayFigures stays, MovementFigures moves) {
        var inHotel = stays.physical();
        var available = inHotel.minus(stays.outOfOrder());
        var occupied = stays.figure("occupied");
        var sold = stays.figure("paid");
        return new Rooms(
                inHotel,
                stays.outOfOrder(),
                available,
                sold,
                occupied.minus(sold),
                occupied,
                moves.figure("day_use"),
                sold.per(inHotel, Percent.HUNDRED),
                sold.per(available, Percent.HUNDRED),
                occupied.per(inHotel, Percent.HUNDRED),
                stays.figure("one_guest"),
                occupied.minus(stays.figure("one_guest")),
                stays.figure("guests"));
    }

    private static Revenue revenue(StayFigures stays, MovementFigures moves) {
        var nights = stays.figure("net");
        var noShow = moves.figure("no_show_fees");
        var early = moves.figure("early_fees");
        var rooms = nights.plus(noShow).plus(early);
        var cancelled = moves.figure("cancellation_fees");
        var food = moves.charged("food");
        var other = moves.charged("other");
        var net = rooms.plus(cancelled).plus(food).plus(other);
        var tax = stays.figure("tax").plus(moves.charged("charges_tax"));
        var sold = stays.figure("paid");
        var supply = stays.physical();
        return new Revenue(
                nights,
                noShow,
                early,
                rooms,
                cancelled,
                food,
                other,
                net,
                tax,
                net.plus(tax),
                rooms.per(sold, 1),
                nights.per(sold, 1),
                rooms.per(supply, 1),
                nights.per(supply, 1),
                net.per(supply, 1));
    }

    private static Movements movements(StayFigures stays, MovementFigures moves) {
        return new Movements(
                moves.figure("arrivals"),
                moves.figure("departures"),
                stays.figure("stayovers"),
                moves.figure("walk_ins"),
                moves.figure("no_shows"),
                moves.figure("late_cancellations"),
                moves.figure("early_departures"),
                moves.figure("extended"),
                moves.figure("walked"));
    }

    private static Sales sales(MovementFigures moves) {
        return new Sales(
                moves.figure("bookings"),
                moves.figure("room_nights"),
                moves.figure("value"),
                moves.figure("cancellations"),
                moves.figure("cancelled_nights"),
                moves.figure("cancelled_value"),
                moves.figure("reinstatements"),
                moves.figure("pickup_nights"),
                moves.figure("pickup"),
                moves.figure("holds"),
                moves.figure("released"),
                moves.figure("expired"),
                moves.turnaways());
    }
}
