package io.staylog.reporting.document;

import io.staylog.reporting.report.BehindFigure;
import io.staylog.reporting.report.daily.Window;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What stands behind the figures of a daily report. */
final class DailyLinks {
    private static final String TURNED_AWAY = "Turned away: ";
    private static final String CAPTURED = "Captured: ";
    private static final String DEAD_LETTERS = "Dead letters";

    /** By the label of the figure. */
    private static final Map<String, BehindFigure> FIGURES = Map.ofEntries(
            Map.entry("Rooms in hotel", BehindFigure.ROOMS),
            Map.entry("Out of order", BehindFigure.ROOMS),
            Map.entry("Rooms available", BehindFigure.ROOMS),
            Map.entry("Rooms sold (paid)", BehindFigure.PAID_STAYS),
            Map.entry("Complimentary and house use", BehindFigure.FREE_STAYS),
            Map.entry("Rooms occupied", BehindFigure.STAYS),
            Map.entry("Day use", BehindFigure.DAY_USE),
            Map.entry("Occupancy % of rooms in hotel", BehindFigure.PAID_STAYS),
            Map.entry("Occupancy % less out of order", BehindFigure.PAID_STAYS),
            Map.entry("Occupancy % with complimentary", BehindFigure.STAYS),
            Map.entry("Rooms with one guest", BehindFigure.ONE_GUEST),
            Map.entry("Rooms with several guests", BehindFigure.MORE_GUESTS),
            Map.entry("Guests in house", BehindFigure.STAYS),
            Map.entry("Stays", BehindFigure.STAYS),
            Map.entry("No-show fees", BehindFigure.NO_SHOW_FEES),
            Map.entry("Early departure fees", BehindFigure.EARLY_DEPARTURE_FEES),
            Map.entry("Rooms revenue", BehindFigure.ROOMS_REVENUE),
            Map.entry("Cancellation fees (misc.)", BehindFigure.CANCELLATION_FEES),
            Map.entry("Food and beverage", BehindFigure.FOOD_AND_BEVERAGE),
            Map.entry("Other", BehindFigure.OTHER_CHARGES),
            Map.entry("Total net", BehindFigure.REVENUE),
            Map.entry("Tax", BehindFigure.TAX),
            Map.entry("Total with tax", BehindFigure.GROSS),
            Map.entry("ADR", BehindFigure.ROOMS_REVENUE),
            Map.entry("ADR without fees", BehindFigure.STAYS),
            Map.entry("RevPAR", BehindFigure.ROOMS_REVENUE),
            Map.entry("RevPAR without fees", BehindFigure.STAYS),
            Map.entry("TRevPAR", BehindFigure.REVENUE),
            Map.entry("Arrivals", BehindFigure.ARRIVALS),
            Map.entry("Departures", BehindFigure.DEPARTURES),
            Map.entry("Stayovers", BehindFigure.STAYOVERS),
            Map.entry("Walk-ins", BehindFigure.WALK_INS),
            Map.entry("No-shows", BehindFigure.NO_SHOWS),
            Map.entry("Late cancellations", BehindFigure.LATE_CANCELLATIONS),
            Map.entry("Early departures", BehindFigure.EARLY_DEPARTURES),
            Map.entry("Stays extended", BehindFigure.EXTENDED),
            Map.entry("Walked", BehindFigure.WALKED),
            Map.entry("Bookings made", BehindFigure.BOOKINGS),
            Map.entry("Room nights booked", BehindFigure.BOOKINGS),
            Map.entry("Value booked", BehindFigure.BOOKINGS),
            Map.entry("Cancellations made", BehindFigure.CANCELLATIONS),
            Map.entry("Room nights cancelled", BehindFigure.CANCELLATIONS),
            Map.entry("Value cancelled", BehindFigure.CANCELLATIONS),
            Map.entry("Reinstated", BehindFigure.REINSTATED),
            Map.entry("Net pickup, room nights", BehindFigure.PICKUP),
            Map.entry("Net pickup, net of tax", BehindFigure.PICKUP),
            Map.entry("Holds made", BehindFigure.HOLDS),
            Map.entry("Holds released", BehindFigure.RELEASED),
            Map.entry("Holds expired", BehindFigure.EXPIRED),
            Map.entry("Refunds", BehindFigure.REFUNDS),
            Map.entry("Refunds by hand", BehindFigure.MANUAL_REFUNDS),
            Map.entry("Payments less refunds", BehindFigure.MONEY),
            Map.entry("Owed after the stay", BehindFigure.OWED),
            Map.entry("Due to guests after the stay", BehindFigure.OWING),
            Map.entry("Payments needing attention", BehindFigure.NEEDED_ATTENTION),
            Map.entry("Open disputes", BehindFigure.IN_DISPUTE),
            Map.entry("Payments of unknown outcome", BehindFigure.WITHOUT_OUTCOME),
            Map.entry("Folios out of balance", BehindFigure.UNBALANCED));

    private static final String OVERBOOKED = "Overbooked nights, next 14";
    private static final int OVERBOOKED_NIGHTS = 14;

    private final Links links;
    private final LocalDate date;

    DailyLinks(DailyReportSource source) {
        links = Links.of(source.heading());
        date = source.businessDate();
    }

    /** Behind a figure, over a time. */
    View.@Nullable Link figure(String label, Window window) {
        if (label.startsWith(TURNED_AWAY)) {
            return link(BehindFigure.TURNED_AWAY, label.substring(TURNED_AWAY.length()), window);
        }
        if (label.startsWith(CAPTURED)) {
            var purpose =
                    label.substring(CAPTURED.length()).toUpperCase(Locale.ROOT).replace(' ', '_');
            return link(BehindFigure.CAPTURED, purpose, window);
        }
        var figure = FIGURES.get(label);
        return figure == null ? null : link(figure, null, window);
    }

    /** Behind a figure of the day. */
    View.@Nullable Link today(String label) {
        if (label.equals(OVERBOOKED)) {
            return links.behind(BehindFigure.OVERBOOKED, null, date, date.plusDays(OVERBOOKED_NIGHTS), date);
        }
        return label.startsWith(DEAD_LETTERS)
                ? View.link(links.operations(), "Dead letters, as it is now")
                : figure(label, Window.TODAY);
    }

    /**
     * Behind what one channel or the like has brought.
     *
     * @param of one of the stays by something
     */
    View.@Nullable Link share(BehindFigure of, String key, Window window) {
        return link(of, key, window);
    }

    /** Behind the sum of all channels, or the like. */
    View.@Nullable Link stays(Window window) {
        return link(BehindFigure.STAYS, null, window);
    }

    /** Behind what is ahead. */
    BooksLinks ahead() {
        return links.ahead(date);
    }

    /**
     * Behind what moved in a ledger.
     *
     * @param ledger as the report calls it
     * @param time as the report calls it
     */
    View.@Nullable Link ledger(BehindFigure of, String ledger, String time) {
        return link(of, DailySources.account(ledger), DailySources.window(time));
    }

    /** Behind the balance of a ledger before a time begins. */
    View.@Nullable Link opening(String ledger, String time) {
        return balance(ledger, DailySources.window(time).first(date).minusDays(1));
    }

    /** Behind its balance at the end. */
    View.@Nullable Link closing(String ledger, String time) {
        return balance(ledger, DailySources.window(time).last(date));
    }

    private View.@Nullable Link balance(String ledger, LocalDate end) {
        return links.behind(BehindFigure.LEDGER_BALANCES, DailySources.account(ledger), end, end, end);
    }

    private View.@Nullable Link link(BehindFigure figure, @Nullable String value, Window window) {
        return links.behind(figure, value, window.first(date), window.last(date), date);
    }
}
