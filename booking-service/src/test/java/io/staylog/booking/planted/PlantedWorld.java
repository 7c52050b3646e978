package io.staylog.booking.planted;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.staylog.booking.domain.BookingCommand;
import io.staylog.booking.stream.BookingEngine;
import io.staylog.booking.stream.BookingWire;
import io.staylog.booking.stream.HotelStateFormat;
import io.staylog.booking.view.BookingView;
import io.staylog.booking.view.Fact;
import io.staylog.booking.view.ReadModel;
import io.staylog.checker.Checker;
import io.staylog.checker.rules.Verdict;
import io.staylog.eventsourcing.Engine;
import io.staylog.eventsourcing.EngineSettings;
import io.staylog.eventsourcing.UnreadableRecordException;
import io.staylog.eventsourcing.Wire;
import io.staylog.logview.ViewReader;
import io.staylog.logview.Waiters;
import io.staylog.realbroker.RealBroker;
import io.staylog.schemas.EventHeaders;
import io.staylog.schemas.Topics;
import io.staylog.schemas.serde.EventDeserializer;
import io.staylog.schemas.serde.EventSerializer;
import io.staylog.schemas.serde.SchemaRegistry;
import io.staylog.schemas.topics.TopicTool;
import io.staylog.testkit.RegistryDouble;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/** booking-service's engine and view on a real broker, and somebody who asks and writes down what he is told. */
public final class PlantedWorld implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    // For an owner that sleeps: its successor need not wait long.
    private static final Duration SESSION = Duration.ofSeconds(6);
    private static final Duration TRANSACTION = Duration.ofSeconds(30);
    private static final Duration POLL = Duration.ofMillis(1_500);
    private static final Duration QUIET_WITHIN = Duration.ofSeconds(8);
    private static final int MINUTE_MS = 60_000;

    static {
        // There is no Spring here that would do it.
        ((Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME)).setLevel(Level.ERROR);
    }

    private final RealBroker broker = RealBroker.start();
    private final RegistryDouble registry = RegistryDouble.withOurSchemas();
    private final SchemaRegistry schemas = new SchemaRegistry(registry.url());
    private final EventSerializer serializer = new EventSerializer(schemas);
    private final KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
            Map.of("bootstrap.servers", broker.bootstrapServers()),
            new ByteArraySerializer(),
            new ByteArraySerializer());
    private final AtomicLong clockAheadMs = new AtomicLong();
    private final Path home;
    private int instances;

    /** With its own broker. */
    public PlantedWorld(Path home) {
        this.home = home;
        new TopicTool(broker.admin()).create(1, (short) 1);
    }

    /** An engine that runs. */
    public final class Running implements AutoCloseable {
        private final Engine<?, ?, ?> engine;
        private final PlantedClients clients;

        private Running(@Nullable PlantedBug bug) {
            var name = "planted-" + ++instances;
            var settings = new EngineSettings(
                            BookingEngine.GROUP,
                            name,
                            broker.bootstrapServers(),
                            List.of(Topics.BOOKING_REQUESTS.name()),
                            List.of(Topics.PAYMENT_EVENTS.name()),
                            Topics.BOOKING_EVENTS.name(),
                            home.resolve(name))
                    .withTimeouts(SESSION, TRANSACTION, POLL);
            clients = new PlantedClients(settings, bug == PlantedBug.AT_LEAST_ONCE);
            engine = new Engine<>(
                    settings,
                    new PlantedRules(bug),
                    wire(bug),
                    new HotelStateFormat(),
                    new SimpleMeterRegistry(),
                    () -> java.time.Instant.now().plusMillis(clockAheadMs.get()),
                    clients);
            engine.start();
        }

        /** It will stand still before it writes the next event. */
        public void freezeBeforeWriting() {
            clients.beforeSend = new PlantedClients.Stop();
        }

        /** It will stand still before it commits the next transaction, with all events on the log. */
        public void freezeBeforeCommitting() {
            clients.beforeCommit = new PlantedClients.Stop();
        }

        /** Waits until it stands still. */
        public void awaitFrozen() throws InterruptedException {
            assertThat(stop().reached.await(PATIENCE.toMillis(), java.util.concurrent.TimeUnit.MILLISECONDS))
                    .as("stands still")
                    .isTrue();
        }

        private PlantedClients.Stop stop() {
            return clients.beforeSend.goesOn.getCount() > 0 ? clients.beforeSend : clients.beforeCommit;
        }

        /** It goes on, where it stands still. */
        public void thaw() {
            clients.goOn();
        }

        /** Its next commit fails. */
        public void failAtCommit() {
            clients.failsAtCommit.set(true);
        }

        /** Waits until it has failed so. */
        public void awaitFailed() {
            await().atMost(PATIENCE).until(() -> !clients.failsAtCommit.get());
        }

        @Override
        public void close() {
            thaw();
            engine.close();
        }
    }

    /** Starts an engine with a bug, or with none. */
    public Running start(@Nullable PlantedBug bug) {
        return new Running(bug);
    }

    @SuppressWarnings("unchecked")
    private Wire<BookingCommand, io.staylog.booking.domain.BookingEvent> wire(@Nullable PlantedBug bug) {
        var real = new BookingWire(schemas, serializer);
        if (bug != PlantedBug.SKIPPED_WITHOUT_A_LETTER) {
            return real;
        }
        return (Wire<BookingCommand, io.staylog.booking.domain.BookingEvent>) Proxy.newProxyInstance(
                PlantedWorld.class.getClassLoader(), new Class<?>[] {Wire.class}, (_, method, arguments) -> {
                    try {
                        return method.invoke(real, arguments);
                    } catch (InvocationTargetException e) {
                        if (e.getCause() instanceof UnreadableRecordException) {
                            return new Wire.Incoming.Skipped<>("unreadable");
                        }
                        throw e.getCause();
                    }
                });
    }

    /** The engines' clock jumps ahead. */
    public void jump(int minutes) {
        clockAheadMs.addAndGet((long) minutes * MINUTE_MS);
    }

    /** The clock is right again. */
    public void clockIsRight() {
        clockAheadMs.set(0);
    }

    // What somebody asks, and writes down before it is sent and when it is acknowledged.

    /** The place where it is written down. */
    public Path history(String hotelId) {
        return home.resolve(hotelId + ".jsonl");
    }

    private void note(String hotelId, String line) {
        try {
            Files.writeString(history(hotelId), line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String clocks() {
        return "\"wall\":" + System.currentTimeMillis() + ",\"mono\":" + System.nanoTime();
    }

    /** Asks for something and waits until the log has it. */
    public void ask(String hotelId, Object requestId, SpecificRecord request) {
        note(
                hotelId,
                "{\"t\":\"invoke\",\"id\":\"%s\",\"op\":\"%s\",\"hotel\":\"%s\",\"booking\":null,\"via\":\"kafka\",%s}"
                        .formatted(requestId, request.getSchema().getName(), hotelId, clocks()));
        var at = write(hotelId, serializer.encode(Topics.BOOKING_REQUESTS.name(), request));
        note(
                hotelId,
                "{\"t\":\"ok\",\"id\":\"%s\",%s,\"topic\":\"%s\",\"partition\":%d,\"offset\":%d,\"answer\":null}"
                        .formatted(requestId, clocks(), at.topic(), at.partition(), at.offset()));
    }

    /** Writes what nobody can read. */
    public void garbage(String hotelId) {
        write(hotelId, new byte[] {0, 0, 0, 0, 0, 1, 2, 3});
    }

    private RecordMetadata write(String hotelId, byte[] value) {
        try {
            return producer.send(
                            new ProducerRecord<>(Topics.BOOKING_REQUESTS.name(), null, hotelId.getBytes(UTF_8), value))
                    .get();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What a reader is shown of a booking, from the view of booking-service. */
    public final class View implements AutoCloseable {
        private final ReadModel model =
                new ReadModel(1_000, Duration.ofHours(1), InstantSource.system(), new Waiters(16));
        private final ViewReader<Fact> reader;

        private View(String isolation) {
            var wire = new BookingWire(schemas, serializer);
            Map<String, Object> config = Map.of(
                    "bootstrap.servers",
                    broker.bootstrapServers(),
                    "isolation.level",
                    isolation,
                    "auto.offset.reset",
                    "none",
                    "enable.auto.commit",
                    "false");
            reader = new ViewReader<>(
                    Topics.BOOKING_EVENTS.name(),
                    () -> new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer()),
                    record -> wire.isOurs(record) ? Fact.of(record, wire.readEvent(record)) : null,
                    model,
                    _ -> {});
            reader.start();
        }

        /** Waits until the booking is shown, and writes down how. */
        public BookingView show(String hotelId, UUID bookingId) {
            var shown = await().atMost(PATIENCE).until(() -> model.booking(hotelId, bookingId), it -> it != null);
            note(
                    hotelId,
                    ("{\"t\":\"read\",\"what\":\"booking\",\"hotel\":\"%s\",\"booking\":\"%s\",%s,\"position\":\"%s\","
                                    + "\"sse\":null,\"says\":\"%s\"}")
                            .formatted(hotelId, bookingId, clocks(), shown.position(), shown.status()));
            return shown;
        }

        @Override
        public void close() {
            reader.close();
        }
    }

    /** Follows the log as booking-service does, or with another isolation. */
    public View view(String isolation) {
        return new View(isolation);
    }

    /** Waits until so many events of a type that are of this hotel are committed. */
    public void awaitEvents(String hotelId, String type, int count) {
        Map<String, Object> config = Map.of(
                "bootstrap.servers", broker.bootstrapServers(),
                "isolation.level", "read_committed",
                "auto.offset.reset", "earliest");
        try (var consumer = new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            var at = List.of(new org.apache.kafka.common.TopicPartition(Topics.BOOKING_EVENTS.name(), 0));
            consumer.assign(at);
            consumer.seekToBeginning(at);
            var deserializer = new EventDeserializer(schemas, Topics.BOOKING_EVENTS);
            var found = new ArrayList<String>();
            var types = new ArrayList<String>();
            await().atMost(PATIENCE).untilAsserted(() -> {
                consumer.poll(Duration.ofMillis(100)).forEach(record -> {
                    boolean isOurs = record.key() != null && new String(record.key(), UTF_8).equals(hotelId);
                    if (isOurs) {
                        found.add(String.valueOf(deserializer.deserialize(record.topic(), record.value())));
                        types.add(EventHeaders.text(record.headers(), EventHeaders.TYPE));
                    }
                });
                assertThat(types.stream().filter(it -> it.endsWith("." + type)))
                        .as("%s among %s", type, found)
                        .hasSizeGreaterThanOrEqualTo(count);
            });
        }
    }

    /** What the checker says of a hotel. */
    public Verdict look(String hotelId) throws InterruptedException {
        try {
            var ledger = Files.writeString(home.resolve("no-money.jsonl"), "");
            return Checker.look(
                    new Checker.Question(
                            broker.bootstrapServers(),
                            Map.of(),
                            registry.url(),
                            ledger.toString(),
                            Set.of(hotelId),
                            history(hotelId),
                            QUIET_WITHIN),
                    _ -> {});
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        producer.close(Duration.ZERO);
        registry.close();
        broker.close();
    }
}
