package io.staylog.reporting.report.daily;

import io.staylog.reporting.report.daily.DailyReport.Outlook;
import io.staylog.reporting.report.daily.DailyReport.Share;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A daily report as lines of one form, for tables: CSV, terminals, printed pages. */
public final class DailyLines {
    /** How a value is to be read. */
    public enum Unit {
        /** A whole number. */
        COUNT,
        /** Minor units; with decimals where it is an average. */
        MONEY,
        /** Per cent. */
        PERCENT
    }

    /**
     * One line.
     *
     * @param section such as {@code ROOMS}
     * @param figure such as {@code sold}; with a key in brackets where there are several
     * @param label what people call it
     * @param lastYear on the same weekday last year
     */
    public record Line(
            String section,
            String figure,
            String label,
            Unit unit,
            @Nullable BigDecimal today,
            @Nullable BigDecimal lastYear,
            @Nullable BigDecimal mtd,
            @Nullable BigDecimal mtdLastYear,
            @Nullable BigDecimal mtdVarPct,
            @Nullable BigDecimal ytd,
            @Nullable BigDecimal ytdLastYear,
            @Nullable BigDecimal ytdVarPct) {}

    private final List<Line> lines = new ArrayList<>();
    private String section = "";

    private DailyLines() {}

    /** All figures of a report, in the order of its page. */
    public static List<Line> of(DailyReport report) {
        var lines = new DailyLines();
        lines.rooms(report.rooms());
        lines.revenue(report.revenue());
        lines.movements(report.movements());
        lines.sales(report.sales());
        lines.section = "OUTLOOK";
        report.outlook().forEach(lines::outlook);
        lines.shares("CHANNELS", report.channels());
        lines.shares("SEGMENTS", report.segments());
        lines.shares("ROOM_TYPES", report.roomTypes());
        lines.shares("RATE_PLANS", report.ratePlans());
        lines.payments(report.payments());
        lines.section = "LEDGERS";
        report.ledgers().forEach(lines::ledger);
        lines.exceptions(report.exceptions());
        return List.copyOf(lines.lines);
    }

    private void rooms(DailyReport.Rooms rooms) {
        section = "ROOMS";
        count("inHotel", "Rooms in hotel", rooms.inHotel());
        count("outOfOrder", "Out of order", rooms.outOfOrder());
        count("available", "Available", rooms.available());
        count("sold", "Sold", rooms.sold());
        count("complimentary", "Complimentary", rooms.complimentary());
        count("occupied", "Occupied", rooms.occupied());
        count("dayUse", "Day use", rooms.dayUse());
        rate("occupancyPct", "Occupancy %, of all rooms", Unit.PERCENT, rooms.occupancyPct());
        rate(
                "occupancyOperationalPct",
                "Occupancy %, less out of order",
                Unit.PERCENT,
                rooms.occupancyOperationalPct());
        rate("occupancyWithCompPct", "Occupancy %, with complimentary", Unit.PERCENT, rooms.occupancyWithCompPct());
        count("oneGuest", "Rooms with one guest", rooms.oneGuest());
        count("moreGuests", "Rooms with more guests", rooms.moreGuests());
        count("guests", "Guests in house", rooms.guests());
    }

    private void revenue(DailyReport.Revenue revenue) {
        section = "REVENUE";
        money("stays", "Stays", revenue.stays());
        money("noShowFees", "No-show fees", revenue.noShowFees());
        money("earlyDepartureFees", "Early departure fees", revenue.earlyDepartureFees());
        money("rooms", "Rooms revenue", revenue.rooms());
        money("cancellationFees", "Cancellation fees (miscellaneous)", revenue.cancellationFees());
        money("foodAndBeverage", "Food and beverage", revenue.foodAndBeverage());
        money("other", "Other", revenue.other());
        money("net", "Total, net of tax", revenue.net());
        money("tax", "Tax", revenue.tax());
        money("gross", "Total", revenue.gross());
        rate("adrMinor", "ADR", Unit.MONEY, revenue.adrMinor());
        rate("adrHotelMinor", "ADR without fees", Unit.MONEY, revenue.adrHotelMinor());
        rate("revparMinor", "RevPAR", Unit.MONEY, revenue.revparMinor());
        rate("revparHotelMinor", "RevPAR without fees", Unit.MONEY, revenue.revparHotelMinor());
        rate("trevparMinor", "TRevPAR", Unit.MONEY, revenue.trevparMinor());
    }

    private void movements(DailyReport.Movements movements) {
        section = "MOVEMENTS";
        count("arrivals", "Arrivals", movements.arrivals());
        count("departures", "Departures", movements.departures());
        count("stayovers", "Stayovers", movements.stayovers());
        count("walkIns", "Walk-ins", movements.walkIns());
        count("noShows", "No-shows", movements.noShows());
        count("lateCancellations", "Late cancellations", movements.lateCancellations());
        count("earlyDepartures", "Early departures", movements.earlyDepartures());
        count("extendedStays", "Extended stays", movements.extendedStays());
        count("walked", "Walked", movements.walked());
    }

    private void sales(DailyReport.Sales sales) {
        section = "SALES";
        count("bookings", "Bookings made", sales.bookings());
        count("roomNights", "Room nights booked", sales.roomNights());
        money("valueMinor", "Value booked", sales.valueMinor());
        count("cancellations", "Cancellations made", sales.cancellations());
        count("cancelledRoomNights", "Room nights cancelled", sales.cancelledRoomNights());
        money("cancelledValueMinor", "Value cancelled", sales.cancelledValueMinor());
        count("reinstatements", "Reinstated", sales.reinstatements());
        count("pickupNights", "Net pickup, room nights", sales.pickupNights());
        money("pickupMinor", "Net pickup, revenue", sales.pickupMinor());
        count("holdsMade", "Holds made", sales.holdsMade());
        count("holdsReleased", "Holds released", sales.holdsReleased());
        count("holdsExpired", "Holds expired", sales.holdsExpired());
        sales.turnaways().forEach(t -> count(keyed("turnaways", t.code()), "Turned away: " + t.code(), t.requests()));
    }

    private void outlook(Outlook outlook) {
        var days = outlook.days() == 1 ? "Tomorrow" : "Next " + outlook.days() + " nights";
        var key = String.valueOf(outlook.days());
        single(keyed("nights", key), days + ": on the books", Unit.COUNT, outlook.nights());
        single(keyed("revenueMinor", key), days + ": revenue", Unit.MONEY, outlook.revenueMinor());
        single(keyed("occupancyPct", key), days + ": occupancy %", Unit.PERCENT, outlook.occupancyPct());
        single(keyed("adrMinor", key), days + ": ADR", Unit.MONEY, outlook.adrMinor());
        single(keyed("pickup1Nights", key), days + ": picked up in 1 day", Unit.COUNT, outlook.pickup1Nights());
        single(keyed("pickup7Nights", key), days + ": picked up in 7 days", Unit.COUNT, outlook.pickup7Nights());
        single(keyed("lastYearNights", key), days + ": same time last year", Unit.COUNT, outlook.lastYearNights());
        single(keyed("nightsVarPct", key), days + ": against last year %", Unit.PERCENT, outlook.nightsVarPct());
    }

    private void shares(String name, List<Share> shares) {
        section = name;
        for (var share : shares) {
            count(keyed("nights", share.key()), share.key() + ": room nights", share.nights());
            money(keyed("revenueMinor", share.key()), share.key() + ": revenue", share.revenueMinor());
            rate(keyed("adrMinor", share.key()), share.key() + ": ADR", Unit.MONEY, share.adrMinor());
        }
    }

    private void payments(DailyReport.Payments payments) {
        section = "PAYMENTS";
        payments.captured()
                .forEach(c -> money(keyed("captured", c.purpose()), "Captured: " + c.purpose(), c.amountMinor()));
        money("refunds", "Refunds", payments.refunds());
        money("manualRefunds", "Refunds by hand", payments.manualRefunds());
        money("net", "Payments less refunds", payments.net());
        var open = payments.openBalances();
        single("owed", "Bookings that owe after their end", Unit.COUNT, open.owed());
        single("owedMinor", "Owed after the end", Unit.MONEY, open.owedMinor());
        single("owing", "Bookings to be given back to", Unit.COUNT, open.owing());
        single("owingMinor", "To be given back", Unit.MONEY, open.owingMinor());
        single("attention", "Payments that need attention", Unit.COUNT, payments.attention());
        single("disputes", "Open disputes", Unit.COUNT, payments.disputes().size());
    }

    private void ledger(DailyReport.LedgerRoll roll) {
        var name = roll.ledger().toLowerCase(Locale.ROOT) + " ledger, "
                + roll.window().toLowerCase(Locale.ROOT);
        var key = roll.ledger() + "." + roll.window();
        single(keyed("openingMinor", key), name + ": opening", Unit.MONEY, roll.openingMinor());
        single(keyed("chargesMinor", key), name + ": charges", Unit.MONEY, roll.chargesMinor());
        single(keyed("transfersMinor", key), name + ": transfers", Unit.MONEY, roll.transfersMinor());
        single(keyed("paymentsMinor", key), name + ": payments", Unit.MONEY, roll.paymentsMinor());
        single(keyed("closingMinor", key), name + ": closing", Unit.MONEY, roll.closingMinor());
    }

    private void exceptions(DailyReport.Exceptions exceptions) {
        section = "EXCEPTIONS";
        exceptions
                .overbooked()
                .forEach(o -> single(
                        keyed("overbooked", o.night() + "." + o.roomTypeId()),
                        "Overbooked on " + o.night() + ": " + o.roomTypeId(),
                        Unit.COUNT,
                        o.over()));
        single("holdsExpired", "Holds expired", Unit.COUNT, exceptions.holdsExpired());
        single("unknownPayments", "Payments with unknown outcome", Unit.COUNT, exceptions.unknownPayments());
        var dead = exceptions.deadLetters();
        single("deadLetters", "Dead letters", Unit.COUNT, dead == null ? null : BigDecimal.valueOf(dead));
        single("unbalancedFolios", "Unbalanced folios", Unit.COUNT, exceptions.unbalancedFolios());
    }

    private static String keyed(String figure, String key) {
        return figure + "[" + key + "]";
    }

    private void count(String figure, String label, Figure values) {
        add(figure, label, Unit.COUNT, values);
    }

    private void money(String figure, String label, Figure values) {
        add(figure, label, Unit.MONEY, values);
    }

    private void single(String figure, String label, Unit unit, long value) {
        single(figure, label, unit, BigDecimal.valueOf(value));
    }

    private void single(String figure, String label, Unit unit, @Nullable BigDecimal value) {
        lines.add(new Line(section, figure, label, unit, value, null, null, null, null, null, null, null));
    }

    private void add(String figure, String label, Unit unit, Figure v) {
        lines.add(new Line(
                section,
                figure,
                label,
                unit,
                BigDecimal.valueOf(v.today()),
                BigDecimal.valueOf(v.lastYear()),
                BigDecimal.valueOf(v.mtd()),
                BigDecimal.valueOf(v.mtdLastYear()),
                v.mtdVarPct(),
                BigDecimal.valueOf(v.ytd()),
                BigDecimal.valueOf(v.ytdLastYear()),
                v.ytdVarPct()));
    }

    private void rate(String figure, String label, Unit unit, Rate v) {
        lines.add(new Line(
                section,
                figure,
                label,
                unit,
                v.today(),
                v.lastYear(),
                v.mtd(),
                v.mtdLastYear(),
                v.mtdVarPct(),
                v.ytd(),
                v.ytdLastYear(),
                v.ytdVarPct()));
    }
}
