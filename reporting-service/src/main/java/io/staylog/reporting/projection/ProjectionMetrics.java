package io.staylog.reporting.projection;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.staylog.reporting.projection.BatchProjector.Kind;
import io.staylog.reporting.projection.BatchProjector.Outcome;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the projection tells Prometheus. */
final class ProjectionMetrics {
    private static final Logger LOG = LoggerFactory.getLogger(ProjectionMetrics.class);

    // Of one batch: where the beginning of a log is missing, every line would say the same.
    private static final int ORPHANS_LOGGED_MAX = 20;

    private final MeterRegistry meters;
    private final MultiGauge lag;
    private final Timer batches;

    ProjectionMetrics(MeterRegistry meters) {
        this.meters = meters;
        this.lag = MultiGauge.builder("staylog.projection.lag.records")
                .description("Readable records that are not in the rows yet")
                .register(meters);
        this.batches = Timer.builder("staylog.projection.batch")
                .description("Time from a polled batch to its committed rows")
                .register(meters);
    }

    void projected(BatchProjector.Result result, long tookNs) {
        batches.record(tookNs, TimeUnit.NANOSECONDS);
        result.counted()
                .forEach((kind, records) -> meters.counter(
                                "staylog.projection.events",
                                "topic",
                                kind.topic(),
                                "type",
                                typeTag(kind),
                                "outcome",
                                kind.outcome().name())
                        .increment(records));
        meters.counter("staylog.projection.orphans").increment(result.orphans().size());
        result.orphans().stream()
                .limit(ORPHANS_LOGGED_MAX)
                .forEach(orphan -> orphan.subject()
                        .add(LOG.atError(), orphan.input())
                        .addKeyValue("orphans", result.orphans().size())
                        .log("an event speaks of a booking or payment whose first event is not in the log"));
        result.counted().forEach((kind, records) -> {
            if (kind.outcome() == Outcome.UNKNOWN_TYPE) {
                LOG.atInfo()
                        .addKeyValue("topic", kind.topic())
                        .addKeyValue("recordType", kind.recordType())
                        .addKeyValue("records", records)
                        .log("skipped records of a type that is newer than this service");
            }
        });
    }

    /** Only our own types by name: strangers must not be able to make up series. */
    private static String typeTag(Kind kind) {
        var name = kind.recordType();
        return kind.outcome() == Outcome.UNKNOWN_TYPE ? "unknown" : name.substring(name.lastIndexOf('.') + 1);
    }

    void lag(Map<String, Long> records) {
        lag.register(
                records.entrySet().stream()
                        .map(e -> MultiGauge.Row.of(tags(e.getKey()), e.getValue()))
                        .toList(),
                true);
    }

    private static Tags tags(String partition) {
        int dash = partition.lastIndexOf('-');
        return Tags.of("topic", partition.substring(0, dash), "partition", partition.substring(dash + 1));
    }
}
