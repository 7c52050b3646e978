package io.staylog.sagas.simulation;

import java.util.Map;
import java.util.TreeMap;

/** Counts what has happened in a simulation, so that nobody takes an empty one for a good one. */
final class Figures {
    private final Map<String, Long> counts = new TreeMap<>();

    void count(String what) {
        count(what, 1);
    }

    void count(String what, long times) {
        if (times != 0) {
            counts.merge(what, times, Long::sum);
        }
    }

    void add(Figures other) {
        other.counts.forEach(this::count);
    }

    long of(String what) {
        return counts.getOrDefault(what, 0L);
    }

    @Override
    public String toString() {
        var text = new StringBuilder();
        counts.forEach((what, times) -> text.append(String.format("%,14d %s%n", times, what)));
        return text.toString();
    }
}
