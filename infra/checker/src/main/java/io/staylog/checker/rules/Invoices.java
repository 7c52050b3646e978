package io.staylog.checker.rules;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Invoices and credit notes, their numbers and sums, and what guests owe: I25 to I27. */
final class Invoices {
    private record Numbered(long number, long day) {}

    private final Findings findings;
    private final Map<String, Numbered> last = new HashMap<>();
    private final Map<String, Folio> folios = new HashMap<>();

    Invoices(Findings findings) {
        this.findings = findings;
    }

    void see(Entry entry) {
        switch (entry.type()) {
            case "BookingHeld", "BookingConfirmed" -> {
                var terms = entry.body().body("terms");
                if (terms != null) {
                    folios.put(entry.bookingId(), new Folio(terms));
                }
            }
            case "InvoiceIssued" -> issued(entry);
            case "CreditNoteIssued" -> credited(entry);
            default -> {
                var folio = folios.get(entry.bookingId());
                if (folio != null) {
                    folio.see(entry.type(), entry.body());
                }
            }
        }
    }

    private void issued(Entry entry) {
        numberFollows(entry);
        sumsAreRight(entry);
        var folio = folios.get(entry.bookingId());
        if (folio == null) {
            look(false, Invariant.I27, entry, () -> name(entry) + " is over a booking that nobody knows");
            return;
        }
        folio.issued(name(entry), Folio.lines(entry.body()));
        look(
                folio.owed().equals(folio.invoiced()),
                Invariant.I27,
                entry,
                () -> "after %s of booking %s it owes %s, but on its invoices is %s"
                        .formatted(name(entry), entry.bookingId(), folio.owed(), folio.invoiced()));
    }

    private void credited(Entry entry) {
        numberFollows(entry);
        sumsAreRight(entry);
        var body = entry.body();
        var credited = body.text("creditedSeries") + "/" + body.number("creditedNumber");
        var folio = folios.get(entry.bookingId());
        var before = folio == null ? null : folio.takenBack(credited);
        look(
                before != null && before.equals(Folio.lines(body)),
                Invariant.I26,
                entry,
                () -> "%s takes back %s of booking %s, which has no such valid invoice, or another one"
                        .formatted(name(entry), credited, entry.bookingId()));
    }

    private void numberFollows(Entry entry) {
        var body = entry.body();
        var series = entry.hotelId() + " " + body.text("series");
        var next = new Numbered(body.number("number"), body.number("businessDate"));
        @Nullable Numbered before = last.put(series, next);
        long expected = before == null ? 1 : before.number + 1;
        look(
                next.number == expected && (before == null || next.day >= before.day),
                Invariant.I25,
                entry,
                () -> "%s of hotel %s should be number %d, on the date of the one before or later"
                        .formatted(name(entry), entry.hotelId(), expected));
    }

    private void sumsAreRight(Entry entry) {
        var body = entry.body();
        var lines = body.bodies("lines");
        long total = sum(lines, "grossMinor");
        boolean isGood = !lines.isEmpty()
                && lines.stream().allMatch(Invoices::isRight)
                && total == body.number("totalGrossMinor")
                && taxesAreRight(lines, body.bodies("taxes"));
        look(
                isGood,
                Invariant.I26,
                entry,
                () -> "%s says %d, but its lines come to %d, or their taxes to something else"
                        .formatted(name(entry), body.number("totalGrossMinor"), total));
    }

    private static boolean isRight(Body line) {
        long net = line.number("netMinor");
        return line.number("quantity") > 0
                && net == line.number("quantity") * line.number("unitNetMinor")
                && line.number("grossMinor") == net + line.number("taxMinor");
    }

    private static boolean taxesAreRight(List<Body> lines, List<Body> taxes) {
        for (var tax : taxes) {
            var ofRate = lines.stream()
                    .filter(line -> line.number("taxRateBps") == tax.number("taxRateBps"))
                    .toList();
            for (var field : new String[] {"netMinor", "taxMinor", "grossMinor"}) {
                if (sum(ofRate, field) != tax.number(field)) {
                    return false;
                }
            }
        }
        return sum(taxes, "grossMinor") == sum(lines, "grossMinor");
    }

    private static long sum(List<Body> bodies, String field) {
        return bodies.stream().mapToLong(body -> body.number(field)).sum();
    }

    private static String name(Entry entry) {
        return entry.body().text("series") + "/" + entry.body().number("number");
    }

    private void look(boolean isGood, Invariant invariant, Entry entry, Supplier<String> message) {
        findings.look(isGood, invariant, entry.at(), entry.timeMs(), message);
    }
}
