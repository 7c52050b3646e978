package io.staylog.reporting.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.pdfbox.Loader;
import org.junit.jupiter.api.Test;

class DailyReportPageTest {
    private final Documents documents = new Documents(Fonts.NONE);

    private String text(DailyReportSource source) {
        return Pdf.text(documents.render(source, DocumentFormat.PDF));
    }

    @Test
    void it_is_one_portrait_page_of_a4() throws IOException {
        var document = documents.render(Samples.daily(), DocumentFormat.PDF);
        Pdf.keep("daily", document);
        assertThat(document.pages()).isEqualTo(1);
        try (var pdf = Loader.loadPDF(document.bytes())) {
            assertThat(pdf.getNumberOfPages()).isEqualTo(1);
            var box = pdf.getPage(0).getMediaBox();
            assertThat(box.getWidth()).isCloseTo(595.3f, within(0.5f));
            assertThat(box.getHeight()).isCloseTo(841.9f, within(0.5f));
        }
    }

    @Test
    void it_says_whose_it_is_of_what_date_and_what_it_stands_on() {
        assertThat(text(Samples.daily()))
                .contains("Daily manager's report", "Hotel Rio", "2016-08-15 Monday", "Currency EUR", "CLOSED")
                .contains("Data as of 2016-08-16 02:30:12 +01:00")
                .contains("booking.events=0:120345,1:99; payment.events=0:45321,1:7")
                .contains("page 1/1")
                .contains("Checker at 2016-08-16 02:00:00 +01:00: all 24 rules hold.")
                .contains("ADR = rooms revenue / rooms sold");
        assertThat(text(Samples.daily(3, 3, false))).contains("OPEN").doesNotContain("CLOSED");
    }

    @Test
    void it_has_the_figures_of_all_sections() {
        assertThat(text(Samples.daily())
                        .lines()
                        .map(line -> line.replaceAll(" +", " "))
                        .toList())
                .contains("A Rooms", "B Revenue", "C Movements")
                .anyMatch(line -> line.startsWith("Rooms occupied 212 3 294 2 411 36.62 39 770 22 120 79.79"))
                .anyMatch(line -> line.startsWith("Rooms revenue 26 958.56 394 181.30 211 104.10 86.72 4 036 426.35"))
                .anyMatch(line -> line.startsWith("Walked 0 0 0 – 0 0 –"))
                .anyMatch(line -> line.startsWith("ADR 127.16 119.67"))
                .anyMatch(line ->
                        line.startsWith("Next 90 nights 2016-08-16 to 2016-11-13 14 970 73.60 110.96 1 661 115.26"));
        assertThat(text(Samples.daily()))
                .contains("D Sales", "E Outlook", "F Channels", "F Segments", "G Ledgers", "G Payments")
                .contains("H Exceptions")
                .contains("17 072.79")
                .contains("Occupancy of the next 14 nights, 2016-08-16 (96.90 %) to 2016-08-29 (56.64 %)")
                .contains("Dispute dp_1 (FRAUDULENT): 120.00 EUR, evidence due 2016-08-29 23:00:00 +01:00")
                .contains("Overbooked 2016-08-20: DOUBLE by 2");
    }

    @Test
    void a_failed_check_is_told_by_name() {
        var daily = Samples.daily();
        var failed = with(daily, new DailyReportSource.Check(Samples.DATA_AT, false, 23, List.of("I7", "I31")));
        assertThat(text(failed)).contains("23 rules hold, FAILED: I7, I31.");
        assertThat(text(with(daily, null))).contains("Checker: has not run.");
    }

    @Test
    void sixty_channels_and_as_much_of_everything_stay_on_one_page() {
        var document = documents.render(much(), DocumentFormat.PDF);
        Pdf.keep("daily-much", document);
        assertThat(document.pages()).isEqualTo(1);
        assertThat(Pdf.text(document).replaceAll(" +", " "))
                .contains(
                        "54 others",
                        "7 more lines in the other formats",
                        "38 more disputes.",
                        "17 more overbooked nights.");
    }

    @Test
    void a_hotel_on_its_first_day_has_a_page_too() {
        var none = new DailyReportSource(
                Samples.heading(),
                Samples.AUGUST_15,
                false,
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                null);
        var document = documents.render(none, DocumentFormat.PDF);
        Pdf.keep("daily-none", document);
        assertThat(document.pages()).isEqualTo(1);
        assertThat(Pdf.text(document)).contains("No nights ahead.", "H Exceptions: Nothing to look at.");
    }

    @Test
    void positions_of_many_partitions_are_summed_up_on_paper_and_whole_in_the_properties() throws IOException {
        var offsets = new java.util.TreeMap<Integer, Long>();
        IntStream.range(0, 64).forEach(i -> offsets.put(i, 1000L + i));
        var heading = new Heading(
                Samples.heading().hotel(),
                Heading.StandsOn.of(java.util.Map.of("booking.events", offsets), Samples.DATA_AT));
        var list = new GuestListSource(heading, DocumentKind.ARRIVALS, Samples.AUGUST_15, true, List.of());
        var document = documents.render(list, DocumentFormat.PDF);
        assertThat(Pdf.text(document)).contains("booking.events: 66016 records in 64 partitions");
        try (var pdf = Loader.loadPDF(document.bytes())) {
            assertThat(pdf.getDocumentInformation().getCustomMetadataValue("StandsOn"))
                    .startsWith("booking.events=0:1000,1:1001,")
                    .endsWith(",63:1063");
        }
    }

    private static DailyReportSource with(DailyReportSource daily, DailyReportSource.Check check) {
        return new DailyReportSource(
                daily.heading(),
                daily.businessDate(),
                daily.isClosed(),
                daily.sections(),
                daily.sales(),
                daily.outlook(),
                daily.nextNights(),
                daily.channels(),
                daily.segments(),
                daily.roomTypes(),
                daily.ratePlans(),
                daily.ledgers(),
                daily.money(),
                daily.disputes(),
                daily.exceptions(),
                daily.overbooked(),
                check);
    }

    private static DailyReportSource much() {
        var daily = Samples.daily(60, 50, true);
        var sections = new ArrayList<>(daily.sections());
        var sales = sections.get(3);
        var figures = new ArrayList<>(sales.figures());
        IntStream.range(0, 17).mapToObj(i -> sales.figures().getLast()).forEach(figures::add);
        sections.set(3, new DailyReportSource.Section(sales.title(), figures));
        var money = new ArrayList<>(daily.money());
        IntStream.range(0, 20)
                .forEach(i -> money.add(new DailyReportSource.MoneyRow("Captured: purpose " + i, 1L, 100L)));
        return new DailyReportSource(
                Samples.heading(
                        "grand", "Grand Hotel of the Long Names, Spa, Golf and Congress Centre at the Lake", "EUR"),
                daily.businessDate(),
                true,
                sections,
                daily.sales(),
                daily.outlook(),
                daily.nextNights(),
                daily.channels(),
                daily.segments(),
                daily.roomTypes(),
                daily.ratePlans(),
                daily.ledgers(),
                money,
                IntStream.range(0, 40)
                        .mapToObj(i -> new DailyReportSource.Dispute(
                                "dp_" + i, "FRAUDULENT", 12_000_000, "EUR", Samples.DATA_AT))
                        .toList(),
                daily.exceptions(),
                IntStream.range(0, 20)
                        .mapToObj(i -> new DailyReportSource.Overbooked(
                                Samples.AUGUST_15.plusDays(i), "SUPERIOR_DOUBLE_SEA_VIEW", i))
                        .toList(),
                new DailyReportSource.Check(
                        Samples.DATA_AT,
                        false,
                        5,
                        IntStream.rangeClosed(1, 37).mapToObj(i -> "I" + i).toList()));
    }
}
