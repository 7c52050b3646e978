package io.staylog.local;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.Uuid;

/** One Kafka broker that is its own controller, and writes every record to the disk before it says so. */
final class BrokerProgram implements Program {
    private static final String LOG_SETTINGS = "broker-log4j2.properties";
    private static final long ANSWER_TIMEOUT_MS = 5_000;

    private final Workplace work;
    private final Path dir;

    BrokerProgram(Workplace work) {
        this.work = work;
        this.dir = work.data().part(name());
    }

    @Override
    public Part part() {
        return Part.BROKER;
    }

    @Override
    public String name() {
        return Part.BROKER.id();
    }

    @Override
    public int port() {
        return work.port(Port.KAFKA);
    }

    @Override
    public Launch prepare() throws IOException, InterruptedException {
        var jars = work.built().brokerJars();
        var home = work.installation().install(name(), Installation.contentByName(jars), directory -> {
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
        command.addAll(List.of("format", "--cluster-id", Uuid.randomUuid().toString()));
        command.addAll(List.of("--config", serverSettings.toString()));
        new Tool(command, dir, work.data().logForAppending(name()))
                .run("", "The broker's log directory could not be formatted");
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
        if (!Probes.listens(work.port(Port.KAFKA))) {
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
        var client = "127.0.0.1:" + work.port(Port.KAFKA);
        var controller = "127.0.0.1:" + work.port(Port.CONTROLLER);
        var settings = new LinkedHashMap<String, String>();
        settings.put("process.roles", "broker,controller");
        settings.put("node.id", "1");
        settings.put("listeners", "PLAINTEXT://" + client + ",CONTROLLER://" + controller);
        settings.put("advertised.listeners", "PLAINTEXT://" + client);
        settings.put("listener.security.protocol.map", "CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT");
        settings.put("controller.listener.names", "CONTROLLER");
        // Static voters: the address is read from here at each start, so the port may change between two.
        settings.put("controller.quorum.voters", "1@" + controller);
        settings.put("log.dirs", logDir().toString());
        settings.putAll(BrokerSettings.SINGLE_NODE);
        return settings;
    }
}
