package io.staylog.checker.rules;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Of every invariant about invoices a log that keeps it, and one that breaks it and where. */
class InvoiceInvariantsTest {
    private static final long FIRST_NIGHT = 20_000;

    private final HandMade log = new HandMade();

    private static Body night(long day, long minor) {
        return Body.of(Map.of("night", day, "grossMinor", minor, "taxRateBps", 600L));
    }

    private static Map<String, Object> line(String kind, long day, long quantity, long gross, long tax) {
        return new HashMap<>(Map.of(
                "kind",
                kind,
                "suppliedOn",
                day,
                "quantity",
                quantity,
                "unitNetMinor",
                gross - tax,
                "netMinor",
                quantity * (gross - tax),
                "taxMinor",
                quantity * tax,
                "grossMinor",
                quantity * gross,
                "taxRateBps",
                tax == 0 ? 0L : 600L));
    }

    private static final List<Map<String, Object>> NIGHTS =
            List.of(line("NIGHT", FIRST_NIGHT, 2, 10_600, 600), line("NIGHT", FIRST_NIGHT + 1, 2, 21_200, 1_200));

    private static final Map<String, Object> MINIBAR = line("CHARGE", FIRST_NIGHT + 2, 1, 530, 30);

    /** Two rooms for two nights. */
    private void left() {
        var room = Body.of(Map.of("nights", List.of(night(FIRST_NIGHT, 10_600), night(FIRST_NIGHT + 1, 21_200))));
        var terms = Map.of("guarantee", "NONE", "currency", "EUR", "roomStays", List.of(room, room));
        log.booking("BookingConfirmed", "terms", Body.of(terms));
        log.booking("GuestCheckedIn");
        log.booking("GuestCheckedOut", "totalGrossMinor", 63_600L);
    }

    private void charged() {
        log.booking("FolioChargePosted", "amountMinor", 530L, "taxRateBps", 600L, "businessDate", FIRST_NIGHT + 2);
    }

    private Place invoice(long number, List<Map<String, Object>> lines, Object... fields) {
        return document("InvoiceIssued", "INV", number, lines, fields);
    }

    private Place credit(long number, long invoice, List<Map<String, Object>> lines) {
        return document("CreditNoteIssued", "CRN", number, lines, "creditedSeries", "INV", "creditedNumber", invoice);
    }

    private Place document(String type, String series, long number, List<Map<String, Object>> lines, Object... fields) {
        long gross = sum(lines, "grossMinor");
        var taxes = Map.of(
                "taxRateBps",
                600L,
                "netMinor",
                sum(lines, "netMinor"),
                "taxMinor",
                sum(lines, "taxMinor"),
                "grossMinor",
                gross);
        var usual = Map.of(
                "series",
                series,
                "number",
                number,
                "businessDate",
                FIRST_NIGHT + 2,
                "lines",
                lines.stream().map(Body::of).toList(),
                "taxes",
                List.of(Body.of(taxes)),
                "totalGrossMinor",
                gross);
        return log.booking(
                type,
                HandMade.with(usual, fields).entrySet().stream()
                        .flatMap(it -> java.util.stream.Stream.of(it.getKey(), it.getValue()))
                        .toArray());
    }

    private static long sum(List<Map<String, Object>> lines, String field) {
        return lines.stream().mapToLong(line -> (long) line.get(field)).sum();
    }

    @Test
    void a_stay_its_late_charge_and_a_buyer_who_moved() {
        left();
        invoice(1, NIGHTS);
        charged();
        invoice(2, List.of(MINIBAR));
        credit(1, 1, NIGHTS);
        invoice(3, NIGHTS);
        log.holds(Invariant.I25);
        log.holds(Invariant.I26);
        log.holds(Invariant.I27);
    }

    @Test
    void I25_a_number_is_left_out() {
        left();
        invoice(1, NIGHTS);
        charged();
        log.isBroken(Invariant.I25, invoice(3, List.of(MINIBAR)));
    }

    @Test
    void I25_a_number_is_given_out_twice() {
        left();
        invoice(1, NIGHTS);
        charged();
        log.isBroken(Invariant.I25, invoice(1, List.of(MINIBAR)));
    }

    @Test
    void I25_the_first_is_not_1() {
        left();
        log.isBroken(Invariant.I25, invoice(2, NIGHTS));
    }

    @Test
    void I25_a_date_goes_back() {
        left();
        invoice(1, NIGHTS);
        charged();
        log.isBroken(Invariant.I25, invoice(2, List.of(MINIBAR), "businessDate", FIRST_NIGHT + 1));
    }

    @Test
    void I26_a_total_is_not_that_of_the_lines() {
        left();
        log.isBroken(Invariant.I26, invoice(1, NIGHTS, "totalGrossMinor", 63_601L));
    }

    @Test
    void I26_a_tax_is_not_that_of_the_lines() {
        left();
        var taxes = Map.of("taxRateBps", 600L, "netMinor", 60_001L, "taxMinor", 3_599L, "grossMinor", 63_600L);
        log.isBroken(Invariant.I26, invoice(1, NIGHTS, "taxes", List.of(Body.of(taxes))));
    }

    @Test
    void I26_a_line_is_not_net_and_tax() {
        left();
        var wrong = line("NIGHT", FIRST_NIGHT, 2, 10_600, 600);
        wrong.put("taxMinor", 1_201L);
        log.isBroken(Invariant.I26, invoice(1, List.of(wrong, NIGHTS.get(1))));
    }

    @Test
    void I26_a_credit_note_over_a_part() {
        left();
        invoice(1, NIGHTS);
        log.isBroken(Invariant.I26, credit(1, 1, NIGHTS.subList(0, 1)));
    }

    @Test
    void I26_an_invoice_is_credited_twice() {
        left();
        invoice(1, NIGHTS);
        credit(1, 1, NIGHTS);
        log.isBroken(Invariant.I26, credit(2, 1, NIGHTS));
    }

    @Test
    void I27_a_charge_is_forgotten() {
        left();
        charged();
        log.isBroken(Invariant.I27, invoice(1, NIGHTS));
    }

    @Test
    void I27_the_stay_is_invoiced_twice() {
        left();
        invoice(1, NIGHTS);
        log.isBroken(Invariant.I27, invoice(2, NIGHTS));
    }

    @Test
    void I27_a_fee_stays_on_an_invoice_although_the_booking_was_reinstated() {
        var terms = Map.of("guarantee", "NONE", "currency", "EUR", "roomStays", List.of());
        log.booking("BookingConfirmed", "terms", Body.of(terms));
        log.booking("BookingNoShow", "feeMinor", 5_000L, "businessDate", FIRST_NIGHT);
        invoice(1, List.of(line("NO_SHOW_FEE", FIRST_NIGHT, 1, 5_000, 0)), "taxes", List.of());
        log.booking("BookingReinstated");
        log.booking("GuestCheckedOut");
        charged();
        log.isBroken(Invariant.I27, invoice(2, List.of(MINIBAR)));
    }
}
