package io.staylog.reporting.sources;

import static org.assertj.core.api.Assertions.assertThat;

import io.staylog.reporting.document.InvoiceSource.Line;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The sentences about lines without tax. */
class TaxNotesTest {
    private static Line line(String kind, String description, String reason) {
        var on = LocalDate.parse("2026-03-01");
        return new Line(1, kind, description, on, 1, 100, 100, 0, 100, 0, null, reason, false);
    }

    @Test
    void each_reason_is_said_once_with_all_that_it_is_about() {
        var notes = TaxNotes.of(List.of(
                line("NIGHT", "DBL", "Exempt: small enterprise"),
                line("CHARGE", "City tax", "Collected for the city."),
                line("CHARGE", "Breakfast", ""),
                line("NIGHT", "DBL", "Exempt: small enterprise"),
                line("CHARGE", "Parking", "Exempt: small enterprise"),
                line("NO_SHOW_FEE", "No-show fee", "Reverse charge")));
        assertThat(notes)
                .containsExactly(
                        "No VAT on nights (DBL), Parking: Exempt: small enterprise.",
                        "No VAT on City tax: Collected for the city.",
                        "No VAT on no show fee: Reverse charge.");
    }

    @Test
    void a_long_list_is_cut_and_an_invoice_with_tax_everywhere_says_nothing() {
        var many = List.of("a", "b", "c", "d", "e", "f").stream()
                .map(name -> line("CHARGE", name, "Exempt"))
                .toList();
        assertThat(TaxNotes.of(many)).containsExactly("No VAT on a, b, c, d and 2 more: Exempt.");
        assertThat(TaxNotes.of(List.of(line("NIGHT", "DBL", "")))).isEmpty();
    }
}
