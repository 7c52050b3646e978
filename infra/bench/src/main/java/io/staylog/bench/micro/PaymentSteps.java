package io.staylog.bench.micro;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.staylog.eventsourcing.Origin;
import io.staylog.eventsourcing.Wire;
import io.staylog.payment.domain.GatewayChoice;
import io.staylog.payment.domain.HotelPayments;
import io.staylog.payment.domain.PaymentCommand;
import io.staylog.payment.domain.PaymentEvent;
import io.staylog.payment.domain.PaymentTimes;
import io.staylog.payment.stream.PaymentDeciderAdapter;
import io.staylog.payment.stream.PaymentStateFormat;
import io.staylog.payment.stream.PaymentWire;
import io.staylog.payment.stream.Standings;
import io.staylog.schemas.EventHeaders;
import io.staylog.schemas.Topics;
import io.staylog.schemas.payment.CaptureMode;
import io.staylog.schemas.payment.Initiator;
import io.staylog.schemas.payment.PaymentPurpose;
import io.staylog.schemas.payment.PaymentRequested;
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
import java.util.Random;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
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

/** The steps of deciding that money is to be taken for a booking, in a hotel with {@value #PAYMENTS} payments. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(java.util.concurrent.TimeUnit.NANOSECONDS)
@State(Scope.Thread)
@SuppressWarnings("NullAway.Init") // JMH calls the set-up before anything else.
public class PaymentSteps {
    static final int PAYMENTS = 2_000;
    private static final long SEED = 20_261_126L;
    private static final String HOTEL = "hotel-1000";
    private static final String FROM = Topics.BOOKING_EVENTS.name();

    private final Standings standings = new Standings();
    private final GatewayChoice gateways = GatewayChoice.always("simulator");
    private final PaymentDeciderAdapter rules = new PaymentDeciderAdapter(PaymentTimes.USUAL, standings, gateways);
    private final PaymentStateFormat format = new PaymentStateFormat(PaymentTimes.USUAL, standings, gateways);
    private final Random random = new Random(SEED);
    private final Instant now = Instant.ofEpochMilli(System.currentTimeMillis());
    private final List<ConsumerRecord<byte[], byte[]>> requests = new ArrayList<>();
    private final List<PaymentCommand> commands = new ArrayList<>();
    private final List<PaymentEvent> events = new ArrayList<>();

    private RegistryDouble registry;
    private PaymentWire wire;
    private HotelPayments full;
    private byte[] snapshot;

    /** Decides everything once, so that each step has its input. */
    @Setup
    public void prepare() throws IOException {
        registry = RegistryDouble.withOurSchemas();
        var schemas = new SchemaRegistry(registry.url());
        var serializer = new EventSerializer(schemas);
        PaymentWire.WRITES.forEach(serializer::preload);
        wire = new PaymentWire(schemas, serializer, new PrometheusMeterRegistry(PrometheusConfig.DEFAULT));
        full = rules.initialState(HOTEL);
        for (int i = 0; i < PAYMENTS; i++) {
            var request = request(serializer, i);
            requests.add(request);
            var command = ((Wire.Incoming.Command<PaymentCommand>) wire.read(request)).command();
            commands.add(command);
            for (var event : rules.decide(full, command, now)) {
                rules.evolve(full, event, now);
                events.add(event);
            }
        }
        var out = new ByteArrayOutputStream();
        format.write(full, out);
        snapshot = out.toByteArray();
    }

    private ConsumerRecord<byte[], byte[]> request(EventSerializer serializer, int number) {
        var asked = new PaymentRequested(
                id(),
                HOTEL,
                id(),
                PaymentPurpose.GUARANTEE,
                12_900L + number,
                "EUR",
                CaptureMode.MANUAL,
                "tok_" + number,
                Initiator.CUSTOMER,
                LocalDate.ofInstant(now, ZoneOffset.UTC),
                now.plusSeconds(900));
        var headers = EventHeaders.of(
                Topics.BOOKING_REQUESTS.name() + "/0/" + number + "/1",
                asked.getSchema().getFullName(),
                "booking-service",
                now,
                HOTEL);
        var sent =
                new ProducerRecord<>(FROM, null, null, HOTEL.getBytes(UTF_8), serializer.encode(FROM, asked), headers);
        return Inputs.read(sent, number, now.toEpochMilli());
    }

    private UUID id() {
        return new UUID(random.nextLong(), random.nextLong());
    }

    /** A hotel without payments; making it is not measured. */
    @State(Scope.Thread)
    public static class NoPayments {
        private HotelPayments hotel;

        /** New each time, because it is filled. */
        @Setup(Level.Invocation)
        public void empty(PaymentSteps steps) {
            hotel = steps.rules.initialState(HOTEL);
        }
    }

    /** A request's bytes to a command. */
    @Benchmark
    @OperationsPerInvocation(PAYMENTS)
    public void decodeRequest(Blackhole sink) {
        for (var request : requests) {
            sink.consume(wire.read(request));
        }
    }

    /** A command to events. */
    @Benchmark
    @OperationsPerInvocation(PAYMENTS)
    public void decide(NoPayments none, Blackhole sink) {
        for (var command : commands) {
            sink.consume(rules.decide(none.hotel, command, now));
        }
    }

    /** A command to events, and these into the state. */
    @Benchmark
    @OperationsPerInvocation(PAYMENTS)
    public void decideAndEvolve(NoPayments none) {
        for (var command : commands) {
            for (var event : rules.decide(none.hotel, command, now)) {
                rules.evolve(none.hotel, event, now);
            }
        }
    }

    /** The events of a request to bytes and headers. */
    @Benchmark
    @OperationsPerInvocation(PAYMENTS)
    public void encodeEvents(Blackhole sink) {
        var origin = new Origin(HOTEL, FROM + "/0/123456/0", now, requests.getFirst());
        for (var event : events) {
            sink.consume(wire.write(event, origin));
        }
    }

    /** A hotel's payments into a snapshot, for each of them. */
    @Benchmark
    @OperationsPerInvocation(PAYMENTS)
    public int writeSnapshot() throws IOException {
        var out = new ByteArrayOutputStream();
        format.write(full, out);
        return out.size();
    }

    /** A hotel's payments from a snapshot, for each of them. */
    @Benchmark
    @OperationsPerInvocation(PAYMENTS)
    public HotelPayments readSnapshot() throws IOException {
        return format.read(HOTEL, new ByteArrayInputStream(snapshot));
    }

    /** Ends what the set-up began. */
    @TearDown
    public void close() {
        registry.close();
    }
}
