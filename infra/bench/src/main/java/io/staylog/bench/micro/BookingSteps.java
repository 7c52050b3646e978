package io.staylog.bench.micro;

import io.staylog.bench.decisions.Demand;
import io.staylog.bench.decisions.Workload;
import io.staylog.booking.domain.BookingCommand;
import io.staylog.booking.domain.BookingEvent;
import io.staylog.booking.domain.Hotel;
import io.staylog.booking.stream.BookingWire;
import io.staylog.booking.stream.HotelRules;
import io.staylog.booking.stream.HotelStateFormat;
import io.staylog.eventsourcing.Origin;
import io.staylog.eventsourcing.Wire;
import io.staylog.schemas.Topics;
import io.staylog.schemas.serde.EventSerializer;
import io.staylog.schemas.serde.SchemaRegistry;
import io.staylog.testkit.RegistryDouble;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.record.TimestampType;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.infra.Blackhole;

/** The steps of deciding a booking that is held for its payment, in a hotel with {@value #BOOKINGS} bookings. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(java.util.concurrent.TimeUnit.NANOSECONDS)
@State(Scope.Thread)
@SuppressWarnings("NullAway.Init") // JMH calls the set-up before anything else.
public class BookingSteps {
    static final int BOOKINGS = 2_000;
    private static final long SEED = 20_261_126L;

    private final HotelRules rules = new HotelRules();
    private final HotelStateFormat format = new HotelStateFormat();
    private final List<ConsumerRecord<byte[], byte[]>> requests = new ArrayList<>();
    private final List<BookingEvent> facts = new ArrayList<>();
    private final List<BookingCommand> commands = new ArrayList<>();
    private final List<BookingEvent> events = new ArrayList<>();
    private final List<ConsumerRecord<byte[], byte[]>> written = new ArrayList<>();
    private final Instant now = Instant.ofEpochMilli(System.currentTimeMillis());

    private RegistryDouble registry;
    private BookingWire wire;
    private Hotel full;
    private byte[] snapshot;

    /** Decides everything once, so that each step has its input. */
    @Setup
    public void prepare() throws IOException {
        registry = RegistryDouble.withOurSchemas();
        var schemas = new SchemaRegistry(registry.url());
        var serializer = new EventSerializer(schemas);
        wire = new BookingWire(schemas, serializer.preload(Topics.BOOKING_EVENTS));
        var demand = new Demand(Workload.PAID_BY_CARD, 1, SEED, LocalDate.now(ZoneOffset.UTC), serializer);
        full = new Hotel(Demand.hotelId(0));
        demand.hotel(0).forEach(fact -> facts.addAll(decideNow(request(fact))));
        for (int i = 0; i < BOOKINGS; i++) {
            var request = request(demand.booking());
            requests.add(request);
            commands.add(command(request));
            for (var event : decideNow(request)) {
                events.add(event);
                written.add(written(event));
            }
        }
        var out = new ByteArrayOutputStream();
        format.write(full, out);
        snapshot = out.toByteArray();
    }

    private ConsumerRecord<byte[], byte[]> request(ProducerRecord<byte[], byte[]> sent) {
        return Inputs.read(sent, requests.size(), now.toEpochMilli());
    }

    private BookingCommand command(ConsumerRecord<byte[], byte[]> request) {
        return ((Wire.Incoming.Command<BookingCommand>) wire.read(request)).command();
    }

    private List<BookingEvent> decideNow(ConsumerRecord<byte[], byte[]> request) {
        var decided = rules.decide(full, command(request), now);
        decided.forEach(event -> rules.evolve(full, event, now));
        return decided;
    }

    private ConsumerRecord<byte[], byte[]> written(BookingEvent event) {
        var out = wire.write(event, origin());
        var headers = new org.apache.kafka.common.header.internals.RecordHeaders(out.headers());
        return new ConsumerRecord<>(
                out.topic(),
                0,
                written.size(),
                now.toEpochMilli(),
                TimestampType.CREATE_TIME,
                0,
                out.value().length,
                Demand.hotelId(0).getBytes(java.nio.charset.StandardCharsets.UTF_8),
                out.value(),
                headers,
                Optional.empty());
    }

    private Origin origin() {
        return new Origin(full.id(), Topics.BOOKING_REQUESTS.name() + "/0/123456/0", now, requests.getLast());
    }

    /** A hotel that is set up and has no bookings; building it is not measured. */
    @State(Scope.Thread)
    public static class EmptyHotel {
        private Hotel hotel;

        /** As the full one was before its first booking. */
        @Setup(Level.Invocation)
        public void empty(BookingSteps steps) {
            hotel = new Hotel(steps.full.id());
            steps.facts.forEach(hotel::evolve);
        }
    }

    /** A request's bytes to a command. */
    @Benchmark
    @OperationsPerInvocation(BOOKINGS)
    public void decodeRequest(Blackhole sink) {
        for (var request : requests) {
            sink.consume(wire.read(request));
        }
    }

    /** A command to events, in a hotel that has sold nothing yet, so that no command is a repeat. */
    @Benchmark
    @OperationsPerInvocation(BOOKINGS)
    public void decide(EmptyHotel empty, Blackhole sink) {
        for (var command : commands) {
            sink.consume(rules.decide(empty.hotel, command, now));
        }
    }

    /** An event into the state. */
    @Benchmark
    @OperationsPerInvocation(2 * BOOKINGS)
    public void evolve(EmptyHotel empty) {
        for (var event : events) {
            rules.evolve(empty.hotel, event, now);
        }
    }

    /** An event to bytes and headers. */
    @Benchmark
    @OperationsPerInvocation(2 * BOOKINGS)
    public void encodeEvent(Blackhole sink) {
        var origin = origin();
        for (var event : events) {
            sink.consume(wire.write(event, origin));
        }
    }

    /** An event's bytes back to an event, as when the log is folded. */
    @Benchmark
    @OperationsPerInvocation(2 * BOOKINGS)
    public void decodeEvent(Blackhole sink) {
        for (var record : written) {
            sink.consume(wire.readEvent(record));
        }
    }

    /** A hotel into a snapshot, for each of its bookings. */
    @Benchmark
    @OperationsPerInvocation(BOOKINGS)
    public int writeSnapshot() throws IOException {
        var out = new ByteArrayOutputStream();
        format.write(full, out);
        return out.size();
    }

    /** A hotel from a snapshot, for each of its bookings. */
    @Benchmark
    @OperationsPerInvocation(BOOKINGS)
    public Hotel readSnapshot() throws IOException {
        return format.read(full.id(), new ByteArrayInputStream(snapshot));
    }

    /** Ends what the set-up began. */
    @TearDown
    public void close() {
        registry.close();
    }
}
