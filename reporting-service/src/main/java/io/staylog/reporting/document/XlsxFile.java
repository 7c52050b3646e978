package io.staylog.reporting.document;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.dhatim.fastexcel.HyperLink;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.jspecify.annotations.Nullable;

/** Writes workbooks: a sheet for each table, with dates as dates and amounts as numbers, and one that says what they stand on. */
final class XlsxFile {
    private static final Pattern TIMES = Pattern.compile("(<dcterms:(created|modified)[^>]*>)[^<]*(</)");
    // Not ZIP's first instant: Java takes that for a time before it, and adds one in the zone of the machine.
    private static final LocalDateTime ENTRY_TIME = LocalDateTime.of(1980, 1, 2, 0, 0);
    private static final int TEXT_MAX = 32_767;
    private static final int FLUSH_EVERY = 1_000;
    private static final double WIDTH_TEXT = 24;
    private static final double WIDTH_OTHER = 15;

    private XlsxFile() {}

    static byte[] write(DocumentSource source, List<Sheet> sheets) {
        sheets.forEach(sheet -> check(source, sheet));
        var bytes = new ByteArrayOutputStream();
        try (var book = new Workbook(bytes, "Staylog", "1.0")) {
            for (var sheet : sheets) {
                fill(
                        book.newWorksheet(sheet.name()),
                        sheet,
                        source.heading().hotel().currency());
            }
            about(book.newWorksheet("about"), source);
            book.finish();
            return fixed(bytes.toByteArray(), source);
        } catch (IOException e) {
            throw new UncheckedIOException("nothing fails in memory", e);
        }
    }

    private static void check(DocumentSource source, Sheet sheet) {
        if (sheet.rows().count() >= Worksheet.MAX_ROWS) {
            throw new DocumentException(
                    "too_large",
                    "%s has %s rows, a sheet takes fewer than %s; ask for CSV or JSONL, or for a shorter range."
                            .formatted(source.kind(), sheet.rows().count(), Worksheet.MAX_ROWS));
        }
    }

    private static void fill(Worksheet page, Sheet sheet, String currency) throws IOException {
        var columns = sheet.columns();
        for (int i = 0; i < columns.size(); i++) {
            page.value(0, i, columns.get(i).name());
            page.style(0, i).bold().set();
            page.width(i, columns.get(i).type() == Sheet.Type.TEXT ? WIDTH_TEXT : WIDTH_OTHER);
        }
        page.freezePane(0, 1);
        page.setAutoFilter(0, 0, sheet.rows().count(), Math.max(0, columns.size() - 1));
        int own = columns.stream().map(Sheet.Column::name).toList().indexOf("currency");
        var rows = sheet.rows().iterator();
        for (int y = 1; rows.hasNext(); y++) {
            var row = rows.next();
            var inRow = own >= 0 && row.get(own) instanceof String named ? named : currency;
            for (var link : sheet.links()) {
                int x = sheet.at(link.column());
                if (row.get(x) != null) {
                    link(page, y, x, link.address().apply(row));
                }
            }
            for (int x = 0; x < row.size(); x++) {
                cell(page, y, x, row.get(x), columns.get(x).type(), inRow);
            }
            if (y % FLUSH_EVERY == 0) {
                page.flush();
            }
        }
    }

    /**
     * The link stays with the cell; what is written into it afterwards takes the place of its text. Of links that are equal, text
     * and all, the library keeps one.
     */
    private static void link(Worksheet page, int y, int x, @Nullable String address) {
        if (address != null) {
            page.hyperlink(y, x, HyperLink.external(address, y + " " + x));
        }
    }

    private static void cell(Worksheet page, int y, int x, @Nullable Object value, Sheet.Type type, String currency) {
        switch (value) {
            case null -> {
                return;
            }
            case String text -> page.value(y, x, text.length() > TEXT_MAX ? text.substring(0, TEXT_MAX) : text);
            case Long whole -> page.value(y, x, whole);
            case BigDecimal decimal -> page.value(y, x, decimal);
            case Boolean flag -> page.value(y, x, flag);
            case LocalDate date -> page.value(y, x, date);
            case Instant time -> page.value(y, x, LocalDateTime.ofInstant(time, ZoneOffset.UTC));
            default -> throw new IllegalStateException("no cell for " + value.getClass());
        }
        var format = format(type, currency);
        if (!format.isEmpty()) {
            page.style(y, x).format(format).set();
        }
    }

    private static String format(Sheet.Type type, String currency) {
        return switch (type) {
            case TEXT, FLAG -> "";
            case INTEGER, MINOR -> "0";
            case DECIMAL -> "0.00";
            case MAJOR -> Shown.digits(currency) == 0 ? "#,##0" : "#,##0." + "0".repeat(Shown.digits(currency));
            case DATE -> "yyyy-mm-dd";
            case TIME -> "yyyy-mm-dd hh:mm:ss";
        };
    }

    private static void about(Worksheet page, DocumentSource source) {
        var standsOn = source.heading().standsOn();
        var lines = List.of(
                List.of("schema", source.kind().schema()),
                List.of("hotel", source.heading().hotel().hotelId()),
                List.of("subject", source.subject()),
                List.of(
                        "dataAt",
                        standsOn.dataAt() == null ? "" : standsOn.dataAt().toString()),
                List.of("asOf", standsOn.inWords()),
                List.of("times", "UTC"));
        for (int y = 0; y < lines.size(); y++) {
            page.value(y, 0, lines.get(y).getFirst());
            page.value(y, 1, lines.get(y).getLast());
        }
        page.width(1, WIDTH_TEXT * 2);
    }

    /** The library writes the time of day into the properties and into each entry; the same rows are to be the same file. */
    private static byte[] fixed(byte[] book, DocumentSource source) throws IOException {
        var time = Objects.requireNonNullElse(source.heading().standsOn().dataAt(), Instant.EPOCH)
                .toString();
        var bytes = new ByteArrayOutputStream(book.length);
        try (var out = new ZipOutputStream(bytes)) {
            for (var part : ZipParts.of(book).entrySet()) {
                var content = part.getValue();
                if (part.getKey().startsWith("docProps/")) {
                    var text = new String(content, StandardCharsets.UTF_8);
                    content = TIMES.matcher(text).replaceAll("$1" + time + "$3").getBytes(StandardCharsets.UTF_8);
                }
                var entry = new ZipEntry(part.getKey());
                entry.setTimeLocal(ENTRY_TIME);
                out.putNextEntry(entry);
                out.write(content);
                out.closeEntry();
            }
        }
        return bytes.toByteArray();
    }
}
