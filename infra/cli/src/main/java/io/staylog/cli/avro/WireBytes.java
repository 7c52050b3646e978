package io.staylog.cli.avro;

import io.staylog.schemas.serde.SchemaRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.IndexedRecord;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.jspecify.annotations.Nullable;

/** Any record in Confluent's wire format, by the schema its id names; it needs no generated class. */
public final class WireBytes {
    private static final int HEADER_BYTES = 5;

    private final SchemaRegistry registry;
    private final Map<Integer, Schema> schemas = new ConcurrentHashMap<>();

    /** Does not connect yet. */
    public WireBytes(SchemaRegistry registry) {
        this.registry = registry;
    }

    /** What a payload turned out to be. */
    public sealed interface Decoded {
        /** A record. */
        record Value(IndexedRecord record) implements Decoded {}

        /** No bytes at all. */
        record Tombstone() implements Decoded {}

        /** Bytes that cannot be read, and why. */
        record Unreadable(String reason) implements Decoded {}
    }

    /**
     * Reads a payload.
     *
     * @throws io.staylog.schemas.serde.RegistryUnavailableException if the registry had to be asked and gave no answer
     */
    public Decoded decode(byte @Nullable [] payload) {
        if (payload == null) {
            return new Decoded.Tombstone();
        }
        if (payload.length < HEADER_BYTES || payload[0] != 0) {
            return new Decoded.Unreadable(
                    "not in the wire format: it must begin with a zero byte and a 4-byte schema id");
        }
        int id = ByteBuffer.wrap(payload, 1, Integer.BYTES).getInt();
        return schema(id)
                .map(writer -> read(writer, payload))
                .orElseGet(() -> new Decoded.Unreadable("schema " + id + " is not registered"));
    }

    /** What is unknown is asked for again: a registry that has just started may learn of it a moment later. */
    private Optional<Schema> schema(int id) {
        var known = schemas.get(id);
        if (known != null) {
            return Optional.of(known);
        }
        var found = registry.schema(id);
        found.ifPresent(schema -> schemas.put(id, schema));
        return found;
    }

    private static Decoded read(Schema writer, byte[] payload) {
        var decoder = DecoderFactory.get().binaryDecoder(payload, HEADER_BYTES, payload.length - HEADER_BYTES, null);
        try {
            @SuppressWarnings("NullAway") // Avro takes null for "no record to use again".
            Object value = new GenericDatumReader<>(writer).read(null, decoder);
            if (!decoder.isEnd()) {
                return new Decoded.Unreadable("bytes are left after the " + writer.getFullName());
            }
            return value instanceof IndexedRecord record
                    ? new Decoded.Value(record)
                    : new Decoded.Unreadable("schema " + writer.getFullName() + " is not a record");
        } catch (IOException | RuntimeException e) {
            return new Decoded.Unreadable("not a valid " + writer.getFullName() + ": " + e);
        }
    }

    /** A record in wire format under a known schema id. */
    public static byte[] encode(int schemaId, IndexedRecord record) {
        var bytes = new ByteArrayOutputStream();
        bytes.writeBytes(
                ByteBuffer.allocate(HEADER_BYTES).put((byte) 0).putInt(schemaId).array());
        var encoder = EncoderFactory.get().binaryEncoder(bytes, null);
        try {
            new GenericDatumWriter<IndexedRecord>(record.getSchema()).write(record, encoder);
            encoder.flush();
        } catch (IOException e) {
            throw new IllegalStateException("writing to memory failed", e);
        }
        return bytes.toByteArray();
    }
}
