package io.staylog.reporting.projection;

import static io.staylog.reporting.testing.Events.*;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.staylog.reporting.testing.Log;
import io.staylog.schemas.Topics;
import io.staylog.schemas.payment.PaymentPurpose;
import io.staylog.schemas.serde.EventDeserializer;
import io.staylog.schemas.serde.SchemaRegistry;
import io.staylog.testkit.RegistryDouble;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.core.DefaultKafkaConsumerFactory;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.kafka.listener.ContainerProperties;
import org.springframework.kafka.listener.KafkaMessageListenerContainer;
import org.springframework.kafka.mock.MockProducerFactory;

/** What the projection logs of a record that gives trouble: enough to find it, and nothing of what it says. */
class LogLinesTest {
    private static final String BOOKINGS = Topics.BOOKING_EVENTS.name();
    private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
    private static final String CARD = "4111111111111111";
    private static final Logger LOGGER = (Logger) LoggerFactory.getLogger(LogLinesTest.class.getPackageName());

    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
    private RegistryDouble registry;
    private Log log;

    @BeforeEach
    void listen() throws IOException {
        registry = RegistryDouble.withOurSchemas();
        log = new Log(new SchemaRegistry(registry.url()));
        lines.start();
        LOGGER.setLevel(Level.INFO);
        LOGGER.addAppender(lines);
    }

    @AfterEach
    void stop() {
        LOGGER.detachAppender(lines);
        LOGGER.setLevel(null);
        registry.close();
    }

    /** The newest record, with a trace. */
    private ConsumerRecord<byte[], byte[]> traced() {
        var newest = log.records().getLast();
        newest.headers().add("traceparent", ("00-" + TRACE + "-b7ad6b7169203331-01").getBytes(UTF_8));
        return newest;
    }

    private Map<String, String> onlyLine() {
        assertThat(lines.list).hasSize(1);
        var fields = new TreeMap<String, String>();
        lines.list.getFirst().getKeyValuePairs().forEach(field -> fields.put(field.key, String.valueOf(field.value)));
        return fields;
    }

    private EventReader reader() {
        var schemas = new SchemaRegistry(registry.url());
        return new EventReader(new EventDeserializer(schemas, Topics.BOOKING_EVENTS), new PlainReader(schemas));
    }

    private void keep(ConsumerRecord<byte[], byte[]> input) {
        var producer = new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer());
        var letters = new KafkaDeadLetters(
                new KafkaTemplate<>(new MockProducerFactory<byte[], byte[]>(() -> producer)), "test");
        letters.keep(input, (EventReader.Reading.Dead) reader().read(input));
    }

    @Test
    void a_dead_letter_names_hotel_booking_and_trace() {
        log.add(BOOKINGS, "oslo".getBytes(UTF_8), log.encode(arrived("anna", 2, "2026-03-01")));
        keep(traced());
        assertThat(onlyLine())
                .isEqualTo(Map.of(
                        "topic", BOOKINGS,
                        "partition", "0",
                        "offset", "0",
                        "hotelId", "oslo",
                        "bookingId", id("anna").toString(),
                        "traceId", TRACE,
                        "reason", "key-mismatch"));
    }

    @Test
    void nothing_of_what_a_stranger_wrote_is_logged() {
        log.add(BOOKINGS, CARD.getBytes(UTF_8), "Anna Smith, Main Street 1".getBytes(UTF_8));
        log.records().getLast().headers().add("traceparent", "Anna Smith".getBytes(UTF_8));
        keep(log.records().getLast());
        assertThat(onlyLine()).containsOnlyKeys("topic", "partition", "offset", "reason");
        assertThat(lines.list.getFirst().getFormattedMessage() + onlyLine())
                .doesNotContain("Smith")
                .doesNotContain(CARD);
    }

    @Test
    void an_orphan_names_hotel_payment_and_trace() {
        log.add(captured("p", 3, PaymentPurpose.DEPOSIT, 700, "2026-03-01"));
        try (var projection = new ProjectorFixture(new SchemaRegistry(registry.url()))) {
            var result = projection.project(List.of(traced()));
            new ProjectionMetrics(new SimpleMeterRegistry()).projected(result, 1);
        }
        assertThat(lines.list).extracting(ILoggingEvent::getLevel).containsExactly(Level.ERROR);
        assertThat(onlyLine())
                .containsEntry("hotelId", HOTEL)
                .containsEntry("paymentId", id("p").toString())
                .containsEntry("traceId", TRACE)
                .containsEntry("offset", "0");
    }

    @Test
    void a_retry_names_the_record_that_cannot_be_taken_in() {
        log.add(hotel("oslo", "2026-03-01"));
        log.add(BOOKINGS, HOTEL.getBytes(UTF_8), new byte[] {9});
        traced();
        try (var projection = new ProjectorFixture(new SchemaRegistry(registry.url()))) {
            retry(catchThrowableOfType(
                    RuntimeException.class,
                    () -> projection
                            .failing(new IllegalStateException("no broker"))
                            .project(log.records(), Map.of())));
        }
        assertThat(onlyLine())
                .containsEntry("hotelId", HOTEL)
                .containsEntry("traceId", TRACE)
                .containsEntry("offset", "1")
                .containsEntry("failures", "1");
    }

    @Test
    void a_retry_of_a_batch_that_cannot_be_written_names_its_first_record() {
        log.add(hotel("oslo", "2026-03-01"));
        traced();
        log.add(hotel(HOTEL, "2026-03-01"));
        retry(new IllegalStateException("no database"));
        assertThat(onlyLine())
                .containsEntry("hotelId", "oslo")
                .containsEntry("traceId", TRACE)
                .containsEntry("offset", "0");
    }

    private void retry(RuntimeException thrown) {
        var partition = new TopicPartition(BOOKINGS, 0);
        var consumer = new MockConsumer<byte[], byte[]>("none");
        consumer.assign(List.of(partition));
        var container = new KafkaMessageListenerContainer<byte[], byte[]>(
                new DefaultKafkaConsumerFactory<>(Map.of()), new ContainerProperties(BOOKINGS));
        new RetryForever(Duration.ZERO, new ProjectionState(Clock.systemUTC()))
                .handleBatch(
                        thrown,
                        new ConsumerRecords<>(Map.of(partition, log.records()), Map.of()),
                        consumer,
                        container,
                        () -> {});
        assertThat(consumer.position(partition)).isZero();
    }
}
