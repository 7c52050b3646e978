package io.staylog.cli.avro;

import io.staylog.cli.terminal.Suggestions;
import io.staylog.schemas.CardNumbers;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.UUID;
import org.apache.avro.LogicalType;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Plain JSON into a record, checked field by field: every problem is found in one go, with its path, what was expected and
 * how to put it right. Unknown fields are problems, so that a typing error cannot book something else.
 */
public final class JsonAvro {
    private static final int UUID_CHARS = 36;

    private final List<Problem> problems = new ArrayList<>();

    private JsonAvro() {}

    /** Either a record or the reasons why there is none. */
    public sealed interface Result {
        /** The document is good. */
        record Good(GenericRecord record) implements Result {}

        /** The document is not, and all that is wrong with it. */
        record Bad(List<Problem> problems) implements Result {}
    }

    /** Reads a document as a record of that schema. */
    public static Result read(Schema schema, JsonNode document) {
        var reading = new JsonAvro();
        var value = reading.value(schema, document, "$");
        return value instanceof GenericRecord record && reading.problems.isEmpty()
                ? new Result.Good(record)
                : new Result.Bad(List.copyOf(reading.problems));
    }

    private @Nullable Object problem(String path, String message) {
        problems.add(new Problem(path, message));
        return null;
    }

    private @Nullable Object wrong(String path, String expected, JsonNode got, String fix) {
        return problem(path, "expected " + expected + ", got " + JsonText.described(got) + "; " + fix);
    }

    private @Nullable Object value(Schema schema, JsonNode json, String path) {
        return switch (schema.getType()) {
            case RECORD -> record(schema, json, path);
            case ARRAY -> array(schema, json, path);
            case MAP -> map(schema, json, path);
            case UNION -> union(schema, json, path);
            case ENUM -> symbol(schema, json, path);
            case STRING -> text(schema.getLogicalType(), json, path);
            case INT, LONG -> number(schema, json, path);
            case BOOLEAN ->
                json.isBoolean() ? json.asBoolean() : wrong(path, "true or false", json, "write it without quotes");
            case FLOAT, DOUBLE, BYTES, FIXED, NULL ->
                problem(path, "a field of Avro type " + schema.getType() + " cannot be written from JSON");
        };
    }

    private @Nullable Object record(Schema schema, JsonNode json, String path) {
        if (!json.isObject()) {
            return wrong(path, "an object (" + schema.getName() + ")", json, "write { \"field\": value }");
        }
        for (var name : json.propertyNames()) {
            if (schema.getField(name) == null) {
                problem(path + "." + name, JsonText.unknownField(schema, name));
            }
        }
        var record = new GenericData.Record(schema);
        for (var field : schema.getFields()) {
            record.put(field.pos(), field(field, json, path + "." + field.name()));
        }
        return record;
    }

    private @Nullable Object field(Schema.Field field, JsonNode json, String path) {
        var value = json.get(field.name());
        if (value != null) {
            return value(field.schema(), value, path);
        }
        if (field.hasDefaultValue()) {
            return GenericData.get().getDefaultValue(field);
        }
        return problem(path, "missing; add " + JsonText.expectation(field.schema()) + JsonText.meaning(field));
    }

    private Object array(Schema schema, JsonNode json, String path) {
        var items = new GenericData.Array<>(Math.max(json.size(), 1), schema);
        if (!json.isArray()) {
            wrong(path, "an array", json, "write [ … ], also around a single value");
            return items;
        }
        for (int i = 0; i < json.size(); i++) {
            items.add(value(schema.getElementType(), json.get(i), path + "[" + i + "]"));
        }
        return items;
    }

    private Object map(Schema schema, JsonNode json, String path) {
        var map = new LinkedHashMap<String, @Nullable Object>();
        if (!json.isObject()) {
            wrong(path, "an object of names and values", json, "write { \"name\": value }");
            return map;
        }
        json.properties()
                .forEach(entry -> map.put(
                        entry.getKey(), value(schema.getValueType(), entry.getValue(), path + "." + entry.getKey())));
        return map;
    }

    private @Nullable Object union(Schema schema, JsonNode json, String path) {
        if (json.isNull() && schema.isNullable()) {
            return null;
        }
        var branches = schema.getTypes().stream()
                .filter(branch -> branch.getType() != Schema.Type.NULL)
                .toList();
        var wrapped =
                branches.stream().filter(branch -> JsonText.wraps(branch, json)).findFirst();
        if (wrapped.isPresent()) {
            return problem(path, "is wrapped in its type's name; write the value itself: " + JsonText.unwrapped(json));
        }
        for (var branch : branches.subList(0, branches.size() - 1)) {
            if (read(branch, json, path) instanceof Attempt(var value, var found) && found.isEmpty()) {
                return value;
            }
        }
        return value(branches.getLast(), json, path);
    }

    private record Attempt(@Nullable Object value, List<Problem> problems) {}

    private static Attempt read(Schema branch, JsonNode json, String path) {
        var attempt = new JsonAvro();
        return new Attempt(attempt.value(branch, json, path), attempt.problems);
    }

    private @Nullable Object symbol(Schema schema, JsonNode json, String path) {
        var symbols = String.join(", ", schema.getEnumSymbols());
        if (json.isString() && schema.hasEnumSymbol(json.asString())) {
            return new GenericData.EnumSymbol(schema, json.asString());
        }
        return wrong(path, "one of " + symbols, json, Suggestions.nearest(json.asString(""), schema.getEnumSymbols()));
    }

    private @Nullable Object text(@Nullable LogicalType type, JsonNode json, String path) {
        if (!json.isString()) {
            return wrong(path, type instanceof LogicalTypes.Uuid ? "a uuid" : "text", json, "write it in quotes");
        }
        var text = json.asString();
        if (type instanceof LogicalTypes.Uuid && !isUuid(text)) {
            return wrong(path, "a uuid", json, "write 36 characters such as " + JsonText.UUID_EXAMPLE);
        }
        if (!(type instanceof LogicalTypes.Uuid) && CardNumbers.isIn(text)) {
            return problem(path, "sensitive_card_data: looks like a card number; only tokens may enter Staylog");
        }
        return text;
    }

    private static boolean isUuid(String text) {
        try {
            return text.length() == UUID_CHARS
                    && UUID.fromString(text).toString().equalsIgnoreCase(text);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private @Nullable Object number(Schema schema, JsonNode json, String path) {
        return switch (schema.getLogicalType()) {
            case LogicalTypes.Date _ -> date(json, path);
            case LogicalTypes.TimestampMillis _ -> instant(json, path);
            case null, default -> integer(schema.getType(), json, path);
        };
    }

    private @Nullable Object date(JsonNode json, String path) {
        try {
            if (json.isString()) {
                return Math.toIntExact(LocalDate.parse(json.asString()).toEpochDay());
            }
        } catch (DateTimeException | ArithmeticException e) {
            return wrong(path, "a date", json, "write an existing day as yyyy-MM-dd, for example 2027-05-01");
        }
        return wrong(path, "a date", json, "write it in quotes as yyyy-MM-dd, for example \"2027-05-01\"");
    }

    private @Nullable Object instant(JsonNode json, String path) {
        try {
            if (json.isString()) {
                return Instant.parse(json.asString()).toEpochMilli();
            }
        } catch (DateTimeException | ArithmeticException e) {
            return wrong(path, "an instant", json, "write it as in RFC 3339, for example 2027-05-01T12:00:00Z");
        }
        return wrong(path, "an instant", json, "write it in quotes, for example \"2027-05-01T12:00:00Z\"");
    }

    private @Nullable Object integer(Schema.Type type, JsonNode json, String path) {
        var expected = type == Schema.Type.INT ? "a whole number (32 bits)" : "a whole number (64 bits)";
        if (!json.isIntegralNumber()) {
            var fix =
                    json.isString() ? "write it without quotes" : "amounts are in minor units, without a decimal point";
            return wrong(path, expected, json, fix);
        }
        if (type == Schema.Type.INT) {
            return json.canConvertToInt() ? (Object) json.asInt() : wrong(path, expected, json, "it is out of range");
        }
        return json.canConvertToLong() ? (Object) json.asLong() : wrong(path, expected, json, "it is out of range");
    }
}
