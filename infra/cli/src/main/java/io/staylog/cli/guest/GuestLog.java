package io.staylog.cli.guest;

import io.staylog.cli.avro.WireBytes;
import io.staylog.cli.client.Headers;
import io.staylog.cli.client.KafkaClients;
import io.staylog.cli.client.LogRecord;
import io.staylog.cli.client.Settings;
import io.staylog.cli.terminal.Failure;
import io.staylog.schemas.Topics;
import io.staylog.schemas.report.GuestErased;
import io.staylog.schemas.report.GuestErasureRequested;
import io.staylog.schemas.serde.EventSerializer;
import io.staylog.schemas.serde.SchemaRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/** Writes tombstones and erasure requests to the log, and reads what became of them. */
final class GuestLog implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(100);

    private final KafkaClients clients;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final EventSerializer serializer;
    private final WireBytes wire;
    private final Duration timeout;

    /**
     * Connects.
     *
     * @throws Failure if Kafka cannot be reached
     */
    GuestLog(Settings settings, Duration timeout) {
        this.timeout = timeout;
        this.clients = new KafkaClients(settings).probe();
        var registry = new SchemaRegistry(settings.registry());
        this.serializer = new EventSerializer(registry);
        this.wire = new WireBytes(registry);
        this.consumer = clients.consumer(true);
    }

    /**
     * Says under these keys of guest.profiles that nothing is said any more, in every partition: a client in another language
     * may have put a profile elsewhere than this one would.
     *
     * @throws Failure if it is not certain that the log has all of it
     */
    void tombstone(List<UUID> keys) {
        var topic = Topics.GUEST_PROFILES.name();
        int partitions = KafkaClients.partitions(consumer, topic);
        var sent = new ArrayList<Future<RecordMetadata>>();
        try (var producer = clients.producer(timeout)) {
            for (var key : keys) {
                for (int partition = 0; partition < partitions; partition++) {
                    sent.add(producer.send(new ProducerRecord<>(topic, partition, key.toString(), null)));
                }
            }
            for (var one : sent) {
                one.get();
            }
        } catch (ExecutionException | KafkaException e) {
            throw Failure.unknown("it is not known whether the log has the tombstones (" + e.getMessage()
                    + "); it is safe to do this again");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Failure.unknown("interrupted while writing tombstones; it is safe to do this again");
        }
    }

    /** Asks for the erasure, and waits until it is answered; empty where that takes too long. */
    Optional<LogRecord> erase(GuestErasureRequested request) {
        var key = request.getGuestId().toString();
        var events = Topics.REPORT_EVENTS.name();
        int partition = KafkaClients.partition(key, KafkaClients.partitions(consumer, events));
        var answers = new TopicPartition(events, partition);
        consumer.assign(List.of(answers));
        // A repeated request may have been answered long ago.
        consumer.seekToBeginning(List.of(answers));
        var since = System.nanoTime();
        send(request, key);
        do {
            for (var record : consumer.poll(POLL)) {
                var event = new LogRecord(record, wire.decode(record.value()));
                if (event.type().equals(GuestErased.class.getSimpleName())
                        && request.getRequestId().toString().equals(event.field("requestId"))) {
                    return Optional.of(event);
                }
            }
        } while (System.nanoTime() - since < timeout.toNanos());
        return Optional.empty();
    }

    private void send(GuestErasureRequested request, String key) {
        var topic = Topics.REPORT_REQUESTS.name();
        var headers = Headers.of(
                request.getRequestId().toString(), request.getSchema().getFullName(), key, Instant.now());
        var value = serializer.encode(topic, request);
        try (var producer = clients.producer(timeout)) {
            producer.send(new ProducerRecord<>(topic, null, null, key, value, headers))
                    .get();
        } catch (ExecutionException | KafkaException e) {
            throw unsure(request, String.valueOf(e.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw unsure(request, "interrupted");
        }
    }

    private static Failure unsure(GuestErasureRequested request, String why) {
        return Failure.unknown("it is not known whether the log has the request (" + why
                + "); it is safe to repeat it with --request-id " + request.getRequestId());
    }

    @Override
    public void close() {
        consumer.close(CloseOptions.timeout(Duration.ZERO));
    }
}
