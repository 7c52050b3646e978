package io.staylog.booking;

import io.staylog.edge.Healths;
import io.staylog.eventsourcing.EngineStatus;
import io.staylog.logview.ViewStatus;
import java.time.Duration;
import org.springframework.boot.health.contributor.Health;

/** Judges what only this service has. Each "no" comes with its reason. */
final class BookingHealths {
    private BookingHealths() {}

    static Health view(ViewStatus status, Duration behindMax) {
        var trouble = status.trouble();
        var behind = status.behind();
        var health = switch (status) {
            case ViewStatus s when trouble != null && behind.compareTo(behindMax) > 0 -> Healths.notReady(trouble);
            case ViewStatus s when !s.stopped().isEmpty() -> Healths.notReady("partitions stand still: " + s.stopped());
            case ViewStatus s
            when !s.caughtUp() -> Healths.notReady("is replaying; " + s.lagRecords() + " events are still to be read");
            case ViewStatus s
            when behind.compareTo(behindMax) > 0 ->
                Healths.notReady(
                        "is behind the log by " + s.lagRecords() + " events, for " + behind.toSeconds() + " s");
            case ViewStatus s -> Health.up().build();
        };
        return Health.status(health.getStatus())
                .withDetails(health.getDetails())
                .withDetail("lagRecords", status.lagRecords())
                .build();
    }

    /** Restarting helps against threads that are dead or hang. A broken invariant needs a person, and the others go on. */
    static Health alive(EngineStatus engine, boolean engineThreadDied, boolean viewThreadDied) {
        if (engine.mustRestart()) {
            return Healths.dead("the engine is dead or hangs: " + engine.trouble());
        }
        if (engineThreadDied || viewThreadDied) {
            return Healths.dead("the thread of the " + (engineThreadDied ? "engine" : "view") + " died");
        }
        return Health.up().build();
    }
}
