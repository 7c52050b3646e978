package io.staylog.realbroker;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;

/**
 * A real Kafka broker (KRaft, one node, loopback only) in a process of its own, on free ports and a temporary directory.
 *
 * <p>Most tests use the {@link #shared()} one, with topic and group names of their own. Those that kill or freeze a broker
 * {@link #start()} one for themselves.
 */
public final class RealBroker implements AutoCloseable {
    private static final Duration READY_TIMEOUT = Duration.ofSeconds(60);
    private static final int START_ATTEMPTS = 3;

    private final Path directory;
    private final int port;
    private final List<String> jvmOptions;
    private ChildJvm process;
    private @Nullable Admin admin;

    private RealBroker(Path directory, int port, List<String> jvmOptions, ChildJvm process) {
        this.directory = directory;
        this.port = port;
        this.jvmOptions = List.copyOf(jvmOptions);
        this.process = process;
    }

    /** The one broker of this JVM; it ends with it. */
    public static RealBroker shared() {
        return Shared.BROKER;
    }

    private static final class Shared {
        static final RealBroker BROKER = start();

        static {
            Runtime.getRuntime().addShutdownHook(new Thread(BROKER::close));
        }
    }

    /** Starts a broker of one's own and waits until it answers. */
    public static RealBroker start() {
        return start(Path.of(System.getProperty("java.io.tmpdir")), Map.of(), List.of());
    }

    /**
     * Starts a broker of one's own and waits until it answers.
     *
     * @param parent where its directory is made
     * @param settings of the broker, instead of those that suit tests
     * @param jvmOptions such as {@code -Xmx384m}
     */
    public static RealBroker start(Path parent, Map<String, String> settings, List<String> jvmOptions) {
        for (int attempt = 1; ; attempt++) {
            var broker = launch(parent, settings, jvmOptions);
            try {
                broker.awaitReady();
                return broker;
            } catch (IllegalStateException e) {
                // Somebody else may have taken the port between finding it and using it.
                broker.close();
                if (attempt == START_ATTEMPTS) {
                    throw e;
                }
            }
        }
    }

    private static RealBroker launch(Path parent, Map<String, String> settings, List<String> jvmOptions) {
        try {
            var directory = Files.createTempDirectory(parent, "staylog-broker-");
            int port = FreePorts.next();
            var all = new StringBuilder(settings(directory, port, FreePorts.next()));
            // Of two lines with the same name the last one counts.
            settings.forEach(
                    (name, value) -> all.append(name).append('=').append(value).append('\n'));
            Files.writeString(directory.resolve("server.properties"), all);
            return new RealBroker(directory, port, jvmOptions, process(directory, jvmOptions));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ChildJvm process(Path directory, List<String> jvmOptions) {
        var options = new ArrayList<>(jvmOptions);
        options.add("-Dlogback.configurationFile=io/staylog/realbroker/broker-logback.xml");
        return ChildJvm.start(
                directory.resolve("broker.log"),
                BrokerProcess.class,
                options,
                List.of(
                        directory.resolve("server.properties").toString(),
                        directory.resolve("data").toString()));
    }

    private static String settings(Path directory, int port, int controllerPort) {
        return """
                process.roles=broker,controller
                node.id=1
                listeners=PLAINTEXT://127.0.0.1:%1$d,CONTROLLER://127.0.0.1:%2$d
                advertised.listeners=PLAINTEXT://127.0.0.1:%1$d
                controller.listener.names=CONTROLLER
                listener.security.protocol.map=CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT
                controller.quorum.bootstrap.servers=127.0.0.1:%2$d
                log.dirs=%3$s
                auto.create.topics.enable=false
                offsets.topic.replication.factor=1
                offsets.topic.num.partitions=4
                transaction.state.log.replication.factor=1
                transaction.state.log.min.isr=1
                transaction.state.log.num.partitions=4
                share.coordinator.state.topic.replication.factor=1
                share.coordinator.state.topic.min.isr=1
                group.initial.rebalance.delay.ms=0
                group.min.session.timeout.ms=100
                add.partitions.to.txn.retry.backoff.ms=1
                # Ten seconds by default: how late a transaction that timed out is noticed.
                transaction.abort.timed.out.transaction.cleanup.interval.ms=100
                # 128 MB by default, for nothing.
                log.cleaner.dedupe.buffer.size=4194304
                num.network.threads=2
                num.io.threads=4
                background.threads=2
                """.formatted(port, controllerPort, directory.resolve("data").toString());
    }

    private void awaitReady() {
        long deadline = System.nanoTime() + READY_TIMEOUT.toNanos();
        while (true) {
            try {
                var nodes = admin().describeCluster().nodes().get(1, TimeUnit.SECONDS);
                if (!nodes.isEmpty()) {
                    return;
                }
            } catch (ExecutionException | TimeoutException e) {
                if (!process.isAlive() || System.nanoTime() > deadline) {
                    throw new IllegalStateException("the broker did not start; it printed:\n" + process.printed(), e);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        }
    }

    /** What clients connect to. */
    public String bootstrapServers() {
        return "127.0.0.1:" + port;
    }

    /** An admin client; it ends with the broker. */
    public synchronized Admin admin() {
        if (admin == null) {
            admin = Admin.create(Map.of(
                    "bootstrap.servers", bootstrapServers(), "reconnect.backoff.ms", "20", "retry.backoff.ms", "20"));
        }
        return admin;
    }

    /** Creates topics that are alike, and waits until the broker knows them. */
    public void createTopics(int partitions, Map<String, String> config, String... names) {
        var topics = Stream.of(names)
                .map(name -> new NewTopic(name, partitions, (short) 1).configs(config))
                .toList();
        try {
            admin().createTopics(topics).all().get(30, TimeUnit.SECONDS);
            // The controller answers before the broker itself has heard of it.
            while (!isKnown(List.of(names))) {
                LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
            }
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("cannot create " + topics, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private boolean isKnown(List<String> topics) throws ExecutionException, InterruptedException, TimeoutException {
        try {
            var known = admin().describeTopics(topics).allTopicNames().get(30, TimeUnit.SECONDS);
            return known.values().stream()
                    .flatMap(topic -> topic.partitions().stream())
                    .allMatch(partition -> partition.leader() != null);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof UnknownTopicOrPartitionException) {
                return false;
            }
            throw e;
        }
    }

    /** Where its records are: a directory for each partition. */
    public Path dataDirectory() {
        return directory.resolve("data");
    }

    /** The process, to freeze and thaw it. */
    public ChildJvm process() {
        return process;
    }

    /** Ends the broker with nothing cleaned up: kill -9. Its data stays for {@link #restart()}. */
    public void kill() {
        process.kill();
    }

    /** Starts it again on the data and ports it had, and waits until it answers. */
    public void restart() {
        kill();
        process = process(directory, jvmOptions);
        awaitReady();
    }

    @Override
    public synchronized void close() {
        if (admin != null) {
            admin.close(Duration.ZERO);
            admin = null;
        }
        process.close();
        try (var files = Files.walk(directory)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            // It is a temporary directory: somebody else cleans up what stays.
        }
    }
}
