package io.staylog.reporting.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import de.siegmar.fastcsv.reader.CsvReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.json.JsonMapper;

/** CSV, XLSX and JSON Lines. */
class FilesForProgramsTest {
    private final Documents documents = new Documents(Fonts.NONE);

    private static final List<String> BOOKING_COLUMNS = List.of(
            "hotelId",
            "bookingId",
            "confirmationCode",
            "status",
            "guestId",
            "guestName",
            "channel",
            "ratePlanId",
            "guarantee",
            "bookedOn",
            "arrivalDate",
            "departureDate",
            "rooms",
            "roomNights",
            "adults",
            "children",
            "currency",
            "grossMinor",
            "gross",
            "netMinor",
            "net",
            "confirmedOn",
            "checkedInOn",
            "checkedOutOn",
            "offBooksOn",
            "offBooksReason",
            "feeMinor",
            "fee");

    private String text(DocumentSource source, DocumentFormat format) {
        return new String(documents.render(source, format).bytes(), StandardCharsets.UTF_8);
    }

    private List<List<String>> csv(DocumentSource source) {
        var text = text(source, DocumentFormat.CSV);
        return CsvReader.builder().ofCsvRecord(text).stream()
                .map(r -> r.getFields())
                .toList();
    }

    @Test
    void the_first_line_of_csv_names_schema_hotel_range_and_positions_and_all_lines_are_as_long() {
        var rows = csv(Samples.bookings(Samples.booking("Anna", "EUR", 123_456)));
        assertThat(rows).hasSize(3).allSatisfy(row -> assertThat(row).hasSize(BOOKING_COLUMNS.size()));
        assertThat(rows.getFirst())
                .startsWith(
                        "schema=staylog.bookings.v1",
                        "hotel=rio",
                        "subject=2016-08-15_2016-09-14",
                        "dataAt=2016-08-16T01:30:12Z",
                        "asOf=booking.events=0:120345,1:99;payment.events=0:45321,1:7");
        assertThat(rows.get(1)).isEqualTo(BOOKING_COLUMNS);
    }

    @Test
    void amounts_are_in_minor_and_major_units_of_their_own_currency() {
        var rows = csv(Samples.bookings(
                Samples.booking("Anna", "EUR", 123_456),
                Samples.booking("Bela", "JPY", 123_456),
                Samples.booking("Cara", "BHD", -123_456),
                Samples.booking("Dora", "EUR", 5)));
        int minor = BOOKING_COLUMNS.indexOf("grossMinor");
        assertThat(rows.stream().skip(2).map(row -> row.get(minor) + " " + row.get(minor + 1)))
                .containsExactly("123456 1234.56", "123456 123456", "-123456 -123.456", "5 0.05");
    }

    @Test
    void what_a_spreadsheet_could_take_for_a_formula_is_text_and_numbers_stay_numbers() {
        for (var evil : List.of("=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\uFF1D1+1")) {
            var rows = csv(Samples.bookings(Samples.booking(evil, "EUR", -5)));
            assertThat(rows.get(2)).contains("'" + evil, "-5", "-0.05").doesNotContain(evil);
        }
    }

    @Test
    void csv_follows_rfc_4180() {
        var text = text(Samples.bookings(Samples.booking("Anna \"A.\", of\nOslo Œ山", "EUR", 1)), DocumentFormat.CSV);
        assertThat(text)
                .contains("\"Anna \"\"A.\"\", of\nOslo Œ山\"")
                .endsWith("\r\n")
                .doesNotStartWith("\uFEFF");
        assertThat(text.replace("\r\n", "").replace("of\nOslo", "")).doesNotContain("\n", "\r");
    }

    @Test
    void several_tables_become_one_value_a_line() {
        var rows = csv(Samples.daily());
        assertThat(rows.get(1)).containsExactly("table", "row", "label", "column", "value");
        assertThat(rows)
                .contains(List.of("outlook", "4", "Next 90 nights", "revenueMinor", "166111526"))
                .contains(List.of("outlook", "4", "Next 90 nights", "revenue", "1661115.26"))
                .contains(List.of("ledgers", "1", "Guest", "openingMinor", "4120500"))
                .contains(List.of("room-types", "1", "DOUBLE", "todayNights", "90"));
        assertThat(csv(Samples.daily(60, 50, true)).stream()
                        .filter(row ->
                                row.getFirst().equals("channels") && row.get(3).equals("name")))
                .as("nothing is summed up as it is on paper")
                .hasSize(60);
    }

    @Test
    void json_lines_have_a_line_about_the_file_and_one_for_each_row() {
        var lines = text(Samples.bookings(Samples.booking("=Anna", "EUR", 123_456)), DocumentFormat.JSONL)
                .lines()
                .map(line -> JsonMapper.shared().readTree(line))
                .toList();
        assertThat(lines).hasSize(2);
        assertThat(lines.getFirst().get("schema").asString()).isEqualTo("staylog.bookings.v1");
        assertThat(lines.getFirst().get("asOf").get("booking.events").get("0").asLong())
                .isEqualTo(120_345);
        var row = lines.getLast();
        assertThat(row.get("table").asString()).isEqualTo("bookings");
        assertThat(row.get("guestName").asString()).isEqualTo("=Anna");
        assertThat(row.get("grossMinor").isIntegralNumber()).isTrue();
        assertThat(row.get("gross").toString()).isEqualTo("1234.56");
        assertThat(row.get("arrivalDate").asString()).isEqualTo("2016-08-25");
        assertThat(row.get("feeMinor").isNull()).isTrue();
    }

    @Test
    void workbooks_have_dates_as_dates_amounts_as_numbers_and_texts_that_are_no_formulas(@TempDir Path folder)
            throws IOException {
        var book = documents.render(
                Samples.bookings(Samples.booking("=1+1", "EUR", 123_456), Samples.booking("Bela", "JPY", 123_456)),
                DocumentFormat.XLSX);
        var sheet = part(folder, book, "xl/worksheets/sheet1.xml");
        // Days since 1899-12-30.
        assertThat(sheet).contains("<v>42607.0</v>").doesNotContain("<f>").doesNotContain("2016-08-25");
        assertThat(sheet).contains("<v>1234.56</v>", "<v>123456</v>");
        assertThat(part(folder, book, "xl/sharedStrings.xml")).contains("=1+1");
        assertThat(part(folder, book, "xl/styles.xml")).contains("yyyy-mm-dd", "#,##0.00", "\"#,##0\"");
        assertThat(part(folder, book, "docProps/core.xml")).contains("2016-08-16T01:30:12Z");
        assertThat(part(folder, book, "xl/workbook.xml")).contains("name=\"bookings\"", "name=\"about\"");
    }

    private static String part(Path folder, RenderedDocument book, String name) throws IOException {
        var file = folder.resolve(book.fileName());
        Files.write(file, book.bytes());
        try (var zip = new ZipFile(file.toFile())) {
            var out = new ByteArrayOutputStream();
            zip.getInputStream(zip.getEntry(name)).transferTo(out);
            return out.toString(StandardCharsets.UTF_8);
        }
    }

    @ParameterizedTest
    @EnumSource(DocumentKind.class)
    void every_kind_comes_in_every_format_it_is_offered_in(DocumentKind kind) {
        for (var format : DocumentFormat.values()) {
            if (format == DocumentFormat.PDF && !kind.isOnPaper()) {
                continue;
            }
            var document = documents.render(source(kind), format);
            assertThat(document.bytes()).isNotEmpty();
            assertThat(document.mediaType()).isEqualTo(format.mediaType());
            assertThat(document.fileName())
                    .matches("[A-Za-z0-9._-]+\\." + format.suffix())
                    .startsWith("rio_" + kind.word() + "_");
        }
    }

    private static DocumentSource source(DocumentKind kind) {
        return switch (kind) {
            case DAILY_REPORT -> Samples.daily();
            case ARRIVALS, DEPARTURES, IN_HOUSE, NO_SHOWS -> Samples.list(kind, 3);
            case PICKUP -> Samples.pickup(3);
            case FOLIO -> Samples.folio();
            case INVOICE -> Samples.invoice(3, InvoiceSource.Form.DETAILED, false);
            case CREDIT_NOTE -> Samples.invoice(3, InvoiceSource.Form.DETAILED, true);
            case BOOKINGS, STAY_NIGHTS, PAYMENTS, LEDGER, KPI_DAILY ->
                new ExportSource(Samples.heading(), kind, null, null, List.of());
        };
    }

    @Test
    void a_kind_takes_no_rows_of_another() {
        var booking = Samples.booking("Anna", "EUR", 1);
        assertThatThrownBy(
                        () -> new ExportSource(Samples.heading(), DocumentKind.PAYMENTS, null, null, List.of(booking)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void columns_of_version_1_stay() {
        assertThat(columns(DocumentKind.STAY_NIGHTS))
                .isEqualTo("hotelId,bookingId,roomStayNo,night,roomTypeId,status,channel,ratePlanId,guests,currency,"
                        + "grossMinor,gross,netMinor,net,sinceOn,untilOn");
        assertThat(columns(DocumentKind.PAYMENTS))
                .isEqualTo(
                        "hotelId,paymentId,bookingId,state,purpose,businessDate,captureMode,currency,amountMinor,amount,"
                                + "authorizedMinor,authorized,capturedMinor,captured,refundedMinor,refunded,manualRefundedMinor,"
                                + "manualRefunded,pspReference,declineCode,attention,changedAt");
        assertThat(columns(DocumentKind.LEDGER))
                .isEqualTo(
                        "hotelId,businessDate,bookingId,paymentId,account,currency,debitMinor,debit,creditMinor,credit,"
                                + "eventType,topic,partition,offset,lineNo");
        assertThat(columns(DocumentKind.KPI_DAILY))
                .isEqualTo("hotelId,businessDate,isClosed,roomsAvailable,roomsOutOfOrder,roomsSold,roomsSoldPaid,"
                        + "complimentary,guests,arrivals,departures,noShows,cancellations,bookingsMade,netPickupNights,"
                        + "currency,roomsRevenueMinor,roomsRevenue,otherRevenueMinor,otherRevenue,taxMinor,tax,occupancyPct,"
                        + "adrMinor,adr,revparMinor,revpar");
    }

    private String columns(DocumentKind kind) {
        return String.join(",", csv(source(kind)).get(1));
    }

    @Test
    void file_names_are_ascii_without_spaces_or_paths() {
        assertThat(name("rio", DocumentFormat.PDF)).isEqualTo("rio_arrivals_2016-08-15.pdf");
        assertThat(name("../Zürich Süd/\u0000x", DocumentFormat.CSV)).isEqualTo("Zurich-Sud-x_arrivals_2016-08-15.csv");
        assertThat(name("山", DocumentFormat.XLSX)).isEqualTo("hotel_arrivals_2016-08-15.xlsx");
        assertThat(documents
                        .render(Samples.invoice(1, InvoiceSource.Form.SUMMARY, false), DocumentFormat.JSONL)
                        .fileName())
                .isEqualTo("rio_invoice_A2016-17-summary.jsonl");
    }

    private String name(String hotelId, DocumentFormat format) {
        var list = new GuestListSource(
                Samples.heading(hotelId, "Hotel", "EUR"), DocumentKind.ARRIVALS, Samples.AUGUST_15, true, List.of());
        return documents.render(list, format).fileName();
    }
}
