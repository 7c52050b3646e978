package io.staylog.eventsourcing;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** Counts what an engine does, under the names {@code staylog.engine.*}, with the group as a tag. */
final class EngineMetrics {
    private final MeterRegistry registry;
    private final String group;
    private final Counter decisions;
    private final Counter events;
    private final Counter forwarded;
    private final Counter timers;
    private final DistributionSummary batchRecords;
    private final Timer batchTime;
    private final Timer replayTime;
    private final AtomicLong lagRecords;

    EngineMetrics(MeterRegistry registry, String group) {
        this.registry = registry;
        this.group = group;
        decisions = counter("decisions", "Commands decided");
        events = counter("events", "Events decided");
        forwarded = counter("forwarded", "Records sent on to the partition that their key belongs to");
        timers = counter("timers", "Timers decided");
        batchRecords = DistributionSummary.builder("staylog.engine.batch.records")
                .description("Records of one transaction")
                .tag("group", group)
                .register(registry);
        batchTime = timer("batch.time", "Time of one transaction");
        replayTime = timer("replay.time", "Time to fold a partition's past");
        lagRecords = registry.gauge("staylog.engine.lag.records", List.of(Tag.of("group", group)), new AtomicLong());
    }

    void decided(int decisionCount, int timerCount, int eventCount) {
        decisions.increment(decisionCount);
        timers.increment(timerCount);
        events.increment(eventCount);
    }

    void forwarded(int records) {
        forwarded.increment(records);
    }

    void dead(String reason, int records) {
        registry.counter("staylog.engine.dead", "group", group, "reason", reason)
                .increment(records);
    }

    void skipped(String type, int records) {
        registry.counter("staylog.engine.skipped", "group", group, "type", type).increment(records);
    }

    void foreign() {
        registry.counter("staylog.engine.foreign", "group", group).increment();
    }

    void aborted(String cause) {
        registry.counter("staylog.engine.aborted", "group", group, "cause", cause)
                .increment();
    }

    void batch(int records, Duration time) {
        batchRecords.record(records);
        batchTime.record(time);
    }

    void replayed(Duration time) {
        replayTime.record(time);
    }

    void lag(long records) {
        lagRecords.set(records);
    }

    private Counter counter(String name, String description) {
        return Counter.builder("staylog.engine." + name)
                .description(description)
                .tag("group", group)
                .register(registry);
    }

    private Timer timer(String name, String description) {
        return Timer.builder("staylog.engine." + name)
                .description(description)
                .tag("group", group)
                .publishPercentiles(0.5, 0.99)
                .register(registry);
    }
}
