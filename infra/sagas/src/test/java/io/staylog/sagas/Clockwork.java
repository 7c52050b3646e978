package io.staylog.sagas;

import java.time.Instant;
import java.util.Comparator;
import java.util.PriorityQueue;

/** Time that passes only when told to, and what is to happen in it. What is due at the same time happens in the order of planning. */
public final class Clockwork {
    private record Plan(Instant at, long no, Runnable what) {}

    private final PriorityQueue<Plan> plans =
            new PriorityQueue<>(Comparator.comparing(Plan::at).thenComparing(Plan::no));
    private Instant now;
    private long planned;

    public Clockwork(Instant now) {
        this.now = now;
    }

    public Instant now() {
        return now;
    }

    public void at(Instant time, Runnable what) {
        plans.add(new Plan(time.isBefore(now) ? now : time, planned++, what));
    }

    /** When the next thing happens; never where nothing will. */
    public Instant next() {
        var first = plans.peek();
        return first == null ? Instant.MAX : first.at();
    }

    /** Does the first thing that is due by now. */
    public boolean step() {
        var first = plans.peek();
        if (first == null || first.at().isAfter(now)) {
            return false;
        }
        plans.remove().what().run();
        return true;
    }

    public void moveTo(Instant time) {
        if (time.isAfter(now)) {
            now = time;
        }
    }
}
