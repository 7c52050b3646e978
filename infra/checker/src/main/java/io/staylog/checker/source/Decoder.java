package io.staylog.checker.source;

import io.staylog.checker.rules.Body;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DecoderFactory;
import org.jspecify.annotations.Nullable;

/** Reads values in Confluent's wire format: a zero, the schema's id in four bytes, Avro binary. */
final class Decoder {
    /** Only types of ours are decoded; what others define could be made to last for ever. */
    private static final String NAMESPACE = "io.staylog.schemas.";

    private static final int HEAD = 5;

    /** What a value turned out to be. */
    sealed interface Decoded permits Known, Foreign, Illegible {}

    /** A record of ours, and the releases that cannot read it. */
    record Known(String type, Body body, List<Integer> failing) implements Decoded {}

    /** A record of somebody else. */
    record Foreign(String type) implements Decoded {}

    /** Nothing that can be read. */
    record Illegible() implements Decoded {}

    private final WriterSchemas schemas;
    private final ReleasedReaders released;
    private final Map<Integer, GenericDatumReader<GenericRecord>> readers = new HashMap<>();
    private @Nullable BinaryDecoder again;

    Decoder(WriterSchemas schemas, ReleasedReaders released) {
        this.schemas = schemas;
        this.released = released;
    }

    Decoded decode(byte @Nullable [] value) {
        if (value == null || value.length < HEAD || value[0] != 0) {
            return new Illegible();
        }
        int id = ByteBuffer.wrap(value).getInt(1);
        var schema = schemas.of(id).orElse(null);
        if (schema == null || schema.getType() != Schema.Type.RECORD) {
            return new Illegible();
        }
        if (!schema.getFullName().startsWith(NAMESPACE)) {
            return new Foreign(schema.getFullName());
        }
        var reader = readers.computeIfAbsent(id, _ -> new GenericDatumReader<>(schema));
        try {
            var decoder = DecoderFactory.get().binaryDecoder(value, HEAD, value.length - HEAD, again);
            again = decoder;
            var record = whole(reader, decoder);
            return record == null
                    ? new Illegible()
                    : new Known(schema.getName(), new AvroBody(record), released.failing(schema, value, HEAD));
        } catch (IOException | AvroRuntimeException | IndexOutOfBoundsException e) {
            again = null;
            return new Illegible();
        }
    }

    @SuppressWarnings("NullAway") // Avro takes null for "no record to use again".
    private static @Nullable GenericRecord whole(GenericDatumReader<GenericRecord> reader, BinaryDecoder decoder)
            throws IOException {
        var record = reader.read(null, decoder);
        return decoder.isEnd() ? record : null;
    }
}
