package io.staylog.reporting.projection;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Where a record stands in the log.
 *
 * @param topic the topic's name
 * @param partition its partition
 * @param offset its offset in the partition
 * @param at its time stamp, to the millisecond
 * @param eventId the event's own id; null where the record has none
 */
public record Position(
        String topic,
        int partition,
        long offset,
        Instant at,
        @Nullable String eventId) {
    private static final Instant NEVER_BEFORE = Instant.EPOCH;
    private static final Instant NEVER_AFTER = Instant.parse("9999-12-31T23:59:59Z");

    public Position {
        at = storable(at);
    }

    /** A producer may write any 64-bit number as a time stamp; PostgreSQL cannot keep all of them. */
    static Instant storable(Instant at) {
        return at.isBefore(NEVER_BEFORE) ? NEVER_BEFORE : at.isAfter(NEVER_AFTER) ? NEVER_AFTER : at;
    }

    /** Of a record whose id does not matter. */
    Position(String topic, int partition, long offset, Instant at) {
        this(topic, partition, offset, at, null);
    }
}
