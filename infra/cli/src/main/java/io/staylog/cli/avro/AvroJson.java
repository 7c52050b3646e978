package io.staylog.cli.avro;

import io.staylog.cli.terminal.Json;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Base64;
import java.util.Collection;
import java.util.Map;
import org.apache.avro.LogicalType;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericFixed;
import org.apache.avro.generic.IndexedRecord;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Records as JSON that a person can read: dates as yyyy-MM-dd, instants in RFC 3339, no union wrappers. Takes records of
 * generated classes and generic ones alike.
 */
public final class AvroJson {
    private static final long MICROS_PER_SECOND = 1_000_000;
    private static final long NANOS_PER_MICRO = 1_000;

    private AvroJson() {}

    /** The record as an object, fields in the schema's order. */
    public static ObjectNode of(IndexedRecord record) {
        var object = Json.object();
        for (var field : record.getSchema().getFields()) {
            object.set(field.name(), value(field.schema(), record.get(field.pos())));
        }
        return object;
    }

    private static JsonNode value(Schema declared, @Nullable Object value) {
        var nodes = Json.object();
        if (value == null) {
            return nodes.nullNode();
        }
        return switch (value) {
            case IndexedRecord record -> of(record);
            case Collection<?> items -> {
                var array = Json.array();
                var element = branch(declared, Schema.Type.ARRAY).getElementType();
                items.forEach(item -> array.add(value(element, item)));
                yield array;
            }
            case Map<?, ?> map -> {
                var object = Json.object();
                var element = branch(declared, Schema.Type.MAP).getValueType();
                map.forEach((key, item) -> object.set(String.valueOf(key), value(element, item)));
                yield object;
            }
            case Integer number -> number(logicalType(declared, Schema.Type.INT), number);
            case Long number -> number(logicalType(declared, Schema.Type.LONG), number);
            case Double number -> nodes.numberNode(number);
            case Float number -> nodes.numberNode(number);
            case Boolean flag -> nodes.booleanNode(flag);
            case ByteBuffer bytes -> nodes.stringNode(base64(bytes));
            case GenericFixed fixed -> nodes.stringNode(Base64.getEncoder().encodeToString(fixed.bytes()));
            // Text, enum symbols, and dates, instants and uuids of generated classes, whose own text is the right one.
            default -> nodes.stringNode(value.toString());
        };
    }

    private static JsonNode number(@Nullable LogicalType type, long number) {
        var nodes = Json.object();
        return switch (type) {
            case LogicalTypes.Date _ ->
                nodes.stringNode(LocalDate.ofEpochDay(number).toString());
            case LogicalTypes.TimestampMillis _ ->
                nodes.stringNode(Instant.ofEpochMilli(number).toString());
            case LogicalTypes.TimestampMicros _ ->
                nodes.stringNode(micros(number).toString());
            case null, default -> nodes.numberNode(number);
        };
    }

    private static Instant micros(long micros) {
        return Instant.ofEpochSecond(
                Math.floorDiv(micros, MICROS_PER_SECOND), Math.floorMod(micros, MICROS_PER_SECOND) * NANOS_PER_MICRO);
    }

    private static @Nullable LogicalType logicalType(Schema declared, Schema.Type type) {
        return branch(declared, type).getLogicalType();
    }

    /** The branch of a union that has the value's type; the schema itself where it is no union. */
    private static Schema branch(Schema declared, Schema.Type type) {
        return declared.getType() != Schema.Type.UNION
                ? declared
                : declared.getTypes().stream()
                        .filter(branch -> branch.getType() == type)
                        .findFirst()
                        .orElse(declared);
    }

    private static String base64(ByteBuffer bytes) {
        var copy = new byte[bytes.remaining()];
        bytes.duplicate().get(copy);
        return Base64.getEncoder().encodeToString(copy);
    }
}
