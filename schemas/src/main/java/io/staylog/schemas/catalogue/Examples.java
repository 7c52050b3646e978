package io.staylog.schemas.catalogue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.TreeSet;
import java.util.UUID;
import org.apache.avro.LogicalType;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Puts one realistic record together for each type, in the JSON that {@code staylog events publish} takes: from a file of
 * values by field name, where {@code Record.field} goes before {@code field}. A field without a value ends the build, and so
 * does a value without a field.
 */
final class Examples {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final Path file;
    private final JsonNode values;
    private final TreeSet<String> unused = new TreeSet<>();

    /** Reads the values. */
    Examples(Path file) throws IOException {
        this.file = file;
        values = new ObjectMapper().readTree(file.toFile());
        values.fieldNames().forEachRemaining(unused::add);
    }

    /** A record of that type. */
    ObjectNode of(Schema record) {
        var example = NODES.objectNode();
        for (var field : record.getFields()) {
            example.set(field.name(), value(record, field));
        }
        return example;
    }

    /** Fails where values are left that no record has asked for. */
    void expectAllUsed() {
        if (!unused.isEmpty()) {
            throw new IllegalStateException(file + ": no record has these fields any more, remove them: " + unused);
        }
    }

    private JsonNode value(Schema record, Schema.Field field) {
        var own = record.getName() + "." + field.name();
        var value = values.has(own) ? take(own) : values.has(field.name()) ? take(field.name()) : null;
        var made = value == null ? made(field.schema()) : value;
        if (made == null) {
            throw new IllegalStateException(
                    own + " has no example; add \"" + own + "\" or \"" + field.name() + "\" to " + file);
        }
        var problem = problem(field.schema(), made);
        if (problem != null) {
            throw new IllegalStateException("the example of " + own + " in " + file + " " + problem + ": " + made);
        }
        return made;
    }

    private JsonNode take(String name) {
        unused.remove(name);
        return values.get(name);
    }

    /** Of what is made of records the example follows from theirs. */
    private @Nullable JsonNode made(Schema schema) {
        return switch (schema.getType()) {
            case RECORD -> of(schema);
            case UNION -> made(schema.getTypes().get(schema.getTypes().size() - 1));
            case ARRAY -> {
                var item = made(schema.getElementType());
                yield item == null ? null : NODES.arrayNode().add(item);
            }
            default -> null;
        };
    }

    /** What is wrong with a value, or null. */
    private static @Nullable String problem(Schema schema, JsonNode value) {
        return switch (schema.getType()) {
            case UNION ->
                value.isNull()
                        ? null
                        : problem(schema.getTypes().get(schema.getTypes().size() - 1), value);
            case ENUM -> schema.hasEnumSymbol(value.asText()) ? null : "is none of " + schema.getEnumSymbols();
            case BOOLEAN -> value.isBoolean() ? null : "is not true or false";
            case STRING -> isText(schema.getLogicalType(), value) ? null : "is not such a text";
            case INT, LONG -> isNumber(schema.getLogicalType(), value) ? null : "is not such a number, date or instant";
            case ARRAY -> {
                String found = value.isArray() ? null : "is not a list";
                for (var item : value) {
                    found = found == null ? problem(schema.getElementType(), item) : found;
                }
                yield found;
            }
            case MAP, RECORD -> value.isObject() ? null : "is not an object";
            default -> "is of a type that examples do not know yet";
        };
    }

    private static boolean isText(@Nullable LogicalType type, JsonNode value) {
        return value.isTextual()
                && (!(type instanceof LogicalTypes.Uuid)
                        || UUID.fromString(value.asText()).toString().equals(value.asText()));
    }

    private static boolean isNumber(@Nullable LogicalType type, JsonNode value) {
        try {
            if (type instanceof LogicalTypes.Date) {
                LocalDate.parse(value.asText());
                return true;
            }
            if (type instanceof LogicalTypes.TimestampMillis) {
                Instant.parse(value.asText());
                return true;
            }
            return value.isIntegralNumber();
        } catch (DateTimeException e) {
            return false;
        }
    }
}
