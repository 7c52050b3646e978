package io.staylog.cli.terminal;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** Any JSON as text for a person: arrays of objects become tables, objects become lists of names and values. */
public final class Table {
    private static final int CELL_CHARS_MAX = 60;

    private Table() {}

    /** The text, without a line end after the last line. */
    public static String of(JsonNode value) {
        var text = new StringBuilder();
        append(text, "", value);
        return text.toString().stripTrailing();
    }

    private static void append(StringBuilder text, String title, JsonNode value) {
        if (isRows(value)) {
            title(text, title);
            rows(text, value);
        } else if (value.isObject()) {
            title(text, title);
            object(text, title, value);
        } else {
            text.append(cell(value)).append('\n');
        }
    }

    private static void title(StringBuilder text, String title) {
        if (!title.isEmpty()) {
            text.append('\n').append(title).append('\n');
        }
    }

    private static void object(StringBuilder text, String title, JsonNode object) {
        var plain = new LinkedHashMap<String, JsonNode>();
        var nested = new LinkedHashMap<String, JsonNode>();
        object.properties().forEach(field -> {
            var target = isRows(field.getValue()) || field.getValue().isObject() ? nested : plain;
            target.put(field.getKey(), field.getValue());
        });
        int width = plain.keySet().stream().mapToInt(String::length).max().orElse(0);
        plain.forEach((name, value) ->
                text.append(pad(name, width)).append("  ").append(full(value)).append('\n'));
        nested.forEach((name, value) -> append(text, title.isEmpty() ? name : title + "." + name, value));
    }

    private static void rows(StringBuilder text, JsonNode array) {
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
        line(text, head, widths);
        lines.forEach(line -> line(text, line, widths));
    }

    private static int width(String name, List<Map<String, String>> lines) {
        return lines.stream()
                .mapToInt(line -> line.getOrDefault(name, "").length())
                .reduce(name.length(), Math::max);
    }

    private static void line(StringBuilder text, Map<String, String> cells, Map<String, Integer> widths) {
        var line = new StringBuilder();
        widths.forEach((name, width) ->
                line.append(pad(cells.getOrDefault(name, ""), width)).append("  "));
        text.append(line.toString().stripTrailing()).append('\n');
    }

    private static boolean isRows(JsonNode value) {
        return value.isArray() && !value.isEmpty() && value.valueStream().allMatch(JsonNode::isObject);
    }

    private static String cell(JsonNode value) {
        var text = full(value);
        return text.length() > CELL_CHARS_MAX ? text.substring(0, CELL_CHARS_MAX - 1) + "…" : text;
    }

    private static String full(JsonNode value) {
        return value.isNull() ? "" : value.isString() ? value.asString() : Json.line(value);
    }

    private static String pad(String text, int width) {
        return text + " ".repeat(Math.max(0, width - text.length()));
    }
}
