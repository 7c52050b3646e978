package io.staylog.systemtests.faults;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.staylog.local.LocalSettings;
import io.staylog.schemas.EventHeaders;
import io.staylog.schemas.Topic;
import io.staylog.schemas.Topics;
import io.staylog.schemas.serde.EventSerializer;
import io.staylog.schemas.serde.SchemaRegistry;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Writes requests to the log as a channel does, once more if it does not learn whether the log has them. */
final class KafkaGuest implements AutoCloseable {
    private static final int SENT_MAX = 3;
    private static final int REMEMBERED_MAX = 2_000;
    private static final int GARBAGE_BYTES_MAX = 200;
    private static final List<Topic> OPEN = List.of(Topics.BOOKING_REQUESTS, Topics.PAYMENT_REQUESTS);

    private record Sent(Asked asked, ProducerRecord<byte[], byte[]> record) {}

    private final History history;
    private final EventSerializer serializer;
    private final KafkaProducer<byte[], byte[]> producer;
    private final List<Sent> sent = new ArrayList<>();
    private final Set<String> garbage = ConcurrentHashMap.newKeySet();

    KafkaGuest(LocalSettings settings, History history) {
        this(settings, history, Map.of());
    }

    /** One whose producer is set otherwise. */
    KafkaGuest(LocalSettings settings, History history, Map<String, Object> others) {
        this.history = history;
        this.serializer = new EventSerializer(new SchemaRegistry(URI.create(settings.registryUrl())))
                .preload(Topics.BOOKING_REQUESTS);
        var config =
                new HashMap<String, Object>(Map.of("bootstrap.servers", settings.bootstrapServers(), "acks", "all"));
        config.put("max.block.ms", 10_000);
        config.put("request.timeout.ms", 8_000);
        config.put("delivery.timeout.ms", 20_000);
        config.putAll(others);
        this.producer = new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
    }

    /** Asks until it is known that the log has it, or too often; answers whether it is known. */
    boolean ask(Asked asked, SpecificRecord request) {
        var record = record(asked, request);
        remember(new Sent(asked, record));
        for (int times = 0; times < SENT_MAX; times++) {
            if (send(asked, record)) {
                return true;
            }
        }
        return false;
    }

    private ProducerRecord<byte[], byte[]> record(Asked asked, SpecificRecord request) {
        var headers = EventHeaders.of(
                asked.requestId().toString(),
                request.getSchema().getFullName(),
                "faults",
                Instant.now(),
                asked.hotel());
        return new ProducerRecord<>(
                Topics.BOOKING_REQUESTS.name(),
                null,
                null,
                asked.hotel().getBytes(UTF_8),
                serializer.encode(Topics.BOOKING_REQUESTS.name(), request),
                headers);
    }

    private boolean send(Asked asked, ProducerRecord<byte[], byte[]> record) {
        history.invoke(asked, "kafka");
        try {
            history.ok(asked.requestId(), producer.send(record).get());
            return true;
        } catch (ExecutionException | KafkaException e) {
            history.info(asked.requestId(), String.valueOf(e.getMessage()));
        } catch (InterruptedException e) {
            history.info(asked.requestId(), "interrupted");
            Thread.currentThread().interrupt();
        }
        return false;
    }

    private synchronized void remember(Sent one) {
        if (sent.size() < REMEMBERED_MAX) {
            sent.add(one);
        }
    }

    private synchronized List<Sent> any(Random random, int count) {
        return sent.isEmpty()
                ? List.of()
                : random.ints(count, 0, sent.size()).mapToObj(sent::get).toList();
    }

    /** Somebody writes old requests again, byte for byte. */
    record Repeat(KafkaGuest guest, Random random, int count) implements Fault {
        @Override
        public String kind() {
            return "old requests again";
        }

        @Override
        public String what() {
            return "requests";
        }

        @Override
        public void begin() {
            for (var old : guest.any(random, count)) {
                Thread.startVirtualThread(() -> guest.send(old.asked(), old.record()));
            }
        }

        @Override
        public void heal() {
            // They have been written.
        }
    }

    /** Somebody writes bytes that mean nothing, into any partition. */
    record Litter(KafkaGuest guest, Random random, int count) implements Fault {
        @Override
        public String kind() {
            return "garbage";
        }

        @Override
        public String what() {
            return "topics";
        }

        @Override
        public void begin() {
            for (int i = 0; i < count; i++) {
                var bytes = new byte[1 + random.nextInt(GARBAGE_BYTES_MAX)];
                random.nextBytes(bytes);
                var topic = OPEN.get(random.nextInt(OPEN.size())).name();
                int partition = random.nextInt(Cluster.PARTITIONS);
                Thread.startVirtualThread(() -> guest.litter(topic, partition, bytes));
            }
        }

        @Override
        public void heal() {
            // It has been written.
        }
    }

    private void litter(String topic, int partition, byte[] bytes) {
        try {
            producer.send(new ProducerRecord<>(topic, partition, null, bytes)).get();
            garbage.add(HexFormat.of().formatHex(bytes));
        } catch (ExecutionException | KafkaException e) {
            // Nobody needs it.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Garbage that the log has acknowledged, in hexadecimal digits. */
    Set<String> garbage() {
        return Set.copyOf(garbage);
    }

    @Override
    public void close() {
        producer.close();
    }
}
