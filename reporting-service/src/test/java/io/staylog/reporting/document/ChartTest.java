package io.staylog.reporting.document;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.xml.sax.InputSource;

class ChartTest {
    private static final Chart CHART = new Chart("currentColor", "#eee", "#b00");

    private static List<Chart.Value> values(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> new Chart.Value("<night> \"" + i + "\" & more", i / 4.0))
                .toList();
    }

    static Stream<String> charts() {
        return Stream.of(0, 1, 14)
                .flatMap(count -> Stream.of(
                        CHART.columns("<a> & \"b\"", values(count), 200, 40),
                        CHART.bars("bars", values(count), 200, 8),
                        CHART.sparkline("line", values(count), 200, 40),
                        CHART.heatMap("map", List.of(values(count), values(count)), 12)));
    }

    @ParameterizedTest
    @MethodSource("charts")
    void a_chart_is_well_formed_named_and_free_of_styles_and_scripts(String svg) throws Exception {
        var root = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader(svg)))
                .getDocumentElement();
        assertThat(root.getAttribute("role")).isEqualTo("img");
        assertThat(root.getAttribute("aria-label")).isNotEmpty();
        assertThat(svg).doesNotContain("style=", "<script", "<night>", "NaN", "Infinity");
    }

    @org.junit.jupiter.api.Test
    void what_is_more_than_all_stands_out_and_stays_in_the_picture() {
        var svg = CHART.columns("c", List.of(new Chart.Value("full", 1.2), new Chart.Value("half", 0.5)), 100, 40);
        assertThat(svg)
                .contains("fill=\"#b00\" x=\"5.00\" y=\"0.00\" width=\"40.00\" height=\"40.00\"")
                .contains("fill=\"currentColor\" x=\"55.00\" y=\"20.00\" width=\"40.00\" height=\"20.00\"");
    }
}
