package io.staylog.reporting.document;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Invoices and credit notes, with what Article 226 of the EU VAT Directive wants. */
final class InvoiceLayout {
    private InvoiceLayout() {}

    static Layouts.Layout of(InvoiceSource source, int rowsMax) {
        Layouts.check(source.lines(), rowsMax, source.kind());
        boolean isCredit = source.kind() == DocumentKind.CREDIT_NOTE;
        var page = Layouts.page(source, isCredit ? "Credit note" : "Invoice", source.shownNumber(), "");
        page.put("seller", seller(source.heading().hotel()));
        page.put("buyer", buyer(source.buyer()));
        page.put("facts", facts(source, isCredit));
        page.put("stay", FolioLayout.stay(source.stay(), source.guest()));
        var grids = new ArrayList<View.Grid>();
        grids.add(source.form() == InvoiceSource.Form.DETAILED ? detailed(source) : summary(source));
        grids.add(taxes(source));
        page.put("grids", grids);
        page.put("totalLabel", isCredit ? "Total credited" : "Total");
        page.put(
                "total", View.text(Shown.money(source.totalGrossMinor(), source.currency()) + " " + source.currency()));
        page.put("payments", isCredit && source.payments().isEmpty() ? List.of() : List.of(paid(source)));
        page.put("balance", balance(source));
        page.put(
                "balanceLabel",
                source.balanceMinor() != null && source.balanceMinor() < 0 ? "Paid too much" : "Still to be paid");
        page.put("sentences", sentences(source, isCredit));
        page.put("isCancelled", source.creditedBy() != null);
        return new Layouts.Layout("invoice", page);
    }

    private static View.Grid paid(InvoiceSource source) {
        return FolioLayout.payments(
                source.payments(), source.currency(), FolioLayout.behind(source.heading(), source.stay()));
    }

    /** The event that issued it, where it is known, else the booking. */
    private static View.@Nullable Link behind(InvoiceSource source) {
        var event = source.event();
        return event == null
                ? FolioLayout.behind(source.heading(), source.stay())
                : View.link(
                        Links.of(source.heading())
                                .event(source.stay().bookingId(), event.topic(), event.partition(), event.offset()),
                        "The event that issued " + source.shownNumber());
    }

    private static View.Text balance(InvoiceSource source) {
        return source.balanceMinor() == null
                ? View.text("")
                : View.text(Shown.money(Math.abs(source.balanceMinor()), source.currency()) + " " + source.currency());
    }

    private static List<View.Text> seller(Heading.Hotel hotel) {
        var lines = new ArrayList<View.Text>();
        lines.add(View.text(hotel.legalName().isBlank() ? hotel.name() : hotel.legalName()));
        if (!hotel.legalName().isBlank() && !hotel.legalName().equals(hotel.name())) {
            lines.add(View.text(hotel.name()));
        }
        lines(hotel.address()).forEach(lines::add);
        lines.add(View.text(hotel.vatNumber().isBlank() ? "" : "VAT no. " + hotel.vatNumber()));
        return lines.stream().filter(line -> !line.text().isEmpty()).toList();
    }

    private static List<View.Text> buyer(InvoiceSource.Buyer buyer) {
        var lines = new ArrayList<View.Text>();
        lines.add(View.text(
                buyer.name().isBlank() ? "(erased after the time that the law wants it kept)" : buyer.name()));
        lines(buyer.address()).forEach(lines::add);
        lines.add(View.text(buyer.vatNumber().isBlank() ? "" : "VAT no. " + buyer.vatNumber()));
        return lines.stream().filter(line -> !line.text().isEmpty()).toList();
    }

    private static List<View.Text> lines(String text) {
        return text.lines().map(View::text).toList();
    }

    private static List<View.Fact> facts(InvoiceSource source, boolean isCredit) {
        var facts = new ArrayList<View.Fact>();
        facts.add(View.fact(isCredit ? "Credit note no." : "Invoice no.", source.shownNumber()));
        facts.add(View.fact("Date of issue", Shown.date(source.issuedOn())));
        facts.add(View.fact("Date of supply", supplied(source)));
        facts.add(View.fact("Currency", source.currency()));
        if (source.credits() != null) {
            facts.add(View.fact("Takes back invoice", reference(source.credits())));
        }
        if (source.creditedBy() != null) {
            facts.add(View.fact("Taken back by", reference(source.creditedBy())));
        }
        return facts;
    }

    private static String reference(InvoiceSource.Reference reference) {
        return reference.shown() + (reference.issuedOn() == null ? "" : " of " + reference.issuedOn());
    }

    private static String supplied(InvoiceSource source) {
        var dates = source.lines().stream()
                .map(InvoiceSource.Line::suppliedOn)
                .sorted()
                .toList();
        if (dates.isEmpty()) {
            return Shown.NOTHING;
        }
        var first = dates.getFirst();
        var last = dates.getLast();
        return first.equals(last) ? first.toString() : first + " to " + last;
    }

    private static View.Grid detailed(InvoiceSource source) {
        var currency = source.currency();
        var heads = List.of(
                View.number("No.", 4),
                View.name("Nature of the supply", 27),
                View.name("Supplied on", 13),
                View.number("Quantity", 9),
                View.number("Unit price without VAT", 13),
                View.number("Taxable amount", 12),
                View.number("VAT rate", 8),
                View.number("VAT", 9),
                View.number("Amount", 12));
        var behind = behind(source);
        var rows = source.lines().stream()
                .map(line -> View.row(
                        heads,
                        "",
                        Integer.toString(line.lineNo()),
                        FolioLayout.words(line.kind(), line.description()),
                        Shown.date(line.suppliedOn()),
                        Shown.count((long) line.quantity()),
                        Shown.money(line.unitNetMinor(), currency),
                        Shown.money(line.netMinor(), currency),
                        Shown.rate(line.taxRateBps()),
                        Shown.money(line.taxMinor(), currency),
                        Shown.money(line.grossMinor(), currency)))
                .map(row -> View.linked(row, behind, 4, 5, 7, 8))
                .toList();
        return new View.Grid("Lines", heads, rows, "No lines.");
    }

    private record Part(String kind, String description, int taxRateBps, long unitNetMinor) {}

    private static View.Grid summary(InvoiceSource source) {
        var currency = source.currency();
        var heads = List.of(
                View.name("Nature of the supply", 40),
                View.number("Quantity", 8),
                View.number("Unit price without VAT", 13),
                View.number("Taxable amount", 13),
                View.number("VAT rate", 8),
                View.number("VAT", 9),
                View.number("Amount", 13));
        var parts = new LinkedHashMap<Part, List<InvoiceSource.Line>>();
        source.lines().stream()
                .sorted(Comparator.comparing(InvoiceSource.Line::kind).thenComparingInt(InvoiceSource.Line::taxRateBps))
                .forEach(line -> parts.computeIfAbsent(
                                new Part(line.kind(), line.description(), line.taxRateBps(), line.unitNetMinor()),
                                _ -> new ArrayList<>())
                        .add(line));
        var rows = new ArrayList<View.Row>();
        parts.forEach((part, lines) -> rows.add(View.row(
                heads,
                "",
                FolioLayout.words(part.kind(), part.description()),
                Shown.count(
                        lines.stream().mapToLong(InvoiceSource.Line::quantity).sum()),
                Shown.money(part.unitNetMinor(), currency),
                Shown.money(
                        lines.stream().mapToLong(InvoiceSource.Line::netMinor).sum(), currency),
                Shown.rate(part.taxRateBps()),
                Shown.money(
                        lines.stream().mapToLong(InvoiceSource.Line::taxMinor).sum(), currency),
                Shown.money(
                        lines.stream().mapToLong(InvoiceSource.Line::grossMinor).sum(), currency))));
        return new View.Grid("Summary", heads, rows, "No lines.");
    }

    private static View.Grid taxes(InvoiceSource source) {
        var currency = source.currency();
        var heads = List.of(
                View.name("VAT rate", 25),
                View.number("Taxable amount", 25),
                View.number("VAT", 25),
                View.number("Amount", 25));
        var rows = new ArrayList<View.Row>();
        long net = 0;
        long vat = 0;
        long gross = 0;
        for (var tax : source.taxes()) {
            net += tax.netMinor();
            vat += tax.taxMinor();
            gross += tax.grossMinor();
            rows.add(View.row(
                    heads,
                    "",
                    Shown.rate(tax.taxRateBps()),
                    Shown.money(tax.netMinor(), currency),
                    Shown.money(tax.taxMinor(), currency),
                    Shown.money(tax.grossMinor(), currency)));
        }
        rows.add(View.row(
                heads,
                "total",
                "Sum",
                Shown.money(net, currency),
                Shown.money(vat, currency),
                Shown.money(gross, currency)));
        return new View.Grid("VAT by rate", heads, rows, "");
    }

    private static List<View.Text> sentences(InvoiceSource source, boolean isCredit) {
        var sentences = new ArrayList<String>();
        if (isCredit) {
            var credited = Objects.requireNonNull(source.credits());
            sentences.add("This credit note takes back invoice " + reference(credited) + " as a whole."
                    + (source.reason().isBlank() ? "" : " Reason: " + source.reason()));
        }
        if (source.creditedBy() != null) {
            sentences.add("This invoice was taken back by credit note " + reference(source.creditedBy()) + ".");
        }
        sentences.addAll(source.notes());
        return sentences.stream().map(View::text).toList();
    }
}
