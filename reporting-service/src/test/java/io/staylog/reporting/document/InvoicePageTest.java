package io.staylog.reporting.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

/** What Article 226 of Directive 2006/112/EC wants on an invoice. */
class InvoicePageTest {
    private final Documents documents = new Documents(Fonts.NONE);

    private String text(String name, InvoiceSource source) {
        var document = documents.render(source, DocumentFormat.PDF);
        Pdf.keep(name, document);
        return Pdf.text(document).replaceAll(" +", " ");
    }

    @Test
    void an_invoice_has_every_field_of_article_226() {
        var text = text("invoice", Samples.invoice(7, InvoiceSource.Form.DETAILED, false));
        assertThat(text).as("(1) date of issue").contains("Date of issue").contains("2016-08-18");
        assertThat(text).as("(2) sequential number").contains("Invoice no.").contains("A2016-17");
        assertThat(text).as("(3) the seller's VAT number").contains("VAT no. PT501964843");
        assertThat(text).as("(4) the customer's VAT number").contains("VAT no. DE811569869");
        assertThat(text)
                .as("(5) full names and addresses")
                .contains("Rio Hospitality, Lda.", "Rua das Flores 7", "1200-195 Lisboa", "Portugal")
                .contains("Ægir & Söhne GmbH", "Straße 1", "10115 Berlin", "Deutschland");
        assertThat(text)
                .as("(6) quantity and nature, (7) date, (8) taxable amount and unit price, (9) rate, (10) amount")
                .contains("1 Room night · DOUBLE 2016-08-15 1 113.21 113.21 6 % 6.79 120.00")
                .contains("4 Food and beverage · Breakfast 2016-08-16 2 12.20 24.40 23 % 5.61 30.01");
        assertThat(text)
                .as("taxable amount and VAT of each rate")
                .contains("6 % 679.26 40.74 720.00", "23 % 24.40 5.61 30.01", "Sum 703.66 46.35 750.01");
        assertThat(text)
                .as("(11) to (15) what else the law wants said")
                .contains("No VAT on City tax: Collected for the city.");
        assertThat(text)
                .as("what hotels add")
                .contains("Total: 750.01 EUR", "RIO-7K2M9Q", "Visa •••• 4242", "Paid too much: 99.99 EUR");
    }

    @Test
    void a_summary_has_one_line_for_the_same_price_and_the_same_sums() {
        var text = text("invoice-summary", Samples.invoice(50, InvoiceSource.Form.SUMMARY, false));
        assertThat(text)
                .contains("Room night · DOUBLE 38 113.21 4 301.98 6 % 258.02 4 560.00")
                .contains("Food and beverage · Breakfast 24 12.20 292.80 23 % 67.32 360.12")
                .contains("Total: 4 920.12 EUR", "2016-08-15 to 2016-09-08");
        assertThat(text("invoice-long", Samples.invoice(50, InvoiceSource.Form.DETAILED, false)))
                .contains("Total: 4 920.12 EUR", "50 Room night", "Invoice · A2016-17 · Hotel Rio", "page 2/2");
    }

    @Test
    void a_credit_note_names_the_invoice_it_takes_back() {
        assertThat(text("credit-note", Samples.invoice(7, InvoiceSource.Form.DETAILED, true)))
                .contains("Credit note", "C2016-3", "Total credited: 750.01 EUR")
                .contains("This credit note takes back invoice A2016-17 of 2016-08-18 as a whole.")
                .contains("Reason: Made out to the wrong company");
        assertThatThrownBy(() -> withoutReference(Samples.invoice(1, InvoiceSource.Form.DETAILED, true)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static InvoiceSource withoutReference(InvoiceSource note) {
        return new InvoiceSource(
                note.heading(),
                note.kind(),
                note.form(),
                note.series(),
                note.number(),
                note.issuedOn(),
                note.buyer(),
                note.stay(),
                note.guest(),
                note.currency(),
                note.lines(),
                note.taxes(),
                note.totalGrossMinor(),
                note.payments(),
                note.balanceMinor(),
                null,
                null,
                note.reason(),
                note.event(),
                note.notes());
    }
}
