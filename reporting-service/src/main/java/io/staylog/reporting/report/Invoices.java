package io.staylog.reporting.report;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What guests owe line by line, and what of it was put on invoices. */
public final class Invoices {

    /** An invoice or a credit note; amounts of both are positive. */
    public record Invoice(
            String hotelId,
            String series,
            long number,
            String kind,
            LocalDate issuedOn,
            UUID bookingId,
            UUID partyId,
            String currency,
            long netMinor,
            long taxMinor,
            long totalGrossMinor,
            @Nullable String creditedSeries,
            @Nullable Long creditedNumber,
            @Nullable String creditedBySeries,
            @Nullable Long creditedByNumber,
            @Nullable String reason,
            @Nullable String taxReasons) {}

    /** One line of a folio: something that the guest owes, or money that came or went back. */
    public record FolioLine(
            String hotelId,
            UUID bookingId,
            LocalDate businessDate,
            String kind,
            String description,
            @Nullable String chargeKind,
            String currency,
            long netMinor,
            long taxMinor,
            long grossMinor,
            int taxRateBps,
            long paidMinor,
            long balanceMinor,
            @Nullable String cardBrand,
            @Nullable String cardLast4,
            @Nullable String invoiceSeries,
            @Nullable Long invoiceNumber) {}

    private static final int OF_ONE_MAX = 200;

    private static final String INVOICES = """
            select i.hotel_id, i.series, i.number, i.kind, i.issued_on, i.booking_id, i.party_id, i.currency,
                (select coalesce(sum((t ->> 'netMinor')::bigint), 0) from jsonb_array_elements(i.taxes) t) as net_minor,
                (select coalesce(sum((t ->> 'taxMinor')::bigint), 0) from jsonb_array_elements(i.taxes) t) as tax_minor,
                i.total_gross_minor, i.credited_series, i.credited_number, c.series as credited_by_series,
                c.number as credited_by_number, i.reason,
                (select string_agg(distinct l.tax_reason, '; ' order by l.tax_reason) from invoice_line l
                    where l.hotel_id = i.hotel_id and l.series = i.series and l.number = i.number
                        and l.tax_reason <> '') as tax_reasons
            from invoice i left join invoice c on c.kind = 'CREDIT_NOTE' and c.hotel_id = i.hotel_id
                and c.credited_series = i.series and c.credited_number = i.number
            where {where} order by i.issued_on desc, i.hotel_id desc, i.series desc, i.number desc limit :limit""";

    // A line of the folio and one of an invoice are told to be the same by what they say; of those that say the same
    // the
    // first of one is the first of the other.
    private static final String FOLIO = """
            with line as (
                select n.hotel_id, n.night as business_date, 1 as rank, 'NIGHT' as kind, n.room_type_id as description,
                    null as charge_kind, n.net_minor, n.gross_minor, n.tax_rate_bps, 0::bigint as paid_minor,
                    n.room_stay_no::bigint as place, null as card_brand, null as card_last4
                from booking_night n join booking b using (booking_id)
                where n.booking_id = :booking and n.until_on is null
                    and b.status in ('HELD', 'CONFIRMED', 'IN_HOUSE', 'CHECKED_OUT')
                union all
                select c.hotel_id, c.business_date, 2, 'CHARGE', c.description, c.kind, c.gross_minor - c.tax_minor,
                    c.gross_minor, c.tax_rate_bps, 0, c.event_offset, null, null
                from folio_charge c where c.booking_id = :booking
                union all
                select b.hotel_id, b.off_books_on, 3,
                    case b.status when 'NO_SHOW' then 'NO_SHOW_FEE' else 'CANCELLATION_FEE' end, '', null, b.fee_minor,
                    b.fee_minor, 0, 0, 0, null, null
                from booking b
                where b.booking_id = :booking and b.status in ('CANCELLED', 'NO_SHOW') and b.fee_minor <> 0
                union all
                select m.hotel_id, m.business_date, 3, 'EARLY_DEPARTURE_FEE', '', null, m.fee_minor, m.fee_minor, 0, 0, 0,
                    null, null
                from booking_movement m where m.booking_id = :booking and m.kind = 'LEFT' and m.fee_minor <> 0
                union all
                select m.hotel_id, m.business_date, 4, m.kind, m.purpose, null, 0, 0, 0,
                    case when m.kind = 'CAPTURE' then m.amount_minor else -m.amount_minor end, m.version,
                    p.card_brand, p.card_last4
                from cash_movement m left join payment p on p.payment_id = m.payment_id and m.kind <> 'MANUAL_REFUND'
                where m.booking_id = :booking
                union all
                select d.hotel_id, d.opened_on, 4, 'DISPUTE_LOST', d.reason_code, null, 0, 0, 0, -d.amount_minor, 0, p.card_brand,
                    p.card_last4
                from dispute d left join payment p using (payment_id)
                where d.booking_id = :booking and d.status = 'LOST'),
            counted as (
                select l.*, row_number() over (
                    partition by kind, description, business_date, gross_minor, tax_rate_bps order by place) as nth
                from line l),
            invoiced as (
                select l.kind, case when l.kind like '%\\_FEE' then '' else l.description end as description,
                    l.supplied_on, l.gross_minor / l.quantity as gross_minor, l.tax_rate_bps, i.series, i.number,
                    row_number() over (
                        partition by l.kind, l.description, l.supplied_on, l.gross_minor / l.quantity, l.tax_rate_bps
                        order by i.event_offset, l.line_no, copy) as nth
                from invoice i join invoice_line l using (hotel_id, series, number)
                    cross join generate_series(1, l.quantity) copy
                where i.booking_id = :booking and i.kind = 'INVOICE' and not exists (
                    select 1 from invoice c where c.kind = 'CREDIT_NOTE' and c.hotel_id = i.hotel_id
                        and c.credited_series = i.series and c.credited_number = i.number))
            select c.hotel_id, :booking::uuid as booking_id, c.business_date, c.kind, c.description, c.charge_kind,
                b.currency, c.net_minor, c.gross_minor - c.net_minor as tax_minor, c.gross_minor, c.tax_rate_bps,
                c.paid_minor, sum(c.gross_minor - c.paid_minor) over (
                    order by c.business_date, c.rank, c.place, c.kind, c.description, c.nth) as balance_minor,
                c.card_brand, c.card_last4, i.series as invoice_series, i.number as invoice_number
            from counted c join booking b on b.booking_id = :booking
                left join invoiced i on i.kind = c.kind and i.description = c.description
                    and i.supplied_on = c.business_date and i.gross_minor = c.gross_minor
                    and i.tax_rate_bps = c.tax_rate_bps and i.nth = c.nth
            order by c.business_date, c.rank, c.place, c.kind, c.description, c.nth""";

    private final Snapshot snapshot;

    Invoices(Snapshot snapshot) {
        this.snapshot = snapshot;
    }

    /**
     * Invoices and credit notes, newest first.
     *
     * @param hotel one hotel; null for all
     * @param bookingId one booking; null for all
     * @param after where the page before ended; null for the first page
     */
    public Answer<Invoice> invoices(
            @Nullable String hotel, @Nullable UUID bookingId, @Nullable String after, Limit limit) {
        var query = new Query()
                .where("i.hotel_id = :hotel", "hotel", hotel)
                .where("i.booking_id = :booking", "booking", bookingId);
        if (after != null) {
            var last = Cursor.decode(after, 4);
            query.where(
                            "(i.issued_on, i.hotel_id, i.series, i.number) < (:lastOn, :lastHotel, :lastSeries, :lastNumber)")
                    .with("lastOn", last.date(0))
                    .with("lastHotel", last.text(1))
                    .with("lastSeries", last.text(2))
                    .with("lastNumber", last.number(3));
        }
        query.with("limit", limit.rows() + 1);
        return snapshot.answer(Invoice.class, jdbc -> {
            Scope.check(jdbc, hotel);
            var rows = query.list(jdbc, INVOICES, Invoice.class);
            return Page.of(rows, limit.rows(), i -> Cursor.encode(i.issuedOn(), i.hotelId(), i.series(), i.number()));
        });
    }

    /** Of one booking, newest first, within somebody's own moment of the database. */
    static List<Invoice> of(JdbcClient jdbc, UUID bookingId) {
        return new Query()
                .where("i.booking_id = :booking", "booking", bookingId)
                .with("limit", OF_ONE_MAX)
                .list(jdbc, INVOICES, Invoice.class);
    }

    /**
     * Everything that a booking owes and everything that was paid, in the order of time.
     *
     * @throws ReportException with code {@code booking_not_found}
     */
    public Answer<FolioLine> folio(UUID bookingId) {
        return snapshot.answer(FolioLine.class, jdbc -> {
            boolean isKnown = jdbc.sql("select exists (select 1 from booking where booking_id = ?)")
                    .param(bookingId)
                    .query(Boolean.class)
                    .single();
            if (!isKnown) {
                throw new ReportException(
                        ReportException.Kind.NOT_FOUND,
                        "booking_not_found",
                        "No event of this booking has been projected.",
                        Map.of("parameter", "bookingId"));
            }
            return Page.whole(folio(jdbc, bookingId));
        });
    }

    /** The same, within somebody's own moment of the database; none where the booking is unknown. */
    public static List<FolioLine> folio(JdbcClient jdbc, UUID bookingId) {
        return new Query().with("booking", bookingId).list(jdbc, FOLIO, FolioLine.class);
    }
}
