package io.staylog.bench.decisions;

import org.jspecify.annotations.Nullable;

/**
 * One drain, as it is asked of a contender's process.
 *
 * @param records how many to drain before the clock stops
 * @param commitIntervalMs of Kafka Streams; the others commit after each poll
 * @param threads of Kafka Streams; the others have one
 * @param directory for files that the contender keeps
 * @param recording file for a flight recording; null for none
 */
record Round(
        long records,
        int commitIntervalMs,
        int threads,
        String directory,
        @Nullable String recording) {}
