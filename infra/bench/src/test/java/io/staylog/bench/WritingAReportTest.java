package io.staylog.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xml.sax.InputSource;
import tools.jackson.databind.json.JsonMapper;

class WritingAReportTest {
    @TempDir
    Path directory;

    private final Report report = new Report();

    @Test
    void a_target_says_whether_it_is_met() throws Exception {
        report.target("speed.ratio", "rate against the ceiling", 0.79, Relation.AT_LEAST, 0.8);
        report.target("speed.bytes", "bytes against the peer", 0.5, Relation.AT_MOST, 0.5);

        assertThat(markdown())
                .contains("| rate against the ceiling | 0.790 | ≥ 0.800 | **missed** |")
                .contains("| bytes against the peer | 0.500 | ≤ 0.500 | met |");
    }

    @Test
    void a_value_that_is_no_number_meets_no_target() throws Exception {
        report.target("speed.ratio", "rate", Double.NaN, Relation.AT_LEAST, 0);

        assertThat(markdown()).contains("| rate | none | ≥ 0 | **missed** |");
    }

    @Test
    void a_page_begins_with_machine_command_and_seed() throws Exception {
        assertThat(markdown())
                .startsWith("# How fast Staylog is\n\nMade at 2026-11-26T10:00:00Z by `infra/bench/run speed`, seed 7.")
                .contains("| cores | 2 |")
                .contains("load average 0.500 before and 1.50 after");
    }

    @Test
    void figures_tables_notes_and_plots_stand_in_the_page() throws Exception {
        report.figure("speed.rate", "decisions", 123_456.7, "1/s");
        report.table("Rounds", List.of("round", "rate"), List.of(List.of("1", "a|b")));
        report.plot("Rates", "round", "1/s", Series.numbered("engine", List.of(10.0, 20.0)));
        report.note("Hotels are drawn evenly.");

        assertThat(markdown())
                .contains("| decisions | 123,457 | 1/s |")
                .contains("### Rounds\n\n| round | rate |\n| --- | --- |\n| 1 | a\\|b |")
                .contains("![Rates](speed-1.svg)")
                .contains("Hotels are drawn evenly.");
    }

    @Test
    void programs_read_every_value_without_rounding() throws Exception {
        report.figure("speed.rate", "decisions", 123_456.789, "1/s");
        report.target("speed.ratio", "rate", 0.79, Relation.AT_LEAST, 0.8);

        write();

        var study = JsonMapper.shared()
                .readTree(Files.readString(directory.resolve("report.json")))
                .at("/studies/0");
        assertThat(study.at("/entries/0/value").asDouble()).isEqualTo(123_456.789);
        assertThat(study.at("/entries/1/met").asBoolean()).isFalse();
    }

    @Test
    void a_plot_is_well_formed_whatever_is_in_its_texts() throws Exception {
        report.plot(
                "Bytes < 5 & \"more\"",
                Axis.logarithmic("events"),
                Axis.linear("s"),
                new Series("a<b", List.of(new Series.Point(1, 0), new Series.Point(1_000, 3.5))));

        write();

        var svg = Files.readString(directory.resolve("speed-1.svg"));
        var document =
                DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new InputSource(new StringReader(svg)));
        assertThat(document.getElementsByTagName("title").item(0).getTextContent())
                .isEqualTo("Bytes < 5 & \"more\"");
        assertThat(document.getElementsByTagName("circle").getLength()).isEqualTo(2);
    }

    @Test
    void a_table_whose_row_lacks_a_cell_is_refused() {
        assertThatThrownBy(() -> report.table("Rounds", List.of("round", "rate"), List.of(List.of("1"))))
                .hasMessageContaining("Rounds");
    }

    private String markdown() throws Exception {
        write();
        return Files.readString(directory.resolve("report.md"));
    }

    private void write() throws Exception {
        var section = new Section("speed", "Speed", report, 0.5, 1.5, 12, null);
        ReportFiles.write(
                directory,
                new Run(
                        "2026-11-26T10:00:00Z",
                        "infra/bench/run speed",
                        7,
                        false,
                        Map.of("cores", "2"),
                        List.of(section)));
    }
}
