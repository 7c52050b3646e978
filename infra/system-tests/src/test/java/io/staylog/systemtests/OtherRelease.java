package io.staylog.systemtests;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.staylog.local.LocalSettings;
import io.staylog.schemas.EventHeaders;
import io.staylog.schemas.Topic;
import io.staylog.schemas.Topics;
import io.staylog.schemas.booking.BookingConfirmed;
import io.staylog.schemas.serde.SchemaRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificData;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * A program of another release: its schemas differ from today's, it has none of today's classes, and it registers what it
 * writes before it writes it.
 */
final class OtherRelease implements AutoCloseable {
    private static final int HEADER_BYTES = 5;
    private static final String FIELDS = "\"fields\":[";
    private static final GenericData PLAIN = new GenericData();

    private final SchemaRegistry registry;
    private final KafkaProducer<String, byte[]> producer;
    private final Map<Integer, Schema> writers = new HashMap<>();

    OtherRelease(LocalSettings settings) {
        registry = new SchemaRegistry(URI.create(settings.registryUrl()));
        producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", settings.bootstrapServers(), "acks", "all"),
                new StringSerializer(),
                new ByteArraySerializer());
    }

    /** A change of a schema's text; it fails where the text has not what is to be changed. */
    static Schema changed(Schema today, String... replacements) {
        var text = today.toString();
        for (int i = 0; i < replacements.length; i += 2) {
            if (!text.contains(replacements[i])) {
                throw new IllegalArgumentException(text + " has no " + replacements[i]);
            }
            text = text.replace(replacements[i], replacements[i + 1]);
        }
        return new Schema.Parser().parse(text);
    }

    /** The schema with one more field in front of all others. */
    static Schema withField(Schema today, String field) {
        return new Schema.Parser().parse(today.toString().replaceFirst("\"fields\":\\[", "\"fields\":[" + field + ","));
    }

    /** The schema without a field. */
    static Schema without(Schema today, String field) {
        var fields = today.getFields().stream()
                .filter(it -> !it.name().equals(field))
                .map(it -> new Schema.Field(it, it.schema()))
                .toList();
        if (fields.size() == today.getFields().size()) {
            throw new IllegalArgumentException(today.getFullName() + " has no field " + field);
        }
        return Schema.createRecord(today.getName(), today.getDoc(), today.getNamespace(), false, fields);
    }

    /** Today's schema as the registry has it, without hints for Java. */
    Schema today(Topic topic, Class<?> type) {
        return registry.version(topic.name() + "-" + type.getName(), 1)
                .orElseThrow()
                .schema();
    }

    /** Today's schema of a generated class, without hints for Java. */
    static Schema plain(Class<?> type) {
        return copy(SpecificData.get().getSchema(type));
    }

    /** A schema as any other language would read it from its text. */
    static Schema copy(Schema schema) {
        return new Schema.Parser().parse(schema.toString().replace(",\"avro.java.string\":\"String\"", ""));
    }

    SchemaRegistry registry() {
        return registry;
    }

    /** Registers a schema for a topic; the registry accepts it or throws. */
    int register(Topic topic, Schema schema) {
        return registry.register(topic.name() + "-" + schema.getFullName(), schema);
    }

    /** A record of today, as another release has it. */
    GenericRecord asRecordOf(Schema other, byte[] payload) {
        return decode(payload, other);
    }

    /** Learns all schemas that the registry has, so that it needs none from now on. */
    void learn() {
        for (var subject : registry.subjects()) {
            for (int version : registry.versions(subject)) {
                var known = registry.version(subject, version).orElseThrow();
                writers.put(known.id(), known.schema());
            }
        }
    }

    /** The bookings of a hotel that were confirmed so far. */
    List<UUID> confirmed(Log log, String hotelId) {
        return log.readRaw(Topics.BOOKING_EVENTS.name(), List.of(log.partition(hotelId))).stream()
                .filter(it -> hotelId.equals(new String(it.key(), UTF_8)))
                .filter(it -> writer(it.value()).getFullName().equals(BookingConfirmed.class.getName()))
                .map(it -> decode(it.value(), writer(it.value())))
                .map(it -> UUID.fromString(it.get("bookingId").toString()))
                .toList();
    }

    /** What a payload says to a reader that has another schema of the same type. */
    GenericRecord decode(byte[] payload, Schema reader) {
        return decode(payload, writer(payload), reader);
    }

    /** The schema that a payload was written with. */
    Schema writer(byte[] payload) {
        return writers.computeIfAbsent(
                ByteBuffer.wrap(payload, 1, Integer.BYTES).getInt(),
                id -> registry.schema(id).orElseThrow());
    }

    private static GenericRecord decode(byte[] payload, Schema writer, Schema reader) {
        try {
            var avro = Arrays.copyOfRange(payload, HEADER_BYTES, payload.length);
            return new GenericDatumReader<GenericRecord>(writer, reader, PLAIN)
                    .read(null, DecoderFactory.get().binaryDecoder(avro, null));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Bytes of a record in the wire format, under an id that the registry gave. */
    static byte[] encode(int id, GenericRecord record) {
        try (var bytes = new ByteArrayOutputStream()) {
            bytes.write(
                    ByteBuffer.allocate(HEADER_BYTES).put((byte) 0).putInt(id).array());
            var encoder = EncoderFactory.get().binaryEncoder(bytes, null);
            new GenericDatumWriter<GenericRecord>(record.getSchema(), PLAIN).write(record, encoder);
            encoder.flush();
            return bytes.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Registers the record's schema and writes it as anybody may. */
    RecordMetadata ask(Topic topic, String hotelId, GenericRecord record) {
        return write(topic, hotelId, encode(register(topic, record.getSchema()), record), new RecordHeaders());
    }

    /** Registers the record's schema and writes it with the signs of the topic's owner. */
    RecordMetadata writeAsOwner(Topic topic, String hotelId, GenericRecord record) {
        var owner = topic.name().substring(0, topic.name().indexOf('.')) + "-service";
        var type = record.getSchema().getFullName();
        var headers = EventHeaders.of(UUID.randomUUID().toString(), type, owner, Instant.now(), hotelId);
        return write(topic, hotelId, encode(register(topic, record.getSchema()), record), headers);
    }

    private RecordMetadata write(Topic topic, String hotelId, byte[] payload, Headers headers) {
        return Log.done(producer.send(new ProducerRecord<>(topic.name(), null, hotelId, payload, headers)));
    }

    /** A record type that today's release does not have. */
    static GenericRecord ofANewType(String name, String hotelId) {
        var schema = new Schema.Parser()
                .parse("{\"type\":\"record\",\"name\":\"" + name + "\",\"namespace\":\"io.staylog.schemas.booking\","
                        + "\"doc\":\"Tomorrow's.\"," + FIELDS
                        + "{\"name\":\"hotelId\",\"type\":\"string\",\"doc\":\"The hotel.\"}]}");
        var record = new GenericData.Record(schema);
        record.put("hotelId", hotelId);
        return record;
    }

    /** A copy of a record with something changed. */
    static GenericRecord with(GenericRecord record, Consumer<GenericRecord> change) {
        change.accept(record);
        return record;
    }

    /** A symbol of the enum that a field of a record has. */
    static GenericData.EnumSymbol symbol(GenericRecord record, String field, String symbol) {
        return new GenericData.EnumSymbol(record.getSchema().getField(field).schema(), symbol);
    }

    /** Symbols and texts of a record, wherever they are in it. */
    static List<String> words(Object value) {
        return switch (value) {
            case GenericRecord record ->
                record.getSchema().getFields().stream()
                        .flatMap(field -> words(record.get(field.pos())).stream())
                        .toList();
            case List<?> items ->
                items.stream().flatMap(item -> words(item).stream()).toList();
            case Map<?, ?> map ->
                map.values().stream().flatMap(item -> words(item).stream()).toList();
            case null -> List.of();
            default -> List.of(value.toString());
        };
    }

    @Override
    public void close() {
        producer.close();
    }
}
