package io.staylog.bench.decisions;

import static org.assertj.core.api.Assertions.assertThat;

import io.staylog.booking.domain.BookingCommand;
import io.staylog.booking.domain.BookingEvent;
import io.staylog.booking.domain.Hotel;
import io.staylog.booking.stream.BookingWire;
import io.staylog.booking.stream.HotelRules;
import io.staylog.eventsourcing.Wire;
import io.staylog.schemas.Topics;
import io.staylog.schemas.booking.RoomTypeDefined;
import io.staylog.schemas.serde.EventSerializer;
import io.staylog.schemas.serde.SchemaRegistry;
import io.staylog.testkit.RegistryDouble;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The peer is only one if it decides what the product decides. */
class DecidingOnStreamsTest {
    private static final Instant NOW = Instant.parse("2026-11-26T10:00:00Z");
    private static final LocalDate OPENS = LocalDate.parse("2026-11-26");
    private static final long SEED = 7;

    @TempDir
    Path directory;

    private final RegistryDouble registry = RegistryDouble.withOurSchemas();
    private final SchemaRegistry schemas = new SchemaRegistry(registry.url());
    private final EventSerializer serializer = new EventSerializer(schemas);
    private final HotelRules rules = new HotelRules();
    private final Hotel hotel = new Hotel(Demand.hotelId(0));

    private BookingWire wire;
    private TopologyTestDriver driver;
    private TestInputTopic<byte[], byte[]> requests;
    private TestOutputTopic<byte[], byte[]> decisions;
    private long offset;

    @BeforeEach
    void start() {
        wire = new BookingWire(schemas, serializer.preload(Topics.BOOKING_EVENTS));
        var settings = new Properties();
        settings.put("application.id", "peer");
        settings.put("bootstrap.servers", "nowhere:1");
        settings.put("state.dir", directory.toString());
        driver = new TopologyTestDriver(StreamsDrain.topology(wire, new AtomicLong()), settings, NOW);
        requests = driver.createInputTopic(Demand.REQUESTS, new ByteArraySerializer(), new ByteArraySerializer());
        decisions = driver.createOutputTopic(
                Contender.STREAMS.output(), new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    @AfterEach
    void stop() {
        driver.close();
        registry.close();
    }

    @Test
    void it_decides_what_the_product_decides() {
        for (var workload : Workload.values()) {
            // Another seed for each, or else the second would only repeat the requests of the first.
            var demand = new Demand(workload, 1, SEED + workload.events(), OPENS, serializer);
            demand.hotel(0).forEach(this::bothDecideTheSame);
            for (int i = 0; i < 50; i++) {
                assertThat(bothDecideTheSame(demand.booking())).hasSize(workload.events());
            }
        }
    }

    @Test
    void it_refuses_what_is_sold_out_as_the_product_does() {
        var demand = new Demand(Workload.PAID_AT_THE_HOTEL, 1, SEED, OPENS, serializer);
        demand.hotel(0).forEach(this::bothDecideTheSame);
        for (var type : List.of("single", "double", "twin", "suite")) {
            var two = new RoomTypeDefined(UUID.randomUUID(), hotel.id(), type, type, 1, 2);
            bothDecideTheSame(new ProducerRecord<>(
                    Demand.REQUESTS, hotel.id().getBytes(), serializer.encode(Demand.REQUESTS, two)));
        }
        int refused = 0;
        for (int i = 0; i < 500; i++) {
            if (bothDecideTheSame(demand.booking()).getFirst() instanceof BookingEvent.RequestRejected) {
                refused++;
            }
        }
        assertThat(refused).isBetween(1, 499);
    }

    @Test
    void it_answers_a_repeat_once() {
        var demand = new Demand(Workload.PAID_BY_CARD, 1, SEED, OPENS, serializer);
        demand.hotel(0).forEach(this::bothDecideTheSame);
        var request = demand.booking();

        assertThat(bothDecideTheSame(request)).hasSize(2);
        assertThat(bothDecideTheSame(request)).isEmpty();
    }

    private List<BookingEvent> bothDecideTheSame(ProducerRecord<byte[], byte[]> request) {
        requests.pipeInput(new TestRecord<>(request.key(), request.value(), request.headers(), NOW));
        var theirs = new ArrayList<BookingEvent>();
        for (var written : decisions.readRecordsToList()) {
            theirs.add(wire.readEvent(record(Topics.BOOKING_EVENTS.name(), written.key(), written.value())));
        }
        var input = record(Demand.REQUESTS, request.key(), request.value());
        var command = ((Wire.Incoming.Command<BookingCommand>) wire.read(input)).command();
        var ours = rules.decide(hotel, command, NOW);
        ours.forEach(event -> rules.evolve(hotel, event, NOW));
        assertThat(theirs).isEqualTo(ours);
        return ours;
    }

    private ConsumerRecord<byte[], byte[]> record(String topic, byte[] key, byte[] value) {
        return new ConsumerRecord<>(
                topic,
                0,
                offset++,
                NOW.toEpochMilli(),
                TimestampType.LOG_APPEND_TIME,
                key.length,
                value.length,
                key,
                value,
                new org.apache.kafka.common.header.internals.RecordHeaders(),
                Optional.empty());
    }
}
