package io.staylog.cli.demo;

import io.staylog.cli.client.ConnectionOptions;
import io.staylog.cli.client.Headers;
import io.staylog.cli.client.KafkaClients;
import io.staylog.cli.client.RequestIds;
import io.staylog.cli.client.Settings;
import io.staylog.cli.terminal.DurationConverter;
import io.staylog.cli.terminal.Failure;
import io.staylog.cli.terminal.Json;
import io.staylog.cli.terminal.Output;
import io.staylog.schemas.Topics;
import io.staylog.schemas.guest.GuestProfileSet;
import io.staylog.schemas.serde.EventDeserializer;
import io.staylog.schemas.serde.EventSerializer;
import io.staylog.schemas.serde.SchemaRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code staylog demo}: guests and staff of an invented hotel, so that dashboards and reports have something to show. */
@Command(
        name = "demo",
        description =
                "Let an invented hotel live for a while: bookings, cancellations, arrivals, charges, departures, and"
                        + " every minute the end of a business date. Everything goes through the log as a client's would.")
public final class DemoCommand implements Callable<Integer> {
    private static final Duration SET_UP_WITHIN = Duration.ofSeconds(30);
    private static final Duration DELIVERY_TIMEOUT = Duration.ofSeconds(30);

    @Option(
            names = "--hotel",
            paramLabel = "<hotelId>",
            defaultValue = "demo-hotel",
            description = "The hotel; it is registered if need be. Default: ${DEFAULT-VALUE}.")
    private String hotelId;

    @Option(
            names = "--for",
            paramLabel = "<time>",
            defaultValue = "10m",
            converter = DurationConverter.class,
            description = "For how long. Default: ${DEFAULT-VALUE}.")
    private Duration length;

    @Option(
            names = "--day",
            paramLabel = "<time>",
            defaultValue = "60s",
            converter = DurationConverter.class,
            description = "How long a business date lasts. Default: ${DEFAULT-VALUE}.")
    private Duration day;

    @Option(
            names = "--per-second",
            paramLabel = "<number>",
            defaultValue = "2",
            description = "How many things happen in a second. Default: ${DEFAULT-VALUE}.")
    private int perSecond;

    @Option(
            names = "--at-once",
            paramLabel = "<bookings>",
            defaultValue = "150",
            description = "Bookings to begin with, where the hotel is new. Default: ${DEFAULT-VALUE}.")
    private int atOnce;

    @Option(names = "--seed", description = "Does the same again. Default: another every time.")
    private long seed = System.nanoTime();

    @Mixin
    private ConnectionOptions connection = new ConnectionOptions();

    @Mixin
    private Output output = new Output();

    private final Clock clock = Clock.systemUTC();
    private long written;

    @Override
    public Integer call() {
        if (perSecond < 1 || perSecond > 100) {
            throw Failure.usage("--per-second must be 1 to 100, but is " + perSecond);
        }
        System.err.printf("demo: --hotel=%s --seed=%d%n", hotelId, seed);
        var settings = connection.settings();
        var kafka = new KafkaClients(settings).probe();
        var desk = new DemoDesk();
        try (var consumer = kafka.consumer(true);
                var producer = kafka.producer(DELIVERY_TIMEOUT)) {
            var life = new DemoLife(hotelId, desk, new Random(seed), this::id);
            var log = new Log(settings, consumer, producer);
            log.read(desk);
            if (desk.today() == null) {
                open(desk, life, log);
            }
            live(desk, life, log);
            producer.flush();
        }
        var json = Json.object().put("hotelId", hotelId).put("records", written);
        json.put("businessDate", String.valueOf(desk.today()));
        output.print(json, hotelId + ": " + written + " records written, its business date is " + desk.today());
        return 0;
    }

    private UUID id() {
        return RequestIds.next(clock.instant());
    }

    private void open(DemoDesk desk, DemoLife life, Log log) {
        log.write(new DemoHotel(hotelId, this::id).setUp(LocalDate.now(clock)));
        long end = System.nanoTime() + SET_UP_WITHIN.toNanos();
        while (desk.today() == null) {
            if (System.nanoTime() > end) {
                throw Failure.unknown("booking-service has not registered " + hotelId + " within "
                        + SET_UP_WITHIN.toSeconds() + " s; is it running? See: staylog status");
            }
            log.follow(desk, Duration.ofMillis(100));
        }
        for (int i = 0; i < atOnce; i++) {
            log.write(life.booking());
        }
    }

    private void live(DemoDesk desk, DemoLife life, Log log) {
        var pause = Duration.ofSeconds(1).dividedBy(perSecond);
        long end = System.nanoTime() + length.toNanos();
        long midnight = System.nanoTime() + day.toNanos();
        while (System.nanoTime() < end) {
            long due = System.nanoTime() + pause.toNanos();
            if (System.nanoTime() >= midnight) {
                log.write(life.endOfDay());
                midnight += day.toNanos();
            } else {
                log.write(life.next());
            }
            do {
                log.follow(desk, Duration.ofNanos(Math.max(0, due - System.nanoTime())));
            } while (System.nanoTime() < due);
        }
    }

    /** The hotel's part of the log: what was decided, and what is asked. */
    private final class Log {
        private final KafkaConsumer<byte[], byte[]> consumer;
        private final KafkaProducer<String, byte[]> producer;
        private final EventSerializer serializer;
        private final EventDeserializer deserializer;
        private volatile @Nullable Exception refusal;

        Log(Settings settings, KafkaConsumer<byte[], byte[]> consumer, KafkaProducer<String, byte[]> producer) {
            var registry = new SchemaRegistry(settings.registry());
            this.consumer = consumer;
            this.producer = producer;
            this.serializer = new EventSerializer(registry)
                    .preload(Topics.BOOKING_REQUESTS)
                    .preload(Topics.GUEST_PROFILES);
            this.deserializer = new EventDeserializer(registry, Topics.BOOKING_EVENTS);
        }

        /** Reads what has been decided until now. */
        void read(DemoDesk desk) {
            var topic = Topics.BOOKING_EVENTS.name();
            int partition = KafkaClients.partition(hotelId, KafkaClients.partitions(consumer, topic));
            var events = new TopicPartition(topic, partition);
            consumer.assign(List.of(events));
            consumer.seekToBeginning(List.of(events));
            long end = consumer.endOffsets(List.of(events)).getOrDefault(events, 0L);
            while (consumer.position(events) < end) {
                follow(desk, Duration.ofMillis(200));
            }
        }

        /** Reads what has been decided since, for at most that long. */
        void follow(DemoDesk desk, Duration timeout) {
            for (var record : consumer.poll(timeout)) {
                boolean isOurs =
                        record.key() != null && new String(record.key(), StandardCharsets.UTF_8).equals(hotelId);
                if (isOurs
                        && deserializer.deserialize(record.topic(), record.value()) instanceof SpecificRecord event) {
                    desk.see(event);
                }
            }
        }

        void write(List<? extends SpecificRecord> records) {
            records.forEach(this::write);
        }

        private void write(SpecificRecord record) {
            var topic = record instanceof GuestProfileSet ? Topics.GUEST_PROFILES : Topics.BOOKING_REQUESTS;
            var key =
                    record instanceof GuestProfileSet guest ? guest.getGuestId().toString() : hotelId;
            var requestId = record.getSchema().getField("requestId");
            var id = String.valueOf(requestId == null ? id() : record.get(requestId.pos()));
            var headers = Headers.of(id, record.getSchema().getFullName(), key, clock.instant());
            var value = serializer.encode(topic.name(), record);
            if (refusal != null) {
                throw Failure.unreachable("Kafka has not taken a record: " + refusal.getMessage(), refusal);
            }
            var _ = producer.send(
                    new ProducerRecord<>(topic.name(), null, null, key, value, headers), (_, e) -> refusal = e);
            written++;
        }
    }
}
