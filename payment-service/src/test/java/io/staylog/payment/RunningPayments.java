package io.staylog.payment;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.staylog.banksimulator.BankSimulator;
import io.staylog.banksimulator.Settings;
import io.staylog.banksimulator.post.Notifying;
import io.staylog.realbroker.RealBroker;
import io.staylog.schemas.EventHeaders;
import io.staylog.schemas.Topic;
import io.staylog.schemas.Topics;
import io.staylog.schemas.serde.EventDeserializer;
import io.staylog.schemas.serde.EventSerializer;
import io.staylog.schemas.serde.SchemaRegistry;
import io.staylog.schemas.topics.TopicTool;
import io.staylog.testkit.RegistryDouble;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

/** payment-service between a real broker and the bank simulator, with somebody who asks and somebody who reads. */
final class RunningPayments implements AutoCloseable {
    private static final int PARTITIONS = 4;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    final RealBroker broker = RealBroker.start();
    final RegistryDouble registry = RegistryDouble.withOurSchemas();
    private final Path home;
    private final BankSimulator bank;
    final BankGate gate;
    private final SchemaRegistry schemas = new SchemaRegistry(registry.url());
    private final EventSerializer serializer = new EventSerializer(schemas);
    private final KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
            Map.of("bootstrap.servers", broker.bootstrapServers()),
            new ByteArraySerializer(),
            new ByteArraySerializer());
    private final KafkaConsumer<byte[], byte[]> events;
    private final List<SpecificRecord> heard = new ArrayList<>();
    private final HttpClient http = HttpClient.newHttpClient();

    RunningPayments(Path home) {
        this(home, Notifying.NOBODY);
    }

    /** With a bank that tells others what happens. */
    RunningPayments(Path home, Notifying notifying) {
        this.home = home;
        new TopicTool(broker.admin()).create(PARTITIONS, (short) 1);
        try {
            var settings = Settings.ofLoopback(0, home.resolve("bank"), Duration.ofMillis(500))
                    .with(notifying);
            bank = BankSimulator.start(settings, Clock.systemUTC(), failure -> {
                throw new UncheckedIOException(failure);
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        gate = new BankGate(URI.create("http://127.0.0.1:" + bank.port()));
        events = new KafkaConsumer<>(
                Map.of("bootstrap.servers", broker.bootstrapServers(), "isolation.level", "read_committed"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        // Not partitionsFor(): just after a topic was made, a broker may say that it has none.
        var partitions = IntStream.range(0, PARTITIONS)
                .mapToObj(number -> new TopicPartition(Topics.PAYMENT_EVENTS.name(), number))
                .toList();
        events.assign(partitions);
        events.seekToBeginning(partitions);
    }

    List<String> arguments(String instance) {
        return new ArrayList<>(List.of(
                "--server.port=0",
                "--staylog.instance=" + instance,
                "--staylog.data-dir=" + home.resolve(instance),
                "--staylog.token-file=" + home.resolve("token"),
                "--staylog.kafka.bootstrap-servers=" + broker.bootstrapServers(),
                "--staylog.registry.url=" + registry.url(),
                "--staylog.bank.gateways.simulator.url=" + gate.url(),
                "--management.metrics.use-global-registry=false",
                "--spring.jmx.enabled=false",
                "--logging.structured.format.console=",
                "--logging.level.root=warn"));
    }

    /** For those who cannot wait long for a bank that says nothing. */
    List<String> impatient() {
        return List.of(
                "--staylog.bank.gateways.simulator.connect-timeout=500ms",
                "--staylog.bank.gateways.simulator.request-timeout=2s",
                "--staylog.bank.not-found-twice=2s");
    }

    ConfigurableApplicationContext start(String instance, String... more) {
        var arguments = arguments(instance);
        arguments.addAll(List.of(more));
        return new SpringApplication(PaymentService.class).run(arguments.toArray(String[]::new));
    }

    void awaitReady(ConfigurableApplicationContext context) {
        await().atMost(PATIENCE).untilAsserted(() -> {
            var answer = get(context, "/actuator/health/readiness");
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        });
    }

    HttpResponse<String> get(ConfigurableApplicationContext context, String path) {
        var port = context.getEnvironment().getRequiredProperty("local.server.port");
        return get(URI.create("http://127.0.0.1:" + port + path));
    }

    /** What the bank says has moved for a hotel. */
    String bankTotals() {
        return get(URI.create("http://127.0.0.1:" + bank.port() + "/v1/ledger/totals?by=merchant"))
                .body();
    }

    private HttpResponse<String> get(URI uri) {
        try {
            return http.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    void write(Topic topic, String hotelId, SpecificRecord event) {
        var type = event.getSchema().getFullName();
        var source = source(topic);
        var headers = EventHeaders.of(UUID.randomUUID().toString(), type, source, Instant.now(), hotelId);
        var value = serializer.encode(topic.name(), event);
        var _ = producer.send(new ProducerRecord<>(topic.name(), null, hotelId.getBytes(UTF_8), value, headers));
        producer.flush();
    }

    /** Some topics are believed from their owner only. */
    private static String source(Topic topic) {
        if (topic.equals(Topics.BOOKING_EVENTS)) {
            return "booking-service";
        }
        return topic.equals(Topics.BANK_ANSWERS) ? "payment-service" : "test";
    }

    /** Waits until a payment's last event is of this type, and returns the names of all. */
    List<String> awaitLast(UUID payment, Class<? extends SpecificRecord> last) {
        await().atMost(PATIENCE)
                .until(() -> !eventsOf(payment).isEmpty()
                        && eventsOf(payment).getLast().getClass() == last);
        return eventsOf(payment).stream()
                .map(event -> event.getSchema().getName())
                .toList();
    }

    List<SpecificRecord> eventsOf(UUID payment) {
        var deserializer = new EventDeserializer(schemas, Topics.PAYMENT_EVENTS);
        for (var record : events.poll(Duration.ofMillis(20))) {
            heard.add((SpecificRecord) deserializer.deserialize(record.topic(), record.value()));
        }
        return heard.stream().filter(event -> payment.equals(paymentOf(event))).toList();
    }

    /** Null where an event is about none. */
    private static @Nullable Object paymentOf(SpecificRecord event) {
        var field = event.getSchema().getField("paymentId");
        return field == null ? null : event.get(field.pos());
    }

    @Override
    public void close() {
        producer.close(Duration.ZERO);
        events.close();
        gate.close();
        bank.close();
        registry.close();
        broker.close();
    }
}
