package io.staylog.eventsourcing;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.PriorityQueue;
import org.apache.kafka.common.Uuid;
import org.jspecify.annotations.Nullable;

/**
 * The state of all keys of one partition, folded from its events, and the timers that the states wait for.
 *
 * <p>It belongs to the engine's thread. After an aborted transaction it is thrown away as a whole.
 */
final class OwnedPartition<S, C, E> {
    private record Timer(long dueAt, String key) {}

    /** A timer that has come. */
    record Due<C>(String key, C command) {}

    private static final class Keyed<S> {
        final S state;
        long scheduledFor = Decider.NEVER;

        Keyed(S state) {
            this.state = state;
        }
    }

    private final Decider<S, C, E> decider;
    private final int number;
    private final Uuid topicId;
    private final Map<String, Keyed<S>> states = new HashMap<>();
    private final PriorityQueue<Timer> timers =
            new PriorityQueue<>((left, right) -> Long.compare(left.dueAt(), right.dueAt()));
    private long foldedEvents;
    private long keptEvents;
    private long nextOffset;

    OwnedPartition(Decider<S, C, E> decider, int number, Uuid topicId) {
        this.decider = decider;
        this.number = number;
        this.topicId = topicId;
    }

    int number() {
        return number;
    }

    /** Which topic the state is folded from; one that was deleted and made anew has another id. */
    Uuid topicId() {
        return topicId;
    }

    /** Offset of the first event that is not folded yet. */
    long nextOffset() {
        return nextOffset;
    }

    void nextOffset(long offset) {
        nextOffset = offset;
    }

    /** How many events were ever folded, also by those who wrote the snapshot. */
    long foldedEvents() {
        return foldedEvents;
    }

    /** How many folded events no snapshot holds yet. */
    long eventsToKeep() {
        return foldedEvents - keptEvents;
    }

    /** A snapshot of all that is folded has been written. */
    void kept() {
        keptEvents = foldedEvents;
    }

    /** The state of a key. A key without events has one, but takes no room: strangers may ask about any key. */
    S state(String key) {
        var keyed = states.get(key);
        return keyed == null ? decider.initialState(key) : keyed.state;
    }

    Map<String, S> states() {
        var all = new HashMap<String, S>();
        states.forEach((key, keyed) -> all.put(key, keyed.state));
        return all;
    }

    /** Takes over what a snapshot holds. */
    void restore(Map<String, S> snapshot, long events, long offset) {
        snapshot.forEach((key, state) -> {
            var keyed = new Keyed<>(state);
            states.put(key, keyed);
            schedule(key, keyed);
        });
        foldedEvents = events;
        keptEvents = events;
        nextOffset = offset;
    }

    void evolve(String key, E event, Instant at) {
        var keyed = keyed(key);
        decider.evolve(keyed.state, event, at);
        foldedEvents++;
        schedule(key, keyed);
    }

    /** When the next timer is due, or {@link Decider#NEVER}. It may be early: timers that moved are found out when due. */
    long nextDueAt() {
        var first = timers.peek();
        return first == null ? Decider.NEVER : first.dueAt();
    }

    /** Takes the next timer that is due, if there is one. */
    @Nullable
    Due<C> pollDue(long nowMs) {
        while (nextDueAt() <= nowMs) {
            var timer = timers.remove();
            var keyed = keyed(timer.key());
            keyed.scheduledFor = Decider.NEVER;
            long dueAt = decider.nextDueAt(keyed.state);
            if (dueAt <= nowMs) {
                return new Due<>(timer.key(), decider.whenDue(keyed.state));
            }
            schedule(timer.key(), keyed);
        }
        return null;
    }

    /** Makes sure that deciding a due timer has moved it or ended it; otherwise it would be decided for ever. */
    void settled(Due<C> due, long nowMs) {
        var state = state(due.key());
        if (decider.nextDueAt(state) <= nowMs && decider.whenDue(state).equals(due.command())) {
            throw new IllegalStateException(
                    "deciding " + due.command() + " of key " + due.key() + " did not move its due time");
        }
    }

    private void schedule(String key, Keyed<S> keyed) {
        long dueAt = decider.nextDueAt(keyed.state);
        // A later due time is found out when the earlier one comes; only an earlier one needs a new entry.
        if (dueAt < keyed.scheduledFor) {
            keyed.scheduledFor = dueAt;
            timers.add(new Timer(dueAt, key));
        }
    }

    private Keyed<S> keyed(String key) {
        return states.computeIfAbsent(key, k -> new Keyed<>(decider.initialState(k)));
    }
}
