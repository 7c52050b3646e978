package io.staylog.reporting.projection;

import java.time.Duration;
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

    private final Supplier<Consumer<byte[], byte[]>> consumers;
    private final BatchProjector projector;
    private final JdbcTemplate jdbc;
    private final TransactionTemplate transactions;

    LogFolder(
            Supplier<Consumer<byte[], byte[]>> consumers,
            BatchProjector projector,
            JdbcTemplate jdbc,
            TransactionTemplate transactions) {
        this.consumers = consumers;
        this.projector = projector;
        this.jdbc = jdbc;
        this.transactions = transactions;
    }

    /** Goes on where the rebuild's tables end; afterwards they end exactly at the targets. */
    void fold(Map<TopicPartition, Long> targets) {
        var reached = new HashMap<TopicPartition, Long>();
        transactions.executeWithoutResult(status -> {
            jdbc.execute(ProjectionSchema.standIn(ProjectionSchema.NEXT));
            OffsetTable.all(jdbc).forEach(row -> reached.put(row.partition(), row.nextOffset()));
        });
        try (var consumer = consumers.get()) {
            consumer.assign(targets.keySet());
            targets.keySet().forEach(p -> consumer.seek(p, Objects.requireNonNull(reached.get(p))));
            fold(consumer, targets, reached);
        }
        var behind = new HashMap<>(targets);
        behind.entrySet().removeIf(e -> e.getValue() <= reached.getOrDefault(e.getKey(), 0L));
        projector.settle(reached, behind);
    }

    private void fold(
            Consumer<byte[], byte[]> consumer, Map<TopicPartition, Long> targets, Map<TopicPartition, Long> reached) {
        long progressNs = System.nanoTime();
        while (targets.entrySet().stream().anyMatch(e -> consumer.position(e.getKey()) < e.getValue())) {
            var batch = new ArrayList<ConsumerRecord<byte[], byte[]>>();
            for (var input : consumer.poll(POLL)) {
                var partition = new TopicPartition(input.topic(), input.partition());
                if (input.offset() < targets.getOrDefault(partition, 0L)) {
                    batch.add(input);
                }
            }
            if (!batch.isEmpty()) {
                reached.putAll(projector.project(batch, reached).nextOffsets());
                progressNs = System.nanoTime();
            } else if (System.nanoTime() - progressNs > PATIENCE.toNanos()) {
                throw new IllegalStateException("the log gave no records for " + PATIENCE.toSeconds() + " s");
            }
        }
    }
}
