package io.staylog.cli.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.staylog.cli.client.Settings;
import io.staylog.eventsourcing.Clients;
import io.staylog.eventsourcing.Decider;
import io.staylog.eventsourcing.Engine;
import io.staylog.eventsourcing.EngineSettings;
import io.staylog.eventsourcing.Origin;
import io.staylog.eventsourcing.StateFormat;
import io.staylog.eventsourcing.UnreadableRecordException;
import io.staylog.eventsourcing.Wire;
import io.staylog.schemas.Topics;
import io.staylog.schemas.payment.PaymentRefundRequested;
import io.staylog.schemas.serde.EventDeserializer;
import io.staylog.schemas.serde.SchemaRegistry;
import io.staylog.schemas.serde.UndecodableException;
import io.staylog.schemas.serde.WireFormat;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * A payment-service with the real engine, whose rules are simple: it notes every refund that is asked for, but knows no answer to
 * those of {@link #FATAL_MINOR} while it is broken.
 */
public final class TestPayments implements AutoCloseable {
    /** Consumer group. */
    public static final String GROUP = "payment-service";

    /** Amount that the broken rules fail on. */
    public static final long FATAL_MINOR = 666;

    private final Engine<Set<String>, PaymentRefundRequested, String> engine;
    private volatile boolean broken = true;

    /** Begins to decide. */
    public TestPayments(Settings settings, Path directory) {
        var engineSettings = new EngineSettings(
                GROUP,
                "test",
                settings.bootstrapServers(),
                List.of(Topics.PAYMENT_REQUESTS.name()),
                List.of(),
                Topics.PAYMENT_EVENTS.name(),
                directory);
        engine = new Engine<>(
                engineSettings,
                new Rules(),
                new Words(settings),
                new NoSnapshots(),
                new SimpleMeterRegistry(),
                Clock.systemUTC(),
                new Clients(engineSettings));
        engine.start();
    }

    /** Whether from now on there is an amount that the rules know no answer to. */
    public void broken(boolean isBroken) {
        broken = isBroken;
    }

    @Override
    public void close() {
        engine.close();
    }

    private final class Rules implements Decider<Set<String>, PaymentRefundRequested, String> {
        @Override
        public Set<String> initialState(String key) {
            return new TreeSet<>();
        }

        @Override
        public List<String> decide(Set<String> state, PaymentRefundRequested command, Instant now) {
            if (broken && command.getAmountMinor() == FATAL_MINOR) {
                throw new IllegalStateException("no rule for an amount of " + FATAL_MINOR);
            }
            return List.of("refund of " + command.getAmountMinor());
        }

        @Override
        public void evolve(Set<String> state, String event, Instant at) {
            state.add(event);
        }

        @Override
        public String subject(PaymentRefundRequested command) {
            return command.getPaymentId().toString();
        }
    }

    private static final class Words implements Wire<PaymentRefundRequested, String> {
        private final EventDeserializer deserializer;

        Words(Settings settings) {
            deserializer = new EventDeserializer(new SchemaRegistry(settings.registry()), Topics.PAYMENT_REQUESTS);
        }

        @Override
        public Incoming<PaymentRefundRequested> read(ConsumerRecord<byte[], byte[]> record) {
            try {
                return deserializer.deserialize(record.topic(), record.value()) instanceof PaymentRefundRequested refund
                        ? new Incoming.Command<>(refund)
                        : new Incoming.Skipped<>("other");
            } catch (UndecodableException e) {
                throw UnreadableRecordException.illegible("undecodable", String.valueOf(e.getMessage()));
            }
        }

        @Override
        public OptionalInt schemaId(ConsumerRecord<byte[], byte[]> record) {
            return WireFormat.namedSchema(record.value());
        }

        @Override
        public String readEvent(ConsumerRecord<byte[], byte[]> record) {
            return new String(record.value(), UTF_8);
        }

        @Override
        public Outgoing write(String event, Origin origin) {
            return new Outgoing(Topics.PAYMENT_EVENTS.name(), event.getBytes(UTF_8), List.of());
        }
    }

    private static final class NoSnapshots implements StateFormat<Set<String>> {
        @Override
        public int version() {
            return 1;
        }

        @Override
        public void write(Set<String> state, OutputStream out) throws IOException {
            throw new IOException("these tests are short");
        }

        @Override
        public Set<String> read(String key, InputStream in) throws IOException {
            throw new IOException("these tests are short");
        }
    }
}
