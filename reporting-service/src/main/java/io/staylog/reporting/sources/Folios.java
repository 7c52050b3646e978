package io.staylog.reporting.sources;

import io.staylog.reporting.document.FolioSource;
import io.staylog.reporting.document.FolioSource.Charge;
import io.staylog.reporting.document.FolioSource.Payment;
import io.staylog.reporting.document.FolioSource.Stay;
import io.staylog.reporting.document.Guest;
import io.staylog.reporting.report.Cards;
import io.staylog.reporting.report.Invoices;
import io.staylog.reporting.report.Invoices.FolioLine;
import io.staylog.reporting.sources.DocumentSources.Asked;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.UUID;

/** The account of one booking: all nights that it has, what was charged besides, and what was paid. */
final class Folios {
    private static final String BOOKING = """
            select b.booking_id, b.status, b.confirmation_code, b.arrival_date, b.departure_date, b.adults + b.children as guests,
                b.currency, {guest}
            from booking b {guests} where b.booking_id = ? and b.hotel_id = ?""".replace("{guest}", Guests.COLUMNS).replace("{guests}", Guests.JOINS);

    private static final String ROOMS = """
            select min(room_type_id) as room_type_id from booking_night where booking_id = ? and until_on is null
            group by room_stay_no order by room_stay_no""";

    /** A booking, as folios and invoices show it. */
    record Booked(Stay stay, String status, Guest guest, String currency) {}

    private Folios() {}

    static FolioSource of(Asked asked) {
        var booked = booked(asked, asked.bookingId());
        var lines = Invoices.folio(asked.jdbc(), asked.bookingId());
        var charges = lines.stream()
                .filter(line -> line.paidMinor() == 0)
                .map(Folios::charge)
                .toList();
        return new FolioSource(
                asked.heading(),
                booked.stay(),
                booked.status(),
                booked.guest(),
                booked.currency(),
                charges,
                payments(lines),
                balance(lines));
    }

    static Booked booked(Asked asked, UUID bookingId) {
        var rooms = asked.jdbc().sql(ROOMS).param(bookingId).query(String.class).stream()
                .map(Objects::requireNonNull)
                .toList();
        return asked.jdbc()
                .sql(BOOKING)
                .params(bookingId, asked.hotel().hotelId())
                .query((row, n) -> booked(row, rooms))
                .optional()
                .orElseThrow(() -> new SourceException(
                        "unknown_booking", "This hotel has no such booking; check the booking's id and the hotel's."));
    }

    private static Booked booked(ResultSet row, List<String> rooms) throws SQLException {
        var stay = new Stay(
                Objects.requireNonNull(row.getObject("booking_id", UUID.class)),
                row.getString("confirmation_code"),
                rooms,
                Objects.requireNonNull(row.getObject("arrival_date", LocalDate.class)),
                Objects.requireNonNull(row.getObject("departure_date", LocalDate.class)),
                row.getInt("guests"));
        return new Booked(stay, row.getString("status"), Guests.of(row), row.getString("currency"));
    }

    private static Charge charge(FolioLine line) {
        return new Charge(
                line.businessDate(),
                line.chargeKind() == null ? line.kind() : line.chargeKind(),
                line.description(),
                1,
                line.netMinor(),
                line.taxMinor(),
                line.grossMinor(),
                line.taxRateBps());
    }

    /** What came and went back, for what, and by which card. */
    static List<Payment> payments(List<FolioLine> lines) {
        return lines.stream()
                .filter(line -> line.paidMinor() != 0)
                .map(line -> new Payment(
                        line.businessDate(),
                        line.kind(),
                        line.description().toLowerCase(Locale.ROOT).replace('_', ' '),
                        Cards.shown(line.cardBrand(), line.cardLast4()),
                        line.paidMinor()))
                .toList();
    }

    /** What is still owed when everything is counted. */
    static long balance(List<FolioLine> lines) {
        return lines.isEmpty() ? 0 : lines.getLast().balanceMinor();
    }
}
