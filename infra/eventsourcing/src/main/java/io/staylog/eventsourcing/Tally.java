package io.staylog.eventsourcing;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** What one transaction has done so far. It is told to the metrics only when the transaction has committed. */
final class Tally {
    private int decisions;
    private int timers;
    private int events;
    private int forwarded;
    private final Map<String, Integer> dead = new HashMap<>();
    private final Map<String, Integer> skipped = new HashMap<>();

    void decided(int eventCount) {
        decisions++;
        events += eventCount;
    }

    void timerDecided(int eventCount) {
        timers++;
        events += eventCount;
    }

    void forwarded() {
        forwarded++;
    }

    void dead(String reason) {
        dead.merge(reason, 1, Integer::sum);
    }

    void skipped(String type) {
        skipped.merge(type, 1, Integer::sum);
    }

    void tell(EngineMetrics metrics, int records, Duration time) {
        metrics.decided(decisions, timers, events);
        metrics.forwarded(forwarded);
        dead.forEach(metrics::dead);
        skipped.forEach(metrics::skipped);
        metrics.batch(records, time);
    }
}
