package io.staylog.schemas.topics;

import io.staylog.schemas.Topic;
import io.staylog.schemas.serde.CompatibilityRule;
import io.staylog.schemas.serde.CompatibilityRule.Fault;
import io.staylog.schemas.serde.EventSerializer;
import io.staylog.schemas.serde.RegistryUnavailableException;
import io.staylog.schemas.serde.SchemaNotRegisteredException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets a service begin only when the topics and schemas that it relies on are as they must be.
 *
 * <p>It looks in a thread of its own, so that health can already tell what is waited for. Brokers or a registry that are away
 * are waited for; topics or schemas that are wrong are not, because they do not mend themselves. What a registry says against
 * itself (a schema is missing, its rule is not in force, an id on the log is unknown) counts only when it has said so for a
 * while: one that is starting answers before it knows what it knew.
 */
public final class ContractGate implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ContractGate.class);
    private static final Duration TRY_AGAIN_AFTER = Duration.ofSeconds(1);

    /** What waits behind the gate. */
    public interface Service {
        /** Begins to work. */
        void open();

        /**
         * Ends the program.
         *
         * @param reasons one sentence each, with what to do
         */
        void refuse(List<String> reasons);
    }

    /**
     * What a service relies on.
     *
     * @param topics those it reads or writes
     * @param written those it writes
     */
    public record Contract(List<Topic> topics, List<Topic> written) {}

    /** What is asked of the brokers. Each may throw a {@link KafkaException}. */
    public interface Log {
        /** Reads topics back: one sentence, with what to do, for each thing with which the service must not start. */
        List<String> differences(List<Topic> topics);

        /** Reads the newest events, as {@link IdsOnTheLog#newest} does. */
        Map<Integer, String> idsInUse(List<Topic> topics);
    }

    private final Contract contract;
    private final Log log;
    private final EventSerializer serializer;
    private final Service service;
    private final StartingGrace grace;
    private volatile boolean open;
    private volatile boolean stopping;
    private volatile @Nullable String waitsFor = "has not begun";
    private @Nullable Thread thread;

    /**
     * Looks at nothing before {@link #start}.
     *
     * @param serializer learns the schemas of the topics that are written
     */
    public ContractGate(Contract contract, Log log, EventSerializer serializer, Service service) {
        this(contract, log, serializer, service, new StartingGrace());
    }

    ContractGate(Contract contract, Log log, EventSerializer serializer, Service service, StartingGrace grace) {
        this.grace = grace;
        this.contract = contract;
        this.log = log;
        this.serializer = serializer;
        this.service = service;
    }

    /** Begins to look. */
    public synchronized void start() {
        if (thread == null) {
            thread = new Thread(this::run, "contract-gate");
            thread.setDaemon(true);
            thread.start();
        }
    }

    /** Whether everything was as it must be, and the service has begun. */
    public boolean isOpen() {
        return open;
    }

    /** Whether it was started and not closed. */
    public synchronized boolean isRunning() {
        return thread != null;
    }

    /** What is waited for, or null where nothing is. */
    public @Nullable String waitsFor() {
        return waitsFor;
    }

    private void run() {
        while (!stopping && !open) {
            try {
                look();
            } catch (RegistryUnavailableException e) {
                grace.begin();
                await("waits for the schema registry: " + e.getMessage());
            } catch (SchemaNotRegisteredException e) {
                awaitOrRefuse(List.of(String.valueOf(e.getMessage())));
            } catch (KafkaException e) {
                grace.begin();
                await("waits for the brokers: " + e.getMessage());
            } catch (RuntimeException e) {
                LOG.error("This service cannot begin", e);
                refuse(List.of("it cannot begin: " + e));
            }
        }
    }

    private void awaitOrRefuse(List<String> faults) {
        if (grace.isOver()) {
            refuse(faults);
        } else {
            await("waits, as the schema registry may still be starting: " + String.join("; ", faults));
        }
    }

    private void look() {
        var found = log.differences(contract.topics());
        if (!found.isEmpty()) {
            refuse(found);
            return;
        }
        var faults = faults();
        if (!faults.isEmpty()) {
            awaitOrRefuse(faults);
            return;
        }
        synchronized (this) {
            if (!stopping) {
                service.open();
                open = true;
                waitsFor = null;
                LOG.info("Topics, schemas and the registry's rule are as they must be; the service begins");
            }
        }
    }

    /**
     * What the log says is judged first, and nothing is registered before: where the registry has lost its data, that would be the
     * wrong thing to do.
     */
    private List<String> faults() {
        var registry = serializer.registry();
        // Whoever starts again after a crash is waited for: the brokers are asked while the registry is.
        var idsInUse = CompletableFuture.supplyAsync(
                () -> log.idsInUse(contract.topics()), reading -> new Thread(reading, "contract-gate-log").start());
        List<Fault> faults;
        try {
            faults = faultsOfRule(new CompatibilityRule(registry));
        } finally {
            // Also where the registry has failed: two readers would not be good for the brokers.
            idsInUse.exceptionally(fault -> Map.of()).join();
        }
        var lost = IdsOnTheLog.contradictions(registry, known(idsInUse));
        if (!lost.isEmpty()) {
            return lost;
        }
        contract.written().forEach(serializer::preload);
        return faults.stream().map(Fault::sentence).toList();
    }

    private static <T> T known(CompletableFuture<T> answer) {
        try {
            return answer.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException own ? own : e;
        }
    }

    private List<Fault> faultsOfRule(CompatibilityRule rule) {
        var verdict = rule.tryToBreak(contract.topics());
        // Where the global level is wrong it holds for all, and is all there is to say.
        var own = verdict.tried() == 0 ? List.<Fault>of() : rule.exceptions(contract.written());
        return Stream.concat(verdict.faults().stream(), own.stream()).toList();
    }

    private void refuse(List<String> reasons) {
        stopping = true;
        waitsFor = "refuses to start: " + String.join("; ", reasons);
        reasons.forEach(reason -> LOG.error("This service must not start: {}", reason));
        service.refuse(reasons);
    }

    private void await(String reason) {
        if (!reason.equals(waitsFor)) {
            LOG.warn("The start {}", reason);
        }
        waitsFor = reason;
        try {
            Thread.sleep(TRY_AGAIN_AFTER.toMillis());
        } catch (InterruptedException e) {
            stopping = true;
            Thread.currentThread().interrupt();
        }
    }

    /** Looks no further. A service that has begun goes on; whoever closes the gate ends it. */
    @Override
    public void close() {
        Thread looking;
        synchronized (this) {
            stopping = true;
            looking = thread;
            thread = null;
        }
        if (looking != null) {
            looking.interrupt();
        }
    }
}
