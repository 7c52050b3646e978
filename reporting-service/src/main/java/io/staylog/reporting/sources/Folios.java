package io.staylog.reporting.sources;

import io.staylog.reporting.document.FolioSource;
import io.staylog.reporting.document.FolioSource.Charge;
import io.staylog.reporting.document.FolioSource.Payment;
import io.staylog.reporting.document.FolioSource.Stay;
import io.staylog.reporting.document.Guest;
import io.staylog.reporting.sources.DocumentSources.Asked;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The account of one booking. Nights are charged when their business date has ended, as in the books. */
final class Folios {
    private static final String BOOKING = """
            select b.booking_id, b.status, b.confirmation_code, b.arrival_date, b.departure_date, b.adults + b.children as guests,
                b.currency, {guest}
            from booking b {guests} where b.booking_id = ? and b.hotel_id = ?""".replace("{guest}", Guests.COLUMNS).replace("{guests}", Guests.JOINS);

    private static final String ROOMS = """
            select min(room_type_id) as room_type_id from booking_night where booking_id = ? and until_on is null
            group by room_stay_no order by room_stay_no""";

    private static final String CHARGES = """
            with b as (
                select b.*, h.business_date from booking b join hotel h using (hotel_id) where b.booking_id = :booking),
            charges as (
                select n.night as business_date, 'ROOM' as kind, n.room_type_id as description, 1 as quantity,
                    n.net_minor, n.gross_minor, null::int as rate, n.room_stay_no::bigint as no, 1 as part
                from booking_night n join b using (booking_id)
                where n.until_on is null and b.status in ('IN_HOUSE', 'CHECKED_OUT') and n.night < b.business_date
                union all
                select b.off_books_on, case b.status when 'NO_SHOW' then 'NO_SHOW_FEE' else 'CANCELLATION_FEE' end, '',
                    1, b.fee_minor, b.fee_minor, 0, 0, 2
                from b where b.status in ('CANCELLED', 'NO_SHOW') and coalesce(b.fee_minor, 0) > 0
                union all
                select m.business_date, 'EARLY_DEPARTURE_FEE', '', 1, m.fee_minor, m.fee_minor, 0, m.version, 3
                from booking_movement m join b using (booking_id) where m.kind = 'LEFT' and coalesce(m.fee_minor, 0) > 0
                union all
                select c.business_date, c.kind, c.description, 1, c.gross_minor - c.tax_minor, c.gross_minor,
                    c.tax_rate_bps, c.event_offset, 4
                from folio_charge c where c.booking_id = :booking)
            select * from charges order by business_date, part, no""";

    private static final String PAYMENTS = """
            select m.business_date, m.kind, coalesce(p.psp_reference, '') as reference,
                case when m.kind = 'CAPTURE' then m.amount_minor else -m.amount_minor end as amount_minor
            from cash_movement m left join payment p using (payment_id)
            where m.booking_id = ? and m.currency = ? order by m.business_date, m.payment_id, m.version""";

    /** A booking, as folios and invoices show it. */
    record Booked(Stay stay, String status, Guest guest, String currency) {}

    private Folios() {}

    static FolioSource of(Asked asked) {
        var booked = booked(asked, asked.bookingId());
        var charges = asked.jdbc()
                .sql(CHARGES)
                .param("booking", asked.bookingId())
                .query(Folios::charge)
                .list();
        var payments = payments(asked.jdbc(), asked.bookingId(), booked.currency());
        long balance = charges.stream().mapToLong(Charge::grossMinor).sum()
                - payments.stream().mapToLong(Payment::amountMinor).sum();
        return new FolioSource(
                asked.heading(),
                booked.stay(),
                booked.status(),
                booked.guest(),
                booked.currency(),
                charges,
                payments,
                balance);
    }

    static Booked booked(Asked asked, UUID bookingId) {
        var rooms = asked.jdbc().sql(ROOMS).param(bookingId).query(String.class).list();
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

    static List<Payment> payments(JdbcClient jdbc, UUID bookingId, String currency) {
        return jdbc.sql(PAYMENTS)
                .params(bookingId, currency)
                .query((row, n) -> new Payment(
                        Objects.requireNonNull(row.getObject("business_date", LocalDate.class)),
                        row.getString("kind"),
                        "",
                        row.getString("reference"),
                        row.getLong("amount_minor")))
                .list();
    }

    private static Charge charge(ResultSet row, int n) throws SQLException {
        long net = row.getLong("net_minor");
        long gross = row.getLong("gross_minor");
        var rate = row.getObject("rate", Integer.class);
        return new Charge(
                Objects.requireNonNull(row.getObject("business_date", LocalDate.class)),
                row.getString("kind"),
                row.getString("description"),
                row.getInt("quantity"),
                net,
                gross - net,
                gross,
                rate == null ? rateBps(net, gross) : rate);
    }

    /** Prices are told with and without tax; the rate is what lies between, in whole per cents. */
    private static int rateBps(long net, long gross) {
        return net == 0
                ? 0
                : BigDecimal.valueOf(gross - net)
                                .multiply(BigDecimal.valueOf(100))
                                .divide(BigDecimal.valueOf(net), 0, RoundingMode.HALF_UP)
                                .intValue()
                        * 100;
    }
}
