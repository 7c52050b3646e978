package io.staylog.systemtests.deployment;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.WaitContainerResultCallback;
import io.staylog.local.LocalSettings;
import io.staylog.local.Part;
import io.staylog.local.Port;
import io.staylog.systemtests.reference.DataFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.Network;
import org.testcontainers.containers.startupcheck.OneShotStartupCheckStrategy;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.containers.wait.strategy.WaitStrategy;
import org.testcontainers.images.builder.Transferable;
import org.testcontainers.kafka.KafkaContainer;
import org.testcontainers.lifecycle.Startables;
import org.testcontainers.postgresql.PostgreSQLContainer;

/**
 * Every part a container, with the settings that infra/deploy's compose file gives them, on loopback ports that stay the same
 * when a part is started again.
 */
public final class ContainerDeployment implements Deployment {
    // Only a machine that does much else at the same time needs this long.
    private static final Duration START_TIMEOUT = Duration.ofMinutes(4);
    private static final int HTTP_PORT = 8080;
    private static final int SECRET_MODE = 0444;
    private static final List<List<Part>> STAGES = List.of(
            List.of(Part.BROKER, Part.POSTGRES, Part.BANK),
            List.of(Part.REGISTRY),
            List.of(Part.BOOKING, Part.PAYMENT, Part.REPORTING));

    private final Images images;
    private final LocalSettings settings;
    private final Map<Part, List<String>> jvmOptions;
    private final Network network = Network.newNetwork();
    private final Map<Part, GenericContainer<?>> containers = new EnumMap<>(Part.class);
    private final Map<Part, WaitStrategy> readiness = new EnumMap<>(Part.class);
    private final DockerClient docker = DockerClientFactory.instance().client();
    private final String password = UUID.randomUUID().toString();
    private final String token = UUID.randomUUID().toString();

    /** Starts everything; the directory takes the token and, at the end, the logs. */
    public ContainerDeployment(Images images, Path directory, Map<Part, List<String>> jvmOptions) {
        this.images = images;
        this.jvmOptions = Map.copyOf(jvmOptions);
        this.settings = LocalSettings.forTest(directory, Part.all());
        try {
            Files.writeString(settings.tokenFile(), token);
            for (var part : Part.values()) {
                containers.put(part, published(part, container(part)));
            }
            startAll();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    private void startAll() {
        for (var stage : STAGES) {
            // What a deployment does before the first service starts.
            if (stage.contains(Part.BOOKING)) {
                step("topics", "create", "--bootstrap-servers", "broker:9093");
                step("schemas", "register", "--registry", "http://registry:8080/apis/ccompat/v7");
            }
            Startables.deepStart(stage.stream().map(containers::get)).join();
        }
    }

    private void step(String... command) {
        try (var step = new GenericContainer<>(images.cli())) {
            step.withNetwork(network)
                    .withCommand(command)
                    .withStartupCheckStrategy(new OneShotStartupCheckStrategy().withTimeout(START_TIMEOUT))
                    .start();
            System.out.println(
                    "containers: " + step.getLogs().strip().lines().toList().getLast());
        }
    }

    private GenericContainer<?> container(Part part) {
        return switch (part) {
            case BROKER -> broker();
            case POSTGRES -> postgres();
            case REGISTRY -> registry();
            case BANK -> bank();
            case BOOKING, PAYMENT, REPORTING -> service(part);
        };
    }

    private GenericContainer<?> broker() {
        var settings = environment("broker.env");
        // Testcontainers has its own, which speak of the same three listeners.
        settings.keySet().removeIf(name -> name.contains("LISTENER") || name.contains("CONTROLLER"));
        readiness.put(Part.BROKER, Probes.broker(this.settings.bootstrapServers()));
        return new KafkaContainer(images.of(Part.BROKER))
                .withEnv(settings)
                .withCreateContainerCmdModifier(command -> command.withHostName("broker"));
    }

    private GenericContainer<?> postgres() {
        readiness.put(Part.POSTGRES, Probes.listens(5432));
        return new PostgreSQLContainer(images.of(Part.POSTGRES))
                .withUsername("reporting")
                .withDatabaseName("reporting")
                .withPassword(password)
                // Testcontainers turns fsync off by default, and here it is killed.
                .withCommand("postgres")
                .withEnv(
                        "POSTGRES_INITDB_ARGS",
                        "--encoding=UTF8 --locale=C --locale-provider=builtin --builtin-locale=C.UTF-8");
    }

    private GenericContainer<?> registry() {
        var ready = Wait.forHttp("/health/ready").forPort(9000);
        readiness.put(Part.REGISTRY, ready);
        return new GenericContainer<>(images.of(Part.REGISTRY))
                .withEnv(environment("registry.env"))
                .withExposedPorts(HTTP_PORT, 9000)
                .waitingFor(ready);
    }

    private GenericContainer<?> bank() {
        return ours(Part.BANK)
                .withCommand("--port", "8080", "--listen", "0.0.0.0", "--names", "bank", "--data", "/data");
    }

    private GenericContainer<?> service(Part part) {
        return ours(part)
                .withEnv(environment("service.env"))
                .withCopyToContainer(Transferable.of(token, SECRET_MODE), "/run/secrets/token")
                .withCopyToContainer(Transferable.of(password, SECRET_MODE), "/run/secrets/spring.datasource.password");
    }

    private GenericContainer<?> ours(Part part) {
        var healthy = Wait.forHealthcheck();
        readiness.put(part, healthy);
        // Tests start everything and stop it soon, which is what the quick compiler is for.
        var options = "-XX:TieredStopAtLevel=1 " + String.join(" ", jvmOptions.getOrDefault(part, List.of()));
        return new GenericContainer<>(images.of(part))
                .withEnv("JDK_JAVA_OPTIONS", options.strip())
                .withExposedPorts(HTTP_PORT)
                .waitingFor(healthy);
    }

    private GenericContainer<?> published(Part part, GenericContainer<?> container) {
        container
                .withNetwork(network)
                .withNetworkAliases(part.id())
                .withStartupTimeout(START_TIMEOUT)
                .setPortBindings(ports(part));
        return container;
    }

    /** Fixed ones: an engine gives a container that is started again new ports where it may choose. */
    private List<String> ports(Part part) {
        return switch (part) {
            case BROKER -> List.of(binding(Port.KAFKA, 9092));
            case POSTGRES -> List.of(binding(Port.POSTGRES, 5432));
            case REGISTRY -> List.of(binding(Port.REGISTRY, HTTP_PORT), binding(Port.REGISTRY_MANAGEMENT, 9000));
            case BANK -> List.of(binding(Port.BANK, HTTP_PORT));
            case BOOKING -> List.of(binding(Port.BOOKING, HTTP_PORT));
            case PAYMENT -> List.of(binding(Port.PAYMENT, HTTP_PORT));
            case REPORTING -> List.of(binding(Port.REPORTING, HTTP_PORT));
        };
    }

    private String binding(Port port, int inside) {
        return "127.0.0.1:" + settings.ports().of(port) + ":" + inside;
    }

    /** What the compose file gives to the same part. */
    private static Map<String, String> environment(String file) {
        var path = DataFiles.projectRoot().resolve("infra/deploy").resolve(file);
        var properties = new Properties();
        try (var reader = Files.newBufferedReader(path)) {
            properties.load(reader);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        var variables = new TreeMap<String, String>();
        properties.stringPropertyNames().forEach(name -> variables.put(name, properties.getProperty(name)));
        return variables;
    }

    @Override
    public LocalSettings settings() {
        return settings;
    }

    @Override
    public void killAndRestart(Part part) {
        docker.killContainerCmd(id(part)).exec();
        awaitEnd(part);
        startAgain(part);
    }

    @Override
    public void restartAll() {
        for (var stage : STAGES.reversed()) {
            stage.forEach(this::stop);
        }
        for (var stage : STAGES) {
            stage.forEach(part -> docker.startContainerCmd(id(part)).exec());
            stage.forEach(this::awaitReady);
        }
    }

    private void stop(Part part) {
        if (part == Part.BROKER) {
            // Process 1 is Testcontainers' shell, which passes no signal on.
            execute(part, "kill -TERM $(pidof java)");
        } else {
            docker.stopContainerCmd(id(part)).withTimeout(60).exec();
        }
        awaitEnd(part);
    }

    private void execute(Part part, String command) {
        try {
            containers.get(part).execInContainer("bash", "-c", command);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private void awaitEnd(Part part) {
        docker.waitContainerCmd(id(part))
                .exec(new WaitContainerResultCallback())
                .awaitStatusCode(2, TimeUnit.MINUTES);
    }

    private void startAgain(Part part) {
        docker.startContainerCmd(id(part)).exec();
        awaitReady(part);
    }

    private void awaitReady(Part part) {
        readiness.get(part).withStartupTimeout(START_TIMEOUT).waitUntilReady(containers.get(part));
    }

    private String id(Part part) {
        return containers.get(part).getContainerId();
    }

    @Override
    public void close() {
        var logs = settings.dataDir().resolve("logs");
        var parts =
                containers.keySet().stream().sorted(Collections.reverseOrder()).toList();
        try {
            Files.createDirectories(logs);
            for (var part : parts) {
                var container = containers.get(part);
                if (container.getContainerId() != null) {
                    Files.writeString(logs.resolve(part.id() + ".log"), container.getLogs(), UTF_8);
                }
                container.stop();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            network.close();
        }
    }
}
