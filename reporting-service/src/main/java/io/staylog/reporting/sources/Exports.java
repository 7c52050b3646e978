package io.staylog.reporting.sources;

import io.staylog.reporting.document.DocumentKind;
import io.staylog.reporting.document.ExportRow;
import io.staylog.reporting.document.ExportSource;
import io.staylog.reporting.report.daily.DailyReport;
import io.staylog.reporting.report.daily.DailyReports;
import io.staylog.reporting.sources.DocumentSources.Asked;
import io.staylog.reporting.sources.DocumentSources.Range;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

/** Rows for programs and spreadsheets, of a range of dates. */
final class Exports {
    private static final int DAYS_MAX = 3_700;
    // Each of them is a report of its own.
    private static final int KPI_DAYS_MAX = 92;
    private static final int ROWS_MAX = 500_000;

    private static final String BOOKINGS =
            """
            select b.hotel_id, b.booking_id, b.confirmation_code, b.status, b.channel, b.rate_plan_id, b.guarantee,
                b.booked_on, b.arrival_date, b.departure_date, b.rooms, b.room_nights, b.adults, b.children, b.currency,
                b.gross_minor, b.net_minor, b.confirmed_on, b.checked_in_on, b.checked_out_on, b.off_books_on,
                b.off_books_reason, b.fee_minor, {guest}
            from booking b {guests}
            where b.hotel_id = :hotel and b.arrival_date between :from and :to
            order by b.arrival_date, b.booking_id limit :limit""".replace("{guest}", Guests.COLUMNS).replace("{guests}", Guests.JOINS);

    private static final String STAY_NIGHTS = """
            select n.hotel_id, n.booking_id, n.room_stay_no, n.night, n.room_type_id, b.status, b.channel, b.rate_plan_id,
                n.guests, b.currency, n.gross_minor, n.net_minor, n.since_on, n.until_on
            from booking_night n join booking b using (booking_id)
            where n.hotel_id = :hotel and n.night between :from and :to
            order by n.night, n.booking_id, n.room_stay_no, n.since_version limit :limit""";

    private static final String PAYMENTS = """
            select hotel_id, payment_id, booking_id, state, purpose, business_date, capture_mode, currency, amount_minor,
                authorized_minor, captured_minor, refunded_minor, manual_refunded_minor, psp_reference, decline_code,
                attention, changed_at
            from payment where hotel_id = :hotel and business_date between :from and :to
            order by business_date, payment_id limit :limit""";

    private static final String LEDGER = """
            select l.hotel_id, l.business_date, l.booking_id, e.payment_id, l.account, l.currency, l.debit_minor,
                l.credit_minor, e.event_type, l.topic, l.partition, l.event_offset as "offset", l.line_no
            from journal_line l join journal_entry e using (topic, partition, event_offset, about)
            where l.hotel_id = :hotel and l.business_date between :from and :to
            order by e.business_date, e.at, e.topic, e.partition, e.event_offset, e.about, l.line_no limit :limit""";

    private Exports() {}

    static ExportSource of(Asked asked, DocumentKind kind, DailyReports daily) {
        var range = asked.range(kind == DocumentKind.KPI_DAILY ? KPI_DAYS_MAX : DAYS_MAX);
        var rows = switch (kind) {
            case BOOKINGS ->
                checked(query(asked, BOOKINGS, range).query(Exports::booking).list());
            case STAY_NIGHTS ->
                checked(query(asked, STAY_NIGHTS, range).query(ExportRow.StayNight.class).stream()
                        .map(Objects::requireNonNull)
                        .toList());
            case PAYMENTS ->
                checked(query(asked, PAYMENTS, range).query(ExportRow.Payment.class).stream()
                        .map(Objects::requireNonNull)
                        .toList());
            case LEDGER ->
                checked(query(asked, LEDGER, range).query(ExportRow.LedgerLine.class).stream()
                        .map(Objects::requireNonNull)
                        .toList());
            case KPI_DAILY -> days(asked, range, daily);
            default -> throw new IllegalArgumentException(kind + " is no export");
        };
        return new ExportSource(asked.heading(), kind, range.from(), range.to(), List.copyOf(rows));
    }

    private static org.springframework.jdbc.core.simple.JdbcClient.StatementSpec query(
            Asked asked, String sql, Range range) {
        return asked.jdbc()
                .sql(sql)
                .param("hotel", asked.hotel().hotelId())
                .param("from", range.from())
                .param("to", range.to())
                .param("limit", ROWS_MAX + 1);
    }

    private static <T extends ExportRow> List<? extends ExportRow> checked(List<T> rows) {
        if (rows.size() > ROWS_MAX) {
            throw new SourceException(
                    "too_large", "The file would have more than " + ROWS_MAX + " rows; ask for a shorter range.");
        }
        return rows;
    }

    private static ExportRow.Booking booking(ResultSet row, int n) throws SQLException {
        return new ExportRow.Booking(
                row.getString("hotel_id"),
                Objects.requireNonNull(row.getObject("booking_id", UUID.class)),
                row.getString("confirmation_code"),
                row.getString("status"),
                Guests.of(row),
                row.getString("channel"),
                row.getString("rate_plan_id"),
                row.getString("guarantee"),
                Objects.requireNonNull(row.getObject("booked_on", LocalDate.class)),
                Objects.requireNonNull(row.getObject("arrival_date", LocalDate.class)),
                Objects.requireNonNull(row.getObject("departure_date", LocalDate.class)),
                row.getInt("rooms"),
                row.getInt("room_nights"),
                row.getInt("adults"),
                row.getInt("children"),
                row.getString("currency"),
                row.getLong("gross_minor"),
                row.getLong("net_minor"),
                row.getObject("confirmed_on", LocalDate.class),
                row.getObject("checked_in_on", LocalDate.class),
                row.getObject("checked_out_on", LocalDate.class),
                row.getObject("off_books_on", LocalDate.class),
                row.getString("off_books_reason"),
                row.getObject("fee_minor", Long.class));
    }

    private static List<ExportRow.KpiDay> days(Asked asked, Range range, DailyReports daily) {
        var first =
                range.from().isBefore(asked.hotel().openedOn()) ? asked.hotel().openedOn() : range.from();
        var last =
                range.to().isAfter(asked.hotel().businessDate()) ? asked.hotel().businessDate() : range.to();
        return first.isAfter(last)
                ? List.of()
                : first.datesUntil(last.plusDays(1))
                        .map(date -> day(daily.of(asked.jdbc(), asked.hotel().hotelId(), date)))
                        .toList();
    }

    private static ExportRow.KpiDay day(DailyReport r) {
        return new ExportRow.KpiDay(
                r.hotelId(),
                r.businessDate(),
                r.isClosed(),
                r.rooms().inHotel().today(),
                r.rooms().outOfOrder().today(),
                r.rooms().occupied().today(),
                r.rooms().sold().today(),
                r.rooms().complimentary().today(),
                r.rooms().guests().today(),
                r.movements().arrivals().today(),
                r.movements().departures().today(),
                r.movements().noShows().today(),
                r.sales().cancellations().today(),
                r.sales().bookings().today(),
                r.sales().pickupNights().today(),
                r.currency(),
                r.revenue().rooms().today(),
                r.revenue().foodAndBeverage().today()
                        + r.revenue().other().today()
                        + r.revenue().cancellationFees().today(),
                r.revenue().tax().today(),
                r.rooms().occupancyPct().today(),
                r.revenue().adrMinor().today(),
                r.revenue().revparMinor().today());
    }
}
