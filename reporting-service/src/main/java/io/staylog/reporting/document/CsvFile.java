package io.staylog.reporting.document;

import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Writes CSV (RFC 4180, UTF-8, CRLF, decimal points). The first header line names schema, hotel, subject and what the rows stand
 * on; the second one names the columns. Where a source has several tables each value has a line of its own.
 */
final class CsvFile {
    // Also in full width, which spreadsheets of East Asia take for the same characters.
    private static final String FORMULA_STARTS = "=+-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20";
    private static final List<String> MELTED = List.of("table", "row", "label", "column", "value");

    private CsvFile() {}

    static byte[] write(DocumentSource source, List<Sheet> sheets) {
        var bytes = new ByteArrayOutputStream();
        try (var csv = CsvWriter.builder().build(new OutputStreamWriter(bytes, StandardCharsets.UTF_8))) {
            if (sheets.size() == 1) {
                whole(csv, source, sheets.getFirst());
            } else {
                csv.writeRecord(about(source, MELTED.size()));
                csv.writeRecord(MELTED);
                sheets.forEach(sheet -> melted(csv, sheet));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("nothing fails in memory", e);
        }
        return bytes.toByteArray();
    }

    /** As many fields as there are columns, as RFC 4180 wants it. */
    private static List<String> about(DocumentSource source, int columns) {
        var standsOn = source.heading().standsOn();
        var about = new ArrayList<>(List.of(
                "schema=" + source.kind().schema(),
                "hotel=" + source.heading().hotel().hotelId(),
                "subject=" + source.subject(),
                "dataAt=" + (standsOn.dataAt() == null ? "" : standsOn.dataAt()),
                "asOf=" + standsOn.inWords()));
        while (about.size() < columns) {
            about.add("");
        }
        return about;
    }

    private static void whole(CsvWriter csv, DocumentSource source, Sheet sheet) {
        csv.writeRecord(about(source, sheet.columns().size()));
        csv.writeRecord(sheet.columns().stream().map(Sheet.Column::name).toList());
        sheet.rows().stream()
                .forEach(row -> csv.writeRecord(row.stream().map(CsvFile::cell).toList()));
    }

    private static void melted(CsvWriter csv, Sheet sheet) {
        var rows = sheet.rows().iterator();
        for (int no = 1; rows.hasNext(); no++) {
            var row = rows.next();
            for (int i = 0; i < row.size(); i++) {
                csv.writeRecord(
                        sheet.name(),
                        Integer.toString(no),
                        cell(row.getFirst()),
                        sheet.columns().get(i).name(),
                        cell(row.get(i)));
            }
        }
    }

    private static String cell(@Nullable Object value) {
        return switch (value) {
            case null -> "";
            case String text -> safe(text);
            case BigDecimal decimal -> decimal.toPlainString();
            default -> Objects.toString(value);
        };
    }

    /** A text that a spreadsheet could take for a formula gets an apostrophe in front. */
    private static String safe(String text) {
        return !text.isEmpty() && FORMULA_STARTS.indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
    }
}
