package io.staylog.booking;

import io.staylog.booking.view.ViewStatus;
import io.staylog.eventsourcing.EngineStatus;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.health.contributor.Health;

/** Judges what the parts say about themselves. Each "no" comes with its reason. */
final class Healths {
    private static final String REASON = "reason";

    private Healths() {}

    static Health startup(@Nullable String waitsFor) {
        return waitsFor == null ? Health.up().build() : no(waitsFor);
    }

    /** Ready when everything that this instance owns is being decided; it may own nothing. */
    static Health engine(EngineStatus status) {
        var health = status.ready() ? Health.up() : Health.outOfService();
        var trouble = status.trouble();
        if (trouble != null) {
            health.withDetail(REASON, trouble);
        } else if (!status.joined()) {
            health.withDetail(REASON, "has not joined its group yet");
        } else if (!status.ready()) {
            health.withDetail(REASON, "not all partitions are being decided; see partitions");
        }
        return health.withDetail("partitions", status.partitions()).build();
    }

    static Health view(ViewStatus status, Duration behindMax) {
        var trouble = status.trouble();
        var behind = status.behind();
        var health = switch (status) {
            case ViewStatus s when trouble != null && behind.compareTo(behindMax) > 0 -> no(trouble);
            case ViewStatus s when !s.stopped().isEmpty() -> no("partitions stand still: " + s.stopped());
            case ViewStatus s
            when !s.caughtUp() -> no("is replaying; " + s.lagRecords() + " events are still to be read");
            case ViewStatus s
            when behind.compareTo(behindMax) > 0 ->
                no("is behind the log by " + s.lagRecords() + " events, for " + behind.toSeconds() + " s");
            case ViewStatus s -> Health.up().build();
        };
        return Health.status(health.getStatus())
                .withDetails(health.getDetails())
                .withDetail("lagRecords", status.lagRecords())
                .build();
    }

    static Health broker(@Nullable String trouble) {
        return trouble == null ? Health.up().build() : no(trouble);
    }

    /** A running service knows the schemas it needs, so a registry that is away is told and counts for nothing. */
    static Health registry(@Nullable String trouble) {
        return trouble == null
                ? Health.up().build()
                : Health.unknown().withDetail(REASON, trouble).build();
    }

    /** Restarting helps against threads that are dead or hang. A broken invariant needs a person, and the others go on. */
    static Health alive(EngineStatus engine, boolean engineThreadDied, boolean viewThreadDied) {
        if (engine.mustRestart()) {
            return Health.down()
                    .withDetail(REASON, "the engine is dead or hangs: " + engine.trouble())
                    .build();
        }
        if (engineThreadDied || viewThreadDied) {
            return Health.down()
                    .withDetail(REASON, "the thread of the " + (engineThreadDied ? "engine" : "view") + " died")
                    .build();
        }
        return Health.up().build();
    }

    private static Health no(String reason) {
        return Health.outOfService().withDetail(REASON, reason).build();
    }
}
