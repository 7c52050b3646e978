package io.staylog.sagas.simulation;

import java.util.Map;
import java.util.TreeMap;

/** Counts what has happened in a simulation, so that nobody takes an empty one for a good one. */
final class Figures {
    private final Map<String, Long> counts = new TreeMap<>();

    void count(String what) {
        count(what, 1);
    }

    synchronized void count(String what, long times) {
        if (times != 0) {
            counts.merge(what, times, Long::sum);
        }
    }

    synchronized void add(Figures other) {
        other.counts.forEach(this::count);
    }

    synchronized long of(String what) {
        return counts.getOrDefault(what, 0L);
    }

    /** The most telling ones. */
    synchronized String inOneLine() {
        return "%,d steps, %,d records, %,d crashes, %,d redelivered, %,d given up or fenced"
                .formatted(
                        of("steps"),
                        of("records"),
                        of("crashes of a service") + of("crashes of a bank worker"),
                        of("records redelivered to a service") + of("instructions redelivered"),
                        of("transactions aborted") + of("transactions fenced"));
    }

    @Override
    public synchronized String toString() {
        var text = new StringBuilder();
        counts.forEach((what, times) -> text.append(String.format("%,14d %s%n", times, what)));
        return text.toString();
    }
}
