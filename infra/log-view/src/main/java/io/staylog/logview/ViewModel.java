package io.staylog.logview;

import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * What a view folds events into. One thread applies, any thread reads.
 *
 * @param <F> an event, understood
 */
public interface ViewModel<F extends LogFact> {
    /**
     * Takes events of one partition into account, in their order, and then wakes who waits for them.
     *
     * @param nextOffset the offset after the last one that is taken into account by it
     * @param isWhole whether no further event of the last one's decision can follow
     */
    void apply(int partition, List<F> facts, long nextOffset, boolean isWhole);

    /** The offset after the last one of a partition that is taken into account. */
    long nextOffset(int partition);

    /** Whether a decision of that partition may still have events to come. */
    boolean isUnfinished(int partition);

    /** Who wait for changes of it. */
    Waiters waiters();

    /** How much is kept, by what it is. */
    Map<String, Integer> sizes();

    /** Whether the event at a position, and all before it, are taken into account. */
    default boolean includes(Position position) {
        return nextOffset(position.partition()) > position.offset();
    }

    /** What to wait on for {@link #includes}. */
    static UUID progressOf(int partition) {
        return new UUID(0, partition);
    }
}
