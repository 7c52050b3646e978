package io.staylog.systemtests;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** Looks every second how far reporting is behind the log. */
final class LagWatch implements AutoCloseable {
    private static final Duration EVERY = Duration.ofSeconds(1);

    private final Staylog staylog;
    private final List<Long> seen = Collections.synchronizedList(new ArrayList<>());
    private volatile boolean isDone;

    LagWatch(Staylog staylog) {
        this.staylog = staylog;
        Thread.ofVirtual().name("lag").start(this::watch);
    }

    private void watch() {
        while (!isDone) {
            long lag = 0;
            for (var records :
                    staylog.reporting().read("/v1/projections").path("watch").path("lagRecords")) {
                lag += records.asLong();
            }
            seen.add(lag);
            LockSupport.parkNanos(EVERY.toNanos());
        }
    }

    /** Median and maximum, in records. */
    @Override
    public String toString() {
        var sorted = seen.stream().sorted().toList();
        return sorted.isEmpty()
                ? "not looked at"
                : "median %,d, maximum %,d records".formatted(sorted.get(sorted.size() / 2), sorted.getLast());
    }

    @Override
    public void close() {
        isDone = true;
    }
}
