package io.staylog.reporting.report;

import io.staylog.reporting.report.Listing.Table;
import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * SQL for what stands behind figures, with parameters {@code :hotel}, {@code :from}, {@code :to}, {@code :on} and
 * {@code :value}.
 *
 * @param condition over a row of the table
 * @param rows over one of the rows that a figure adds up, where those are not rows of the table
 * @param isAhead whether its nights may lie ahead
 */
record BehindSql(Table table, String condition, String rows, boolean isAhead) {
    /** The other side of a line of the journal is something that is charged. */
    static final String CHARGES = "o.account in ('REVENUE_ROOMS', 'REVENUE_OTHER', 'TAX', 'COMPENSATION')";
    /** The other side is another ledger of guests. */
    static final String LEDGERS = "o.account in ('GUEST', 'DEPOSIT', 'RECEIVABLE')";

    /** Nights of guests who came, as they were known. */
    static BehindSql nights(String rows) {
        return bookings(
                "select n.booking_id from booking_night n join booking b using (booking_id)"
                        + " where n.hotel_id = :hotel and n.night between :from and :to and n.since_on <= :on"
                        + " and (n.until_on is null or n.until_on > :on) and b.checked_in_on <= :on",
                rows);
    }

    /** Steps of bookings. */
    static BehindSql steps(String rows) {
        return bookings(
                "select m.booking_id from booking_movement m"
                        + " where m.hotel_id = :hotel and m.business_date between :from and :to",
                rows);
    }

    /** Charges besides nights. */
    static BehindSql charges(String rows) {
        return bookings(
                "select c.booking_id from folio_charge c"
                        + " where c.hotel_id = :hotel and c.business_date between :from and :to",
                rows);
    }

    /** Bookings that any of these has. */
    static BehindSql any(BehindSql... figures) {
        var condition = Arrays.stream(figures).map(BehindSql::condition).collect(Collectors.joining(" or ", "(", ")"));
        return new BehindSql(Table.BOOKING, condition, "true", false);
    }

    /** Requests that were refused. */
    static BehindSql refused(String rows) {
        return new BehindSql(Table.REJECTION, "r.business_date between :from and :to and " + rows, rows, false);
    }

    /** Nights, whoever came for them. */
    static BehindSql booked(String rows) {
        return new BehindSql(
                Table.BOOKING,
                "b.booking_id in (select n.booking_id from booking_night n join booking b using (booking_id)"
                        + " where n.hotel_id = :hotel and n.night between :from and :to and " + rows + ")",
                rows,
                true);
    }

    /** Nights of which more is on the books than there is. */
    static BehindSql overbooked() {
        var condition = "b.booking_id in (select n.booking_id from (" + Books.OVERBOOKED + ") o join booking_night n"
                + " on n.hotel_id = :hotel and n.night = o.night and n.room_type_id = o.room_type_id"
                + " join booking b using (booking_id) where " + Books.onTheBooks(":on::date")
                + " and n.night between :from and :to)";
        return new BehindSql(Table.BOOKING, condition, "true", true);
    }

    /** Events that set a number of rooms. */
    static BehindSql supply() {
        var condition = "(s.night is null and s.known_on <= least(:on::date, :to::date)"
                + " or s.night between :from and :to and s.known_on <= :on)";
        return new BehindSql(Table.SUPPLY, condition, "true", true);
    }

    /** Movements of money. */
    static BehindSql cash(String rows) {
        return payments(
                "select c.payment_id from cash_movement c"
                        + " where c.hotel_id = :hotel and c.business_date between :from and :to and " + rows,
                rows);
    }

    /** Lines of the journal in the ledger that the value names; two lines each, odd and even, are two sides of one thing. */
    static BehindSql moved(String rows) {
        return bookings(
                "select l.booking_id from journal_line l join journal_line o"
                        + " on o.topic = l.topic and o.partition = l.partition and o.event_offset = l.event_offset"
                        + " and o.about = l.about and o.line_no = l.line_no - 1 + 2 * (l.line_no % 2)"
                        + " where l.hotel_id = :hotel and l.business_date between :from and :to and l.account = :value",
                rows);
    }

    /** What is open in that ledger at the end of the last date. */
    static BehindSql ledgerBalances() {
        var condition = "b.booking_id in (select l.booking_id from journal_line l"
                + " where l.hotel_id = :hotel and l.account = :value and l.business_date <= :to"
                + " group by l.booking_id, l.currency having sum(l.debit_minor - l.credit_minor) <> 0)";
        return new BehindSql(Table.BOOKING, condition, "true", false);
    }

    /** What ended bookings left open then. */
    static BehindSql open(String rows) {
        return bookings(
                "select o.booking_id from open_balance o where o.hotel_id = :hotel and o.since_on <= :on"
                        + " and (o.until_on is null or o.until_on > :on)",
                rows);
    }

    static BehindSql attention() {
        return payments(
                "with " + Known.MOMENTS
                        + " select a.payment_id from moments m join payment_attention a using (hotel_id)" + " where "
                        + Known.ATTENTION,
                "true");
    }

    static BehindSql unknown() {
        return payments(
                "with " + Known.MOMENTS + " select a.payment_id from moments m join payment_attempt a using (hotel_id)"
                        + " where " + Known.UNKNOWN,
                "true");
    }

    static BehindSql disputed() {
        return payments(
                "with " + Known.MOMENTS + ", " + Care.KNOWN_DISPUTES
                        + " select payment_id from disputes where status not in ('WON', 'LOST')",
                "true");
    }

    private static BehindSql bookings(String select, String rows) {
        return new BehindSql(Table.BOOKING, "b.booking_id in (" + select + " and " + rows + ")", rows, false);
    }

    private static BehindSql payments(String select, String rows) {
        return new BehindSql(Table.PAYMENT, "p.payment_id in (" + select + ")", rows, false);
    }
}
