package io.staylog.reporting.ledger;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The record of the log that an entry follows from.
 *
 * @param topic the topic's name
 * @param partition its partition
 * @param offset its offset in the partition
 * @param eventId the event's own id; null where the record has none
 * @param at its time stamp
 */
public record Source(
        String topic, int partition, long offset, @Nullable String eventId, Instant at) {}
