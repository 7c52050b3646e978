package io.staylog.reporting.testing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificRecord;
import org.apache.avro.util.ClassSecurityValidator;

/** One record of any type, with a value in each of its fields. */
public final class Sample {
    private static final int NUMBER = 7;
    private static final int DAY = 20_000;

    static {
        // Avro trusts no class unasked.
        var others = ClassSecurityValidator.getGlobal();
        ClassSecurityValidator.setGlobal(
                ClassSecurityValidator.composite(others, type -> type.getName().startsWith("io.staylog.schemas.")));
    }

    private Sample() {}

    public static SpecificRecord of(Class<? extends SpecificRecord> type) {
        var schema = SpecificData.get().getSchema(type);
        try {
            var bytes = new ByteArrayOutputStream();
            var encoder = EncoderFactory.get().binaryEncoder(bytes, null);
            new GenericDatumWriter<>(schema, new GenericData()).write(value(schema), encoder);
            encoder.flush();
            var decoder = DecoderFactory.get().binaryDecoder(bytes.toByteArray(), null);
            var model = SpecificData.getForSchema(schema);
            return new SpecificDatumReader<SpecificRecord>(schema, schema, model).read(null, decoder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Object value(Schema schema) {
        return switch (schema.getType()) {
            case RECORD -> {
                var record = new GenericData.Record(schema);
                schema.getFields().forEach(field -> record.put(field.pos(), value(field.schema())));
                yield record;
            }
            case ENUM ->
                new GenericData.EnumSymbol(schema, schema.getEnumSymbols().getLast());
            case ARRAY -> List.of(value(schema.getElementType()));
            case MAP -> Map.of("key", value(schema.getValueType()));
            case UNION ->
                value(schema.getTypes().stream()
                        .filter(t -> t.getType() != Schema.Type.NULL)
                        .findFirst()
                        .orElseThrow());
            case STRING -> schema.getLogicalType() == null ? "text" : new UUID(1, 2).toString();
            case INT -> schema.getLogicalType() == null ? NUMBER : DAY;
            case LONG -> (long) NUMBER;
            case BOOLEAN -> true;
            case BYTES, FIXED, FLOAT, DOUBLE, NULL -> throw new IllegalStateException("no event has a " + schema);
        };
    }
}
