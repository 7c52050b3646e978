package io.staylog.reporting.document;

import static org.assertj.core.api.Assertions.assertThat;

import io.staylog.reporting.report.BehindFigure;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.interactive.action.PDActionURI;
import org.apache.pdfbox.pdmodel.interactive.annotation.PDAnnotationLink;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** Numbers in documents lead to the pages that show what stands behind them. */
class FollowingLinksTest {
    private static final String HERE = "https://reports.example";

    private final Documents documents = new Documents(Fonts.NONE);

    /** Addresses with what is said of each. */
    private Map<String, String> ofPages(DocumentSource source) throws Exception {
        var found = new HashMap<String, String>();
        try (var pdf =
                Loader.loadPDF(documents.render(source, DocumentFormat.PDF).bytes())) {
            for (var page : pdf.getPages()) {
                for (var annotation : page.getAnnotations()) {
                    if (annotation instanceof PDAnnotationLink link && link.getAction() instanceof PDActionURI uri) {
                        found.put(uri.getURI(), link.getContents());
                    }
                }
            }
        }
        return found;
    }

    @Test
    void each_figure_of_the_day_leads_to_its_list_and_says_where() throws Exception {
        var links = ofPages(Samples.daily());
        assertThat(links)
                .containsEntry(
                        HERE + "/hotels/rio/behind?what=rooms-revenue&from=2015-08-01&to=2015-08-15&on=2016-08-15",
                        "Stays with nights, and fees of bookings without, 2015-08-01 to 2015-08-15")
                .containsEntry(
                        HERE + "/hotels/rio/behind?what=ledger-balances&from=2016-07-31&to=2016-07-31&value=GUEST",
                        "Open in the ledger GUEST, 2016-07-31");
        assertThat(links.keySet()).allMatch(address -> address.startsWith(HERE + "/"));
        assertThat(links.values()).doesNotContainNull().doesNotContain("");
    }

    @Test
    void a_line_of_an_invoice_leads_to_the_event_that_issued_it_and_a_payment_to_its_booking() throws Exception {
        var source = Samples.invoice(3, InvoiceSource.Form.DETAILED, false);
        var booking = HERE + "/bookings/" + source.stay().bookingId();
        assertThat(ofPages(source))
                .containsEntry(booking + "#booking.events-1-98", "The event that issued A2016-17")
                .containsEntry(booking, "Booking RIO-7K2M9Q and its events");
        assertThat(ofPages(Samples.folio())).containsOnlyKeys(booking);
    }

    @Test
    void guests_and_nights_lead_to_their_bookings() throws Exception {
        var list = Samples.arrivals(3);
        var pages = list.rows().stream()
                .map(row -> HERE + "/bookings/" + row.bookingId())
                .toList();
        assertThat(ofPages(list)).containsOnlyKeys(pages);
        assertThat(ofPages(Samples.pickup(2)))
                .containsEntry(
                        HERE + "/hotels/rio/behind?what=picked-up&from=2016-08-16&to=2016-08-16&value=7&on=2016-08-15",
                        "Added to the books for nights, or taken off, in this many business dates: 7, 2016-08-16");
    }

    @Test
    void a_document_that_stands_on_no_address_has_no_links() throws Exception {
        var source = Samples.daily().linkingTo("");
        assertThat(ofPages(source)).isEmpty();
        assertThat(text(source, DocumentFormat.JSONL)).doesNotContain("links");
    }

    @Test
    void lines_for_programs_have_their_links_beside_them() {
        var json = JsonMapper.shared();
        var links = new ArrayList<String>();
        text(Samples.invoice(2, InvoiceSource.Form.DETAILED, false), DocumentFormat.JSONL)
                .lines()
                .map(json::readTree)
                .filter(line -> line.path("table").asString("").equals("lines"))
                .forEach(line -> links.add(line.at("/links/gross").asString("")));
        assertThat(links).hasSize(2).allMatch(link -> link.endsWith("#booking.events-1-98"));
        assertThat(text(Samples.daily(), DocumentFormat.JSONL))
                .contains("\"links\":{\"today\":\"" + HERE
                        + "/hotels/rio/behind?what=rooms&from=2016-08-15&to=2016-08-15\"");
    }

    @Test
    void cells_of_workbooks_are_numbers_with_a_link() throws Exception {
        var parts = ZipParts.of(
                documents.render(Samples.pickup(2), DocumentFormat.XLSX).bytes());
        var sheet = new String(parts.get("xl/worksheets/sheet1.xml"), StandardCharsets.UTF_8);
        assertThat(sheet)
                .as("of cells with the same address, each")
                .contains(
                        "<hyperlink ref=\"C2\"",
                        "<hyperlink ref=\"E2\"",
                        "<hyperlink ref=\"F2\"",
                        "<hyperlink ref=\"C3\"");
        assertThat(sheet).containsPattern("<c r=\"C2\"[^>]*><v>\\d+</v>");
        var targets = parts.entrySet().stream()
                .filter(part -> part.getKey().endsWith(".rels"))
                .map(part -> new String(part.getValue(), StandardCharsets.UTF_8))
                .toList();
        assertThat(String.join("", targets)).contains(HERE + "/hotels/rio/behind?what=on-the-books&amp;from=");
    }

    @Test
    void csv_has_values_alone() {
        assertThat(text(Samples.pickup(2), DocumentFormat.CSV)).doesNotContain(HERE);
    }

    private String text(DocumentSource source, DocumentFormat format) {
        return new String(documents.render(source, format).bytes(), StandardCharsets.UTF_8);
    }

    @Test
    void ids_of_hotels_cannot_break_out_of_an_address() throws Exception {
        var odd = Samples.heading("a/b?c&d \u00fc", "Odd", "EUR");
        var date = Samples.AUGUST_15;
        assertThat(Links.of(odd)
                        .behind(BehindFigure.CHANNEL_STAYS, "a&b", date, date, date)
                        .address())
                .isEqualTo(HERE + "/hotels/a%2Fb%3Fc%26d%20%C3%BC/behind?what=channel-stays"
                        + "&from=2016-08-15&to=2016-08-15&value=a%26b");
    }
}
