package io.staylog.cli.testing;

import static org.awaitility.Awaitility.await;

import io.staylog.cli.client.KafkaClients;
import io.staylog.cli.client.LogReader;
import io.staylog.cli.client.Settings;
import io.staylog.guard.LogLook;
import io.staylog.guard.LogLook.Depth;
import io.staylog.realbroker.RealBroker;
import io.staylog.schemas.Topics;
import io.staylog.schemas.topics.TopicTool;
import io.staylog.testkit.RegistryDouble;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/** A broker with topics, a registry with schemas, and a booking-service that says yes. */
public final class TestStaylog implements AutoCloseable {
    private static final int PARTITIONS = 4;

    private final Path home;
    private final RealBroker broker;
    private final RegistryDouble registry;
    private TestBookings bookings;

    /** Starts everything in a directory of its own. */
    public TestStaylog(Path directory) throws IOException {
        this.home = Files.createDirectories(directory.resolve("home"));
        this.broker = RealBroker.start();
        this.registry = RegistryDouble.withOurSchemas();
        try (var admin = new KafkaClients(settings()).admin()) {
            new TopicTool(admin).create(PARTITIONS, (short) 1);
            var look = new LogLook(admin, broker.bootstrapServers());
            // A broker hears of them from the controller, a moment after they are made.
            await().ignoreExceptions()
                    .until(() -> look.read(Topics.all(), Depth.TOPICS).topics().size()
                            == 2 * Topics.all().size());
        }
        startBookings();
    }

    /** Where everything is. */
    public Settings settings() {
        var nowhere = URI.create("http://127.0.0.1:9");
        return new Settings(
                home, broker.bootstrapServers(), registry.url(), nowhere, nowhere, nowhere, nowhere, null, Map.of());
    }

    /** The options that say so. */
    public String[] options() {
        return new String[] {
            "--home",
            home.toString(),
            "--bootstrap-servers",
            broker.bootstrapServers(),
            "--registry",
            registry.url().toString()
        };
    }

    /** How many requests on the log repeat an earlier one, by request id. */
    public long repeatedRequests() {
        var ids = new HashSet<String>();
        var repeated = new AtomicLong();
        try (var log = new LogReader(settings(), true)) {
            var partitions = log.all(Topics.BOOKING_REQUESTS.name());
            log.read(partitions, new LogReader.Start.Beginning(), false, request -> {
                repeated.addAndGet(ids.add(request.field("requestId")) ? 0 : 1);
                return true;
            });
        }
        return repeated.get();
    }

    /** The broker. */
    public RealBroker broker() {
        return broker;
    }

    /** The registry. */
    public RegistryDouble registry() {
        return registry;
    }

    /** The booking-service. */
    public TestBookings bookings() {
        return bookings;
    }

    /** Goes on where the last one stopped. */
    public void startBookings() {
        bookings = new TestBookings(settings());
    }

    @Override
    public void close() {
        bookings.close();
        registry.close();
        broker.close();
    }
}
