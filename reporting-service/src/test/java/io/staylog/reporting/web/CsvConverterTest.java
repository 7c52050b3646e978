package io.staylog.reporting.web;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegmar.fastcsv.reader.CsvReader;
import io.staylog.reporting.report.Answer;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.http.MockHttpOutputMessage;

/** Rows as CSV, read back by an ordinary reader. */
class CsvConverterTest {
    public record Line(String text, Integer number, BigDecimal share, Map<String, String> details) {}

    private static final Map<String, Map<Integer, Long>> AS_OF =
            new TreeMap<>(Map.of("a", new TreeMap<>(Map.of(0, 5L, 1, 7L)), "b", new TreeMap<>(Map.of(0, 0L))));

    private static List<List<String>> written(Line... lines) throws IOException {
        var output = new MockHttpOutputMessage();
        new CsvConverter().write(new Answer<>(Line.class, AS_OF, null, List.of(lines), null), CsvConverter.CSV, output);
        var text = output.getBodyAsString(StandardCharsets.UTF_8);
        return CsvReader.builder().ofCsvRecord(text).stream()
                .map(line -> line.getFields())
                .toList();
    }

    private static Line line(String text) {
        return new Line(text, -1, new BigDecimal("-2.50"), Map.of());
    }

    @Test
    void every_row_names_its_offsets_in_the_last_column() throws IOException {
        assertThat(written(line("x"), line("y")))
                .containsExactly(
                        List.of("text", "number", "share", "details", "asOf"),
                        List.of("x", "-1", "-2.50", "", "a=0:5,1:7;b=0:0"),
                        List.of("y", "-1", "-2.50", "", "a=0:5,1:7;b=0:0"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"})
    void a_text_that_a_spreadsheet_could_run_gets_an_apostrophe(String start) throws IOException {
        assertThat(written(line(start + "1+1")).getLast().getFirst()).isEqualTo("'" + start + "1+1");
        var inMap = new Line("x", 0, BigDecimal.ZERO, Map.of(start + "key", "value"));
        assertThat(written(inMap).getLast().get(3)).isEqualTo("'" + start + "key=value");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1=1", "Anna", "a\nb", "\"quoted\", and more", "ｘ＝"})
    void any_other_text_stays_as_it_is(String text) throws IOException {
        assertThat(written(line(text)).getLast().getFirst()).isEqualTo(text);
    }
}
