package io.staylog.booking;

import io.staylog.edge.Healths;
import io.staylog.eventsourcing.EngineStatus;
import org.springframework.boot.health.contributor.Health;

/** Judges what only this service has. Each "no" comes with its reason. */
final class BookingHealths {
    private BookingHealths() {}

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
