package io.staylog.cli.dataset;

import io.staylog.cli.client.KafkaClients;
import io.staylog.cli.client.Settings;
import io.staylog.schemas.Topics;
import io.staylog.schemas.serde.EventDeserializer;
import io.staylog.schemas.serde.RegistryUnavailableException;
import io.staylog.schemas.serde.SchemaRegistry;
import io.staylog.schemas.serde.UndecodableException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;

/** Reads the hotels' decisions from the first one on and tells them on, on a thread of its own, until it is closed. */
final class OutcomeFollower implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(500);
    private static final long REGISTRY_RETRY_MS = 1_000;

    private final Map<String, HotelOutcomes> hotels;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final EventDeserializer deserializer;
    private final CompletableFuture<Void> caughtUp = new CompletableFuture<>();
    private final Thread thread = new Thread(this::run, "outcomes");

    /**
     * Connects and begins to read.
     *
     * @param hotels whom to tell, by hotel id
     */
    OutcomeFollower(Settings settings, Map<String, HotelOutcomes> hotels) {
        this.hotels = hotels;
        this.consumer = new KafkaClients(settings).probe().consumer(true);
        this.deserializer = new EventDeserializer(new SchemaRegistry(settings.registry()), HotelOutcomes.EVENTS);
    }

    /** Begins to read; done when everything that was decided before is known. */
    CompletableFuture<Void> start() {
        var topic = Topics.BOOKING_EVENTS.name();
        int count = KafkaClients.partitions(consumer, topic);
        List<TopicPartition> partitions = hotels.keySet().stream()
                .map(hotel -> new TopicPartition(topic, KafkaClients.partition(hotel, count)))
                .distinct()
                .toList();
        consumer.assign(partitions);
        consumer.beginningOffsets(partitions).forEach(consumer::seek);
        thread.setDaemon(true);
        thread.start();
        return caughtUp;
    }

    private void run() {
        try {
            var ends = consumer.endOffsets(consumer.assignment());
            while (true) {
                for (var record : consumer.poll(POLL)) {
                    tell(record);
                }
                if (!caughtUp.isDone() && isAt(ends)) {
                    caughtUp.complete(null);
                }
            }
        } catch (WakeupException e) {
            // Closed.
        } catch (RuntimeException e) {
            caughtUp.completeExceptionally(e);
            hotels.values().forEach(hotel -> hotel.fail(e));
        } finally {
            consumer.close(CloseOptions.timeout(Duration.ZERO));
        }
    }

    private boolean isAt(Map<TopicPartition, Long> ends) {
        return ends.entrySet().stream().allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
    }

    private void tell(ConsumerRecord<byte[], byte[]> record) {
        var hotel = record.key() == null ? null : hotels.get(new String(record.key(), StandardCharsets.UTF_8));
        if (hotel != null && decoded(record) instanceof SpecificRecord event) {
            hotel.see(event);
        }
    }

    /** A registry that is away only makes it wait: the record is not to blame. */
    private @Nullable Object decoded(ConsumerRecord<byte[], byte[]> record) {
        while (true) {
            try {
                return deserializer.deserialize(record.topic(), record.value());
            } catch (RegistryUnavailableException e) {
                pause();
            } catch (UndecodableException e) {
                // Nothing of ours: the request it might have answered is sent again and answered again.
                return null;
            }
        }
    }

    private static void pause() {
        try {
            Thread.sleep(REGISTRY_RETRY_MS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new WakeupException();
        }
    }

    @Override
    public void close() {
        consumer.wakeup();
    }
}
