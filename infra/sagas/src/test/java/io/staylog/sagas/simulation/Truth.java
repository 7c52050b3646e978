package io.staylog.sagas.simulation;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** The fold of a service's committed events, which every state in a process has to equal, and what each event is checked by. */
final class Truth<S, C, E> {
    /** Looks at each event once it is committed, and throws where it must not be. */
    @FunctionalInterface
    interface Check<S, E> {
        void committed(String hotel, E event, S after, ConsumerRecord<byte[], byte[]> record);
    }

    private static final int SHOWN = 400;

    private final Kind<S, C, E> kind;
    private final Check<S, E> check;
    private final List<Map<String, S>> states = new ArrayList<>();
    private final List<List<E>> events = new ArrayList<>();

    Truth(Kind<S, C, E> kind, int partitions, Check<S, E> check) {
        this.kind = kind;
        this.check = check;
        for (int i = 0; i < partitions; i++) {
            states.add(new HashMap<>());
            events.add(new ArrayList<>());
        }
    }

    void see(ConsumerRecord<byte[], byte[]> record) {
        if (!kind.wire().isOurs(record)) {
            throw new BrokenRule("an event is known as our own", record.toString());
        }
        var key = new String(record.key(), UTF_8);
        var event = kind.wire().readEvent(record);
        var state = state(record.partition(), key);
        kind.rules().evolve(state, event, Instant.ofEpochMilli(record.timestamp()));
        events.get(record.partition()).add(event);
        check.committed(key, event, state, record);
    }

    S state(int partition, String key) {
        return states.get(partition).computeIfAbsent(key, kind.rules()::initialState);
    }

    /** The events of a partition as they come back from the log, by position. */
    List<E> events(int partition) {
        return events.get(partition);
    }

    /** When the next timer of any hotel is due, in milliseconds since the epoch. */
    long nextDueAt() {
        long next = Long.MAX_VALUE;
        for (var some : states) {
            for (var state : some.values()) {
                next = Math.min(next, kind.rules().nextDueAt(state));
            }
        }
        return next;
    }

    /** Compares what a process holds of a partition while it has nothing open. */
    void compare(int partition, Map<String, S> held, String whose) {
        for (var entry : states.get(partition).entrySet()) {
            var folded = entry.getValue();
            if (!kind.rules().isWorthKeeping(folded)) {
                continue;
            }
            var state = held.get(entry.getKey());
            var one = kind.picture().apply(folded);
            var other = state == null ? "nothing" : kind.picture().apply(state);
            if (!one.equals(other)) {
                throw new BrokenRule(
                        "a state is the fold of the committed log",
                        entry.getKey() + " " + whose + " of " + kind.name() + "\n"
                                + difference(one.toString(), other.toString()));
            }
        }
    }

    private static String difference(String one, String other) {
        int at = 0;
        while (at < Math.min(one.length(), other.length()) && one.charAt(at) == other.charAt(at)) {
            at++;
        }
        int from = Math.max(0, at - SHOWN / 2);
        return "log   ..." + part(one, from) + "\nstate ..." + part(other, from);
    }

    private static String part(String text, int from) {
        return text.substring(Math.min(from, text.length()), Math.min(from + SHOWN, text.length()));
    }
}
