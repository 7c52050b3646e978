package io.staylog.reporting.projection;

import io.staylog.reporting.projection.EventReader.Reading;
import io.staylog.reporting.projection.OffsetTable.Advance;
import io.staylog.schemas.Topics;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.kafka.listener.BatchListenerFailedException;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Folds a batch of records into the rows of one schema, in one transaction with the offsets that it ends at.
 *
 * <p>A record below its partition's stored offset is in the rows already and is passed over. So it does not matter whether a
 * batch comes twice, or from an instance that has lost the partition without knowing it yet.
 */
final class BatchProjector {

    /** What a record came to. */
    enum Outcome {
        PROJECTED,
        UNKNOWN_TYPE,
        DEAD
    }

    /** What records are counted by. */
    record Kind(String topic, int partition, String recordType, Outcome outcome) {}

    /**
     * What a batch has done.
     *
     * @param nextOffsets where each of its partitions stands now
     * @param steppedBack partitions whose stored offset is below what the reader had reached: the rows were replaced, and
     *     the reader must go back to it; nothing of them was written
     * @param counted records by kind, those passed over apart
     * @param orphans bookings or payments that were spoken of and that there is no row for
     */
    record Result(
            Map<TopicPartition, Long> nextOffsets,
            Set<TopicPartition> steppedBack,
            Map<Kind, Long> counted,
            List<Orphan> orphans) {}

    /** What there is no row for, and a record that speaks of it. */
    record Orphan(Subject subject, ConsumerRecord<byte[], byte[]> input) {}

    private record Count(Kind kind, long records, long lastOffset) {}

    // Of the rows: the number of the newest migration. A writer that does not know it cannot write.
    private static final int FORM = 3;

    private static final Unnest<Count> COUNTS = new Unnest<Count>()
            .column("topic", "text", c -> c.kind().topic())
            .column("partition", "int", c -> c.kind().partition())
            .column("record_type", "text", c -> c.kind().recordType())
            .column("outcome", "text", c -> c.kind().outcome())
            .column("records", "bigint", Count::records)
            .column("last_offset", "bigint", Count::lastOffset)
            .column("form", "int", c -> FORM)
            .statement("insert into event_count as c select * from {rows}"
                    + " on conflict (topic, partition, record_type, outcome) do update set"
                    + " records = c.records + excluded.records, last_offset = excluded.last_offset");

    private static final String TOPIC_OF_ALL_HOTELS = Topics.GUEST_PROFILES.name();

    private static final Duration KEPT_WITHIN = Duration.ofSeconds(30);

    private final String enter;
    private final JdbcTemplate jdbc;
    private final TransactionTemplate transactions;
    private final EventReader reader;
    private final DeadLetters deadLetters;
    private final ChangeNotices notices;

    /**
     * Does not connect yet.
     *
     * @param enter SQL that begins each transaction and stands it in a schema
     * @param notices who is told what has changed
     */
    BatchProjector(
            String enter,
            ChangeNotices notices,
            JdbcTemplate jdbc,
            TransactionTemplate transactions,
            EventReader reader,
            DeadLetters deadLetters) {
        this.enter = enter;
        this.notices = notices;
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.reader = reader;
        this.deadLetters = deadLetters;
    }

    /**
     * Folds a batch.
     *
     * @param records in the order of their offsets within each partition
     * @param reached where the reader stood in each partition before it fetched them
     * @throws BatchListenerFailedException if one record cannot be taken in now; nothing is written then
     */
    Result project(Collection<ConsumerRecord<byte[], byte[]>> records, Map<TopicPartition, Long> reached) {
        return transactions.execute(status -> {
            jdbc.execute(enter);
            return new Run(reached).over(records);
        });
    }

    /** Moves partitions over offsets that hold no records for readers, if they stand where the reader thinks. */
    void settle(Map<TopicPartition, Long> reached, Map<TopicPartition, Long> positions) {
        transactions.executeWithoutResult(status -> {
            jdbc.execute(enter);
            positions.forEach((partition, position) ->
                    OffsetTable.settle(jdbc, partition, reached.getOrDefault(partition, position), position));
        });
    }

    /** One pass over one batch. */
    private final class Run {
        private final Map<TopicPartition, Long> reached;
        private final List<Orphan> orphans = new ArrayList<>();
        private RowBatch batch = new RowBatch();
        private final Map<TopicPartition, Advance> advances = new LinkedHashMap<>();
        private final Map<Kind, Long> counted = new HashMap<>();
        private final Map<Kind, Long> lastOffsets = new HashMap<>();
        private final Map<UUID, ConsumerRecord<byte[], byte[]>> sources = new HashMap<>();
        private final Map<ConsumerRecord<byte[], byte[]>, Reading.Dead> dead = new LinkedHashMap<>();
        // As bytes: thousands of records have few keys, and only those need be decoded.
        private final Set<ByteBuffer> changedKeys = new HashSet<>();
        private boolean isAboutAllHotels;

        Run(Map<TopicPartition, Long> reached) {
            this.reached = reached;
        }

        Result over(Collection<ConsumerRecord<byte[], byte[]>> records) {
            var partitions = new HashSet<TopicPartition>();
            records.forEach(r -> partitions.add(new TopicPartition(r.topic(), r.partition())));
            var stored = OffsetTable.lock(jdbc, partitions);
            var steppedBack = new HashSet<TopicPartition>();
            stored.forEach((partition, next) -> {
                if (next < reached.getOrDefault(partition, 0L)) {
                    steppedBack.add(partition);
                }
            });
            for (var input : records) {
                var partition = new TopicPartition(input.topic(), input.partition());
                if (!steppedBack.contains(partition) && input.offset() >= stored.getOrDefault(partition, 0L)) {
                    take(input, partition);
                }
            }
            keepDead();
            write();
            notices.send(jdbc, changedHotels());
            var next = new HashMap<>(stored);
            advances.forEach((partition, advance) -> next.put(partition, advance.nextOffset()));
            return new Result(next, steppedBack, counted, orphans);
        }

        private void take(ConsumerRecord<byte[], byte[]> input, TopicPartition partition) {
            var kind = kind(input);
            counted.merge(kind, 1L, Long::sum);
            lastOffsets.put(kind, input.offset());
            if (input.key() == null || input.topic().equals(TOPIC_OF_ALL_HOTELS)) {
                isAboutAllHotels = true;
            } else {
                changedKeys.add(ByteBuffer.wrap(input.key()));
            }
            // A profile is no event, and anybody may have stamped it.
            var at = EventReader.isCompacted(input.topic())
                    ? null
                    : Position.storable(Instant.ofEpochMilli(input.timestamp()));
            advances.merge(partition, new Advance(partition, input.offset() + 1, at), Run::both);
        }

        private Set<String> changedHotels() {
            var hotels = new HashSet<String>();
            changedKeys.forEach(
                    key -> hotels.add(StandardCharsets.UTF_8.decode(key).toString()));
            if (isAboutAllHotels) {
                hotels.add(ChangeNotices.ALL);
            }
            return hotels;
        }

        /** Whatever fails here fails at this record, and the log shall say so. */
        private Kind kind(ConsumerRecord<byte[], byte[]> input) {
            try {
                var reading = reader.read(input);
                if (reading.changes().stream().anyMatch(RowChange.Reinstated.class::isInstance)) {
                    // It changes rows by what is in them; so what comes before it has to be in them, and nothing of it.
                    writeRows();
                }
                reading.changes().forEach(change -> add(change, input));
                var outcome = switch (reading) {
                    case Reading.Projected projected -> Outcome.PROJECTED;
                    case Reading.Skipped skipped -> Outcome.UNKNOWN_TYPE;
                    case Reading.Dead why -> {
                        dead.put(input, why);
                        yield Outcome.DEAD;
                    }
                };
                return new Kind(input.topic(), input.partition(), reading.recordType(), outcome);
            } catch (RuntimeException e) {
                throw new BatchListenerFailedException("a record cannot be taken in now", e, input);
            }
        }

        /**
         * Before the offsets move past them, and only when the whole batch has been read: what fails before is tried again
         * with all of the batch. All at once, so that many cost no more than one.
         */
        private void keepDead() {
            var kept = new LinkedHashMap<ConsumerRecord<byte[], byte[]>, CompletableFuture<?>>();
            dead.forEach((input, why) -> kept.put(input, keep(input, why)));
            long deadline = System.nanoTime() + KEPT_WITHIN.toNanos();
            kept.forEach((input, safe) -> {
                try {
                    safe.get(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
                } catch (ExecutionException | TimeoutException e) {
                    throw new BatchListenerFailedException("its dead letter could not be kept", e, input);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    throw new BatchListenerFailedException("interrupted while keeping its dead letter", e, input);
                }
            });
        }

        private CompletableFuture<?> keep(ConsumerRecord<byte[], byte[]> input, Reading.Dead why) {
            try {
                return deadLetters.keep(input, why);
            } catch (RuntimeException e) {
                throw new BatchListenerFailedException("its dead letter could not be kept", e, input);
            }
        }

        private void add(RowChange change, ConsumerRecord<byte[], byte[]> input) {
            batch.add(change);
            switch (change) {
                case BookingChange c -> sources.putIfAbsent(c.bookingId(), input);
                case PaymentChange c -> sources.putIfAbsent(c.paymentId(), input);
                default -> {}
            }
        }

        private static Advance both(Advance earlier, Advance later) {
            var before = earlier.newestAt();
            var after = later.newestAt();
            var newest = before != null && after != null && before.isAfter(after) ? before : after;
            return new Advance(later.partition(), later.nextOffset(), newest);
        }

        private void writeRows() {
            RowWriter.write(jdbc, batch).stream().map(this::orphan).forEach(orphans::add);
            batch = new RowBatch();
        }

        private void write() {
            writeRows();
            // Of a compacted topic the older records vanish, and a count could not be counted again.
            List<Count> counts = counted.entrySet().stream()
                    .filter(e -> !EventReader.isCompacted(e.getKey().topic()))
                    .map(e -> new Count(e.getKey(), e.getValue(), lastOffsets.getOrDefault(e.getKey(), 0L)))
                    .toList();
            COUNTS.execute(jdbc, counts);
            OffsetTable.advance(jdbc, advances.values());
        }

        private Orphan orphan(Subject subject) {
            var id = subject.bookingId() == null ? subject.paymentId() : subject.bookingId();
            return new Orphan(subject, Objects.requireNonNull(sources.get(id)));
        }
    }
}
