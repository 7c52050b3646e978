package io.staylog.reporting.document;

import java.time.LocalDate;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What stands behind the figures of a daily report, as far as a list of the dashboard shows it for a past business date. */
final class DailyLinks {
    private static final String ARRIVED = "arrived";
    private static final String DEPARTED = "departed";
    private static final String LOST = "lost";
    private static final String PICKUP = "pickup";
    private static final String BOOKED = "booked";
    private static final String CHARGED = "charged";
    private static final String MOVED = "moved";
    private static final String REFUNDED = "refunded";
    private static final String TURNED_AWAY = "Turned away: ";

    /** Lists of one business date, by the label of the figure; what is not here is about the night itself. */
    private static final Map<String, String> FIGURES = Map.ofEntries(
            Map.entry("No-show fees", LOST),
            Map.entry("Cancellation fees (misc.)", LOST),
            Map.entry("Early departure fees", DEPARTED),
            Map.entry("Food and beverage", CHARGED),
            Map.entry("Other", CHARGED),
            Map.entry("Arrivals", ARRIVED),
            Map.entry("Walk-ins", ARRIVED),
            Map.entry("Departures", DEPARTED),
            Map.entry("Early departures", DEPARTED),
            Map.entry("No-shows", LOST),
            Map.entry("Late cancellations", LOST),
            Map.entry("Walked", LOST),
            Map.entry("Stays extended", PICKUP),
            Map.entry("Bookings made", BOOKED),
            Map.entry("Room nights booked", BOOKED),
            Map.entry("Value booked", BOOKED),
            Map.entry("Cancellations made", LOST),
            Map.entry("Room nights cancelled", LOST),
            Map.entry("Value cancelled", LOST),
            Map.entry("Net pickup, room nights", PICKUP),
            Map.entry("Net pickup, net of tax", PICKUP));

    /** No list shows what stands behind these on a past date. */
    private static final Set<String> WITHOUT_LIST = Set.of(
            "Rooms in hotel",
            "Out of order",
            "Rooms available",
            "Reinstated",
            "Holds made",
            "Holds released",
            "Holds expired");

    /** Lists of what is so now, which no list shows for a past date. */
    private static final Map<String, String> NOW = Map.of(
            "Payments needing attention", "attention",
            "Open disputes", "disputed",
            "Payments of unknown outcome", "unknown",
            "Holds expired", "funnel-expired");

    private final Links links;
    private final LocalDate date;

    DailyLinks(DailyReportSource source) {
        links = Links.of(source.heading());
        date = source.businessDate();
    }

    View.@Nullable Link figure(String label) {
        if (WITHOUT_LIST.contains(label)) {
            return null;
        }
        var listed = listed(label);
        return listed == null ? night() : listed;
    }

    /** Bookings with nights of the month; movements and charges of a month have no list. */
    View.@Nullable Link month(String label) {
        return WITHOUT_LIST.contains(label) || listed(label) != null
                ? null
                : View.link(links.behind("month", date), "Stays with nights of the month up to " + date);
    }

    private View.@Nullable Link listed(String label) {
        if (label.startsWith(TURNED_AWAY)) {
            var code = label.substring(TURNED_AWAY.length());
            return View.link(links.behind("refused", code, date), "Requests refused with " + code + " on " + date);
        }
        var list = FIGURES.get(label);
        return list == null ? moved(label) : on(list);
    }

    private View.@Nullable Link moved(String label) {
        if (label.startsWith("Captured") || label.equals("Net") || label.equals("Payments less refunds")) {
            return on(MOVED);
        }
        return label.startsWith("Refunds") ? on(REFUNDED) : null;
    }

    View.@Nullable Link night() {
        return View.link(links.night(date), "Bookings of the night of " + date);
    }

    View.@Nullable Link outlook(DailyReportSource.Outlook line) {
        return line.from().equals(line.to())
                ? View.link(links.night(line.from()), "Bookings of the night of " + line.from())
                : View.link(links.nights(), "On the books, night by night, as it is now");
    }

    View.@Nullable Link ledgerPayments() {
        return on(MOVED);
    }

    View.@Nullable Link money(String label) {
        var moved = moved(label);
        return moved == null ? now(label) : moved;
    }

    View.@Nullable Link exception(String label) {
        if (label.startsWith("Overbooked")) {
            return View.link(links.nights(), "On the books, night by night, as it is now");
        }
        return label.startsWith("Dead letters")
                ? View.link(links.operations(), "Dead letters, as it is now")
                : now(label);
    }

    private View.@Nullable Link now(String label) {
        var list = NOW.get(label);
        return list == null ? null : View.link(links.behind(list), label + ", as it is now");
    }

    private View.@Nullable Link on(String list) {
        var what = switch (list) {
            case ARRIVED -> "Bookings that arrived";
            case DEPARTED -> "Bookings that departed";
            case LOST -> "Bookings cancelled or not come";
            case PICKUP -> "Bookings added to the books or taken off";
            case CHARGED -> "Bookings charged for something";
            case MOVED -> "Payments that moved money";
            case REFUNDED -> "Payments that gave money back";
            default -> "Bookings made";
        };
        return View.link(links.behind(list, date), what + " on " + date);
    }
}
