package io.staylog.eventsourcing;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The rules of a service, one key at a time.
 *
 * <p>{@link #decide} reads the state and changes nothing; only {@link #evolve} writes it, and the state is the fold of the
 * service's own events in the order of the log. None of the methods may look at a clock, at random numbers or at the outside,
 * so that the same log always gives the same decisions.
 *
 * @param <S> state of one key; it may be mutable, and only one thread ever sees it
 * @param <C> what can be asked
 * @param <E> what can be decided
 */
public interface Decider<S, C, E> {
    /** The due time of a state that waits for nothing. */
    long NEVER = Long.MAX_VALUE;

    /** The state of a key of which no event is known. */
    S initialState(String key);

    /**
     * What follows from a command.
     *
     * @param now when it is decided, in whole milliseconds; when it was asked for, which may be long before, is for the command
     *     itself to say
     * @return the events in order; none where the command changes nothing, for example because it is a repeat
     */
    List<E> decide(S state, C command, Instant now);

    /**
     * Takes an event into the state. It must be total and must not throw. An event that is written to another topic than the
     * service's event topic must leave the state alone, because it is not there when the state is folded again.
     *
     * @param at timestamp of the event's record, which is the {@code now} of its decision
     */
    void evolve(S state, E event, Instant at);

    /**
     * Whether a state says more than that of a key of which nothing is known. Strangers may ask about any key; of the
     * states that are not worth keeping only the latest to appear are kept.
     */
    default boolean isWorthKeeping(S state) {
        return true;
    }

    /**
     * What of its key a command is about, for example a booking of a hotel; null where it is about the key as a whole. While a
     * record about something could not be decided, later ones about the same wait for it.
     */
    default @Nullable String subject(C command) {
        return null;
    }

    /**
     * Whether a command builds on something that the state does not know, so that a record that nobody could read may be what
     * it builds on.
     */
    default boolean buildsOnUnknown(S state, C command) {
        return false;
    }

    /** When the state next wants to decide by itself, in milliseconds since the epoch, or {@link #NEVER}. */
    default long nextDueAt(S state) {
        return NEVER;
    }

    /**
     * The command to decide when {@link #nextDueAt} has come. Deciding it must move the due time or end it; a state with more
     * than one timer gives each a command that equals no other's.
     */
    default C whenDue(S state) {
        throw new IllegalStateException("this decider has no timers");
    }
}
