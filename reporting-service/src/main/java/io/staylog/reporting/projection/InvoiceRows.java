package io.staylog.reporting.projection;

import io.staylog.reporting.projection.InvoiceChange.ChargePosted;
import io.staylog.reporting.projection.InvoiceChange.Credited;
import io.staylog.reporting.projection.InvoiceChange.DocumentIssued;
import io.staylog.reporting.projection.InvoiceChange.Line;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.json.JsonMapper;

/** Writes charges, invoices and credit notes. A number that is given out twice is a fault of the log: the first one counts. */
final class InvoiceRows {
    private record LineRow(DocumentIssued document, Line line) {}

    private static final JsonMapper JSON = JsonMapper.shared();

    private static final Unnest<ChargePosted> CHARGES = new Unnest<ChargePosted>()
            .column("topic", "text", c -> c.position().topic())
            .column("partition", "int", c -> c.position().partition())
            .column("event_offset", "bigint", c -> c.position().offset())
            .column("hotel_id", "text", ChargePosted::hotelId)
            .column("booking_id", "uuid", ChargePosted::bookingId)
            .column("request_id", "uuid", ChargePosted::requestId)
            .column("business_date", "date", ChargePosted::businessDate)
            .column("kind", "text", ChargePosted::kind)
            .column("description", "text", ChargePosted::description)
            .column("gross_minor", "bigint", ChargePosted::grossMinor)
            .column("tax_minor", "bigint", ChargePosted::taxMinor)
            .column("tax_rate_bps", "int", ChargePosted::taxRateBps)
            .column("at", "timestamptz", c -> c.position().at())
            .upsert("folio_charge", "topic", "partition", "event_offset");

    private static final Unnest<DocumentIssued> DOCUMENTS = new Unnest<DocumentIssued>()
            .column("hotel_id", "text", DocumentIssued::hotelId)
            .column("series", "text", DocumentIssued::series)
            .column("number", "bigint", DocumentIssued::number)
            .column("kind", "text", d -> d.credited() == null ? "INVOICE" : "CREDIT_NOTE")
            .column("booking_id", "uuid", DocumentIssued::bookingId)
            .column("party_id", "uuid", DocumentIssued::partyId)
            .column("issued_on", "date", DocumentIssued::issuedOn)
            .column("currency", "text", DocumentIssued::currency)
            .column("total_gross_minor", "bigint", DocumentIssued::totalGrossMinor)
            .column("credited_series", "text", credited(Credited::series))
            .column("credited_number", "bigint", credited(Credited::number))
            .column("reason", "text", credited(Credited::reason))
            .column("taxes", "jsonb", d -> JSON.writeValueAsString(d.taxes()))
            .column("topic", "text", d -> d.position().topic())
            .column("partition", "int", d -> d.position().partition())
            .column("event_offset", "bigint", d -> d.position().offset())
            .column("at", "timestamptz", d -> d.position().at())
            .statement("insert into invoice select * from {rows} on conflict do nothing");

    private static final Unnest<LineRow> LINES = new Unnest<LineRow>()
            .column("hotel_id", "text", row -> row.document().hotelId())
            .column("series", "text", row -> row.document().series())
            .column("number", "bigint", row -> row.document().number())
            .column("line_no", "int", row -> row.line().no())
            .column("kind", "text", row -> row.line().kind())
            .column("description", "text", row -> row.line().description())
            .column("supplied_on", "date", row -> row.line().suppliedOn())
            .column("quantity", "int", row -> row.line().quantity())
            .column("unit_net_minor", "bigint", row -> row.line().unitNetMinor())
            .column("net_minor", "bigint", row -> row.line().netMinor())
            .column("tax_minor", "bigint", row -> row.line().taxMinor())
            .column("gross_minor", "bigint", row -> row.line().grossMinor())
            .column("tax_rate_bps", "int", row -> row.line().taxRateBps())
            .column("charge_kind", "text", row -> row.line().chargeKind())
            .column("tax_reason", "text", row -> row.line().taxReason())
            .column("reverse_charge", "boolean", row -> row.line().reverseCharge())
            .column("event_offset", "bigint", row -> row.document().position().offset())
            .statement("insert into invoice_line select r.hotel_id, r.series, r.number, r.line_no, r.kind,"
                    + " r.description, r.supplied_on, r.quantity, r.unit_net_minor, r.net_minor, r.tax_minor,"
                    + " r.gross_minor, r.tax_rate_bps, r.charge_kind, r.tax_reason, r.reverse_charge from {rows} join invoice i on i.hotel_id = r.hotel_id"
                    + " and i.series = r.series and i.number = r.number and i.event_offset = r.event_offset");

    private InvoiceRows() {}

    static void write(JdbcTemplate jdbc, RowBatch batch) {
        var charges = new ArrayList<ChargePosted>();
        var documents = new LinkedHashMap<List<Object>, DocumentIssued>();
        for (var change : batch.invoicing()) {
            switch (change) {
                case ChargePosted charge -> charges.add(charge);
                case DocumentIssued d -> documents.putIfAbsent(List.of(d.hotelId(), d.series(), d.number()), d);
            }
        }
        CHARGES.execute(jdbc, charges);
        DOCUMENTS.execute(jdbc, documents.values());
        LINES.execute(
                jdbc,
                documents.values().stream()
                        .flatMap(document -> document.lines().stream().map(line -> new LineRow(document, line)))
                        .toList());
    }

    private static Function<DocumentIssued, @Nullable Object> credited(Function<Credited, @Nullable Object> value) {
        return document -> {
            var credited = document.credited();
            return credited == null ? null : value.apply(credited);
        };
    }
}
