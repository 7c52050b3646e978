package io.staylog.reporting.document;

import io.staylog.reporting.document.DailyReportSource.Section;
import io.staylog.reporting.document.DailyReportSource.Unit;
import io.staylog.reporting.report.daily.DailyReport;
import io.staylog.reporting.report.daily.Figure;
import io.staylog.reporting.report.daily.Rate;
import io.staylog.reporting.report.daily.Window;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Lays out a daily report's figures in the order of its page. */
public final class DailySources {
    private static final Map<String, String> LEDGERS =
            Map.of("Guest", "GUEST", "Deposit", "DEPOSIT", "City", "RECEIVABLE");

    private DailySources() {}

    /**
     * Makes the source of a document of a report.
     *
     * @param hotel as documents name it
     * @param check what the checker has found last; null where it never ran
     */
    public static DailyReportSource of(
            DailyReport report, Heading.Hotel hotel, DailyReportSource.@Nullable Check check) {
        return new DailyReportSource(
                new Heading(hotel, Heading.StandsOn.of(report.asOf(), report.newestEventAt())),
                report.businessDate(),
                report.isClosed(),
                List.of(
                        rooms(report.rooms()),
                        revenue(report.revenue()),
                        movements(report.movements()),
                        sold(report.sales()),
                        paid(report.payments())),
                sales(report.sales()),
                report.outlook().stream().map(DailySources::outlook).toList(),
                report.nextNights().stream()
                        .map(night -> new DailyReportSource.NextNight(
                                night.night(), night.nights(), night.roomsAvailable(), night.occupancyPct()))
                        .toList(),
                shares(report.channels()),
                shares(report.segments()),
                shares(report.roomTypes()),
                shares(report.ratePlans()),
                ledgers(report.ledgers()),
                money(report.payments()),
                report.payments().disputes().stream()
                        .map(dispute -> new DailyReportSource.Dispute(
                                dispute.disputeId(),
                                dispute.reasonCode(),
                                dispute.amountMinor(),
                                dispute.currency(),
                                dispute.evidenceDueAt()))
                        .toList(),
                exceptions(report.exceptions()),
                report.exceptions().overbooked().stream()
                        .map(night -> new DailyReportSource.Overbooked(night.night(), night.roomTypeId(), night.over()))
                        .toList(),
                check);
    }

    private static Section rooms(DailyReport.Rooms rooms) {
        return new Section(
                "A Rooms",
                List.of(
                        count("Rooms in hotel", rooms.inHotel()),
                        count("Out of order", rooms.outOfOrder()),
                        count("Rooms available", rooms.available()),
                        count("Rooms sold (paid)", rooms.sold()),
                        count("Complimentary and house use", rooms.complimentary()),
                        count("Rooms occupied", rooms.occupied()),
                        count("Day use", rooms.dayUse()),
                        rate("Occupancy % of rooms in hotel", Unit.PERCENT, rooms.occupancyPct()),
                        rate("Occupancy % less out of order", Unit.PERCENT, rooms.occupancyOperationalPct()),
                        rate("Occupancy % with complimentary", Unit.PERCENT, rooms.occupancyWithCompPct()),
                        count("Rooms with one guest", rooms.oneGuest()),
                        count("Rooms with several guests", rooms.moreGuests()),
                        count("Guests in house", rooms.guests())));
    }

    private static Section revenue(DailyReport.Revenue revenue) {
        return new Section(
                "B Revenue, net of tax",
                List.of(
                        money("Stays", revenue.stays(), false),
                        money("No-show fees", revenue.noShowFees(), false),
                        money("Early departure fees", revenue.earlyDepartureFees(), false),
                        money("Rooms revenue", revenue.rooms(), true),
                        money("Cancellation fees (misc.)", revenue.cancellationFees(), false),
                        money("Food and beverage", revenue.foodAndBeverage(), false),
                        money("Other", revenue.other(), false),
                        money("Total net", revenue.net(), true),
                        money("Tax", revenue.tax(), false),
                        money("Total with tax", revenue.gross(), true),
                        rate("ADR", Unit.MONEY, revenue.adrMinor()),
                        rate("ADR without fees", Unit.MONEY, revenue.adrHotelMinor()),
                        rate("RevPAR", Unit.MONEY, revenue.revparMinor()),
                        rate("RevPAR without fees", Unit.MONEY, revenue.revparHotelMinor()),
                        rate("TRevPAR", Unit.MONEY, revenue.trevparMinor())));
    }

    private static Section movements(DailyReport.Movements movements) {
        return new Section(
                "C Movements, in rooms",
                List.of(
                        count("Arrivals", movements.arrivals()),
                        count("Departures", movements.departures()),
                        count("Stayovers", movements.stayovers()),
                        count("Walk-ins", movements.walkIns()),
                        count("No-shows", movements.noShows()),
                        count("Late cancellations", movements.lateCancellations()),
                        count("Early departures", movements.earlyDepartures()),
                        count("Stays extended", movements.extendedStays()),
                        count("Walked", movements.walked())));
    }

    private static Section sold(DailyReport.Sales sales) {
        var figures = new ArrayList<>(List.of(
                count("Bookings made", sales.bookings()),
                count("Room nights booked", sales.roomNights()),
                money("Value booked", sales.valueMinor(), false),
                count("Cancellations made", sales.cancellations()),
                count("Room nights cancelled", sales.cancelledRoomNights()),
                money("Value cancelled", sales.cancelledValueMinor(), false),
                count("Reinstated", sales.reinstatements()),
                count("Net pickup, room nights", sales.pickupNights()),
                money("Net pickup, net of tax", sales.pickupMinor(), false),
                count("Holds made", sales.holdsMade()),
                count("Holds released", sales.holdsReleased()),
                count("Holds expired", sales.holdsExpired())));
        sales.turnaways()
                .forEach(turnaway -> figures.add(count("Turned away: " + turnaway.code(), turnaway.requests())));
        return new Section("D Sales", figures);
    }

    private static Section paid(DailyReport.Payments payments) {
        var figures = new ArrayList<DailyReportSource.Figure>();
        payments.captured()
                .forEach(captured ->
                        figures.add(money("Captured: " + words(captured.purpose()), captured.amountMinor(), false)));
        figures.add(money("Refunds", payments.refunds(), false));
        figures.add(money("Refunds by hand", payments.manualRefunds(), false));
        figures.add(money("Payments less refunds", payments.net(), true));
        return new Section("G Payments", figures);
    }

    private static String words(String name) {
        return name.toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private static List<DailyReportSource.Sale> sales(DailyReport.Sales sales) {
        var lines = new ArrayList<DailyReportSource.Sale>();
        lines.add(new DailyReportSource.Sale(
                "Bookings made",
                sales.bookings().today(),
                sales.roomNights().today(),
                sales.valueMinor().today()));
        lines.add(new DailyReportSource.Sale(
                "Cancellations made",
                sales.cancellations().today(),
                sales.cancelledRoomNights().today(),
                sales.cancelledValueMinor().today()));
        lines.add(
                new DailyReportSource.Sale("Reinstated", sales.reinstatements().today(), null, null));
        lines.add(new DailyReportSource.Sale(
                "Net pickup, net of tax",
                sales.pickupNights().today(),
                sales.pickupNights().today(),
                sales.pickupMinor().today()));
        lines.add(new DailyReportSource.Sale("Holds made", sales.holdsMade().today(), null, null));
        lines.add(new DailyReportSource.Sale(
                "Holds released", sales.holdsReleased().today(), null, null));
        for (var turnaway : sales.turnaways()) {
            lines.add(new DailyReportSource.Sale(
                    "Turned away: " + turnaway.code(), turnaway.requests().today(), null, null));
        }
        return lines;
    }

    private static DailyReportSource.Outlook outlook(DailyReport.Outlook outlook) {
        return new DailyReportSource.Outlook(
                outlook.days() == 1 ? "Tomorrow" : "Next " + outlook.days() + " nights",
                outlook.from(),
                outlook.to(),
                outlook.nights(),
                outlook.revenueMinor(),
                outlook.occupancyPct(),
                outlook.adrMinor(),
                outlook.pickup1Nights(),
                outlook.pickup7Nights(),
                outlook.lastYearNights(),
                outlook.nightsVarPct());
    }

    private static List<DailyReportSource.Share> shares(List<DailyReport.Share> shares) {
        return shares.stream()
                .map(share -> new DailyReportSource.Share(
                        share.key(),
                        share.nights().today(),
                        share.revenueMinor().today(),
                        share.adrMinor().today(),
                        share.nights().mtd(),
                        share.revenueMinor().mtd(),
                        share.adrMinor().mtd(),
                        share.nights().mtdLastYear(),
                        share.revenueMinor().mtdLastYear(),
                        share.revenueMinor().mtdVarPct(),
                        share.nights().ytd(),
                        share.revenueMinor().ytd(),
                        share.adrMinor().ytd(),
                        share.nights().ytdLastYear(),
                        share.revenueMinor().ytdLastYear(),
                        share.revenueMinor().ytdVarPct()))
                .toList();
    }

    private static List<DailyReportSource.LedgerRow> ledgers(List<DailyReport.LedgerRoll> ledgers) {
        return ledgers.stream()
                .map(roll -> new DailyReportSource.LedgerRow(
                        ledger(roll.ledger()),
                        time(Window.valueOf(roll.window())),
                        roll.openingMinor(),
                        roll.chargesMinor(),
                        roll.transfersMinor(),
                        roll.paymentsMinor(),
                        roll.closingMinor()))
                .toList();
    }

    private static String time(Window window) {
        return switch (window) {
            case TODAY -> DailyLayout.TODAY;
            case LAST_YEAR -> "Weekday LY";
            case MTD -> "MTD";
            case MTD_LAST_YEAR -> "MTD LY";
            case YTD -> "YTD";
            case YTD_LAST_YEAR -> "YTD LY";
        };
    }

    /** The time that is called so. */
    static Window window(String time) {
        return Arrays.stream(Window.values())
                .filter(window -> time(window).equals(time))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no time is called " + time));
    }

    /** The account of the ledger that is called so. */
    static String account(String ledger) {
        return LEDGERS.getOrDefault(ledger, ledger);
    }

    private static String ledger(String account) {
        return LEDGERS.entrySet().stream()
                .filter(entry -> entry.getValue().equals(account))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse(account);
    }

    private static List<DailyReportSource.MoneyRow> money(DailyReport.Payments payments) {
        var rows = new ArrayList<DailyReportSource.MoneyRow>();
        var open = payments.openBalances();
        rows.add(new DailyReportSource.MoneyRow("Owed after the stay", open.owed(), open.owedMinor()));
        rows.add(new DailyReportSource.MoneyRow("Due to guests after the stay", open.owing(), open.owingMinor()));
        rows.add(new DailyReportSource.MoneyRow("Payments needing attention", payments.attention(), null));
        rows.add(new DailyReportSource.MoneyRow(
                "Open disputes", (long) payments.disputes().size(), disputed(payments)));
        return rows;
    }

    private static @Nullable Long disputed(DailyReport.Payments payments) {
        boolean isOneCurrency = payments.disputes().stream()
                        .map(DailyReport.OpenDispute::currency)
                        .distinct()
                        .count()
                <= 1;
        return isOneCurrency
                ? payments.disputes().stream()
                        .mapToLong(DailyReport.OpenDispute::amountMinor)
                        .sum()
                : null;
    }

    private static List<DailyReportSource.Exceptional> exceptions(DailyReport.Exceptions exceptions) {
        var rows = new ArrayList<DailyReportSource.Exceptional>();
        rows.add(new DailyReportSource.Exceptional(
                "Overbooked nights, next 14", (long) exceptions.overbooked().size(), ""));
        rows.add(new DailyReportSource.Exceptional("Holds expired", exceptions.holdsExpired(), ""));
        rows.add(new DailyReportSource.Exceptional(
                "Payments of unknown outcome",
                exceptions.unknownPayments(),
                exceptions.oldestUnknownAt() == null ? "" : "since " + exceptions.oldestUnknownAt()));
        rows.add(new DailyReportSource.Exceptional(
                "Dead letters, all hotels",
                exceptions.deadLetters(),
                exceptions.deadLetters() == null ? "not known" : ""));
        rows.add(new DailyReportSource.Exceptional("Folios out of balance", exceptions.unbalancedFolios(), ""));
        return rows;
    }

    private static DailyReportSource.Figure count(String label, Figure figure) {
        return figure(label, Unit.COUNT, false, figure);
    }

    private static DailyReportSource.Figure money(String label, Figure figure, boolean isTotal) {
        return figure(label, Unit.MONEY, isTotal, figure);
    }

    private static DailyReportSource.Figure figure(String label, Unit unit, boolean isTotal, Figure figure) {
        return new DailyReportSource.Figure(
                label,
                unit,
                isTotal,
                BigDecimal.valueOf(figure.today()),
                BigDecimal.valueOf(figure.mtd()),
                BigDecimal.valueOf(figure.mtdLastYear()),
                figure.mtdVarPct(),
                BigDecimal.valueOf(figure.ytd()),
                BigDecimal.valueOf(figure.ytdLastYear()),
                figure.ytdVarPct());
    }

    private static DailyReportSource.Figure rate(String label, Unit unit, Rate rate) {
        return new DailyReportSource.Figure(
                label,
                unit,
                false,
                rate.today(),
                rate.mtd(),
                rate.mtdLastYear(),
                rate.mtdVarPct(),
                rate.ytd(),
                rate.ytdLastYear(),
                rate.ytdVarPct());
    }
}
