package io.staylog.reporting.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ListsOnPaperTest {
    private final Documents documents = new Documents(Fonts.NONE);

    @ParameterizedTest
    @CsvSource({"ARRIVALS, Arrivals", "DEPARTURES, Departures", "IN_HOUSE, In house", "NO_SHOWS, No-shows"})
    void a_list_names_everybody_with_room_dates_and_money(DocumentKind kind, String title) {
        var document = documents.render(Samples.list(kind, 5), DocumentFormat.PDF);
        assertThat(Pdf.text(document))
                .contains(title, "2016-08-15 Monday", "OPEN", "Anna Schmidt", "RIO-1000002/2", "2016-08-16")
                .contains("1 234.56", "late arrival")
                .contains("page 1/1");
        assertThat(document.guests()).contains(Samples.id("Anna Schmidt")).hasSize(5);
    }

    @Test
    void a_second_page_says_again_what_it_is() throws IOException {
        var document = documents.render(Samples.arrivals(60), DocumentFormat.PDF);
        Pdf.keep("arrivals", document);
        assertThat(document.pages()).isGreaterThan(1);
        try (var pdf = Loader.loadPDF(document.bytes())) {
            for (int page = 2; page <= pdf.getNumberOfPages(); page++) {
                var stripper = new PDFTextStripper();
                stripper.setSortByPosition(true);
                stripper.setStartPage(page);
                stripper.setEndPage(page);
                assertThat(stripper.getText(pdf))
                        .contains("Arrivals · 2016-08-15 Monday · Hotel Rio · OPEN")
                        .contains("Guest", "Room type")
                        .contains("page " + page + "/" + pdf.getNumberOfPages());
            }
        }
    }

    @Test
    void erased_and_unknown_guests_are_named_as_such_and_not_among_the_guests() {
        var document = documents.render(Samples.arrivals(20), DocumentFormat.PDF);
        assertThat(Pdf.text(document)).contains("(guest erased)", "(no name)");
        assertThat(document.guests()).hasSize(Samples.NAMES.size());
    }

    @Test
    void an_empty_list_says_so() {
        assertThat(Pdf.text(documents.render(Samples.arrivals(0), DocumentFormat.PDF)))
                .contains("Nobody: no rooms on this list.");
    }

    @Test
    void the_pickup_report_has_a_row_for_each_night_and_their_sums() {
        var document = documents.render(Samples.pickup(28), DocumentFormat.PDF);
        Pdf.keep("pickup", document);
        assertThat(Pdf.text(document).replaceAll(" +", " "))
                .contains("2016-08-16 Tue 226 219 96.90 123.45 27 035.55 -1 -123.45 +1 +123.45 +1 +123.45 179")
                .contains("Sum 6 328 5 754")
                .contains("2016-08-16 to 2016-09-12");
    }

    @Test
    void the_folio_has_charges_payments_and_balance() {
        var document = documents.render(Samples.folio(), DocumentFormat.PDF);
        Pdf.keep("folio", document);
        assertThat(Pdf.text(document).replaceAll(" +", " "))
                .contains("RIO-7K2M9Q", "IN_HOUSE", "This is no invoice.")
                .contains("2016-08-15 Room night · DOUBLE 1 113.21 6 % 6.79 120.00")
                .contains("Sum 269.50 26.70 296.20")
                .contains("2016-08-18 Refund · stay balance Visa •••• 4242")
                .contains("Balance due to the guest: 553.80 EUR");
    }

    @Test
    void too_long_a_list_is_refused_with_the_next_step() {
        var few = new Documents(new DocumentSettings(List.of(), 0, 10));
        assertThatThrownBy(() -> few.render(Samples.arrivals(11), DocumentFormat.PDF))
                .isInstanceOf(DocumentException.class)
                .hasMessageContaining("ask for CSV, XLSX or JSONL")
                .extracting(e -> ((DocumentException) e).code())
                .isEqualTo("too_large");
        assertThat(few.render(Samples.arrivals(10), DocumentFormat.PDF).pages()).isEqualTo(1);
    }

    @Test
    void an_export_has_no_pdf() {
        assertThatThrownBy(() -> documents.render(Samples.bookings(), DocumentFormat.PDF))
                .isInstanceOf(DocumentException.class)
                .extracting(e -> ((DocumentException) e).code())
                .isEqualTo("format_not_offered");
    }
}
