package io.staylog.sagas.simulation;

import io.staylog.eventsourcing.Decider;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** One partition in the memory of a process: the states of its keys, and how far its inputs are read. */
final class Holding<S> {
    final int partition;
    final Map<String, S> states = new HashMap<>();
    /** How many events are folded, and where the fold goes on. */
    int folded;

    /** Of each input: what is decided next, how much of it the last fetch knew of, and how much was there at the take-over. */
    final int[] positions;

    final int[] known;
    final int[] backlog;
    /** Timestamp of the last record of each input that was decided. */
    final long[] readUntil;

    int kept;

    Holding(int partition, int inputs) {
        this.partition = partition;
        positions = new int[inputs];
        known = new int[inputs];
        backlog = new int[inputs];
        readUntil = new long[inputs];
        Arrays.fill(readUntil, Long.MIN_VALUE);
    }

    /** Timers that are due later than this have to wait for what has arrived; as in the engine's Decisions. */
    long timersUntil() {
        long until = Long.MAX_VALUE;
        for (int i = 0; i < positions.length; i++) {
            if (positions[i] < backlog[i] || positions[i] < known[i]) {
                until = Math.min(until, readUntil[i]);
            }
        }
        return until;
    }

    long nextDueAt(Decider<S, ?, ?> rules) {
        long next = Decider.NEVER;
        for (var state : states.values()) {
            next = Math.min(next, rules.nextDueAt(state));
        }
        return next;
    }
}
