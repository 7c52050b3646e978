package io.staylog.local;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.staylog.local.Topology.BrokerNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.Uuid;
import org.jspecify.annotations.Nullable;

/** A Kafka broker that is a controller too: a lone one, or one of a cluster. */
final class BrokerProgram implements Program {
    private static final String LOG_SETTINGS = "broker-log4j2.properties";
    private static final long ANSWER_TIMEOUT_MS = 5_000;

    private final Workplace work;
    private final @Nullable BrokerNode node;
    private final Path dir;

    /** A lone one. */
    BrokerProgram(Workplace work) {
        this(work, null);
    }

    /** One of the cluster that the settings describe. */
    BrokerProgram(Workplace work, @Nullable BrokerNode node) {
        this.work = work;
        this.node = node;
        this.dir = work.data().part(name());
    }

    @Override
    public Part part() {
        return Part.BROKER;
    }

    @Override
    public String name() {
        return node == null ? Part.BROKER.id() : node.name();
    }

    @Override
    public int port() {
        return node == null ? work.port(Port.KAFKA) : node.clients().port();
    }

    @Override
    public Launch prepare() throws IOException, InterruptedException {
        var jars = work.built().brokerJars();
        var home = work.installation().install(Part.BROKER.id(), Installation.contentByName(jars), directory -> {
            for (var jar : jars) {
                Files.copy(jar, directory.resolve(jar.getFileName()));
            }
        });
        var serverSettings = dir.resolve("server.properties");
        Files.writeString(serverSettings, PropertiesText.of(serverSettings()));
        try (InputStream resource = BrokerProgram.class.getResourceAsStream(LOG_SETTINGS)) {
            Files.write(
                    dir.resolve(LOG_SETTINGS), Objects.requireNonNull(resource).readAllBytes());
        }
        if (!Files.exists(logDir().resolve("meta.properties"))) {
            format(home, serverSettings);
        }
        var program = new ArrayList<>(mainClass(home, "kafka.Kafka"));
        program.add(serverSettings.toString());
        return JavaRun.of(part(), work.settings(), home, "-XX:TieredStopAtLevel=1", "-Xmx384m")
                .launch(program);
    }

    private Path logDir() {
        return dir.resolve("log");
    }

    /** Gives the log directory its identity, once in its life. */
    private void format(Path home, Path serverSettings) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of(JavaRun.java(), "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
        command.addAll(mainClass(home, "kafka.tools.StorageTool"));
        command.addAll(List.of("format", "--cluster-id", clusterId()));
        command.addAll(List.of("--config", serverSettings.toString()));
        new Tool(command, dir, work.data().logForAppending(name()))
                .run("", "The broker's log directory could not be formatted");
    }

    private String clusterId() {
        return node == null
                ? Uuid.randomUuid().toString()
                : clusterId(work.settings().dataDir());
    }

    /** Brokers of one cluster must agree on it before they have met. */
    static String clusterId(Path dataDir) {
        var id = UUID.nameUUIDFromBytes(dataDir.toString().getBytes(UTF_8));
        // With its first bit set the text might begin with a dash, and Kafka's tools would take it for an option.
        return new Uuid(id.getMostSignificantBits() & Long.MAX_VALUE, id.getLeastSignificantBits()).toString();
    }

    private List<String> mainClass(Path home, String mainClass) throws IOException {
        try (var files = Files.list(home)) {
            // In a fixed order: the JVM's class cache holds for one spelling of the class path only.
            var classPath = files.filter(file -> file.toString().endsWith(".jar"))
                    .sorted()
                    .map(Path::toString)
                    .collect(Collectors.joining(java.io.File.pathSeparator));
            return List.of("-Dlog4j2.configurationFile=" + dir.resolve(LOG_SETTINGS), "-cp", classPath, mainClass);
        }
    }

    @Override
    public boolean isReady() throws IOException {
        if (!Probes.listens(port())) {
            return false;
        }
        try (var admin =
                Admin.create(Map.of("bootstrap.servers", work.settings().bootstrapServers()))) {
            return !admin.describeCluster()
                    .nodes()
                    .get(ANSWER_TIMEOUT_MS, TimeUnit.MILLISECONDS)
                    .isEmpty();
        } catch (ExecutionException | TimeoutException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private Map<String, String> serverSettings() {
        var settings = node == null
                ? BrokerSettings.loneAt(work.port(Port.KAFKA), work.port(Port.CONTROLLER))
                : BrokerSettings.memberAs(node, work.settings().topology().brokers());
        settings.put("log.dirs", logDir().toString());
        settings.putAll(work.settings().topology().brokerSettings());
        return settings;
    }
}
