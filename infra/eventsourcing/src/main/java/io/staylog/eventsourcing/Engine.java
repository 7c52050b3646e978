package io.staylog.eventsourcing;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the rules of one service on the partitions that its consumer group gives it: a thread of its own that reads, decides
 * and writes, exactly once.
 *
 * <p>Whatever goes wrong with the brokers ends the current {@link Session}; all state that it had folded is thrown away, and
 * a new one begins. So no state outlives a transaction that did not commit.
 */
public final class Engine<S, C, E> implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Engine.class);
    private static final Duration RESTART_AFTER_MIN = Duration.ofMillis(250);
    private static final Duration RESTART_AFTER_MAX = Duration.ofSeconds(4);
    private static final Duration LONG_SESSION = Duration.ofSeconds(30);
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(20);

    private final EngineSettings settings;
    private final Decider<S, C, E> decider;
    private final Wire<C, E> wire;
    private final StateFormat<S> format;
    private final EngineMetrics metrics;
    private final InstantSource clock;
    private final Clients clients;
    private final EngineStatus status;
    // Outlives a session: what is broken does not mend itself, and must not look well in between.
    private final Map<Integer, String> failed = new ConcurrentHashMap<>();
    private volatile boolean stopping;
    private Duration restartAfter = RESTART_AFTER_MIN;
    private @Nullable Thread thread;

    /**
     * Does nothing before {@link #start}.
     *
     * @param clock time of the timers; commands carry their own
     * @param clients makes the Kafka clients
     */
    public Engine(
            EngineSettings settings,
            Decider<S, C, E> decider,
            Wire<C, E> wire,
            StateFormat<S> format,
            MeterRegistry meters,
            InstantSource clock,
            Clients clients) {
        this.settings = settings;
        this.status = new EngineStatus(settings.pollIntervalMax());
        this.decider = decider;
        this.wire = wire;
        this.format = format;
        this.metrics = new EngineMetrics(meters, settings.group());
        this.clock = clock;
        this.clients = clients;
    }

    /** Begins to work, in a thread of its own. */
    public synchronized void start() {
        if (thread != null) {
            throw new IllegalStateException("the engine " + settings.group() + " has been started before");
        }
        thread = Thread.ofPlatform().name("engine-" + settings.group()).start(this::run);
    }

    /** What it is doing. */
    public EngineStatus status() {
        return status;
    }

    /** Whether its thread lives; an error of the JVM ends it for good. */
    public synchronized boolean isAlive() {
        return thread != null && thread.isAlive();
    }

    private void run() {
        try {
            while (!stopping) {
                runSession();
            }
            status.stopped("is shut down");
        } catch (Error e) {
            // Without this a dead thread would look healthy for ever.
            LOG.error("The engine {} has died; restart the process", settings.group(), e);
            status.died("has died; restart the process: " + e);
        }
    }

    private void runSession() {
        long startedNanos = System.nanoTime();
        try (var session = new Session<>(
                settings, decider, wire, format, metrics, clock, clients, status, failed, () -> stopping)) {
            session.run();
        } catch (KafkaException e) {
            metrics.aborted(rootOf(e).getClass().getSimpleName());
            LOG.warn("The engine {} begins anew, because: {}", settings.group(), e.toString());
            status.stopped("begins anew, because: " + e.getMessage());
            pause(startedNanos);
        } catch (RuntimeException e) {
            LOG.error("The engine {} begins anew after a fault of its own", settings.group(), e);
            status.stopped("begins anew after a fault of its own: " + e);
            pause(startedNanos);
        }
    }

    /** What broke the transaction, where one was broken; the consumer wraps what is thrown while partitions are given back. */
    private static Throwable rootOf(KafkaException e) {
        for (Throwable fault = e; fault != null; fault = fault.getCause()) {
            if (fault instanceof BrokenTransactionException && fault.getCause() != null) {
                return fault.getCause();
            }
        }
        return e;
    }

    /** The longer, the more sessions have ended soon after they began: a group that never settles decides nothing. */
    private void pause(long startedNanos) {
        if (System.nanoTime() - startedNanos > LONG_SESSION.toNanos()) {
            restartAfter = RESTART_AFTER_MIN;
        }
        try {
            Thread.sleep(restartAfter);
            var twice = restartAfter.multipliedBy(2);
            restartAfter = twice.compareTo(RESTART_AFTER_MAX) < 0 ? twice : RESTART_AFTER_MAX;
        } catch (InterruptedException e) {
            stopping = true;
            Thread.currentThread().interrupt();
        }
    }

    /** Ends the current transaction, keeps snapshots and leaves the group, so that a successor need not wait. */
    @Override
    public void close() {
        stopping = true;
        var running = thread;
        if (running == null) {
            return;
        }
        try {
            if (!running.join(CLOSE_TIMEOUT)) {
                LOG.warn("The engine {} did not stop within {}; it is interrupted", settings.group(), CLOSE_TIMEOUT);
                running.interrupt();
                running.join(CLOSE_TIMEOUT);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
