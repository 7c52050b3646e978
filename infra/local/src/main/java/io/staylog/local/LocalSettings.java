package io.staylog.local;

import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What to run, where and how.
 *
 * @param dataDir everything that must survive a restart
 * @param installation where programs are unpacked
 * @param projectDir the project, with its build results
 * @param ports one number for each port
 * @param parts what to start
 * @param jvmOptions a user's own options for the JVMs of some parts
 * @param partitions of each topic, when it is created
 * @param prepares whether the second run of a program stores its classes when it ends, so that the next starts faster
 * @param topology what is other than usual about how parts reach each other
 */
public record LocalSettings(
        Path dataDir,
        Installation installation,
        Path projectDir,
        Ports ports,
        Set<Part> parts,
        Map<Part, List<String>> jvmOptions,
        int partitions,
        boolean prepares,
        Topology topology) {
    static final String DATABASE_USER = "reporting";

    private static final int PARTITIONS = 8;
    private static final Duration SHARED_INSTALLATION_KEPT = Duration.ofDays(1);

    /** Copies. */
    public LocalSettings {
        dataDir = dataDir.toAbsolutePath().normalize();
        parts = parts.isEmpty() ? Set.of() : Set.copyOf(EnumSet.copyOf(parts));
        jvmOptions = Map.copyOf(jvmOptions);
    }

    /** With one broker, and every part where it listens. */
    public LocalSettings(
            Path dataDir,
            Installation installation,
            Path projectDir,
            Ports ports,
            Set<Part> parts,
            Map<Part, List<String>> jvmOptions,
            int partitions,
            boolean prepares) {
        this(dataDir, installation, projectDir, ports, parts, jvmOptions, partitions, prepares, Topology.USUAL);
    }

    /** Everything in one directory, on the usual ports. */
    static LocalSettings usual(Path dataDir, Path projectDir) {
        var installation = new Installation(dataDir.resolve("dist"), Duration.ZERO);
        return new LocalSettings(
                dataDir, installation, projectDir, Ports.usual(), Part.all(), Map.of(), PARTITIONS, true);
    }

    /**
     * For a test: its own data and free ports, but programs unpacked once for all tests.
     *
     * @param dataDir an empty directory, or that of an earlier run to find its data again
     * @param parts what to start
     */
    public static LocalSettings forTest(Path dataDir, Set<Part> parts) {
        var projectDir = ProjectDir.find(Map.of());
        var shared = new Installation(projectDir.resolve("infra/local/target/dist"), SHARED_INSTALLATION_KEPT);
        return new LocalSettings(dataDir, shared, projectDir, Ports.free(), parts, Map.of(), PARTITIONS, false);
    }

    /** The same with other parts. */
    public LocalSettings withParts(Set<Part> others) {
        return new LocalSettings(
                dataDir, installation, projectDir, ports, others, jvmOptions, partitions, prepares, topology);
    }

    /** The same with class caches stored or not. */
    public LocalSettings withPrepares(boolean other) {
        return new LocalSettings(
                dataDir, installation, projectDir, ports, parts, jvmOptions, partitions, other, topology);
    }

    /** The same with a user's own options for the JVMs of some parts. */
    public LocalSettings withJvmOptions(Map<Part, List<String>> others) {
        return new LocalSettings(
                dataDir, installation, projectDir, ports, parts, others, partitions, prepares, topology);
    }

    /** The same with several brokers, or with something between the parts. */
    public LocalSettings withTopology(Topology other) {
        return new LocalSettings(
                dataDir, installation, projectDir, ports, parts, jvmOptions, partitions, prepares, other);
    }

    /** The same with another number of partitions of each topic. */
    public LocalSettings withPartitions(int other) {
        return new LocalSettings(
                dataDir, installation, projectDir, ports, parts, jvmOptions, other, prepares, topology);
    }

    /** The same for measuring under load: the optimizing compiler, which costs time at the start, and larger heaps. */
    public LocalSettings forLoad() {
        var options = new EnumMap<Part, List<String>>(Part.class);
        for (var part : Part.values()) {
            if (part.isService() || part == Part.BROKER || part == Part.BANK) {
                options.put(part, List.of("-XX:TieredStopAtLevel=4", "-Xmx1g"));
            }
        }
        return withJvmOptions(options);
    }

    /** For Kafka clients. */
    public String bootstrapServers() {
        return bootstrapServers(1);
    }

    /** For the Kafka clients of one instance of a service. */
    String bootstrapServers(int instance) {
        var brokers = topology.brokers();
        return brokers.isEmpty()
                ? "127.0.0.1:" + door(Port.KAFKA)
                : brokers.stream()
                        .map(broker -> instance == 1 ? broker.clients() : broker.others())
                        .map(listener -> "127.0.0.1:" + listener.advertised())
                        .collect(Collectors.joining(","));
    }

    private int door(Port port) {
        return topology.doors().getOrDefault(port, ports.of(port));
    }

    /** The Confluent-compatible interface of the registry. */
    public String registryUrl() {
        return "http://127.0.0.1:" + door(Port.REGISTRY) + "/apis/ccompat/v7";
    }

    /** The bank's interface. */
    public String bankUrl() {
        return "http://127.0.0.1:" + door(Port.BANK);
    }

    /** A service's address. */
    public String url(Part service) {
        return "http://127.0.0.1:" + ports.of(Port.mainOf(service));
    }

    /** The reporting service's database. */
    public String jdbcUrl() {
        return "jdbc:postgresql://127.0.0.1:" + door(Port.POSTGRES) + "/reporting?reWriteBatchedInserts=true";
    }

    /** The file with the reporting database's password. */
    public Path databasePasswordFile() {
        return new DataDir(dataDir).postgresPassword();
    }

    /** The file with the token that callers of the services' HTTP interfaces show. */
    public Path tokenFile() {
        return new DataDir(dataDir).token();
    }
}
