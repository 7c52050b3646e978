package io.staylog.reporting.projection;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * How far a fold of the log is.
 *
 * @param doneOffsets offsets passed so far, markers of transactions included
 * @param allOffsets offsets that must be passed
 * @param expectedAt when it will have passed them if it goes on as it has until now; null until that can be told
 */
public record FoldingProgress(
        long doneOffsets, long allOffsets, @Nullable Instant expectedAt) {

    /** Nothing is known yet. */
    static final FoldingProgress NONE = new FoldingProgress(0, 0, null);

    /**
     * Reckons how far a fold is.
     *
     * @param starts where it began
     * @param reached where it is, as far as it has come there
     * @param targets where it is to end
     * @param startedAt when it began
     * @param now when it was where it is
     */
    static FoldingProgress of(
            Map<TopicPartition, Long> starts,
            Map<TopicPartition, Long> reached,
            Map<TopicPartition, Long> targets,
            Instant startedAt,
            Instant now) {
        long done = 0;
        long all = 0;
        for (var target : targets.entrySet()) {
            long start = starts.getOrDefault(target.getKey(), 0L);
            long end = Math.max(start, target.getValue());
            all += end - start;
            done += Math.clamp(reached.getOrDefault(target.getKey(), start), start, end) - start;
        }
        return new FoldingProgress(done, all, expectedAt(done, all, startedAt, now));
    }

    private static @Nullable Instant expectedAt(long done, long all, Instant startedAt, Instant now) {
        if (done == 0) {
            return null;
        }
        double elapsedMs = Duration.between(startedAt, now).toMillis();
        return now.plusMillis(Math.round(elapsedMs * (all - done) / done));
    }
}
