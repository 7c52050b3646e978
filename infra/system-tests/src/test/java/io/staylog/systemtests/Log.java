package io.staylog.systemtests;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.staylog.local.LocalSettings;
import io.staylog.schemas.Topic;
import io.staylog.schemas.Topics;
import io.staylog.schemas.serde.EventDeserializer;
import io.staylog.schemas.serde.EventSerializer;
import io.staylog.schemas.serde.SchemaRegistry;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.utils.Utils;

/** The log as any Kafka client sees it: writes anything, reads what is committed. */
final class Log implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(200);

    private final Map<String, Object> config;
    private final SchemaRegistry registry;
    private final EventSerializer serializer;
    private final KafkaProducer<byte[], byte[]> producer;

    Log(LocalSettings settings) {
        config = Map.of(
                "bootstrap.servers",
                settings.bootstrapServers(),
                "isolation.level",
                "read_committed",
                "auto.offset.reset",
                "none",
                "reconnect.backoff.max.ms",
                500);
        registry = new SchemaRegistry(URI.create(settings.registryUrl()));
        serializer = new EventSerializer(registry);
        producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", settings.bootstrapServers(), "acks", "all"),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    /** One event with its place. */
    record Event(ConsumerRecord<byte[], byte[]> raw, SpecificRecord value) {}

    /** Writes a request to the partition of its hotel. */
    Future<RecordMetadata> ask(String hotelId, SpecificRecord request) {
        return write(Topics.BOOKING_REQUESTS, null, hotelId, encoded(Topics.BOOKING_REQUESTS, request));
    }

    /** Writes a request and waits until the log has it. */
    RecordMetadata asked(String hotelId, SpecificRecord request) {
        return done(ask(hotelId, request));
    }

    /** Writes bytes to any partition, under any key or none. */
    Future<RecordMetadata> write(Topic topic, Integer partition, String key, byte[] value) {
        var keyBytes = key == null ? null : key.getBytes(UTF_8);
        return producer.send(new ProducerRecord<>(topic.name(), partition, keyBytes, value));
    }

    /** Writes bytes with headers of any kind. */
    Future<RecordMetadata> writeWithHeaders(Topic topic, String key, byte[] value, Map<String, String> headers) {
        var record = new ProducerRecord<>(topic.name(), null, key.getBytes(UTF_8), value);
        headers.forEach((name, text) -> record.headers().add(name, text.getBytes(UTF_8)));
        return producer.send(record);
    }

    /** The record in wire format, under the schema that is registered for the topic. */
    byte[] encoded(Topic topic, SpecificRecord event) {
        return serializer.encode(topic.name(), event);
    }

    /** Registers a record type for a topic, as a program of somebody else would; answers the schema's id. */
    int register(Topic topic, Schema type) {
        return registry.register(topic.name() + "-" + type.getFullName(), type);
    }

    static RecordMetadata done(Future<RecordMetadata> sent) {
        try {
            return sent.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** The partition that a hotel's records belong to. */
    int partition(String hotelId) {
        return Utils.toPositive(Utils.murmur2(hotelId.getBytes(UTF_8))) % partitions(Topics.BOOKING_REQUESTS.name());
    }

    int partitions(String topic) {
        return producer.partitionsFor(topic).size();
    }

    /** All events of a hotel on a topic so far, in order. */
    List<SpecificRecord> events(Topic topic, String hotelId) {
        return read(topic, List.of(partition(hotelId))).stream()
                .filter(event -> hotelId.equals(new String(event.raw().key(), UTF_8)))
                .map(Event::value)
                .toList();
    }

    /** All events of one type of a hotel so far, in order. */
    <E extends SpecificRecord> List<E> events(Topic topic, String hotelId, Class<E> type) {
        return events(topic, hotelId).stream()
                .filter(type::isInstance)
                .map(type::cast)
                .toList();
    }

    /** All events on some partitions of a topic so far. */
    List<Event> read(Topic topic, Collection<Integer> partitions) {
        var decoder = new EventDeserializer(registry, topic);
        return readRaw(topic.name(), partitions).stream()
                .map(raw -> new Event(raw, (SpecificRecord) decoder.deserialize(topic.name(), raw.value())))
                .toList();
    }

    /** All records on some partitions of a topic so far, as bytes. */
    List<ConsumerRecord<byte[], byte[]>> readRaw(String topic, Collection<Integer> partitions) {
        var all = new ArrayList<ConsumerRecord<byte[], byte[]>>();
        var deserializer = new ByteArrayDeserializer();
        try (var consumer = new KafkaConsumer<>(config, deserializer, deserializer)) {
            var assigned = partitions.stream()
                    .map(number -> new TopicPartition(topic, number))
                    .toList();
            consumer.assign(assigned);
            consumer.seekToBeginning(assigned);
            var ends = consumer.endOffsets(assigned);
            while (assigned.stream().anyMatch(at -> consumer.position(at) < ends.get(at))) {
                consumer.poll(POLL).forEach(all::add);
            }
        }
        return all;
    }

    /** How many records the partitions of a topic hold by their offsets, markers of transactions included. */
    long size(String topic) {
        var deserializer = new ByteArrayDeserializer();
        try (var consumer = new KafkaConsumer<>(config, deserializer, deserializer)) {
            var all = consumer.partitionsFor(topic).stream()
                    .map(info -> new TopicPartition(topic, info.partition()))
                    .toList();
            return consumer.endOffsets(all).values().stream()
                    .mapToLong(Long::longValue)
                    .sum();
        }
    }

    @Override
    public void close() {
        producer.close();
    }
}
