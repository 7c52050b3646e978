package io.staylog.reporting.report;

import java.time.DateTimeException;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * What stands behind a number of the dashboard as things are now. In conditions {@code b} is a booking, {@code p} a payment,
 * {@code :day} the hotel's business date, and {@code :value} and {@code :type} what the number is about.
 */
public enum Behind implements Listing {
    /** Guests who are to come today and have not come yet. */
    ARRIVALS_DUE("Arrivals still expected today", "b.arrival_date = :day and b.status = 'CONFIRMED'"),
    /** Guests who came today. */
    ARRIVED("Arrived today", "b.checked_in_on = :day"),
    /** Guests in the house. */
    IN_HOUSE("In house", "b.status = 'IN_HOUSE'"),
    /** Guests who are to leave today and are still there. */
    DEPARTURES_DUE("Departures still expected today", "b.departure_date = :day and b.status = 'IN_HOUSE'"),
    /** Guests who left today. */
    DEPARTED("Departed today", "b.checked_out_on = :day"),
    /** Guests who should have come before today. */
    ARRIVALS_OVERDUE("Arrivals of earlier days, not seen yet", "b.arrival_date < :day and b.status = 'CONFIRMED'"),
    /** Guests who should have left before today. */
    DEPARTURES_OVERDUE("Still in house after the departure date", "b.departure_date < :day and b.status = 'IN_HOUSE'"),
    /** Secured bookings made today. */
    BOOKED("Booked today", "b.booked_on = :day and b.confirmed_on is not null"),
    /** Bookings that were lost today. */
    LOST("Cancelled or no-show today", "b.off_books_on = :day and b.confirmed_on is not null"),
    /** Bookings of the last seven days. */
    FUNNEL_ASKED("Bookings begun in the last 7 days", Window.WEEK),
    /** Those that wait for money. */
    FUNNEL_HELD("Held, waiting for payment", Window.WEEK + " and b.status = 'HELD'"),
    /** Those that were secured. */
    FUNNEL_CONFIRMED("Confirmed", Window.WEEK + " and b.confirmed_on is not null"),
    /** Those whose payment was declined. */
    FUNNEL_DECLINED("Released because the payment was declined", Window.WEEK + " and b.status = 'RELEASED'"),
    /** Those that got no payment in time. */
    FUNNEL_EXPIRED("Expired without a payment", Window.WEEK + " and b.status = 'EXPIRED'"),
    /** Bookings of the last four weeks that came through one channel. */
    CHANNEL("Booked in the last 28 days through", Window.MONTH + " and b.channel = :value", Value.TEXT),
    /** Bookings of the last four weeks with one range of days between booking and arrival. */
    LEAD(
            "Booked in the last 28 days with days before arrival of",
            Window.MONTH + " and " + Window.LEAD + " = :value::int",
            Value.NUMBER),
    /** Bookings on the books for one night, of one room type or all. */
    NIGHT(
            "On the books for the night of",
            "exists (select 1 from booking_night n where n.booking_id = b.booking_id"
                    + " and n.until_on is null and n.night = :value::date and (:type::text is null or n.room_type_id = :type))"
                    + " and b.status in ('HELD', 'CONFIRMED', 'IN_HOUSE', 'CHECKED_OUT')",
            Value.DATE),
    /** Payments that a person must look at. */
    ATTENTION("Payments that need a person", Table.PAYMENT, "p.attention is not null", Value.NONE),
    /** Payments whose outcome nobody knows. */
    UNKNOWN("Payments with unknown outcome", Table.PAYMENT, "p.state = 'UNKNOWN'", Value.NONE),
    /** Payments of today and the six days before that the bank said yes to. */
    PAID(
            "Payments of the last 7 days that the bank accepted",
            Table.PAYMENT,
            Window.PAYMENTS + " and " + Window.ACCEPTED,
            Value.NONE),
    /** Those that it said no to. */
    DECLINED(
            "Payments of the last 7 days that the bank declined",
            Table.PAYMENT,
            Window.PAYMENTS + " and p.state = 'DECLINED'",
            Value.NONE),
    /** Those with one reason. */
    DECLINE_CODE(
            "Payments of the last 7 days declined with code",
            Table.PAYMENT,
            Window.PAYMENTS + " and p.state = 'DECLINED' and p.decline_code = :value",
            Value.TEXT),
    /** Payments with a refund on its way. */
    REFUND_PENDING("Refunds on their way", Table.PAYMENT, "p.state in ('REFUNDING', 'REFUND_PENDING')", Value.NONE),
    /** Payments with a refund that failed. */
    REFUND_FAILED("Refunds that failed", Table.PAYMENT, "p.state = 'REFUND_FAILED'", Value.NONE),
    /** Payments whose dispute is not decided. */
    DISPUTED(
            "Payments in dispute",
            Table.PAYMENT,
            "exists (select 1 from dispute d where d.payment_id = p.payment_id"
                    + " and d.status not in ('WON', 'LOST', 'ACCEPTED'))",
            Value.NONE),
    /** What the bank has told of payments that nobody knows. */
    UNMATCHED(
            "Notifications of the bank without a payment, last 28 days",
            Table.NOTIFICATION,
            "u.at >= :day::date - 28",
            Value.NONE),
    /** Requests of today that were refused for one reason. */
    REFUSED(
            "Requests refused today with code",
            Table.REJECTION,
            "r.business_date = :day and r.code = :value",
            Value.TEXT);

    private enum Value {
        NONE,
        TEXT,
        NUMBER,
        DATE
    }

    /** Parts of conditions. */
    static final class Window {
        static final String WEEK = "b.booked_on > :day - 7 and b.booked_on <= :day";
        static final String MONTH = "b.booked_on > :day - 28 and b.booked_on <= :day and b.confirmed_on is not null";
        static final String PAYMENTS = "p.business_date > :day - 7 and p.business_date <= :day";
        /** The first days of ranges of lead time. */
        static final String LEAD = "width_bucket(b.arrival_date - b.booked_on, array[0, 1, 2, 4, 8, 15, 31, 61, 91])";

        static final String ACCEPTED = "p.state not in ('INITIATED', 'AUTHORIZING', 'ACTION_REQUIRED', 'DECLINED',"
                + " 'UNKNOWN', 'CANCELLED', 'NEEDS_ATTENTION')";

        private Window() {}
    }

    private static final int VALUE_CHARS_MAX = 100;

    private final String title;
    private final Table table;
    private final String condition;
    private final Value value;

    Behind(String title, String condition) {
        this(title, condition, Value.NONE);
    }

    Behind(String title, String condition, Value value) {
        this(title, Table.BOOKING, condition, value);
    }

    Behind(String title, Table table, String condition, Value value) {
        this.title = title;
        this.table = table;
        this.condition = condition;
        this.value = value;
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

    boolean plain() {
        return value == Value.NONE;
    }

    @Override
    public void check(About about, LocalDate open) {
        var given = about.value();
        boolean good = switch (value) {
            case NONE -> given == null;
            case TEXT -> isText(given);
            case NUMBER -> isNumber(given);
            case DATE -> given != null && isDate(given);
        };
        if (!good) {
            throw Listing.noSuchList("value");
        }
        if (about.isDated()) {
            throw ReportException.badRequest(
                    "date_not_offered", "This list is there as of now only; leave out from, to and on.", "from");
        }
    }

    static boolean isText(@Nullable String given) {
        return given != null && given.length() <= VALUE_CHARS_MAX && given.indexOf('\0') < 0;
    }

    static boolean isNumber(@Nullable String given) {
        return given != null && given.matches("\\d{1,4}");
    }

    private static boolean isDate(String text) {
        try {
            Scope.inRange(LocalDate.parse(text), "value");
            return true;
        } catch (DateTimeException e) {
            return false;
        }
    }
}
