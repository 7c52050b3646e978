package io.staylog.bench;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** A run for programs. */
final class JsonText {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private JsonText() {}

    static String of(Run run) {
        var all = new LinkedHashMap<String, Object>();
        all.put("startedAt", run.startedAt());
        all.put("commandLine", run.commandLine());
        all.put("seed", run.seed());
        all.put("quick", run.quick());
        all.put("machine", run.facts());
        all.put("studies", run.sections().stream().map(JsonText::section).toList());
        return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(all) + "\n";
    }

    private static Map<String, Object> section(Section section) {
        var all = new LinkedHashMap<String, Object>();
        all.put("id", section.id());
        all.put("title", section.title());
        all.put("seconds", section.seconds());
        all.put("loadBefore", section.loadBefore());
        all.put("loadAfter", section.loadAfter());
        if (section.failure() != null) {
            all.put("failure", section.failure());
        }
        all.put(
                "entries",
                section.report().entries().stream().map(JsonText::entry).toList());
        return all;
    }

    private static Map<String, Object> entry(Report.Entry entry) {
        return switch (entry) {
            case Report.Figure it ->
                fields("figure", "id", it.id(), "sentence", it.sentence(), "value", it.value(), "unit", it.unit());
            case Report.Target it -> target(it);
            case Report.Table it -> fields("table", "title", it.title(), "columns", it.columns(), "rows", it.rows());
            case Report.Plot it -> plot(it);
            case Report.Note it -> fields("note", "text", it.text());
        };
    }

    private static Map<String, Object> target(Report.Target it) {
        var all = fields("target", "id", it.id(), "sentence", it.sentence(), "value", it.value());
        all.put("relation", it.relation().name());
        all.put("goal", it.goal());
        all.put("met", it.isMet());
        return all;
    }

    private static Map<String, Object> plot(Report.Plot it) {
        var series = it.series().stream()
                .map(line -> Map.of(
                        "name",
                        line.name(),
                        "points",
                        line.points().stream()
                                .map(point -> List.of(point.x(), point.y()))
                                .toList()))
                .toList();
        return fields(
                "plot", "title", it.title(), "x", it.x().label(), "y", it.y().label(), "series", series);
    }

    private static Map<String, Object> fields(String kind, Object... namesAndValues) {
        var all = new LinkedHashMap<String, Object>();
        all.put("kind", kind);
        for (int i = 0; i < namesAndValues.length; i += 2) {
            all.put((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        return all;
    }
}
