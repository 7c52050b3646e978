package io.staylog.systemtests.faults;

import io.staylog.local.LocalSettings;
import io.staylog.local.LocalStack;
import io.staylog.local.Part;
import io.staylog.local.Port;
import io.staylog.local.Ports;
import io.staylog.local.RunningPart;
import io.staylog.local.Topology;
import io.staylog.local.Topology.BrokerNode;
import io.staylog.local.Topology.Listener;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;

/**
 * Staylog as it runs in production, on loopback: three brokers, two instances of each service, and a proxy of ours on every
 * line between two processes. Closing it stops everything.
 */
final class Cluster implements AutoCloseable {
    static final int BROKERS = 3;
    static final int PARTITIONS = 4;
    static final List<Part> SERVICES = List.of(Part.BOOKING, Part.PAYMENT, Part.REPORTING);

    // Two answers "not found" mean that a call had no effect, so they must be further apart than any fault here lasts.
    private static final Map<Part, List<String>> OPTIONS = Map.of(
            Part.BROKER,
            List.of("-Xmx320m"),
            Part.PAYMENT,
            List.of("-Dstaylog.bank.gateways.simulator.request-timeout=5s", "-Dstaylog.bank.not-found-twice=30s"));

    /** Who calls a broker: each has a port of its own there, and so a line of its own. */
    enum Line {
        /** Registry, first instances of services, and everybody else. */
        CLIENTS,
        /** Second instances of services. */
        OTHERS,
        /** The other brokers. */
        BROKERS,
        /** Brokers and controllers, because this one is a controller too. */
        CONTROLLER
    }

    /**
     * What is started.
     *
     * @param parts of Staylog
     * @param instances of each service among them
     * @param brokerSettings further ones
     * @param wrappers beginnings of command lines, by the name of the part
     */
    record Plan(
            Set<Part> parts, int instances, Map<String, String> brokerSettings, Map<String, List<String>> wrappers) {
        static Plan everything(Map<String, List<String>> wrappers) {
            return new Plan(Part.all(), 2, Map.of(), wrappers);
        }
    }

    private final Set<Integer> taken = new HashSet<>();
    private final Map<Integer, Map<Line, Proxy>> brokerLines = new TreeMap<>();
    private final Map<Port, Proxy> doors = new EnumMap<>(Port.class);
    private final LocalSettings settings;
    private final LocalStack stack;

    private Cluster(Path directory, Plan plan) throws InterruptedException {
        var usual = LocalSettings.forTest(directory, plan.parts())
                .withPartitions(PARTITIONS)
                .withJvmOptions(OPTIONS);
        taken.addAll(usual.ports().numbers().values());
        var nodes = IntStream.rangeClosed(1, BROKERS).mapToObj(this::node).toList();
        var reached = new EnumMap<Port, Integer>(Port.class);
        for (var port : List.of(Port.REGISTRY, Port.POSTGRES, Port.BANK)) {
            var proxy = new Proxy(freePort(), usual.ports().of(port));
            doors.put(port, proxy);
            reached.put(port, proxy.port());
        }
        settings = usual.withTopology(new Topology(nodes, reached, plan.brokerSettings(), plan.wrappers()));
        LocalStack started = null;
        try {
            started = LocalStack.start(settings, sentence -> System.out.println("cluster: " + sentence));
            startFurther(started, plan);
        } catch (RuntimeException | InterruptedException e) {
            if (started != null) {
                started.close();
            }
            closeLines();
            throw e;
        }
        stack = started;
    }

    /** Starts all that is planned and returns when it serves. */
    static Cluster start(Path directory, Plan plan) throws InterruptedException {
        return new Cluster(directory, plan);
    }

    private BrokerNode node(int id) {
        var lines = new EnumMap<Line, Proxy>(Line.class);
        var listeners = new EnumMap<Line, Listener>(Line.class);
        for (var line : Line.values()) {
            int port = freePort();
            var proxy = new Proxy(freePort(), port);
            lines.put(line, proxy);
            listeners.put(line, new Listener(port, proxy.port()));
        }
        brokerLines.put(id, lines);
        return new BrokerNode(
                id,
                listeners.get(Line.CLIENTS),
                listeners.get(Line.OTHERS),
                listeners.get(Line.BROKERS),
                listeners.get(Line.CONTROLLER));
    }

    private int freePort() {
        int port = Ports.freeNumber();
        while (!taken.add(port)) {
            port = Ports.freeNumber();
        }
        return port;
    }

    private static void startFurther(LocalStack stack, Plan plan) throws InterruptedException {
        try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            var starts = SERVICES.stream()
                    .filter(plan.parts()::contains)
                    .flatMap(part -> IntStream.range(1, plan.instances()).mapToObj(_ -> part))
                    .map(part -> executor.submit(() -> stack.startAnother(part)))
                    .toList();
            for (var start : starts) {
                start.get();
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException("a second instance could not be started", e.getCause());
        }
    }

    /** Where everything is. */
    LocalSettings settings() {
        return settings;
    }

    /** What runs, and what has ended since. */
    List<RunningPart> parts() {
        return stack.parts();
    }

    /** One process by its name, such as {@code booking-service-2}. */
    RunningPart part(String name) {
        return stack.parts().stream()
                .filter(it -> it.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no " + name));
    }

    List<RunningPart> instances(Part part) {
        return stack.parts().stream().filter(it -> it.part() == part).toList();
    }

    /** Starts what has ended on the same port and data; returns when it serves. */
    void startAgain(RunningPart part) throws InterruptedException {
        stack.restart(part);
    }

    /** What stands before a broker for one kind of callers. */
    Proxy line(int broker, Line line) {
        return brokerLines.get(broker).get(line);
    }

    /** What stands before every broker for one kind of callers. */
    List<Proxy> lines(Line line) {
        return brokerLines.values().stream().map(it -> it.get(line)).toList();
    }

    /** What stands before the registry, PostgreSQL or the bank. */
    Proxy door(Port port) {
        return doors.get(port);
    }

    /** A directory of a part. */
    Path directory(String name) {
        return settings.dataDir().resolve(name);
    }

    private List<Proxy> allLines() {
        var all = new ArrayList<Proxy>();
        brokerLines.values().forEach(lines -> all.addAll(lines.values()));
        all.addAll(doors.values());
        return all;
    }

    private void closeLines() {
        allLines().forEach(Proxy::close);
    }

    /** As {@link #close}, with all lines healed before and nothing frozen, so that everything can end in good order. */
    @Override
    public void close() {
        allLines().forEach(Proxy::heal);
        for (var part : stack.parts()) {
            if (part.isAlive()) {
                part.resume();
            }
        }
        stack.close();
        closeLines();
    }

    /** How long a frozen or vanished service keeps its partitions at most. */
    static Duration sessionTimeout() {
        return Duration.ofSeconds(6);
    }
}
