package io.staylog.booking.stream;

import io.staylog.booking.domain.BookingEvent;
import io.staylog.booking.domain.FolioLine;
import io.staylog.booking.domain.InvoiceLine;
import io.staylog.schemas.booking.ChargeKind;
import io.staylog.schemas.booking.CreditNoteIssued;
import io.staylog.schemas.booking.InvoiceIssued;
import io.staylog.schemas.booking.InvoiceLineKind;
import io.staylog.schemas.booking.TaxTotal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;

/** Invoices and credit notes, as Avro and back. Their sums follow from their lines. */
final class InvoiceWire {
    private InvoiceWire() {}

    static SpecificRecord toAvro(BookingEvent.Invoicing event, String hotelId) {
        return switch (event) {
            case BookingEvent.InvoiceIssued e ->
                new InvoiceIssued(
                        e.requestId(),
                        hotelId,
                        e.bookingId(),
                        e.version(),
                        e.businessDate(),
                        e.series(),
                        e.number(),
                        e.partyId(),
                        e.currency(),
                        toAvro(e.lines()),
                        taxes(e.lines()),
                        InvoiceLine.total(e.lines()));
            case BookingEvent.CreditNoteIssued e ->
                new CreditNoteIssued(
                        e.requestId(),
                        hotelId,
                        e.bookingId(),
                        e.version(),
                        e.businessDate(),
                        e.series(),
                        e.number(),
                        e.creditedSeries(),
                        e.creditedNumber(),
                        e.reason(),
                        e.partyId(),
                        e.currency(),
                        toAvro(e.lines()),
                        taxes(e.lines()),
                        InvoiceLine.total(e.lines()));
        };
    }

    private static List<io.staylog.schemas.booking.InvoiceLine> toAvro(List<InvoiceLine> lines) {
        var all = new ArrayList<io.staylog.schemas.booking.InvoiceLine>();
        for (var line : lines) {
            var unit = line.unit();
            all.add(new io.staylog.schemas.booking.InvoiceLine(
                    all.size() + 1,
                    InvoiceLineKind.valueOf(unit.kind().name()),
                    unit.description(),
                    unit.suppliedOn(),
                    line.quantity(),
                    unit.netMinor(),
                    line.netMinor(),
                    line.grossMinor() - line.netMinor(),
                    line.grossMinor(),
                    unit.taxRateBps(),
                    unit.kind() == FolioLine.Kind.CHARGE
                            ? ChargeKind.valueOf(unit.chargeKind().name())
                            : null,
                    line.taxReason(),
                    line.reverseCharge()));
        }
        return all;
    }

    private static List<TaxTotal> taxes(List<InvoiceLine> lines) {
        return InvoiceLine.taxes(lines).stream()
                .map(sum -> new TaxTotal(
                        sum.taxRateBps(), sum.netMinor(), sum.grossMinor() - sum.netMinor(), sum.grossMinor()))
                .toList();
    }

    /** Empty for a record of another kind. */
    static Optional<BookingEvent> fromAvro(SpecificRecord event) {
        return Optional.ofNullable(
                switch (event) {
                    case InvoiceIssued e ->
                        new BookingEvent.InvoiceIssued(
                                e.getRequestId(),
                                e.getBookingId(),
                                e.getVersion(),
                                e.getBusinessDate(),
                                e.getSeries(),
                                e.getNumber(),
                                e.getPartyId(),
                                e.getCurrency(),
                                fromAvro(e.getLines()));
                    case CreditNoteIssued e ->
                        new BookingEvent.CreditNoteIssued(
                                e.getRequestId(),
                                e.getBookingId(),
                                e.getVersion(),
                                e.getBusinessDate(),
                                e.getSeries(),
                                e.getNumber(),
                                e.getCreditedSeries(),
                                e.getCreditedNumber(),
                                e.getReason(),
                                e.getPartyId(),
                                e.getCurrency(),
                                fromAvro(e.getLines()));
                    default -> null;
                });
    }

    private static List<InvoiceLine> fromAvro(List<io.staylog.schemas.booking.InvoiceLine> lines) {
        return lines.stream().map(InvoiceWire::fromAvro).toList();
    }

    private static InvoiceLine fromAvro(io.staylog.schemas.booking.InvoiceLine line) {
        var charge = line.getChargeKind();
        var unit = new FolioLine(
                FolioLine.Kind.valueOf(line.getKind().name()),
                io.staylog.booking.domain.ChargeKind.valueOf((charge == null ? ChargeKind.OTHER : charge).name()),
                line.getDescription(),
                line.getSuppliedOn(),
                line.getGrossMinor() / line.getQuantity(),
                line.getUnitNetMinor(),
                line.getTaxRateBps());
        return new InvoiceLine(unit, line.getQuantity(), line.getTaxReason(), line.getReverseCharge());
    }
}
