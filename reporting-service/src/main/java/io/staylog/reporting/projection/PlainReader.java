package io.staylog.reporting.projection;

import io.staylog.schemas.serde.RegistryUnavailableException;
import io.staylog.schemas.serde.SchemaRegistry;
import io.staylog.schemas.serde.UndecodableException;
import io.staylog.schemas.serde.WireFormat;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.Conversions;
import org.apache.avro.Schema;
import org.apache.avro.data.TimeConversions;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.DecoderFactory;
import org.jspecify.annotations.Nullable;

/** Reads any record as its writer has written it, also one of a type that this program does not know. */
final class PlainReader {
    private static final int HEADER_BYTES = 5;

    private final SchemaRegistry registry;
    private final Map<Integer, Schema> schemas = new ConcurrentHashMap<>();
    private final Map<String, Integer> versions = new ConcurrentHashMap<>();
    private final GenericData model = new GenericData();

    PlainReader(SchemaRegistry registry) {
        this.registry = registry;
        model.addLogicalTypeConversion(new TimeConversions.DateConversion());
        model.addLogicalTypeConversion(new TimeConversions.TimestampMillisConversion());
        model.addLogicalTypeConversion(new TimeConversions.TimestampMicrosConversion());
        model.addLogicalTypeConversion(new Conversions.UUIDConversion());
        model.addLogicalTypeConversion(new Conversions.DecimalConversion());
    }

    /**
     * The record; null where the bytes are none.
     *
     * @throws RegistryUnavailableException if that cannot be told now
     */
    @Nullable
    GenericRecord read(byte @Nullable [] payload) {
        if (payload == null) {
            return null;
        }
        try {
            var schema = schema(WireFormat.schemaId(payload));
            return schema == null || schema.getType() != Schema.Type.RECORD ? null : decode(schema, payload);
        } catch (UndecodableException | IOException e) {
            return null;
        }
    }

    /** The version that a schema has under its subject; null where the registry does not know it there. */
    @Nullable
    Integer version(String topic, Schema schema, int id) {
        var subject = topic + "-" + schema.getFullName();
        var known = versions.get(subject + "#" + id);
        if (known != null) {
            return known;
        }
        for (int version : registry.versions(subject)) {
            registry.version(subject, version)
                    .ifPresent(registered -> versions.put(subject + "#" + registered.id(), registered.version()));
        }
        return versions.get(subject + "#" + id);
    }

    private @Nullable Schema schema(int id) {
        var known = schemas.get(id);
        if (known != null) {
            return known;
        }
        var schema = registry.schema(id).orElse(null);
        if (schema != null) {
            schemas.put(id, schema);
        }
        return schema;
    }

    private GenericRecord decode(Schema schema, byte[] payload) throws IOException {
        var decoder = DecoderFactory.get().binaryDecoder(payload, HEADER_BYTES, payload.length - HEADER_BYTES, null);
        try {
            return new GenericDatumReader<GenericRecord>(schema, schema, model).read(null, decoder);
        } catch (RuntimeException | StackOverflowError e) {
            throw new IOException("the payload was not written with its schema", e);
        }
    }
}
