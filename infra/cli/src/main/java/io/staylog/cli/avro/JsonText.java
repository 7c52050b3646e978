package io.staylog.cli.avro;

import io.staylog.cli.terminal.Json;
import io.staylog.schemas.CardNumbers;
import java.util.Collection;
import java.util.Comparator;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import tools.jackson.databind.JsonNode;

/** The words in which {@link JsonAvro} says what is wrong. */
final class JsonText {
    static final String UUID_EXAMPLE = "0192f3a4-5b6c-7d8e-9f00-112233445566";

    private static final int VALUE_CHARS_MAX = 60;
    private static final int TYPING_ERRORS_MAX = 3;

    private JsonText() {}

    /** The value itself, shortened; a kind of value where it is long. */
    static String described(JsonNode json) {
        if (json.isObject()) {
            return "an object";
        }
        if (json.isArray()) {
            return "an array";
        }
        if (json.isString() && CardNumbers.isIn(json.asString())) {
            return "something that looks like a card number";
        }
        var text = Json.line(json);
        return text.length() > VALUE_CHARS_MAX ? text.substring(0, VALUE_CHARS_MAX) + "…" : text;
    }

    static String unknownField(Schema record, String name) {
        var names = record.getFields().stream().map(Schema.Field::name).toList();
        return "unknown field; " + record.getName() + " has no such field; " + nearest(name, names);
    }

    /** A hint at what was probably meant, or all there is to choose from. */
    static String nearest(String got, Collection<String> names) {
        return names.stream()
                .min(Comparator.comparingInt(name -> distance(got, name)))
                .filter(name -> distance(got, name) <= TYPING_ERRORS_MAX)
                .map(name -> "did you mean " + name + "?")
                .orElse("choose from " + String.join(", ", names));
    }

    static String meaning(Schema.Field field) {
        return field.doc() == null ? "" : " (" + field.doc().strip() + ")";
    }

    static String expectation(Schema schema) {
        return switch (schema.getType()) {
            case RECORD -> "an object";
            case ARRAY -> "an array";
            case MAP -> "an object of names and values";
            case ENUM -> "one of " + String.join(", ", schema.getEnumSymbols());
            case STRING -> schema.getLogicalType() instanceof LogicalTypes.Uuid ? "a uuid" : "text";
            case INT -> schema.getLogicalType() instanceof LogicalTypes.Date ? "a date (yyyy-MM-dd)" : "a whole number";
            case LONG ->
                schema.getLogicalType() instanceof LogicalTypes.TimestampMillis ? "an instant" : "a whole number";
            case BOOLEAN -> "true or false";
            case UNION -> expectation(schema.getTypes().getLast());
            case FLOAT, DOUBLE, BYTES, FIXED, NULL -> "a value";
        };
    }

    /** Whether the value is written as Avro's own JSON writes a union: { "type": value }. */
    static boolean wraps(Schema branch, JsonNode json) {
        if (!json.isObject() || json.size() != 1) {
            return false;
        }
        var name = json.propertyNames().iterator().next();
        boolean isFieldOfBranch = branch.getType() == Schema.Type.RECORD && branch.getField(name) != null;
        return !isFieldOfBranch && (name.equals(branch.getFullName()) || name.equals(branch.getName()));
    }

    static String unwrapped(JsonNode json) {
        return described(json.iterator().next());
    }

    /** How many characters must be typed otherwise (Levenshtein). */
    private static int distance(String a, String b) {
        var previous = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            previous[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            var current = new int[b.length() + 1];
            current[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int change = Character.toLowerCase(a.charAt(i - 1)) == Character.toLowerCase(b.charAt(j - 1)) ? 0 : 1;
                current[j] = Math.min(previous[j - 1] + change, Math.min(previous[j], current[j - 1]) + 1);
            }
            previous = current;
        }
        return previous[b.length()];
    }
}
