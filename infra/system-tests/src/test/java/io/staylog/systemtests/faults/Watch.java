package io.staylog.systemtests.faults;

import io.staylog.local.LocalSettings;
import io.staylog.local.Port;
import io.staylog.schemas.Topics;
import io.staylog.schemas.booking.BookingCancelled;
import io.staylog.schemas.booking.BookingConfirmed;
import io.staylog.schemas.booking.BookingExpired;
import io.staylog.schemas.booking.BookingHeld;
import io.staylog.schemas.booking.BookingReleased;
import io.staylog.schemas.serde.EventDeserializer;
import io.staylog.schemas.serde.RegistryUnavailableException;
import io.staylog.schemas.serde.SchemaRegistry;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/** Reads booking.events as they are committed: when something came, what was answered, and what is still held. */
final class Watch implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(100);

    /** When a commit of a partition was seen. */
    record Commit(int partition, long nanos) {}

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final EventDeserializer decoder;
    private final Thread thread;
    private final List<Commit> commits = new ArrayList<>();
    private final Set<UUID> answered = new HashSet<>();
    private final Set<UUID> held = new HashSet<>();
    private volatile boolean isDone;
    private volatile @Nullable Throwable failure;

    Watch(LocalSettings settings) {
        // The registry's own port, because this one must see through a cut.
        var registry = "http://127.0.0.1:" + settings.ports().of(Port.REGISTRY) + "/apis/ccompat/v7";
        decoder = new EventDeserializer(new SchemaRegistry(URI.create(registry)), Topics.BOOKING_EVENTS);
        consumer = new KafkaConsumer<>(
                Map.<String, Object>of(
                        "bootstrap.servers",
                        settings.bootstrapServers(),
                        "isolation.level",
                        "read_committed",
                        "auto.offset.reset",
                        "none",
                        "request.timeout.ms",
                        5_000,
                        "reconnect.backoff.max.ms",
                        500),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        var partitions = IntStream.range(0, Cluster.PARTITIONS)
                .mapToObj(number -> new TopicPartition(Topics.BOOKING_EVENTS.name(), number))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        thread = Thread.ofPlatform().name("watch").start(this::read);
    }

    private void read() {
        try (consumer) {
            while (!isDone) {
                for (var record : consumer.poll(POLL)) {
                    see(record, decoded(record));
                }
            }
        } catch (RuntimeException | Error e) {
            failure = e;
        }
    }

    private @Nullable Object decoded(ConsumerRecord<byte[], byte[]> record) {
        while (true) {
            try {
                return decoder.deserialize(record.topic(), record.value());
            } catch (RegistryUnavailableException e) {
                if (isDone) {
                    throw e;
                }
                LockSupport.parkNanos(POLL.toNanos());
            }
        }
    }

    private synchronized void see(ConsumerRecord<byte[], byte[]> record, @Nullable Object value) {
        commits.add(new Commit(record.partition(), System.nanoTime()));
        if (value instanceof SpecificRecord event) {
            var field = event.getSchema().getField("requestId");
            if (field != null && event.get(field.pos()) instanceof UUID request) {
                answered.add(request);
            }
            switch (event) {
                case BookingHeld it -> held.add(it.getBookingId());
                case BookingConfirmed it -> held.remove(it.getBookingId());
                case BookingReleased it -> held.remove(it.getBookingId());
                case BookingExpired it -> held.remove(it.getBookingId());
                case BookingCancelled it -> held.remove(it.getBookingId());
                default -> {} // It ends nothing.
            }
        }
    }

    /** How many of these have no answer yet, and how many bookings wait for their money. */
    synchronized int inFlight(Set<UUID> acknowledged) {
        return unanswered(acknowledged).size() + held.size();
    }

    /** Those without an answer. */
    synchronized Set<UUID> unanswered(Set<UUID> acknowledged) {
        if (failure != null) {
            throw new IllegalStateException("the watch broke off", failure);
        }
        var open = new HashSet<>(acknowledged);
        open.removeAll(answered);
        return open;
    }

    /** Bookings that wait for their money. */
    synchronized Set<UUID> held() {
        return Set.copyOf(held);
    }

    /** When what was committed. */
    synchronized List<Commit> commits() {
        return List.copyOf(commits);
    }

    @Override
    public void close() {
        isDone = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
