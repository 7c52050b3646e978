package io.staylog.reporting.projection;

import java.time.Clock;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;

/** How the projection is doing, for readiness. */
public final class ProjectionState {

    /** What the projection is at. */
    public enum Phase {
        /** Something it needs is away; it keeps trying. */
        STARTING,
        /** It reads. */
        RUNNING,
        /** The log and the rows do not fit together; a person must act, and it keeps looking. */
        REFUSED
    }

    /**
     * One moment.
     *
     * @param phase what it is at
     * @param reason what is wrong, empty where nothing is
     * @param since since when
     */
    public record Moment(Phase phase, String reason, Instant since) {
        /** Whether events are being projected. */
        public boolean good() {
            return phase == Phase.RUNNING && reason.isEmpty();
        }
    }

    private final Clock clock;
    private final AtomicReference<Moment> now;

    ProjectionState(Clock clock) {
        this.clock = clock;
        this.now = new AtomicReference<>(new Moment(Phase.STARTING, "it has just been started", clock.instant()));
    }

    /** The newest moment. */
    public Moment now() {
        return now.get();
    }

    void failed(String reason) {
        update(now().phase(), reason);
    }

    void succeeded() {
        if (!now().good()) {
            update(Phase.RUNNING, "");
        }
    }

    void starting(String reason) {
        update(Phase.STARTING, reason);
    }

    void refused(String reason) {
        update(Phase.REFUSED, reason);
    }

    private void update(Phase phase, String reason) {
        now.updateAndGet(before -> before.phase() == phase && before.reason().equals(reason)
                ? before
                : new Moment(phase, reason, clock.instant()));
    }
}
