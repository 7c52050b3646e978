package io.staylog.logview;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class ViewReaderTest {
    private static final String TOPIC = "booking.events";
    private static final TopicPartition AT = new TopicPartition(TOPIC, 0);

    /** Every record is followed by the end of its transaction, which takes an offset too. */
    private static final class Transactional extends MockConsumer<byte[], byte[]> {
        final AtomicInteger seeks = new AtomicInteger();

        Transactional() {
            super("none");
        }

        @Override
        public synchronized long position(TopicPartition partition) {
            long position = super.position(partition);
            return position == 0 ? 0 : position + 1;
        }

        @Override
        public synchronized void seek(TopicPartition partition, long offset) {
            seeks.incrementAndGet();
            super.seek(partition, offset);
        }
    }

    private record Seen(long offset) implements LogFact {
        @Override
        public Position position() {
            return new Position(0, offset);
        }

        @Override
        public Instant at() {
            return Instant.EPOCH;
        }
    }

    private static final class Counting implements ViewModel<Seen> {
        private final Waiters waiters = new Waiters(10);
        private volatile long next;

        @Override
        public void apply(int partition, List<Seen> facts, long nextOffset, boolean isWhole) {
            next = nextOffset;
        }

        @Override
        public long nextOffset(int partition) {
            return next;
        }

        @Override
        public boolean isUnfinished(int partition) {
            return false;
        }

        @Override
        public Waiters waiters() {
            return waiters;
        }

        @Override
        public Map<String, Integer> sizes() {
            return Map.of();
        }
    }

    /** A batch that is taken for cut is read again, half a second later, and everybody who waits for it waits as long. */
    @Test
    void the_end_of_a_transaction_is_not_taken_for_a_record_that_cannot_be_read() {
        var consumer = new Transactional();
        var info = new PartitionInfo(TOPIC, 0, null, null, null);
        consumer.updatePartitions(TOPIC, List.of(info));
        consumer.updateEndOffsets(new HashMap<>(Map.of(AT, 0L)));
        var model = new Counting();
        try (var reader =
                new ViewReader<>(TOPIC, () -> consumer, record -> new Seen(record.offset()), model, _ -> {})) {
            reader.start();
            await().until(() -> consumer.assignment().contains(AT));
            consumer.updateEndOffsets(new HashMap<>(Map.of(AT, 2L)));
            consumer.schedulePollTask(
                    () -> consumer.addRecord(new ConsumerRecord<>(TOPIC, 0, 0, "rio".getBytes(UTF_8), new byte[] {1})));
            await().until(() -> model.nextOffset(0) >= 1);
        }
        assertThat(consumer.seeks).as("only to where it begins").hasValue(1);
    }
}
