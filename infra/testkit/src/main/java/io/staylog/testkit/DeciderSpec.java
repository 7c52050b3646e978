package io.staylog.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.staylog.eventsourcing.Decider;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/**
 * Given events, when a command, then events: how the rules of a service are tested, without Kafka.
 *
 * <p>Each command is decided twice, to see that deciding changes nothing, and what it decided is folded at once, so that a
 * rule and its fold cannot drift apart.
 *
 * @param <S> state of one key
 * @param <C> what can be asked
 * @param <E> what can be decided
 */
public final class DeciderSpec<S, C, E> {
    private final Decider<S, C, E> decider;
    private final S state;
    private final Function<S, Object> picture;
    private final List<E> decided = new ArrayList<>();
    private Instant now;

    /**
     * Begins with an empty state.
     *
     * @param key the key that the state belongs to
     * @param now time of the first command
     * @param picture a value that shows all of a state, to see that deciding leaves it alone
     */
    public DeciderSpec(Decider<S, C, E> decider, String key, Instant now, Function<S, Object> picture) {
        this.decider = decider;
        this.state = decider.initialState(key);
        this.now = now;
        this.picture = picture;
    }

    /** Lets events have happened. */
    @SafeVarargs
    public final DeciderSpec<S, C, E> given(E... events) {
        for (var event : events) {
            decider.evolve(state, event, now);
        }
        return this;
    }

    /** Lets commands have been decided, whatever came of them. */
    @SafeVarargs
    public final DeciderSpec<S, C, E> after(C... commands) {
        for (var command : commands) {
            decide(command);
        }
        return this;
    }

    /** Lets time pass. */
    public DeciderSpec<S, C, E> at(Instant time) {
        now = time;
        return this;
    }

    /** Decides a command. */
    public DeciderSpec<S, C, E> when(C command) {
        decided.clear();
        decided.addAll(decide(command));
        return this;
    }

    /** Decides all timers that are due by now. */
    public DeciderSpec<S, C, E> whenTimersAreDue() {
        decided.clear();
        while (decider.nextDueAt(state) <= now.toEpochMilli()) {
            var events = decide(decider.whenDue(state));
            assertThat(events)
                    .as("events of a timer, without which it would be due for ever")
                    .isNotEmpty();
            decided.addAll(events);
        }
        return this;
    }

    /** Expects exactly these events. */
    @SafeVarargs
    @SuppressWarnings("varargs") // It is only compared.
    public final DeciderSpec<S, C, E> then(E... events) {
        assertThat(decided).isEqualTo(Arrays.asList(events));
        return this;
    }

    /** What was decided last. */
    public List<E> decided() {
        return List.copyOf(decided);
    }

    /** The state as it is now. */
    public S state() {
        return state;
    }

    private List<E> decide(C command) {
        var before = picture.apply(state);
        var events = decider.decide(state, command, now);
        assertThat(decider.decide(state, command, now))
                .as("decided a second time")
                .isEqualTo(events);
        assertThat(picture.apply(state)).as("state after deciding").isEqualTo(before);
        events.forEach(event -> decider.evolve(state, event, now));
        return events;
    }
}
