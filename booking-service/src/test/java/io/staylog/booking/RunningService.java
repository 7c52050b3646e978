package io.staylog.booking;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.staylog.realbroker.RealBroker;
import io.staylog.schemas.EventHeaders;
import io.staylog.schemas.Topics;
import io.staylog.schemas.payment.BankOperation;
import io.staylog.schemas.payment.DeclineCategory;
import io.staylog.schemas.payment.PaymentAuthorized;
import io.staylog.schemas.payment.PaymentDeclined;
import io.staylog.schemas.serde.EventSerializer;
import io.staylog.schemas.serde.SchemaRegistry;
import io.staylog.schemas.topics.TopicTool;
import io.staylog.testkit.RegistryDouble;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

/** The service itself with a registry, on a broker that it shares with others; it can be ended and started again. */
final class RunningService implements AutoCloseable {
    static final int PARTITIONS = 4;

    final RealBroker broker;
    final RegistryDouble registry = RegistryDouble.withOurSchemas();
    final Path home;
    private final EventSerializer serializer = new EventSerializer(new SchemaRegistry(registry.url()));
    private final List<ConfigurableApplicationContext> running = new ArrayList<>();

    RunningService(RealBroker broker) {
        this.broker = broker;
        try {
            home = Files.createTempDirectory("staylog-booking");
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    RunningService withTopics() {
        new TopicTool(broker.admin()).create(PARTITIONS, (short) 1);
        return this;
    }

    /** Starts an instance of the service. */
    ConfigurableApplicationContext start(String instance, String... more) {
        return start(new Class<?>[] {BookingService.class}, instance, more);
    }

    /** What an instance is started with. */
    List<String> arguments(String instance) {
        return List.of(
                "--server.port=0",
                "--staylog.instance=" + instance,
                "--staylog.data-dir=" + home.resolve(instance),
                "--staylog.token-file=" + home.resolve("token"),
                "--staylog.kafka.bootstrap-servers=" + broker.bootstrapServers(),
                "--staylog.registry.url=" + registry.url(),
                "--management.metrics.use-global-registry=false",
                "--spring.jmx.enabled=false",
                "--logging.structured.format.console=",
                "--logging.level.root=warn");
    }

    ConfigurableApplicationContext start(Class<?>[] sources, String instance, String... more) {
        var args = new ArrayList<>(arguments(instance));
        args.addAll(List.of(more));
        var context = new SpringApplication(sources).run(args.toArray(String[]::new));
        running.add(context);
        return context;
    }

    Http http(ConfigurableApplicationContext context) {
        try {
            return new Http(
                    port(context), Files.readString(home.resolve("token")).strip());
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    static int port(ConfigurableApplicationContext context) {
        return context.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
    }

    static Http ready(Http http) {
        await().atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(100))
                .untilAsserted(() -> {
                    var answer = http.get("/readyz");
                    assertThat(answer.status()).as(answer.response().body()).isEqualTo(200);
                });
        return http;
    }

    /** The bank has reserved the money. */
    void authorize(String hotelId, UUID bookingId, UUID paymentId, long amountMinor) {
        write(
                hotelId,
                PaymentAuthorized.newBuilder()
                        .setPaymentId(paymentId)
                        .setHotelId(hotelId)
                        .setBookingId(bookingId)
                        .setVersion(3)
                        .setAmountMinor(amountMinor)
                        .setCurrency("EUR")
                        .setPspReference("psp-1")
                        .build());
    }

    /** The bank has refused. */
    void decline(String hotelId, UUID bookingId, UUID paymentId) {
        write(
                hotelId,
                PaymentDeclined.newBuilder()
                        .setPaymentId(paymentId)
                        .setHotelId(hotelId)
                        .setBookingId(bookingId)
                        .setVersion(3)
                        .setOperation(BankOperation.AUTHORIZE)
                        .setDeclineCode("insufficient_funds")
                        .setCategory(DeclineCategory.HARD)
                        .build());
    }

    private void write(String hotelId, SpecificRecord event) {
        var topic = Topics.PAYMENT_EVENTS.name();
        Map<String, Object> config = Map.of("bootstrap.servers", broker.bootstrapServers());
        try (var producer = new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer())) {
            var record = new ProducerRecord<>(topic, hotelId.getBytes(UTF_8), serializer.encode(topic, event));
            record.headers().add(EventHeaders.SOURCE, "payment-service".getBytes(UTF_8));
            var _ = producer.send(record);
        }
    }

    void stop(ConfigurableApplicationContext context) {
        context.close();
        running.remove(context);
    }

    @Override
    public void close() {
        List.copyOf(running).forEach(this::stop);
        registry.close();
    }
}
