package io.staylog.schemas.serde;

import io.staylog.schemas.Topic;
import java.io.IOException;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.io.DatumReader;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;

/**
 * Turns bytes in Confluent's wire format into records of the types it is given; a well-formed record of another type becomes
 * an {@link UnknownType}.
 *
 * <p>Safe for use by many threads. Schemas once seen stay known, so that a running reader does not need the registry.
 */
public final class EventDeserializer implements Deserializer<Object> {
    private static final ThreadLocal<LimitedDecoder> DECODERS = new ThreadLocal<>();

    /** How to read what one writer schema wrote; without an Avro reader where this deserializer has no use for the type. */
    private record Reader(Schema writer, @Nullable DatumReader<SpecificRecord> avro) {}

    private final WriterSchemas writerSchemas;
    private final Map<String, Schema> readerSchemas = new HashMap<>();
    private final Map<Integer, Reader> readers = new ConcurrentHashMap<>();

    /** Reads all record types of the given topics. Does not connect yet. */
    public EventDeserializer(SchemaRegistry registry, Topic... topics) {
        this(
                registry,
                Stream.of(topics).flatMap(topic -> topic.recordTypes().stream()).toList());
    }

    /** Reads the given record types only. Does not connect yet. */
    public EventDeserializer(SchemaRegistry registry, Collection<Class<? extends SpecificRecord>> recordTypes) {
        this(registry, recordTypes, System::nanoTime);
    }

    EventDeserializer(
            SchemaRegistry registry, Collection<Class<? extends SpecificRecord>> recordTypes, LongSupplier nanoTime) {
        writerSchemas = new WriterSchemas(registry, nanoTime);
        for (var type : recordTypes) {
            var schema = SpecificData.get().getSchema(type);
            readerSchemas.put(schema.getFullName(), schema);
        }
    }

    /**
     * The record, or an {@link UnknownType}.
     *
     * @return null for null, which is a tombstone
     * @throws UndecodableException if the bytes will never be readable
     * @throws RegistryUnavailableException if their schema is not known yet and the registry gave no usable answer
     */
    @Override
    public @Nullable Object deserialize(String topic, byte @Nullable [] payload) {
        if (payload == null) {
            return null;
        }
        int id = WireFormat.schemaId(payload);
        var reader = reader(id);
        var type = reader.writer().getFullName();
        var avro = reader.avro();
        if (avro == null) {
            return new UnknownType(type);
        }
        try {
            return decode(avro, type, payload);
        } catch (UndecodableException e) {
            writerSchemas.verify(id, reader.writer());
            throw e;
        }
    }

    /**
     * Looks up the schemas of many payloads at once, before they are read one by one. It says nothing and fails at nothing: what
     * there is to say of a payload, reading it says.
     */
    public void prepare(Iterable<byte[]> payloads) {
        var ids = new HashSet<Integer>();
        for (var payload : payloads) {
            WireFormat.namedSchema(payload).ifPresent(id -> {
                if (id > 0 && !readers.containsKey(id)) {
                    ids.add(id);
                }
            });
        }
        if (!ids.isEmpty()) {
            writerSchemas.prepare(ids);
        }
    }

    private static SpecificRecord decode(DatumReader<SpecificRecord> reader, String type, byte[] payload) {
        var decoder = decoder(payload);
        try {
            SpecificRecord event = read(reader, decoder);
            if (decoder.isEnd()) {
                return event;
            }
            throw new UndecodableException(
                    "there are bytes left: the payload was written with another schema than its id says");
        } catch (IOException | RuntimeException | StackOverflowError e) {
            // A schema may nest itself, and then a short payload can be nested as deep as it is long.
            throw new UndecodableException("the payload is not a valid " + type + ": " + reason(e), e);
        }
    }

    private static String reason(Throwable e) {
        return e instanceof UndecodableException ? String.valueOf(e.getMessage()) : e.toString();
    }

    private static LimitedDecoder decoder(byte[] payload) {
        var used = DECODERS.get();
        if (used != null) {
            return used.again(payload, WireFormat.HEADER_BYTES);
        }
        var decoder = new LimitedDecoder(payload, WireFormat.HEADER_BYTES);
        DECODERS.set(decoder);
        return decoder;
    }

    @SuppressWarnings("NullAway") // Avro takes null for "no record to use again".
    private static SpecificRecord read(DatumReader<SpecificRecord> reader, LimitedDecoder decoder) throws IOException {
        return reader.read(null, decoder);
    }

    private Reader reader(int id) {
        var known = readers.get(id);
        if (known != null) {
            return known;
        }
        var reader = readerFor(writerSchemas.get(id));
        readers.put(id, reader);
        return reader;
    }

    private Reader readerFor(Schema writer) {
        var name = writer.getFullName();
        var reader = writer.getType() == Schema.Type.RECORD ? readerSchemas.get(name) : null;
        return new Reader(writer, reader == null ? null : GeneratedClasses.reader(writer, reader));
    }
}
