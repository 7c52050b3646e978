package io.staylog.reporting.document;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The tables of a source, for the formats that programs read. They hold all of it, also what a page sums up. */
final class Sheets {
    private Sheets() {}

    static List<Sheet> of(DocumentSource source) {
        var currency = source.heading().hotel().currency();
        return switch (source) {
            case DailyReportSource daily -> daily(daily, currency);
            case GuestListSource list ->
                List.of(RecordSheet.of(list.kind().word(), GuestListSource.Row.class, list.rows(), currency));
            case PickupSource pickup ->
                List.of(RecordSheet.of("pickup", PickupSource.Night.class, pickup.nights(), currency));
            case FolioSource folio -> folio(folio);
            case InvoiceSource invoice -> invoice(invoice);
            case ExportSource export ->
                List.of(RecordSheet.of(export.kind().word(), export.rowType(), export.rows(), currency));
        };
    }

    private static List<Sheet> daily(DailyReportSource daily, String currency) {
        var sheets = new ArrayList<Sheet>();
        sheets.add(figures(daily, currency));
        sheets.add(RecordSheet.of("sales", DailyReportSource.Sale.class, daily.sales(), currency));
        sheets.add(RecordSheet.of("outlook", DailyReportSource.Outlook.class, daily.outlook(), currency));
        sheets.add(RecordSheet.of("next-nights", DailyReportSource.NextNight.class, daily.nextNights(), currency));
        sheets.add(RecordSheet.of("channels", DailyReportSource.Share.class, daily.channels(), currency));
        sheets.add(RecordSheet.of("segments", DailyReportSource.Share.class, daily.segments(), currency));
        sheets.add(RecordSheet.of("room-types", DailyReportSource.Share.class, daily.roomTypes(), currency));
        sheets.add(RecordSheet.of("rate-plans", DailyReportSource.Share.class, daily.ratePlans(), currency));
        sheets.add(RecordSheet.of("ledgers", DailyReportSource.LedgerRow.class, daily.ledgers(), currency));
        sheets.add(RecordSheet.of("money", DailyReportSource.MoneyRow.class, daily.money(), currency));
        sheets.add(RecordSheet.of("disputes", DailyReportSource.Dispute.class, daily.disputes(), currency));
        sheets.add(RecordSheet.of("exceptions", DailyReportSource.Exceptional.class, daily.exceptions(), currency));
        sheets.add(RecordSheet.of("overbooked", DailyReportSource.Overbooked.class, daily.overbooked(), currency));
        var check = daily.check();
        sheets.add(RecordSheet.of(
                "checker", DailyReportSource.Check.class, check == null ? List.of() : List.of(check), currency));
        return sheets;
    }

    private static Sheet figures(DailyReportSource daily, String currency) {
        var columns = new ArrayList<>(List.of(
                new Sheet.Column("section", Sheet.Type.TEXT),
                new Sheet.Column("figure", Sheet.Type.TEXT),
                new Sheet.Column("unit", Sheet.Type.TEXT),
                new Sheet.Column("currency", Sheet.Type.TEXT)));
        for (var name : List.of("today", "monthToDate", "monthLastYear", "yearToDate", "yearLastYear")) {
            columns.add(new Sheet.Column(name + "Minor", Sheet.Type.MINOR));
            columns.add(new Sheet.Column(name, Sheet.Type.DECIMAL));
        }
        columns.add(new Sheet.Column("monthVariancePct", Sheet.Type.DECIMAL));
        columns.add(new Sheet.Column("yearVariancePct", Sheet.Type.DECIMAL));
        var rows = new ArrayList<List<@Nullable Object>>();
        for (var section : daily.sections()) {
            section.figures().forEach(figure -> rows.add(figure(section.title(), figure, currency)));
        }
        return new Sheet("figures", columns, Sheet.rows(rows));
    }

    private static List<@Nullable Object> figure(String section, DailyReportSource.Figure figure, String currency) {
        boolean isMoney = figure.unit() == DailyReportSource.Unit.MONEY;
        var cells = new ArrayList<@Nullable Object>();
        cells.add(section);
        cells.add(figure.label());
        cells.add(figure.unit().name());
        cells.add(isMoney ? currency : null);
        var values = new ArrayList<@Nullable BigDecimal>();
        values.add(figure.today());
        values.add(figure.monthToDate());
        values.add(figure.monthLastYear());
        values.add(figure.yearToDate());
        values.add(figure.yearLastYear());
        for (var value : values) {
            cells.add(isMoney ? value : null);
            cells.add(isMoney ? RecordSheet.major(value, currency) : value);
        }
        cells.add(figure.monthVariancePct());
        cells.add(figure.yearVariancePct());
        return cells;
    }

    /** What a folio or an invoice says once. */
    public record Head(String name, String value) {}

    private static List<Sheet> folio(FolioSource folio) {
        var head = new ArrayList<Head>();
        head.add(new Head("guest", folio.guest().shown()));
        head.add(new Head("status", folio.status()));
        addStay(head, folio.stay());
        addAmount(head, "balance", folio.balanceMinor(), folio.currency());
        return List.of(
                RecordSheet.of("head", Head.class, head, folio.currency()),
                RecordSheet.of("charges", FolioSource.Charge.class, folio.charges(), folio.currency()),
                RecordSheet.of("payments", FolioSource.Payment.class, folio.payments(), folio.currency()));
    }

    private static List<Sheet> invoice(InvoiceSource invoice) {
        var hotel = invoice.heading().hotel();
        var head = new ArrayList<Head>();
        head.add(new Head("number", invoice.shownNumber()));
        head.add(new Head("series", invoice.series()));
        head.add(new Head("issuedOn", invoice.issuedOn().toString()));
        head.add(new Head("seller", hotel.legalName().isBlank() ? hotel.name() : hotel.legalName()));
        head.add(new Head("sellerAddress", hotel.address()));
        head.add(new Head("sellerVatNumber", hotel.vatNumber()));
        head.add(new Head("customer", invoice.buyer().name()));
        head.add(new Head("customerAddress", invoice.buyer().address()));
        head.add(new Head("customerVatNumber", invoice.buyer().vatNumber()));
        head.add(new Head("guest", invoice.guest().shown()));
        addStay(head, invoice.stay());
        addAmount(head, "totalGross", invoice.totalGrossMinor(), invoice.currency());
        addReference(head, "takesBack", invoice.credits());
        addReference(head, "takenBackBy", invoice.creditedBy());
        head.add(new Head("reason", invoice.reason()));
        head.add(new Head("notes", String.join(" ", invoice.notes())));
        return List.of(
                RecordSheet.of("head", Head.class, head, invoice.currency()),
                RecordSheet.of("lines", InvoiceSource.Line.class, invoice.lines(), invoice.currency()),
                RecordSheet.of("taxes", InvoiceSource.Tax.class, invoice.taxes(), invoice.currency()),
                RecordSheet.of("payments", FolioSource.Payment.class, invoice.payments(), invoice.currency()));
    }

    private static void addStay(List<Head> head, FolioSource.Stay stay) {
        head.add(new Head("bookingId", stay.bookingId().toString()));
        head.add(new Head("reference", stay.reference()));
        head.add(new Head("roomTypes", String.join("; ", stay.roomTypes())));
        head.add(new Head("arrival", stay.arrival().toString()));
        head.add(new Head("departure", stay.departure().toString()));
    }

    private static void addAmount(List<Head> head, String name, long minor, String currency) {
        head.add(new Head("currency", currency));
        head.add(new Head(name + "Minor", Long.toString(minor)));
        head.add(new Head(name, Shown.major(BigDecimal.valueOf(minor), currency).toPlainString()));
    }

    private static void addReference(List<Head> head, String name, InvoiceSource.@Nullable Reference reference) {
        if (reference != null) {
            LocalDate issuedOn = reference.issuedOn();
            head.add(new Head(name, reference.shown() + (issuedOn == null ? "" : " of " + issuedOn)));
        }
    }
}
