package io.staylog.booking.planted;

import io.staylog.checker.rules.Invariant;
import java.util.Locale;
import java.util.Set;

/** What could be wrong with the way in which a service reads, decides and writes. Each has a hotel that suffers from it. */
public enum PlantedBug {
    /** Events are written outside of any transaction, so an owner that lost its partitions without knowing writes on. */
    AT_LEAST_ONCE(Invariant.R4),
    /** What an aborted transaction has changed stays in the state. */
    STATE_KEPT_AFTER_AN_ABORT(Invariant.R2),
    /** The state does not take confirmed bookings in. */
    EVENT_IGNORED_BY_EVOLVE(Invariant.R3),
    /** Rooms are sold by a picture of the hotel that is a few bookings old. */
    SOLD_BY_A_STALE_PICTURE(Invariant.R3),
    /** Rooms are sold without a look at how many there are. */
    CAPACITY_IGNORED(Invariant.R3),
    /** What cannot be read is passed over, and nobody is told. */
    SKIPPED_WITHOUT_A_LETTER(Invariant.R2),
    /** Timers go by a clock that jumps ahead. */
    CLOCK_THAT_JUMPS(Invariant.R4),
    /** The view reads what is not committed. */
    VIEW_OF_WHAT_IS_NOT_COMMITTED(Invariant.R8);

    private final Set<Invariant> breaks;

    PlantedBug(Invariant... breaks) {
        this.breaks = Set.of(breaks);
    }

    /** What the checker must find broken. */
    public Set<Invariant> breaks() {
        return breaks;
    }

    /** The hotel that has it. */
    public String hotelId() {
        return "hotel-" + name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
