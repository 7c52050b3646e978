package io.staylog.reporting.report;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * What stands behind a figure of reports. In conditions {@code b} is a booking, {@code p} a payment, {@code r} a refused
 * request, {@code :from} and {@code :to} are the first and last business date or night that the figure is about, {@code :on} is
 * the business date at whose end it was known, and {@code :value} is what it is about.
 */
public enum BehindFigure implements Listing {
    /** Nights of guests who came; the same with more conditions follow. */
    STAYS("Stays with nights", BehindSql.nights("true")),
    /** Nights that were paid for. */
    PAID_STAYS("Stays with nights that cost something", BehindSql.nights("n.gross_minor <> 0")),
    /** Nights that cost nothing. */
    FREE_STAYS("Stays with nights that cost nothing", BehindSql.nights("n.gross_minor = 0")),
    /** Rooms with a single guest. */
    ONE_GUEST("Stays with nights of one guest in a room", BehindSql.nights("n.guests = 1")),
    /** Rooms with more guests. */
    MORE_GUESTS("Stays with nights of several guests in a room", BehindSql.nights("n.guests <> 1")),
    /** Nights after the first. */
    STAYOVERS("Stays with nights after the first", BehindSql.nights("b.checked_in_on < n.night")),
    /** Nights that came through one channel. */
    CHANNEL_STAYS("Stays with nights, by channel", BehindSql.nights("b.channel = :value"), Value.TEXT),
    /** Nights of one segment. */
    SEGMENT_STAYS(
            "Stays with nights, by segment", BehindSql.nights(Per.segment("b.channel") + " = :value"), Value.TEXT),
    /** Nights in one class of rooms. */
    ROOM_TYPE_STAYS("Stays with nights, by room type", BehindSql.nights("n.room_type_id = :value"), Value.TEXT),
    /** Nights under one rate plan. */
    RATE_PLAN_STAYS("Stays with nights, by rate plan", BehindSql.nights("b.rate_plan_id = :value"), Value.TEXT),

    /** Guests who came. */
    ARRIVALS("Arrived", BehindSql.steps("m.kind = 'ARRIVED'")),
    /** Guests who came without a booking. */
    WALK_INS("Arrived without a booking", BehindSql.steps("m.kind = 'ARRIVED' and m.channel = 'WALK_IN'")),
    /** Rooms used by day only. */
    DAY_USE("Day use", BehindSql.steps("m.kind = 'ARRIVED' and m.room_nights = 0")),
    /** Guests who left. */
    DEPARTURES("Departed", BehindSql.steps("m.kind = 'LEFT'")),
    /** Guests who left before time. */
    EARLY_DEPARTURES("Departed early", BehindSql.steps("m.kind = 'LEFT' and m.departure_days_later < 0")),
    /** Guests in the house who stay longer. */
    EXTENDED("Stays extended", BehindSql.steps("m.kind = 'MODIFIED' and m.arrived and m.departure_days_later > 0")),
    /** Guests who did not come. */
    NO_SHOWS("No-shows", BehindSql.steps("m.kind = 'NO_SHOW'")),
    /** Cancelled on the day of arrival. */
    LATE_CANCELLATIONS("Cancelled late", BehindSql.steps("m.kind = 'CANCELLED' and m.secured and m.late")),
    /** Sent to another hotel. */
    WALKED("Walked", BehindSql.steps("m.kind = 'WALKED'")),
    /** Secured bookings made. */
    BOOKINGS("Booked", BehindSql.steps("m.kind in ('BOOKED', 'CONFIRMED')")),
    /** Secured bookings cancelled. */
    CANCELLATIONS("Cancelled", BehindSql.steps("m.kind = 'CANCELLED' and m.secured")),
    /** Bookings that came back to life. */
    REINSTATED("Reinstated", BehindSql.steps("m.kind = 'REINSTATED'")),
    /** Bookings that changed what is on the books. */
    PICKUP("Added to the books, or taken off", BehindSql.steps("(m.books_nights <> 0 or m.books_net_minor <> 0)")),
    /** Bookings that began as a hold. */
    HOLDS("Held", BehindSql.steps("m.kind = 'HELD'")),
    /** Holds that were given up. */
    RELEASED("Holds released", BehindSql.steps("(m.kind = 'RELEASED' or m.kind = 'CANCELLED' and not m.secured)")),
    /** Holds that got no payment in time. */
    EXPIRED("Holds expired", BehindSql.steps("m.kind = 'EXPIRED'")),
    /** Fees of guests who did not come, or taken back. */
    NO_SHOW_FEES("No-show fees", BehindSql.steps("'NO_SHOW' in (m.kind, m.takes_back) and m.fee_minor <> 0")),
    /** Fees of cancellations, or taken back. */
    CANCELLATION_FEES(
            "Cancellation fees", BehindSql.steps("'CANCELLED' in (m.kind, m.takes_back) and m.fee_minor <> 0")),
    /** Fees of guests who left before time. */
    EARLY_DEPARTURE_FEES("Early departure fees", BehindSql.steps("m.kind = 'LEFT' and m.fee_minor <> 0")),

    /** Charged for food and drinks. */
    FOOD_AND_BEVERAGE("Charged for food and beverage", BehindSql.charges("c.kind in ('FOOD_AND_BEVERAGE', 'MINIBAR')")),
    /** Charged for anything else but city tax. */
    OTHER_CHARGES(
            "Charged for something else",
            BehindSql.charges("c.kind not in ('FOOD_AND_BEVERAGE', 'MINIBAR', 'CITY_TAX')")),
    /** All that rooms have earned. */
    ROOMS_REVENUE(
            "Stays with nights, and fees of bookings without",
            BehindSql.any(STAYS.sql(), NO_SHOW_FEES.sql(), EARLY_DEPARTURE_FEES.sql())),
    /** All that anything has earned. */
    REVENUE(
            "Bookings that were charged anything",
            BehindSql.any(ROOMS_REVENUE.sql(), CANCELLATION_FEES.sql(), FOOD_AND_BEVERAGE.sql(), OTHER_CHARGES.sql())),
    /** Nights and charges that taxes are in. */
    TAX(
            "Bookings that taxes were charged to",
            BehindSql.any(
                    BehindSql.nights("n.gross_minor <> n.net_minor"),
                    BehindSql.charges("(c.tax_minor <> 0 or c.kind = 'CITY_TAX')"))),
    /** Nights, fees and charges with the taxes in them. */
    GROSS("Bookings that were charged anything, city tax too", BehindSql.any(REVENUE.sql(), TAX.sql())),

    /** Requests for a booking that were refused for one reason. */
    TURNED_AWAY(
            "Requests for a booking that were refused with code",
            BehindSql.refused("r.request_type = 'BookingRequested' and r.code = :value"),
            Value.TEXT),

    /** What is on the books for nights. */
    ON_THE_BOOKS("On the books for nights", BehindSql.booked(Books.onTheBooks(":on::date"))),
    /** What was put on the books for nights or taken off within some business dates. */
    PICKED_UP(
            "Added to the books for nights, or taken off, in this many business dates:",
            BehindSql.booked(Books.onTheBooks(":on::date") + " is distinct from "
                    + Books.onTheBooks("(:on::date - :value::int)")),
            Value.NUMBER),
    /** Bookings of nights with more rooms on the books than there are. */
    OVERBOOKED("On the books for overbooked nights", BehindSql.overbooked()),
    /** What said how many rooms there are. */
    ROOMS("What said how many rooms there are", BehindSql.supply()),

    /** Payments that moved money. */
    MONEY("Payments that moved money", BehindSql.cash("true")),
    /** Payments that brought money in for one purpose. */
    CAPTURED(
            "Captured for",
            BehindSql.cash("c.kind in ('CAPTURE', 'CAPTURE_FAILED') and c.purpose = :value"),
            Value.TEXT),
    /** Payments that gave money back through the bank. */
    REFUNDS("Refunded", BehindSql.cash("c.kind = 'REFUND'")),
    /** Payments that gave money back outside the bank. */
    MANUAL_REFUNDS("Refunded by hand", BehindSql.cash("c.kind = 'MANUAL_REFUND'")),
    /** Payments that gave money back. */
    GIVEN_BACK("Payments that gave money back", BehindSql.cash("c.kind in ('REFUND', 'MANUAL_REFUND')")),

    /** Bookings that something was charged to in one ledger. */
    LEDGER_CHARGES("Charged in the ledger", BehindSql.moved(BehindSql.CHARGES), Value.TEXT),
    /** Bookings that came from one ledger to another. */
    LEDGER_TRANSFERS("Moved between ledgers, to or from", BehindSql.moved(BehindSql.LEDGERS), Value.TEXT),
    /** Bookings that were paid for, or paid back, in one ledger. */
    LEDGER_PAYMENTS(
            "Paid or paid back in the ledger",
            BehindSql.moved("not " + BehindSql.CHARGES + " and not " + BehindSql.LEDGERS),
            Value.TEXT),
    /** Bookings whose money in one ledger is not even at the end of a business date. */
    LEDGER_BALANCES("Open in the ledger", BehindSql.ledgerBalances(), Value.TEXT),
    /** Ended bookings that owe something. */
    OWED("Owed after the stay", BehindSql.open("balance_minor > 0")),
    /** Ended bookings that have something to get back. */
    OWING("Due to guests after the stay", BehindSql.open("balance_minor < 0")),
    /** Both. */
    UNBALANCED("Folios out of balance", BehindSql.open("true")),

    /** Payments that a person had to look at. */
    NEEDED_ATTENTION("Payments that needed a person", BehindSql.attention()),
    /** Payments whose outcome nobody knew. */
    WITHOUT_OUTCOME("Payments with unknown outcome", BehindSql.unknown()),
    /** Payments whose dispute was not decided. */
    IN_DISPUTE("Payments in dispute", BehindSql.disputed());

    private enum Value {
        NONE,
        TEXT,
        NUMBER
    }

    private final String title;
    private final Table table;
    private final String condition;
    private final String rows;
    private final boolean isAhead;
    private final Value value;

    BehindFigure(String title, BehindSql sql) {
        this(title, sql, Value.NONE);
    }

    BehindFigure(String title, BehindSql sql, Value value) {
        this.title = title;
        this.table = sql.table();
        this.condition = sql.condition();
        this.rows = sql.rows();
        this.isAhead = sql.isAhead();
        this.value = value;
    }

    private BehindSql sql() {
        return new BehindSql(table, condition, rows, isAhead);
    }

    @Override
    public String title() {
        return title;
    }

    @Override
    public Table table() {
        return table;
    }

    @Override
    public String condition() {
        return condition;
    }

    /** SQL over one of the rows that the figure adds up: a night {@code n}, a step {@code m} or a charge {@code c}. */
    public String rows() {
        return rows;
    }

    @Override
    public void check(About about, LocalDate open) {
        var given = about.value();
        boolean good = switch (value) {
            case NONE -> given == null;
            case TEXT -> Behind.isText(given);
            case NUMBER -> Behind.isNumber(given);
        };
        if (!good) {
            throw Listing.noSuchList("value");
        }
        var _ = new Scope(null, about.from(), about.to(), about.on());
        if (about.from() == null || about.to() == null) {
            throw ReportException.badRequest(
                    "date_not_offered",
                    "This list is one of business dates or nights; name the first and the last one, from and to.",
                    about.from() == null ? "from" : "to");
        }
        refuseAfter(open, about.on(), "on");
        if (!isAhead) {
            refuseAfter(open, about.to(), "to");
        }
    }

    private static void refuseAfter(LocalDate open, @Nullable LocalDate date, String parameter) {
        if (date != null && date.isAfter(open)) {
            throw ReportException.badRequest(
                    "date_not_offered",
                    "This list is not there for " + date + "; ask for a date up to " + open + ".",
                    parameter);
        }
    }
}
