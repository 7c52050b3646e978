package io.staylog.systemtests;

import io.staylog.schemas.Topic;
import io.staylog.schemas.serde.EventDeserializer;
import io.staylog.schemas.serde.RegistryUnavailableException;
import io.staylog.schemas.serde.SchemaRegistry;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Tells somebody every event from now on, in a thread of its own. */
final class Follower implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(100);
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final Thread thread;
    private final AtomicReference<Throwable> failure = new AtomicReference<>();
    private volatile boolean isToEnd;
    private volatile long heardAtNanos = System.nanoTime();

    Follower(Staylog staylog, List<Topic> topics, Consumer<Log.Event> listener) {
        var settings = staylog.settings();
        var registry = new SchemaRegistry(URI.create(settings.registryUrl()));
        var consumer = new KafkaConsumer<>(
                Map.<String, Object>of(
                        "bootstrap.servers", settings.bootstrapServers(), "isolation.level", "read_committed"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        var partitions = topics.stream()
                .flatMap(topic -> consumer.partitionsFor(topic.name()).stream())
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToEnd(partitions);
        partitions.forEach(consumer::position);
        thread = Thread.ofPlatform().name("follower").start(() -> follow(consumer, registry, topics, listener));
    }

    private void follow(
            KafkaConsumer<byte[], byte[]> consumer,
            SchemaRegistry registry,
            List<Topic> topics,
            Consumer<Log.Event> listener) {
        var decoders =
                topics.stream().collect(Collectors.toMap(Topic::name, it -> new EventDeserializer(registry, it)));
        try (consumer) {
            while (!isToEnd) {
                for (var record : consumer.poll(POLL)) {
                    heardAtNanos = System.nanoTime();
                    if (decoded(decoders.get(record.topic()), record) instanceof SpecificRecord event) {
                        listener.accept(new Log.Event(record, event));
                    }
                }
            }
        } catch (RuntimeException | Error e) {
            failure.set(e);
        }
    }

    /** On a busy machine the registry may take its time. */
    private static Object decoded(EventDeserializer decoder, ConsumerRecord<byte[], byte[]> record) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            try {
                return decoder.deserialize(record.topic(), record.value());
            } catch (RegistryUnavailableException e) {
                if (System.nanoTime() > end) {
                    throw e;
                }
                LockSupport.parkNanos(POLL.toNanos());
            }
        }
    }

    /** How long nothing has been heard. */
    Duration silence() {
        if (failure.get() != null) {
            throw new IllegalStateException("the follower broke off", failure.get());
        }
        return Duration.ofNanos(System.nanoTime() - heardAtNanos);
    }

    @Override
    public void close() {
        isToEnd = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
