package io.staylog.cli.avro;

import io.staylog.cli.terminal.Json;
import io.staylog.cli.terminal.Suggestions;
import io.staylog.schemas.CardNumbers;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import tools.jackson.databind.JsonNode;

/** The words in which {@link JsonAvro} says what is wrong. */
final class JsonText {
    static final String UUID_EXAMPLE = "0192f3a4-5b6c-7d8e-9f00-112233445566";

    private static final int VALUE_CHARS_MAX = 60;

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
        return "unknown field; " + record.getName() + " has no such field; " + Suggestions.nearest(name, names);
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
}
