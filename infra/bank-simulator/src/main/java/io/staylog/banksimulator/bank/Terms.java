package io.staylog.banksimulator.bank;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What the rules go by besides the state.
 *
 * @param telling what the merchant is told unasked
 * @param keysLive how long a key is remembered, null for ever
 * @param faults which calls are disturbed
 */
public record Terms(Telling telling, @Nullable Duration keysLive, FaultScript faults) {
    /** A bank that tells nobody anything unasked, remembers everything and is never disturbed. */
    public static final Terms QUIET = new Terms(Telling.NOTHING, null, FaultScript.NONE);

    /** What the merchant is told unasked. */
    public enum Telling {
        NOTHING,
        /** Only what he could not know from an answer. */
        CHANGES,
        /** Every effect and every decline. */
        ALL
    }

    /** The same with another script. */
    public Terms with(FaultScript other) {
        return new Terms(telling, keysLive, other);
    }

    boolean forgets(Memory memory, Instant now) {
        return keysLive != null && memory.isOlderThan(keysLive, now);
    }
}
