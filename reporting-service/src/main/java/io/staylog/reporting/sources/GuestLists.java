package io.staylog.reporting.sources;

import io.staylog.reporting.document.DocumentKind;
import io.staylog.reporting.document.GuestListSource;
import io.staylog.reporting.sources.DocumentSources.Asked;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.Objects;
import java.util.UUID;

/** Who comes, goes, stays or did not come: a row for each room of a booking, by name, then by confirmation code. */
final class GuestLists {
    private static final String ROWS = """
            with listed as (
                select b.* from booking b
                where b.hotel_id = :hotel and b.confirmed_on is not null and {which}),
            rooms as (
                select n.booking_id, n.room_stay_no, min(n.room_type_id) as room_type_id, sum(n.gross_minor) as gross_minor
                from booking_night n join listed l using (booking_id)
                where n.until_on is null group by 1, 2),
            balances as (
                select j.booking_id, sum(j.debit_minor - j.credit_minor) as balance_minor
                from journal_line j join listed l using (booking_id)
                where j.account in ('GUEST', 'DEPOSIT', 'RECEIVABLE') and j.currency = l.currency group by 1)
            select b.booking_id, b.confirmation_code, coalesce(r.room_stay_no, 1) as room_stay_no,
                coalesce(r.room_type_id, '') as room_type_id, b.arrival_date, b.departure_date, b.adults, b.children,
                b.status, b.channel, b.rate_plan_id, b.guarantee, b.currency,
                coalesce(r.gross_minor, b.gross_minor)::bigint as total_minor,
                case when row_number() over (partition by b.booking_id order by r.room_stay_no) = 1
                    then coalesce(o.balance_minor, 0)::bigint end as balance_minor,
                b.channel_reference, {guest}
            from listed b left join rooms r using (booking_id) left join balances o using (booking_id)
            {guests}
            order by gp.name collate "C" nulls last, b.confirmation_code, b.booking_id, 3""".replace("{guest}", Guests.COLUMNS).replace("{guests}", Guests.JOINS);

    private GuestLists() {}

    static GuestListSource of(Asked asked, DocumentKind kind) {
        boolean isAhead = kind == DocumentKind.ARRIVALS || kind == DocumentKind.DEPARTURES;
        var date = isAhead ? asked.date() : asked.begunDate();
        var rows = asked.jdbc()
                .sql(ROWS.replace("{which}", which(kind)))
                .param("hotel", asked.hotel().hotelId())
                .param("date", date)
                .query(GuestLists::row)
                .list();
        return new GuestListSource(asked.heading(), kind, date, asked.isClosed(date), rows);
    }

    /** SQL of what stands on a list, at the end of its business date. */
    private static String which(DocumentKind kind) {
        return switch (kind) {
            case ARRIVALS ->
                "b.arrival_date = :date and (b.off_books_on is null or b.off_books_on > :date or b.status = 'NO_SHOW')";
            case DEPARTURES -> "b.departure_date = :date and b.off_books_on is null";
            case IN_HOUSE ->
                "b.checked_in_on <= :date and (b.checked_out_on is null or b.checked_out_on > :date)"
                        + " and b.off_books_on is null";
            case NO_SHOWS -> "b.status = 'NO_SHOW' and b.off_books_on = :date";
            default -> throw new IllegalArgumentException(kind + " is no list of guests");
        };
    }

    private static GuestListSource.Row row(ResultSet row, int n) throws SQLException {
        var reference = row.getString("channel_reference");
        return new GuestListSource.Row(
                Objects.requireNonNull(row.getObject("booking_id", UUID.class)),
                row.getString("confirmation_code"),
                row.getInt("room_stay_no"),
                row.getString("room_type_id"),
                Guests.of(row),
                Objects.requireNonNull(row.getObject("arrival_date", LocalDate.class)),
                Objects.requireNonNull(row.getObject("departure_date", LocalDate.class)),
                row.getInt("adults"),
                row.getInt("children"),
                row.getString("status"),
                row.getString("channel"),
                row.getString("rate_plan_id"),
                row.getString("guarantee"),
                row.getString("currency"),
                row.getLong("total_minor"),
                row.getObject("balance_minor", Long.class),
                reference == null ? "" : reference);
    }
}
