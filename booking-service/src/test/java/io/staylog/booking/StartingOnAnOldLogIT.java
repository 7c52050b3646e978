package io.staylog.booking;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.staylog.edge.StartRefusal;
import io.staylog.realbroker.RealBroker;
import io.staylog.schemas.EventHeaders;
import io.staylog.schemas.Topics;
import io.staylog.schemas.booking.BookingHeld;
import io.staylog.schemas.serde.SchemaRegistry;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.avro.SchemaBuilder;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;
import tools.jackson.databind.json.JsonMapper;

/** What the service does where the log says what the registry, or this build, does not know. */
class StartingOnAnOldLogIT {
    private static final List<String> REFUSED = new CopyOnWriteArrayList<>();
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private RealBroker broker;
    private RunningService service;

    @Configuration(proxyBeanMethods = false)
    static class RefusalIsNoted {
        @Bean
        @Primary
        StartRefusal notedRefusal() {
            return REFUSED::addAll;
        }
    }

    @BeforeEach
    void begin() {
        REFUSED.clear();
        broker = RealBroker.start();
        service = new RunningService(broker).withTopics();
    }

    @AfterEach
    void close() {
        service.close();
        broker.close();
    }

    private Http start() {
        return service.http(service.start(new Class<?>[] {BookingService.class, RefusalIsNoted.class}, "one"));
    }

    @Test
    void a_registry_that_does_not_know_what_the_log_was_written_with_is_refused_and_not_to_be_filled_anew() {
        writeAsOwner(4_711, BookingHeld.class.getName(), new byte[0]);

        start();

        await().atMost(PATIENCE).until(() -> !REFUSED.isEmpty());
        assertThat(REFUSED)
                .singleElement()
                .asString()
                .contains("has lost its data", "schema 4711", BookingHeld.class.getName(), "is unknown")
                .contains("restore the registry's own data from a backup", "it gives them other ids");
    }

    @Test
    void a_registry_that_gave_the_log_s_ids_to_other_schemas_is_refused() {
        writeAsOwner(1, "io.staylog.schemas.booking.SomethingElse", new byte[0]);

        start();

        await().atMost(PATIENCE).until(() -> !REFUSED.isEmpty());
        assertThat(REFUSED).singleElement().asString().contains("schema 1", "is now that of ");
    }

    @Test
    void a_level_that_is_set_and_not_in_force_is_refused() {
        service.registry.forgetItsLevel(true);

        start();

        await().atMost(PATIENCE).until(() -> !REFUSED.isEmpty());
        assertThat(REFUSED).allSatisfy(reason -> assertThat(reason).contains("set but not in force"));
    }

    @Test
    void an_event_of_the_next_release_stops_its_partition_and_no_other() {
        var type = SchemaBuilder.record("BookingUpgraded")
                .namespace("io.staylog.schemas.booking")
                .fields()
                .endRecord();
        int id = new SchemaRegistry(service.registry.url())
                .register(Topics.BOOKING_EVENTS.name() + "-" + type.getFullName(), type);
        writeAsOwner(id, type.getFullName(), new byte[0]);

        var http = start();

        await().atMost(PATIENCE).untilAsserted(() -> {
            var ready = http.get("/readyz");
            assertThat(ready.status()).isEqualTo(503);
            var engine = JsonMapper.shared()
                    .readTree(ready.response().body())
                    .at("/components/engine/details")
                    .toString();
            assertThat(engine).contains("may be older than the log").contains("\"phase\":\"DECIDING\"");
        });
        assertThat(REFUSED).isEmpty();
    }

    private void writeAsOwner(int id, String type, byte[] avro) {
        var payload = ByteBuffer.allocate(5 + avro.length)
                .put((byte) 0)
                .putInt(id)
                .put(avro)
                .array();
        var headers = EventHeaders.of("1", type, "booking-service", Instant.EPOCH, "rio");
        var topic = Topics.BOOKING_EVENTS.name();
        Map<String, Object> config = Map.of("bootstrap.servers", broker.bootstrapServers());
        try (var producer = new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer())) {
            var _ = producer.send(new ProducerRecord<>(topic, null, "rio".getBytes(UTF_8), payload, headers));
        }
    }
}
