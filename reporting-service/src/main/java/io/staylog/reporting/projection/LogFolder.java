package io.staylog.reporting.projection;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;

/** Folds the log into the tables of a rebuild, up to given offsets and no further. */
final class LogFolder {
    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** There was more to fold than could be folded in the time that was given. */
    static final class TooSlowException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        TooSlowException(String message) {
            super(message);
        }
    }

    private final Supplier<Consumer<byte[], byte[]>> consumers;
    private final BatchProjector projector;
    private final JdbcTemplate jdbc;
    private final TransactionTemplate transactions;
    private final Clock clock;
    private final String schema;

    /**
     * Does not connect yet.
     *
     * @param schema where the tables are into which the projector writes
     */
    LogFolder(
            Supplier<Consumer<byte[], byte[]>> consumers,
            BatchProjector projector,
            JdbcTemplate jdbc,
            TransactionTemplate transactions,
            Clock clock,
            String schema) {
        this.schema = schema;
        this.consumers = consumers;
        this.projector = projector;
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.clock = clock;
    }

    /** Connects, to fold any number of times. */
    Fold open() {
        return open(_ -> {});
    }

    /**
     * Connects, to fold any number of times.
     *
     * @param progress is told after each batch
     */
    Fold open(java.util.function.Consumer<FoldingProgress> progress) {
        return new Fold(consumers.get(), progress);
    }

    /** A connection to the log that goes on where the rebuild's tables end. */
    final class Fold implements AutoCloseable {
        private final Consumer<byte[], byte[]> consumer;
        private final java.util.function.Consumer<FoldingProgress> progress;
        private final Map<TopicPartition, Long> reached = new HashMap<>();
        private Map<TopicPartition, Long> starts = Map.of();
        private Instant startedAt = Instant.EPOCH;

        private Fold(Consumer<byte[], byte[]> consumer, java.util.function.Consumer<FoldingProgress> progress) {
            this.consumer = consumer;
            this.progress = progress;
        }

        /**
         * Folds until the tables end at the targets, or behind them where they did before. It takes as long as it takes.
         *
         * @throws IllegalStateException if nothing comes for a minute
         */
        void to(Map<TopicPartition, Long> targets) {
            begin(targets);
            long progressNs = System.nanoTime();
            while (isBelow(targets)) {
                if (step(targets, POLL)) {
                    progressNs = System.nanoTime();
                } else if (System.nanoTime() - progressNs > PATIENCE.toNanos()) {
                    throw new IllegalStateException("the log gave no records for " + PATIENCE.toSeconds() + " s");
                }
            }
            settle(targets);
        }

        /**
         * The same, for when others wait.
         *
         * @throws TooSlowException if the targets are not reached in that time; what was folded stays
         */
        void to(Map<TopicPartition, Long> targets, Duration within) {
            begin(targets);
            long startedNs = System.nanoTime();
            while (isBelow(targets)) {
                long leftNs = within.toNanos() - (System.nanoTime() - startedNs);
                if (leftNs <= 0) {
                    throw new TooSlowException(
                            "the last events could not be folded within " + within.toMillis() + " ms");
                }
                step(targets, Duration.ofNanos(Math.min(leftNs, POLL.toNanos())));
            }
            settle(targets);
        }

        private void begin(Map<TopicPartition, Long> targets) {
            reached.clear();
            transactions.executeWithoutResult(status -> {
                jdbc.execute(ProjectionSchema.standIn(schema));
                OffsetTable.all(jdbc).forEach(row -> reached.put(row.partition(), row.nextOffset()));
            });
            if (starts.isEmpty()) {
                // Kept when it goes on: progress is that of the whole fold.
                starts = Map.copyOf(reached);
                startedAt = clock.instant();
            }
            consumer.assign(targets.keySet());
            // Also those that were fetched but lay beyond the targets of the time before.
            targets.keySet().forEach(p -> consumer.seek(p, Objects.requireNonNull(reached.get(p))));
        }

        private boolean isBelow(Map<TopicPartition, Long> targets) {
            return targets.entrySet().stream().anyMatch(e -> consumer.position(e.getKey()) < e.getValue());
        }

        private boolean step(Map<TopicPartition, Long> targets, Duration poll) {
            var batch = new ArrayList<ConsumerRecord<byte[], byte[]>>();
            for (var input : consumer.poll(poll)) {
                var partition = new TopicPartition(input.topic(), input.partition());
                if (input.offset() < targets.getOrDefault(partition, 0L)) {
                    batch.add(input);
                }
            }
            if (batch.isEmpty()) {
                return false;
            }
            reached.putAll(projector.project(batch, reached).nextOffsets());
            progress.accept(FoldingProgress.of(starts, reached, targets, startedAt, clock.instant()));
            return true;
        }

        private void settle(Map<TopicPartition, Long> targets) {
            var behind = new HashMap<>(targets);
            behind.entrySet().removeIf(e -> e.getValue() <= reached.getOrDefault(e.getKey(), 0L));
            projector.settle(reached, behind);
        }

        @Override
        public void close() {
            consumer.close();
        }
    }
}
