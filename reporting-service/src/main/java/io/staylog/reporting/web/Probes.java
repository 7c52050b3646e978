package io.staylog.reporting.web;

import io.staylog.reporting.projection.ProjectionSettings;
import io.staylog.reporting.projection.ProjectionState;
import io.staylog.reporting.projection.ProjectionWatch;
import java.time.Duration;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/** What readiness and liveness say. Readiness is about what a manager would read, liveness about whether a restart helps. */
final class Probes {
    private static final Duration STALE = Duration.ofSeconds(60);
    // Longer than any one call to a database, broker or registry that hangs can take.
    private static final Duration STUCK = Duration.ofMinutes(5);

    private Probes() {}

    /** Ready when all it needs is there and the rows are not far behind the log. */
    static HealthIndicator readiness(ProjectionState state, ProjectionWatch watch, ProjectionSettings settings) {
        long lagMax = settings.projection().readyLagRecords();
        return () -> {
            var look = watch.last();
            var moment = state.now();
            var behind = look.lagRecordsTotal() > lagMax;
            boolean up = moment.good()
                    && !behind
                    && !watch.olderThan(STALE)
                    && look.brokers().isEmpty()
                    && look.registry().isEmpty()
                    && look.database().isEmpty();
            var health = up ? Health.up() : Health.down();
            return health.withDetail("phase", moment.phase())
                    .withDetail("projection", said(moment.reason()))
                    .withDetail("brokers", said(look.brokers()))
                    .withDetail("registry", said(look.registry()))
                    .withDetail("database", said(look.database()))
                    .withDetail("lagRecords", look.lagRecordsTotal())
                    .withDetail("lagRecordsMax", lagMax)
                    .withDetail("lookedAt", look.at())
                    .build();
        };
    }

    /** Alive while its own threads look around; brokers that are away come back without a restart. */
    static HealthIndicator liveness(ProjectionWatch watch) {
        return () -> watch.olderThan(STUCK)
                ? Health.down()
                        .withDetail(
                                "reason",
                                "nothing has looked around since "
                                        + watch.last().at())
                        .build()
                : Health.up().build();
    }

    private static String said(String problem) {
        return problem.isEmpty() ? "ok" : problem;
    }
}
