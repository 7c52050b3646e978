package io.staylog.eventsourcing;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.staylog.eventsourcing.Counters.Topology;
import io.staylog.realbroker.ChildJvm;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** Main class of a child JVM that runs a toy engine, which may be told to die at a point. */
final class EngineProcess {
    /** Exit code of a process that died where it was told to. */
    static final int DIED = 99;

    /** Short, but a busy machine must not run into it by itself. */
    static final Duration SESSION = Duration.ofSeconds(5);

    static final Duration TRANSACTION = Duration.ofSeconds(6);

    private EngineProcess() {}

    /** Takes bootstrap servers, world, instance, snapshot directory, where to die: {@code before|after:<method>:<times>}. */
    public static void main(String[] args) throws InterruptedException {
        ChildJvm.endWithParent();
        var topology = new Topology(args[1]);
        var settings = settings(args[0], topology, args[2], Path.of(args[3]));
        var clients = new HookedClients(settings);
        var death = args[4].split(":");
        var times = new AtomicInteger(death.length == 3 ? Integer.parseInt(death[2]) : 0);
        java.util.function.Consumer<String> hook = method -> {
            if (method.equals(death[1]) && times.decrementAndGet() == 0) {
                if (method.equals("commitTransaction") && clients.real != null) {
                    clients.real.flush(); // So that what it leaves behind is in the log, and only its end is missing.
                }
                Runtime.getRuntime().halt(DIED);
            }
        };
        switch (death[0]) {
            case "before" -> clients.before = hook;
            case "after" -> clients.after = hook;
            default -> {}
        }
        var engine = new Engine<>(
                settings,
                new Counters.Rules(),
                new Counters.Words(topology),
                new Counters.Format(1),
                new SimpleMeterRegistry(),
                InstantSource.system(),
                clients);
        Runtime.getRuntime().addShutdownHook(new Thread(engine::close));
        engine.start();
        new CountDownLatch(1).await();
    }

    /** Short time-outs, small batches and many snapshots, so that a short test sees much of all. */
    static EngineSettings settings(String bootstrapServers, Topology topology, String instance, Path snapshots) {
        return new EngineSettings(
                topology.group(),
                instance,
                bootstrapServers,
                List.of(topology.requests()),
                List.of(topology.hints()),
                topology.events(),
                snapshots,
                10,
                SESSION,
                TRANSACTION,
                Duration.ofSeconds(60),
                25,
                Map.of());
    }
}
