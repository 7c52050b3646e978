package io.staylog.edge.web;

import java.util.List;
import tools.jackson.core.JacksonException;

/** Names a place in a body as a caller would: {@code roomStays[0].adults}. */
final class Fields {
    private static final int NAME_CHARS_MAX = 64;

    private Fields() {}

    /** From a JSON pointer, for example {@code /roomStays/0/adults}. */
    static String ofPointer(String pointer) {
        var field = new StringBuilder();
        for (var part : pointer.split("/", -1)) {
            if (!part.isEmpty()) {
                append(field, part.replace("~1", "/").replace("~0", "~"));
            }
        }
        return field.toString();
    }

    /** From the path that Jackson followed. */
    static String ofPath(List<JacksonException.Reference> path) {
        var field = new StringBuilder();
        for (var part : path) {
            var name = part.getPropertyName();
            append(field, name == null ? Integer.toString(part.getIndex()) : name);
        }
        return field.toString();
    }

    private static void append(StringBuilder field, String part) {
        if (!part.isEmpty() && part.chars().allMatch(Character::isDigit)) {
            field.append('[').append(part).append(']');
        } else {
            field.append(field.isEmpty() ? "" : ".").append(part, 0, Math.min(part.length(), NAME_CHARS_MAX));
        }
    }
}
