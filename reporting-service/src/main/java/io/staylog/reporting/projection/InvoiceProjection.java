package io.staylog.reporting.projection;

import io.staylog.reporting.projection.InvoiceChange.ChargePosted;
import io.staylog.reporting.projection.InvoiceChange.Credited;
import io.staylog.reporting.projection.InvoiceChange.DocumentIssued;
import io.staylog.reporting.projection.InvoiceChange.Line;
import io.staylog.reporting.projection.InvoiceChange.TaxSum;
import io.staylog.schemas.booking.CreditNoteIssued;
import io.staylog.schemas.booking.FolioChargePosted;
import io.staylog.schemas.booking.InvoiceIssued;
import io.staylog.schemas.booking.InvoiceLine;
import io.staylog.schemas.booking.TaxTotal;
import java.util.HashSet;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;

/** What charges, invoices and credit notes mean for the rows. */
final class InvoiceProjection {
    private InvoiceProjection() {}

    static List<RowChange> changes(SpecificRecord event, Position at) {
        return switch (event) {
            case FolioChargePosted e -> List.of(charged(e, at));
            case InvoiceIssued e ->
                List.of(new DocumentIssued(
                        at,
                        Checked.id(e.getHotelId()),
                        Checked.id(e.getSeries()),
                        e.getNumber(),
                        e.getBookingId(),
                        e.getPartyId(),
                        Checked.date(e.getBusinessDate()),
                        Checked.id(e.getCurrency()),
                        Checked.amount(e.getTotalGrossMinor()),
                        null,
                        lines(e.getLines()),
                        taxes(e.getTaxes())));
            case CreditNoteIssued e ->
                List.of(new DocumentIssued(
                        at,
                        Checked.id(e.getHotelId()),
                        Checked.id(e.getSeries()),
                        e.getNumber(),
                        e.getBookingId(),
                        e.getPartyId(),
                        Checked.date(e.getBusinessDate()),
                        Checked.id(e.getCurrency()),
                        Checked.amount(e.getTotalGrossMinor()),
                        new Credited(
                                Checked.id(e.getCreditedSeries()), e.getCreditedNumber(), Checked.text(e.getReason())),
                        lines(e.getLines()),
                        taxes(e.getTaxes())));
            default -> List.of();
        };
    }

    private static ChargePosted charged(FolioChargePosted e, Position at) {
        return new ChargePosted(
                at,
                Checked.id(e.getHotelId()),
                e.getBookingId(),
                e.getRequestId(),
                Checked.date(e.getBusinessDate()),
                e.getKind().name(),
                Checked.text(e.getDescription()),
                Checked.amount(e.getAmountMinor()),
                Checked.amount(e.getTaxMinor()),
                e.getTaxRateBps());
    }

    private static List<Line> lines(List<InvoiceLine> lines) {
        var numbers = new HashSet<Integer>();
        return lines.stream()
                .map(line -> {
                    if (!numbers.add(line.getLineNo())) {
                        throw new UnprojectableException("an invoice has line " + line.getLineNo() + " twice");
                    }
                    return new Line(
                            line.getLineNo(),
                            line.getKind().name(),
                            Checked.text(line.getDescription()),
                            Checked.date(line.getSuppliedOn()),
                            line.getQuantity(),
                            Checked.amount(line.getUnitNetMinor()),
                            Checked.amount(line.getNetMinor()),
                            Checked.amount(line.getTaxMinor()),
                            Checked.amount(line.getGrossMinor()),
                            line.getTaxRateBps(),
                            line.getChargeKind() == null
                                    ? null
                                    : line.getChargeKind().name(),
                            Checked.text(line.getTaxReason()),
                            line.getReverseCharge());
                })
                .toList();
    }

    private static List<TaxSum> taxes(List<TaxTotal> taxes) {
        return taxes.stream()
                .map(tax -> new TaxSum(
                        tax.getTaxRateBps(),
                        Checked.amount(tax.getNetMinor()),
                        Checked.amount(tax.getTaxMinor()),
                        Checked.amount(tax.getGrossMinor())))
                .toList();
    }
}
