package io.staylog.reporting.sources;

import io.staylog.reporting.document.DocumentKind;
import io.staylog.reporting.document.InvoiceSource;
import io.staylog.reporting.document.InvoiceSource.Buyer;
import io.staylog.reporting.document.InvoiceSource.Form;
import io.staylog.reporting.document.InvoiceSource.Line;
import io.staylog.reporting.document.InvoiceSource.Reference;
import io.staylog.reporting.document.InvoiceSource.Tax;
import io.staylog.reporting.report.Invoices;
import io.staylog.reporting.sources.DocumentSources.Asked;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** An invoice or a credit note as it was issued. */
final class InvoiceSources {
    private static final String INVOICE = """
            select i.*, p.guest_id, p.name as buyer_name, p.address as buyer_address, p.vat_number as buyer_vat_number,
                o.issued_on as credited_on
            from invoice i left join invoice_party p using (party_id)
            left join invoice o on o.hotel_id = i.hotel_id and o.series = i.credited_series and o.number = i.credited_number
            where i.hotel_id = ? and i.series = ? and i.number = ? and i.kind = ?""";

    private static final String LINES = """
            select line_no, kind, description, supplied_on, quantity, unit_net_minor, net_minor, tax_minor, gross_minor,
                tax_rate_bps, charge_kind, tax_reason, reverse_charge
            from invoice_line where hotel_id = ? and series = ? and number = ? order by line_no""";

    private static final String CREDITED_BY = """
            select series, number, issued_on from invoice
            where hotel_id = ? and credited_series = ? and credited_number = ? and kind = 'CREDIT_NOTE'
            order by issued_on, series, number limit 1""";

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final TypeReference<List<Tax>> TAXES = new TypeReference<>() {};

    /** What the invoice's own row says. */
    private record Issued(
            UUID bookingId,
            LocalDate issuedOn,
            String currency,
            long totalGrossMinor,
            String reason,
            List<Tax> taxes,
            Buyer buyer,
            InvoiceSource.Event event,
            @Nullable Reference credits) {}

    private InvoiceSources() {}

    static InvoiceSource of(Asked asked, DocumentKind kind) {
        var series = asked.request().getSeries();
        var number = asked.request().getNumber();
        if (series == null || number == null) {
            throw new SourceException("request_incomplete", "Say which one: series or number is missing.");
        }
        var hotel = asked.hotel().hotelId();
        var issued = asked.jdbc()
                .sql(INVOICE)
                .params(hotel, series, number, kind.name())
                .query(InvoiceSources::issued)
                .optional()
                .orElseThrow(() -> new SourceException(
                        "unknown_invoice", "This hotel has issued no such document; check series and number."));
        var lines = asked.jdbc().sql(LINES).params(hotel, series, number).query(Line.class).stream()
                .map(Objects::requireNonNull)
                .toList();
        var creditedBy = asked.jdbc()
                .sql(CREDITED_BY)
                .params(hotel, series, number)
                .query(Reference.class)
                .optional()
                .orElse(null);
        var booked = Folios.booked(asked, issued.bookingId());
        var folio = Invoices.folio(asked.jdbc(), issued.bookingId());
        boolean isInvoice = kind == DocumentKind.INVOICE;
        return new InvoiceSource(
                asked.heading(),
                kind,
                Form.DETAILED,
                series,
                number,
                issued.issuedOn(),
                issued.buyer(),
                booked.stay(),
                booked.guest(),
                issued.currency(),
                lines,
                issued.taxes(),
                issued.totalGrossMinor(),
                isInvoice ? Folios.payments(folio) : List.of(),
                isInvoice ? Folios.balance(folio) : null,
                issued.credits(),
                creditedBy,
                issued.reason(),
                issued.event(),
                TaxNotes.of(lines));
    }

    private static Issued issued(ResultSet row, int n) throws SQLException {
        var creditedSeries = row.getString("credited_series");
        var reason = row.getString("reason");
        var credits = creditedSeries == null
                ? null
                : new Reference(
                        creditedSeries, row.getLong("credited_number"), row.getObject("credited_on", LocalDate.class));
        var buyer = new Buyer(
                row.getObject("guest_id", UUID.class),
                text(row, "buyer_name"),
                text(row, "buyer_address"),
                text(row, "buyer_vat_number"));
        return new Issued(
                Objects.requireNonNull(row.getObject("booking_id", UUID.class)),
                Objects.requireNonNull(row.getObject("issued_on", LocalDate.class)),
                row.getString("currency"),
                row.getLong("total_gross_minor"),
                reason == null ? "" : reason,
                JSON.readValue(row.getString("taxes"), TAXES),
                buyer,
                new InvoiceSource.Event(row.getString("topic"), row.getInt("partition"), row.getLong("event_offset")),
                credits);
    }

    private static String text(ResultSet row, String column) throws SQLException {
        var text = row.getString(column);
        return text == null ? "" : text;
    }
}
