package io.staylog.bench;

import java.util.List;
import java.util.stream.Collectors;

/** A run as a page for people. */
final class MarkdownText {
    private MarkdownText() {}

    static String of(Run run) {
        var page = new StringBuilder("# How fast Staylog is\n\n");
        page.append("Made at ").append(run.startedAt()).append(" by `").append(run.commandLine());
        page.append("`, seed ").append(run.seed()).append(".\n");
        if (run.quick()) {
            page.append("\n**A quick run: it shows that all works; its figures are not to be told.**\n");
        }
        page.append('\n');
        var facts = run.facts().entrySet().stream()
                .map(fact -> List.of(fact.getKey(), fact.getValue()))
                .toList();
        table(page, List.of("machine", ""), facts);
        run.sections().forEach(section -> section(page, section));
        return page.toString();
    }

    private static void section(StringBuilder page, Section section) {
        page.append("\n## ").append(section.title()).append("\n\n");
        page.append("`").append(section.id()).append("`, ").append(Numbers.text(section.seconds()));
        page.append(" s, load average ")
                .append(Numbers.text(section.loadBefore()))
                .append(" before and ");
        page.append(Numbers.text(section.loadAfter())).append(" after.\n");
        if (section.failure() != null) {
            page.append("\n**It ended early: ").append(section.failure()).append("**\n");
        }
        targets(page, section.report().entries());
        figures(page, section.report().entries());
        for (var entry : section.report().entries()) {
            switch (entry) {
                case Report.Table it -> {
                    page.append("\n### ").append(it.title()).append("\n\n");
                    table(page, it.columns(), it.rows());
                }
                case Report.Plot it ->
                    page.append("\n![")
                            .append(it.title())
                            .append("](")
                            .append(Run.plotFile(section, it))
                            .append(")\n");
                case Report.Note it -> page.append('\n').append(it.text()).append('\n');
                case Report.Figure _, Report.Target _ -> {}
            }
        }
    }

    private static void targets(StringBuilder page, List<Report.Entry> entries) {
        var rows = entries.stream()
                .filter(Report.Target.class::isInstance)
                .map(Report.Target.class::cast)
                .map(it -> List.of(
                        it.sentence(),
                        Numbers.text(it.value()),
                        it.relation().sign() + " " + Numbers.text(it.goal()),
                        it.isMet() ? "met" : "**missed**"))
                .toList();
        if (!rows.isEmpty()) {
            page.append('\n');
            table(page, List.of("target", "measured", "goal", ""), rows);
        }
    }

    private static void figures(StringBuilder page, List<Report.Entry> entries) {
        var rows = entries.stream()
                .filter(Report.Figure.class::isInstance)
                .map(Report.Figure.class::cast)
                .map(it -> List.of(it.sentence(), Numbers.text(it.value()), it.unit()))
                .toList();
        if (!rows.isEmpty()) {
            page.append('\n');
            table(page, List.of("figure", "measured", "unit"), rows);
        }
    }

    private static void table(StringBuilder page, List<String> columns, List<List<String>> rows) {
        row(page, columns);
        row(page, columns.stream().map(_ -> "---").toList());
        rows.forEach(row -> row(page, row));
    }

    private static void row(StringBuilder page, List<String> cells) {
        page.append(cells.stream()
                .map(cell -> cell.replace("|", "\\|").replace('\n', ' '))
                .collect(Collectors.joining(" | ", "| ", " |\n")));
    }
}
