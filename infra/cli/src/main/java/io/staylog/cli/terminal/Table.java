package io.staylog.cli.terminal;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * Any JSON as text for a person: arrays of objects become tables, objects become lists of names and values. Long cells of a
 * table are cut on a terminal, where a line that does not fit tears the columns apart, and nowhere else.
 */
public final class Table {
    private static final int CELL_CHARS_MAX = 60;

    private final StringBuilder text = new StringBuilder();
    private final int cellCharsMax;

    private Table(int cellCharsMax) {
        this.cellCharsMax = cellCharsMax;
    }

    /** The text, without a line end after the last line. */
    public static String of(JsonNode value) {
        return of(value, Terminal.isStdout());
    }

    static String of(JsonNode value, boolean onTerminal) {
        var table = new Table(onTerminal ? CELL_CHARS_MAX : Integer.MAX_VALUE);
        table.append("", value);
        return table.text.toString().stripTrailing();
    }

    private void append(String title, JsonNode value) {
        if (isRows(value)) {
            title(title);
            rows(value);
        } else if (value.isObject()) {
            title(title);
            object(title, value);
        } else {
            text.append(cell(value)).append('\n');
        }
    }

    private void title(String title) {
        if (!title.isEmpty()) {
            text.append('\n').append(title).append('\n');
        }
    }

    private void object(String title, JsonNode object) {
        var plain = new LinkedHashMap<String, JsonNode>();
        var nested = new LinkedHashMap<String, JsonNode>();
        object.properties().forEach(field -> {
            var target = isRows(field.getValue()) || field.getValue().isObject() ? nested : plain;
            target.put(field.getKey(), field.getValue());
        });
        int width = plain.keySet().stream().mapToInt(String::length).max().orElse(0);
        plain.forEach((name, value) ->
                text.append(pad(name, width)).append("  ").append(full(value)).append('\n'));
        nested.forEach((name, value) -> append(title.isEmpty() ? name : title + "." + name, value));
    }

    private void rows(JsonNode array) {
        var names = new LinkedHashSet<String>();
        array.forEach(row -> names.addAll(row.propertyNames()));
        var lines = new ArrayList<Map<String, String>>();
        array.forEach(row -> {
            var line = new LinkedHashMap<String, String>();
            names.forEach(name -> line.put(name, row.has(name) ? cell(row.get(name)) : ""));
            lines.add(line);
        });
        var widths = new LinkedHashMap<String, Integer>();
        names.forEach(name -> widths.put(name, width(name, lines)));
        var head = new LinkedHashMap<String, String>();
        names.forEach(name -> head.put(name, name));
        line(head, widths);
        lines.forEach(line -> line(line, widths));
    }

    private static int width(String name, List<Map<String, String>> lines) {
        return lines.stream()
                .mapToInt(line -> line.getOrDefault(name, "").length())
                .reduce(name.length(), Math::max);
    }

    private void line(Map<String, String> cells, Map<String, Integer> widths) {
        var line = new StringBuilder();
        widths.forEach((name, width) ->
                line.append(pad(cells.getOrDefault(name, ""), width)).append("  "));
        text.append(line.toString().stripTrailing()).append('\n');
    }

    private static boolean isRows(JsonNode value) {
        return value.isArray() && !value.isEmpty() && value.valueStream().allMatch(JsonNode::isObject);
    }

    private String cell(JsonNode value) {
        var whole = full(value);
        return whole.length() > cellCharsMax ? whole.substring(0, cellCharsMax - 1) + "…" : whole;
    }

    private static String full(JsonNode value) {
        return value.isNull() ? "" : value.isString() ? value.asString() : Json.line(value);
    }

    private static String pad(String text, int width) {
        return text + " ".repeat(Math.max(0, width - text.length()));
    }
}
