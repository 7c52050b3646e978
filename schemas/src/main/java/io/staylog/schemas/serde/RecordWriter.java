package io.staylog.schemas.serde;

import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.avro.Schema;
import org.apache.avro.io.Encoder;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/**
 * Writes records of the generated classes, byte for byte as Avro's {@code SpecificDatumWriter} does. That one finds out again for
 * each value what its schema asks for; here it is found out once, as Avro itself does for reading.
 *
 * <p>Safe for use by many threads.
 */
final class RecordWriter {
    /** Writes a value of one schema. */
    private interface Step {
        void write(Object value, Encoder out) throws IOException;
    }

    /** Writes what a field holds. */
    private interface FieldStep {
        void write(@Nullable Object value, Encoder out) throws IOException;
    }

    private record Field(String name, FieldStep step) {}

    private final Step whole;

    /**
     * @param schema of a generated class
     * @throws IllegalArgumentException if it has what no event of ours has: bytes, or a union that is not of null and one other
     */
    RecordWriter(Schema schema) {
        whole = step(schema);
    }

    /** Writes a record of the schema. */
    void write(SpecificRecord record, Encoder out) throws IOException {
        whole.write(record, out);
    }

    private static Step step(Schema schema) {
        return switch (schema.getType()) {
            case RECORD -> recordStep(schema);
            case ARRAY -> arrayStep(step(schema.getElementType()));
            case MAP -> mapStep(step(schema.getValueType()));
            case ENUM -> (value, out) -> out.writeEnum(schema.getEnumOrdinal(((Enum<?>) value).name()));
            case STRING -> (value, out) -> out.writeString(value.toString());
            // What has a logical type comes as an object of its own, see the conversions of Avro.
            case INT ->
                schema.getLogicalType() == null
                        ? (value, out) -> out.writeInt((Integer) value)
                        : (value, out) -> out.writeInt(Math.toIntExact(((LocalDate) value).toEpochDay()));
            case LONG ->
                schema.getLogicalType() == null
                        ? (value, out) -> out.writeLong((Long) value)
                        : (value, out) -> out.writeLong(((Instant) value).toEpochMilli());
            case BOOLEAN -> (value, out) -> out.writeBoolean((Boolean) value);
            case DOUBLE -> (value, out) -> out.writeDouble((Double) value);
            case UNION -> throw new IllegalArgumentException("a union stands in a field, not in " + schema);
            case NULL, BYTES, FIXED, FLOAT -> throw new IllegalArgumentException("no event has a " + schema.getType());
        };
    }

    private static Step recordStep(Schema schema) {
        var fields = schema.getFields().stream()
                .map(field -> new Field(field.name(), fieldStep(field.schema())))
                .toArray(Field[]::new);
        return (value, out) -> {
            var record = (SpecificRecord) value;
            for (int i = 0; i < fields.length; i++) {
                try {
                    fields[i].step().write(record.get(i), out);
                } catch (NullPointerException | ClassCastException e) {
                    throw new IllegalArgumentException(
                            "field " + fields[i].name() + " of " + schema.getName() + " cannot be " + record.get(i), e);
                }
            }
        };
    }

    private static FieldStep fieldStep(Schema schema) {
        if (schema.getType() != Schema.Type.UNION) {
            var step = step(schema);
            return (value, out) -> step.write(Objects.requireNonNull(value), out);
        }
        return nullableStep(schema.getTypes());
    }

    private static FieldStep nullableStep(List<Schema> branches) {
        int empty = branches.get(0).getType() == Schema.Type.NULL ? 0 : 1;
        if (branches.size() != 2 || branches.get(empty).getType() != Schema.Type.NULL) {
            throw new IllegalArgumentException("no event has a union of " + branches);
        }
        int other = 1 - empty;
        var step = step(branches.get(other));
        return (value, out) -> {
            if (value == null) {
                out.writeIndex(empty);
            } else {
                out.writeIndex(other);
                step.write(value, out);
            }
        };
    }

    private static Step arrayStep(Step ofItem) {
        return (value, out) -> {
            var items = (Collection<?>) value;
            out.writeArrayStart();
            out.setItemCount(items.size());
            for (var item : items) {
                out.startItem();
                ofItem.write(Objects.requireNonNull(item), out);
            }
            out.writeArrayEnd();
        };
    }

    private static Step mapStep(Step ofValue) {
        return (value, out) -> {
            var entries = ((Map<?, ?>) value).entrySet();
            out.writeMapStart();
            out.setItemCount(entries.size());
            for (var entry : entries) {
                out.startItem();
                out.writeString(entry.getKey().toString());
                ofValue.write(Objects.requireNonNull(entry.getValue()), out);
            }
            out.writeMapEnd();
        };
    }
}
