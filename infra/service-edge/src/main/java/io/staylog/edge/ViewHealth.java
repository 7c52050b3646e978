package io.staylog.edge;

import io.staylog.logview.ViewStatus;
import java.time.Duration;
import org.springframework.boot.health.contributor.Health;

/** Judges what a view says about itself. */
public final class ViewHealth {
    private ViewHealth() {}

    /** Ready when it shows everything, but for the last moments. Each "no" comes with its reason. */
    public static Health of(ViewStatus status, Duration behindMax) {
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
}
