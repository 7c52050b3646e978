package io.staylog.eventsourcing;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
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
    private final Counter records;
    private final Counter parked;
    private final AtomicLong lagRecords;
    private final AtomicLong openLetters;
    private final AtomicLong parkedLetters;

    EngineMetrics(MeterRegistry registry, String group) {
        this.registry = registry;
        this.group = group;
        records = counter("records", "Records taken in");
        decisions = counter("decisions", "Records of inputs decided");
        events = counter("events", "Events decided");
        forwarded = counter("forwarded", "Records sent on to the partition that their key belongs to");
        parked = counter("parked", "Records put aside behind a dead letter");
        timers = counter("timers", "Timers decided");
        batchRecords = DistributionSummary.builder("staylog.engine.batch.records")
                .description("Records of one transaction")
                .tag("group", group)
                .register(registry);
        batchTime = timer("batch.time", "Time of one transaction");
        replayTime = timer("replay.time", "Time to fold a partition's past");
        lagRecords = gauge("lag.records");
        openLetters = gauge("letters.open");
        parkedLetters = gauge("letters.parked");
    }

    void takenIn(int count) {
        records.increment(count);
    }

    void parked(int count) {
        parked.increment(count);
    }

    /**
     * Dead letters of this process' partitions that nobody has dealt with.
     *
     * @param parked how many of them only wait for another
     */
    void letters(long open, long parked) {
        openLetters.set(open);
        parkedLetters.set(parked);
    }

    void decided(int decisionCount, int timerCount, int eventCount) {
        decisions.increment(decisionCount);
        timers.increment(timerCount);
        events.increment(eventCount);
    }

    void forwarded(int count) {
        forwarded.increment(count);
    }

    void dead(String reason, int records) {
        registry.counter("staylog.engine.dead", "group", group, "reason", reason)
                .increment(records);
    }

    /** Letters by what has become of them; as records they were counted when they were put aside. */
    void letters(String fate, int count) {
        registry.counter("staylog.engine.letters", "group", group, "fate", fate).increment(count);
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

    void transaction(int records, Duration time) {
        batchRecords.record(records);
        batchTime.record(time);
    }

    void replayed(Duration time) {
        replayTime.record(time);
    }

    void lag(long records) {
        lagRecords.set(records);
    }

    private AtomicLong gauge(String name) {
        return Objects.requireNonNull(
                registry.gauge("staylog.engine." + name, List.of(Tag.of("group", group)), new AtomicLong()));
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
