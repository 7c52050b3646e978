package io.staylog.schemas.serde;

import io.staylog.schemas.Topic;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.Schema;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/**
 * Turns records into bytes in Confluent's wire format. It never registers a schema: a record whose schema the registry does
 * not know for its topic cannot be written.
 *
 * <p>Safe for use by many threads.
 */
public final class EventSerializer implements Serializer<SpecificRecord> {
    private static final int BUFFER_BYTES = 512;
    private static final ThreadLocal<Buffers> BUFFERS = ThreadLocal.withInitial(Buffers::new);

    private record Subject(String topic, Schema schema) {}

    private final SchemaRegistry registry;
    private final Map<Subject, Integer> ids = new ConcurrentHashMap<>();
    private final Map<Schema, RecordWriter> writers = new ConcurrentHashMap<>();

    /** Does not connect yet. */
    public EventSerializer(SchemaRegistry registry) {
        letRecordsBeBuilt();
        this.registry = registry;
    }

    /**
     * Lets records be built before there is a serializer: a builder reads defaults with Avro, which uses no class that it was not
     * told to trust.
     */
    public static void letRecordsBeBuilt() {
        GeneratedClasses.trust();
    }

    /** The registry that it asks. */
    public SchemaRegistry registry() {
        return registry;
    }

    /**
     * Looks up the ids of all record types of a topic, so that nothing can be found missing later.
     *
     * @throws SchemaNotRegisteredException naming the first subject that is not registered
     * @throws RegistryUnavailableException if the registry gave no usable answer
     */
    public EventSerializer preload(Topic topic) {
        topic.schemas().values().forEach(schema -> id(topic.name(), schema));
        return this;
    }

    /**
     * The record in wire format.
     *
     * @return null for null, which is a tombstone
     * @throws SchemaNotRegisteredException if the registry does not know the record's schema for this topic
     * @throws RegistryUnavailableException if the registry had to be asked and gave no usable answer
     */
    @Override
    public byte @Nullable [] serialize(String topic, @Nullable SpecificRecord event) {
        return event == null ? null : encode(topic, event);
    }

    /** As {@link #serialize}, for a record that is there. */
    public byte[] encode(String topic, SpecificRecord event) {
        var buffer = BUFFERS.get();
        buffer.bytes.reset();
        buffer.bytes.write(WireFormat.MAGIC);
        int id = id(topic, event.getSchema());
        buffer.bytes.write(id >>> 24);
        buffer.bytes.write(id >>> 16);
        buffer.bytes.write(id >>> 8);
        buffer.bytes.write(id);
        try {
            var encoder = EncoderFactory.get().binaryEncoder(buffer.bytes, buffer.encoder);
            buffer.encoder = encoder;
            writer(event.getSchema()).write(event, encoder);
            encoder.flush();
        } catch (IOException | RuntimeException e) {
            throw new SerializationException(
                    "cannot encode a " + event.getSchema().getFullName() + ": " + e, e);
        }
        return buffer.bytes.toByteArray();
    }

    private RecordWriter writer(Schema schema) {
        var known = writers.get(schema); // Which, unlike computeIfAbsent, never waits.
        return known == null ? writers.computeIfAbsent(schema, RecordWriter::new) : known;
    }

    private int id(String topic, Schema schema) {
        var subject = new Subject(topic, schema);
        var known = ids.get(subject);
        if (known != null) {
            return known;
        }
        var name = topic + "-" + schema.getFullName();
        int id = registry.find(name, schema)
                .orElseThrow(() -> new SchemaNotRegisteredException(
                        name, registry.address().toString()));
        ids.put(subject, id);
        return id;
    }

    private static final class Buffers {
        final ByteArrayOutputStream bytes = new ByteArrayOutputStream(BUFFER_BYTES);

        @Nullable
        BinaryEncoder encoder;
    }
}
