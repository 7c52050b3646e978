package io.staylog.reporting.web;

import de.siegmar.fastcsv.writer.CsvWriter;
import io.staylog.reporting.report.Answer;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpInputMessage;
import org.springframework.http.HttpOutputMessage;
import org.springframework.http.MediaType;
import org.springframework.http.converter.AbstractHttpMessageConverter;
import org.springframework.http.converter.HttpMessageNotReadableException;

/**
 * Writes the rows of an answer as CSV (RFC 4180, UTF-8, CRLF): a line of column names, then the components of each record.
 * The last column of each row, {@code asOf}, names the offsets that the answer stands on, in the words of the header
 * {@code X-Data-As-Of}: there, any reader of CSV finds it, and it stays with the rows when they are sorted, cut or put together
 * with those of another answer. An answer without rows names them in the header only.
 *
 * <p>A text that a spreadsheet could take for a formula gets an apostrophe in front.
 */
final class CsvConverter extends AbstractHttpMessageConverter<Answer<?>> {
    static final MediaType CSV = new MediaType("text", "csv", StandardCharsets.UTF_8);

    /** The last column. */
    static final String AS_OF = "asOf";

    // Also in full width, which spreadsheets of East Asia take for the same characters.
    private static final String FORMULA_STARTS = "=+-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20";

    CsvConverter() {
        super(CSV);
    }

    @Override
    protected boolean supports(Class<?> type) {
        return Answer.class.isAssignableFrom(type);
    }

    @Override
    protected boolean canRead(@Nullable MediaType type) {
        return false;
    }

    @Override
    protected Answer<?> readInternal(Class<? extends Answer<?>> type, HttpInputMessage input) {
        throw new HttpMessageNotReadableException("CSV is only written", input);
    }

    @Override
    protected void writeInternal(Answer<?> answer, HttpOutputMessage output) throws IOException {
        var text = new OutputStreamWriter(output.getBody(), StandardCharsets.UTF_8);
        var csv = CsvWriter.builder().build(text);
        var columns = answer.type().getRecordComponents();
        csv.writeRecord(names(columns));
        var asOf = Answers.asOf(answer);
        for (var row : answer.rows()) {
            csv.writeRecord(cells(columns, row, asOf));
        }
        csv.flush();
    }

    private static List<String> names(RecordComponent[] columns) {
        return Stream.concat(Arrays.stream(columns).map(RecordComponent::getName), Stream.of(AS_OF))
                .toList();
    }

    private static List<String> cells(RecordComponent[] columns, Object row, String asOf) {
        return Stream.concat(Arrays.stream(columns).map(column -> cell(value(column, row))), Stream.of(asOf))
                .toList();
    }

    private static @Nullable Object value(RecordComponent column, Object row) {
        try {
            return column.getAccessor().invoke(row);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("the rows of reports are public records", e);
        }
    }

    private static String cell(@Nullable Object value) {
        return switch (value) {
            case null -> "";
            case String text -> safe(text);
            case Map<?, ?> map ->
                safe(String.join(
                        "; ",
                        map.entrySet().stream()
                                .map(e -> e.getKey() + "=" + e.getValue())
                                .toList()));
            default -> value.toString();
        };
    }

    private static String safe(String text) {
        return !text.isEmpty() && FORMULA_STARTS.indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
    }
}
