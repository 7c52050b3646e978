package io.staylog.reporting.projection;

import io.staylog.reporting.projection.LogGuard.LogRefusedException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.listener.ConcurrentMessageListenerContainer;

/**
 * Keeps the projection running: begins to read when brokers, registry and database are there, and begins again when reading
 * has stopped for any reason. It never gives up and never ends the process.
 */
final class ProjectionSupervisor {
    private static final Logger LOG = LoggerFactory.getLogger(ProjectionSupervisor.class);

    private final ProjectionSchema schema;
    private final LogGuard log;
    private final Admission admission;
    private final RegistryGuard contract;
    private final ConcurrentMessageListenerContainer<byte[], byte[]> container;
    private final ProjectionListener listener;
    private final ProjectionWatch watch;
    private final ProjectionState state;
    private final boolean reads;
    private boolean isPrepared;

    /**
     * Does nothing yet.
     *
     * @param reads whether this process projects, or only needs what the projection needs
     */
    ProjectionSupervisor(
            ProjectionSchema schema,
            LogGuard log,
            Admission admission,
            RegistryGuard contract,
            ConcurrentMessageListenerContainer<byte[], byte[]> container,
            ProjectionListener listener,
            ProjectionWatch watch,
            ProjectionState state,
            boolean reads) {
        this.reads = reads;
        this.schema = schema;
        this.log = log;
        this.admission = admission;
        this.contract = contract;
        this.container = container;
        this.listener = listener;
        this.watch = watch;
        this.state = state;
    }

    /** Looks once, and begins to read if nothing reads. */
    void look() {
        var refusal = listener.takeRefusal();
        var otherTopic = watch.takeRefusal();
        if (refusal != null) {
            stopped(refusal);
        } else if (otherTopic != null) {
            stopped(otherTopic);
        } else if (reads ? !container.isRunning() || !container.isInExpectedState() : !isPrepared) {
            begin();
        }
    }

    private void begin() {
        container.stop();
        try {
            schema.migrate();
            log.verifyTopics();
            admission.admit(log.partitions().keySet());
            contract.verify();
            if (!reads) {
                isPrepared = true;
                state.succeeded();
                LOG.info("this process renders documents; another one projects");
                return;
            }
            listener.reset();
            container.start();
            state.succeeded();
            LOG.info(
                    "the projection reads {}",
                    LogGuard.SOURCES.stream().map(t -> t.name()).toList());
        } catch (RuntimeException e) {
            stopped(e);
        }
    }

    private void stopped(RuntimeException cause) {
        container.stop();
        isPrepared = false;
        var before = state.now().reason();
        var reason = Causes.said(cause);
        if (cause instanceof LogRefusedException) {
            state.refused(reason);
        } else {
            state.starting(reason);
        }
        if (!before.equals(reason)) {
            LOG.warn("the projection cannot read, it is tried again: {}", reason);
        }
    }

    /** Stops reading. */
    void stop() {
        container.stop();
    }
}
