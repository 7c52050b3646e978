package io.staylog.reporting.document;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The account of a booking. */
final class FolioLayout {
    private FolioLayout() {}

    static Layouts.Layout of(FolioSource source, int rowsMax) {
        Layouts.check(source.charges(), rowsMax, source.kind());
        var stay = source.stay();
        var page = Layouts.page(source, "Folio", source.subject(), source.status());
        page.put("facts", stay(stay, source.guest()));
        page.put(
                "grids",
                List.of(
                        charges(source),
                        payments(source.payments(), source.currency(), behind(source.heading(), stay))));
        page.put(
                "balance",
                View.text(Shown.money(Math.abs(source.balanceMinor()), source.currency()) + " " + source.currency()));
        page.put(
                "balanceLabel",
                source.balanceMinor() > 0
                        ? "Balance due from the guest"
                        : source.balanceMinor() < 0 ? "Balance due to the guest" : "Balance");
        page.put("notes", List.of("This is no invoice. Amounts in " + source.currency() + "."));
        return new Layouts.Layout("list", page);
    }

    static List<View.Fact> stay(FolioSource.Stay stay, Guest guest) {
        return List.of(
                View.fact("Guest", guest.shown()),
                View.fact("Booking", stay.reference()),
                View.fact("Arrival", Shown.date(stay.arrival())),
                View.fact("Departure", Shown.date(stay.departure())),
                View.fact("Room types", String.join(", ", stay.roomTypes())),
                View.fact("Guests", Shown.count((long) stay.guests())));
    }

    private static View.Grid charges(FolioSource source) {
        var currency = source.currency();
        var heads = List.of(
                View.name("Date", 11),
                View.name("Charge", 37),
                View.number("Quantity", 8),
                View.number("Net", 12),
                View.number("Tax rate", 9),
                View.number("Tax", 10),
                View.number("Gross", 13));
        var rows = new ArrayList<View.Row>();
        var link = behind(source.heading(), source.stay());
        for (var charge : source.charges()) {
            var row = View.row(
                    heads,
                    "",
                    Shown.date(charge.businessDate()),
                    words(charge.kind(), charge.description()),
                    Shown.count((long) charge.quantity()),
                    Shown.money(charge.netMinor(), currency),
                    Shown.rate(charge.taxRateBps()),
                    Shown.money(charge.taxMinor(), currency),
                    Shown.money(charge.grossMinor(), currency));
            rows.add(View.linked(row, link, 3, 5, 6));
        }
        if (!rows.isEmpty()) {
            var all = source.charges();
            rows.add(View.row(
                    heads,
                    "total",
                    "Sum",
                    "",
                    "",
                    Shown.money(
                            all.stream().mapToLong(FolioSource.Charge::netMinor).sum(), currency),
                    "",
                    Shown.money(
                            all.stream().mapToLong(FolioSource.Charge::taxMinor).sum(), currency),
                    Shown.money(
                            all.stream()
                                    .mapToLong(FolioSource.Charge::grossMinor)
                                    .sum(),
                            currency)));
        }
        return new View.Grid("Charges", heads, rows, "Nothing has been charged.");
    }

    /** The booking with all its events. */
    static View.@Nullable Link behind(Heading heading, FolioSource.Stay stay) {
        return View.link(
                Links.of(heading).booking(stay.bookingId()), "Booking " + stay.reference() + " and its events");
    }

    static View.Grid payments(List<FolioSource.Payment> payments, String currency, View.@Nullable Link link) {
        var heads = List.of(
                View.name("Date", 13), View.name("Payment", 42), View.name("Means", 30), View.number("Amount", 15));
        var rows = new ArrayList<View.Row>();
        for (var payment : payments) {
            var row = View.row(
                    heads,
                    "",
                    Shown.date(payment.businessDate()),
                    words(payment.kind(), payment.purpose()),
                    payment.method().isEmpty() ? Shown.NOTHING : payment.method(),
                    Shown.money(payment.amountMinor(), currency));
            rows.add(View.linked(row, link, 3));
        }
        if (!rows.isEmpty()) {
            var sum = payments.stream()
                    .mapToLong(FolioSource.Payment::amountMinor)
                    .sum();
            rows.add(View.row(heads, "total", "Sum", "", "", Shown.money(sum, currency)));
        }
        return new View.Grid("Payments", heads, rows, "Nothing has been paid.");
    }

    /** A code such as ROOM_NIGHT in words, with what it is about. */
    static String words(String code, String description) {
        var text = code.replace('_', ' ').toLowerCase(java.util.Locale.ROOT);
        var words = text.isEmpty() ? "" : Character.toUpperCase(text.charAt(0)) + text.substring(1);
        if (description.isBlank()) {
            return words;
        }
        return words.isEmpty() ? description : words + " · " + description;
    }
}
