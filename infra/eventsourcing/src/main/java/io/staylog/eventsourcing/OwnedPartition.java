package io.staylog.eventsourcing;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.common.Uuid;
import org.jspecify.annotations.Nullable;

/**
 * The state of all keys of one partition, folded from its events, and the timers that the states wait for.
 *
 * <p>It belongs to the engine's thread. After an aborted transaction it is thrown away as a whole.
 */
final class OwnedPartition<S, C, E> {
    /** How many states are kept that are not worth it: enough that a repeated request meets the answer it had. */
    static final int PASSING_MAX = 10_000;

    private record Timer(long dueAt, String key) implements Comparable<Timer> {
        @Override
        public int compareTo(Timer other) {
            int order = Long.compare(dueAt, other.dueAt);
            return order == 0 ? key.compareTo(other.key) : order;
        }
    }

    /** A timer that has come. */
    record Due<C>(String key, long dueAt, C command) {}

    private static final class Keyed<S> {
        final KeptState<S> kept;
        long scheduledFor = Decider.NEVER;

        Keyed(KeptState<S> kept) {
            this.kept = kept;
        }

        S state() {
            return kept.state();
        }
    }

    private final Decider<S, C, E> decider;
    private final int number;
    private final Uuid topicId;
    private final OpenLetters letters;
    // In the order in which the keys were first seen, so that a snapshot keeps the order of those that pass.
    private final Map<String, Keyed<S>> states = new LinkedHashMap<>();
    private final Set<String> passing = new LinkedHashSet<>();
    /** One for each key that waits for something. */
    private final TreeSet<Timer> timers = new TreeSet<>();

    private long foldedEvents;
    private long keptEvents;
    private long nextOffset;

    OwnedPartition(Decider<S, C, E> decider, String group, int number, Uuid topicId) {
        this.decider = decider;
        this.number = number;
        this.topicId = topicId;
        this.letters = new OpenLetters(group);
    }

    /** What was put aside and is not dealt with. */
    OpenLetters letters() {
        return letters;
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

    /** A snapshot could not be written; the next one is due when half as many events again have come. */
    void keepLater() {
        keptEvents += eventsToKeep() / 2;
    }

    /** A snapshot of all that is folded has been written. */
    void kept() {
        keptEvents = foldedEvents;
    }

    /** The state of a key. A key without events has one, but takes no room. */
    S state(String key) {
        var keyed = states.get(key);
        return keyed == null ? decider.initialState(key) : keyed.state();
    }

    /** All that is known, to be kept in a snapshot. */
    SnapshotStore.Snapshot<S> snapshot() {
        var entries = new LinkedHashMap<String, SnapshotStore.Entry<S>>();
        states.forEach((key, keyed) ->
                entries.put(key, new SnapshotStore.Entry<>(keyed.kept, keyed.scheduledFor, !passing.contains(key))));
        return new SnapshotStore.Snapshot<>(entries, foldedEvents, nextOffset);
    }

    /** Takes over what a snapshot holds. */
    void restore(SnapshotStore.Snapshot<S> snapshot) {
        snapshot.entries().forEach((key, entry) -> {
            var keyed = new Keyed<>(entry.state());
            states.put(key, keyed);
            schedule(key, keyed, entry.dueAt());
            bound(key, entry.isWorthKeeping());
        });
        foldedEvents = snapshot.foldedEvents();
        keptEvents = foldedEvents;
        nextOffset = snapshot.nextOffset();
    }

    /** Takes over what this process knew of the partition before it gave it back. */
    void restore(OwnedPartition<S, C, E> before) {
        restore(before.snapshot());
        keptEvents = before.keptEvents;
    }

    void evolve(String key, E event, Instant at) {
        var keyed = states.computeIfAbsent(key, k -> new Keyed<>(KeptState.of(decider.initialState(k))));
        var state = keyed.state();
        decider.evolve(state, event, at);
        foldedEvents++;
        schedule(key, keyed, decider.nextDueAt(state));
        bound(key, decider.isWorthKeeping(state));
    }

    private void bound(String key, boolean isWorthKeeping) {
        if (isWorthKeeping) {
            passing.remove(key);
        } else if (passing.add(key) && passing.size() > PASSING_MAX) {
            var eldest = passing.iterator().next();
            passing.remove(eldest);
            unschedule(eldest, Objects.requireNonNull(states.remove(eldest)));
        }
    }

    /** How many keys wait for something. */
    int timers() {
        return timers.size();
    }

    /** When the next timer is due, or {@link Decider#NEVER}. It may be early: timers that moved are found out when due. */
    long nextDueAt() {
        return timers.isEmpty() ? Decider.NEVER : timers.first().dueAt();
    }

    /** Takes the next timer that is due, if there is one. */
    @Nullable
    Due<C> pollDue(long nowMs) {
        while (nextDueAt() <= nowMs) {
            var timer = timers.removeFirst();
            var keyed = Objects.requireNonNull(states.get(timer.key()));
            keyed.scheduledFor = Decider.NEVER;
            var state = keyed.state();
            long dueAt = decider.nextDueAt(state);
            if (dueAt <= nowMs) {
                return new Due<>(timer.key(), dueAt, decider.whenDue(state));
            }
            schedule(timer.key(), keyed, dueAt);
        }
        return null;
    }

    /**
     * Makes sure that deciding a due timer has moved it or ended it; otherwise it would be decided for ever. It may be due again at
     * once: after a long time several things have come to their end.
     */
    void settled(Due<C> due) {
        var state = state(due.key());
        if (decider.nextDueAt(state) == due.dueAt() && decider.whenDue(state).equals(due.command())) {
            throw new IllegalStateException(
                    "deciding " + due.command() + " of key " + due.key() + " did not move its due time");
        }
    }

    private void schedule(String key, Keyed<S> keyed, long dueAt) {
        // A later due time is found out when the earlier one comes; only an earlier one needs another entry.
        if (dueAt < keyed.scheduledFor) {
            unschedule(key, keyed);
            keyed.scheduledFor = dueAt;
            timers.add(new Timer(dueAt, key));
        }
    }

    private void unschedule(String key, Keyed<S> keyed) {
        if (keyed.scheduledFor != Decider.NEVER) {
            timers.remove(new Timer(keyed.scheduledFor, key));
        }
    }
}
