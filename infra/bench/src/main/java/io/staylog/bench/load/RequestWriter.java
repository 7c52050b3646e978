package io.staylog.bench.load;

import io.staylog.bench.stack.BenchStack;
import io.staylog.schemas.EventHeaders;
import io.staylog.schemas.Topic;
import io.staylog.schemas.Topics;
import io.staylog.schemas.serde.EventSerializer;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/** Writes requests to the log as any client would. A record that the log does not take fails the next call. */
public final class RequestWriter implements AutoCloseable {
    private static final String SOURCE = "staylog-bench";

    private final EventSerializer serializer;
    private final KafkaProducer<String, byte[]> producer;
    private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();

    /** Writes each record at once. */
    public RequestWriter(BenchStack stack) {
        this(stack, 0);
    }

    /** Collects records for so long before it writes them. */
    public RequestWriter(BenchStack stack, int lingerMs) {
        this.serializer = new EventSerializer(stack.registry()).preload(Topics.BOOKING_REQUESTS);
        this.producer = new KafkaProducer<>(
                Map.of(
                        "bootstrap.servers",
                        stack.settings().bootstrapServers(),
                        "acks",
                        "all",
                        "linger.ms",
                        lingerMs,
                        "batch.size",
                        131_072,
                        "buffer.memory",
                        67_108_864L,
                        "compression.type",
                        "lz4"),
                new StringSerializer(),
                new ByteArraySerializer());
    }

    /** Writes a request to the partition of its hotel. */
    public void write(String hotelId, SpecificRecord request) {
        write(Topics.BOOKING_REQUESTS, hotelId, request, (metadata, e) -> {});
    }

    /** Writes a record, and tells when the log has it. */
    public void write(Topic topic, String key, SpecificRecord record, Callback written) {
        var failed = failure.get();
        if (failed != null) {
            throw new IllegalStateException("the log does not take what is written", failed);
        }
        var headers = EventHeaders.of(
                UUID.randomUUID().toString(), record.getSchema().getFullName(), SOURCE, Instant.now(), key);
        var value = serializer.encode(topic.name(), record);
        var _ = producer.send(new ProducerRecord<>(topic.name(), null, null, key, value, headers), (metadata, e) -> {
            if (e != null) {
                failure.set(e);
            }
            written.onCompletion(metadata, e);
        });
    }

    /** Waits until the log has everything. */
    public void flush() {
        producer.flush();
        var failed = failure.get();
        if (failed != null) {
            throw new IllegalStateException("the log does not take what is written", failed);
        }
    }

    @Override
    public void close() {
        producer.close();
    }
}
