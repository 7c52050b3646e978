package io.staylog.schemas;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.EncoderFactory;

/** Makes records of any schema, the same ones for the same seed. They are well-formed, but make no sense. */
public final class RandomRecords {
    private static final int ITEMS_MAX = 3;
    private static final List<String> TEXTS = List.of("", "rio", "Ánna Ø", "日本", "\"quoted\"\n", "x".repeat(300));

    private final Random random;

    /** Each seed has its records. */
    public RandomRecords(long seed) {
        random = new Random(seed);
    }

    /** The next record. */
    public GenericRecord next(Schema schema) {
        return (GenericRecord) value(schema);
    }

    private Object value(Schema schema) {
        return switch (schema.getType()) {
            case RECORD -> record(schema);
            case ENUM -> new GenericData.EnumSymbol(schema, any(schema.getEnumSymbols()));
            case ARRAY -> array(schema);
            case MAP -> map(schema);
            case UNION -> value(any(schema.getTypes()));
            case STRING -> isUuid(schema) ? new UUID(random.nextLong(), random.nextLong()).toString() : any(TEXTS);
            case BYTES -> ByteBuffer.wrap(bytes(random.nextInt(20)));
            case FIXED -> new GenericData.Fixed(schema, bytes(schema.getFixedSize()));
            case INT -> schema.getLogicalType() == null ? random.nextInt() : random.nextInt(-30_000, 60_000);
            case LONG -> schema.getLogicalType() == null ? random.nextLong() : random.nextLong(4_000_000_000_000L);
            case BOOLEAN -> random.nextBoolean();
            case FLOAT -> random.nextFloat();
            case DOUBLE -> random.nextDouble();
            case NULL -> null;
        };
    }

    private GenericRecord record(Schema schema) {
        var record = new GenericData.Record(schema);
        schema.getFields().forEach(field -> record.put(field.pos(), value(field.schema())));
        return record;
    }

    private List<Object> array(Schema schema) {
        var items = new ArrayList<>();
        for (int i = random.nextInt(ITEMS_MAX + 1); i > 0; i--) {
            items.add(value(schema.getElementType()));
        }
        return items;
    }

    private Map<String, Object> map(Schema schema) {
        var entries = new HashMap<String, Object>();
        for (int i = random.nextInt(ITEMS_MAX + 1); i > 0; i--) {
            entries.put("k" + i, value(schema.getValueType()));
        }
        return entries;
    }

    private byte[] bytes(int length) {
        var bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    private <T> T any(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    private static boolean isUuid(Schema schema) {
        return schema.getLogicalType() != null
                && schema.getLogicalType().getName().equals("uuid");
    }

    /** A record in Avro's plain binary form. */
    public static byte[] encoded(GenericRecord record) {
        var bytes = new ByteArrayOutputStream();
        var encoder = EncoderFactory.get().binaryEncoder(bytes, null);
        try {
            new GenericDatumWriter<GenericRecord>(record.getSchema(), new GenericData()).write(record, encoder);
            encoder.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
