package io.staylog.eventsourcing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.Cluster;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** While a transaction is committed, what the next one will hold is decided. */
class TransactionsTest {
    private final World world = new World(2);

    @AfterEach
    void close() {
        world.close();
    }

    /** Starts an engine, and lets it begin to commit {@code first}. */
    private void beginToCommit(World.Running engine, Gate gate) {
        engine.start();
        world.awaitDeciding(engine, 0, 1);
        world.add(world.keyOf(0), "first", 1);
        gate.awaitReached();
    }

    /** Starts an engine, and lets it decide {@code ahead} while it commits {@code first}. */
    private Gate decidedAhead(World.Running engine, Gate gate) {
        beginToCommit(engine, gate);
        world.add(world.keyOf(0), "ahead", 10);
        await().until(() -> engine.rules.asked.get() == 2);
        return gate;
    }

    @Test
    void what_is_decided_meanwhile_goes_nowhere_before_the_one_before_has_ended() {
        var engine = world.engine("a");
        var gate = decidedAhead(engine, engine.clients.gateBefore("commitTransaction"));
        await().during(Duration.ofMillis(500))
                .until(() -> world.uncommittedTexts(world.topology.events()).stream()
                        .noneMatch(text -> text.contains(" ahead ")));
        assertThat(engine.count("decisions")).as("committed").isZero();
        gate.open();
        world.awaitDecided(Set.of("first", "ahead"));
        assertThat(engine.rules.asked).as("each once").hasValue(2);
    }

    @Test
    void where_the_one_before_has_failed_both_are_decided_anew_from_what_the_log_says() {
        var engine = world.engine("a");
        var gate = new Gate();
        var failed = new AtomicBoolean();
        engine.clients.before = method -> {
            if (method.equals("commitTransaction") && failed.compareAndSet(false, true)) {
                gate.pass();
                throw new TimeoutException("planted");
            }
        };
        decidedAhead(engine, gate).open();
        // It checks that each counts on from the one before, and that none is there twice.
        world.awaitDecided(Set.of("first", "ahead"));
        assertThat(engine.count("aborted", "cause", "TimeoutException")).isEqualTo(1);
        assertThat(engine.rules.asked).as("each twice").hasValue(4);
    }

    @Test
    void what_is_decided_in_several_batches_meanwhile_is_committed_as_one() {
        var engine = world.engine("a");
        var gate = decidedAhead(engine, engine.clients.gateBefore("commitTransaction"));
        for (int i = 2; i <= 5; i++) {
            world.add(world.keyOf(i % 2), "batch" + i, 10);
            int asked = i + 1;
            await().until(() -> engine.rules.asked.get() == asked);
        }
        gate.open();
        world.awaitDecided(Set.of("first", "ahead", "batch2", "batch3", "batch4", "batch5"));
        await().untilAsserted(() -> assertThat(engine.count("decisions")).isEqualTo(6));
        assertThat(engine.transactions())
                .as("the first, and the others together")
                .isEqualTo(2);
        assertThat(engine.rules.asked).as("each once").hasValue(6);
    }

    @Test
    void batches_share_a_transaction_until_it_is_full_and_then_wait_for_the_one_before() {
        var producer = new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer()) {
            final Gate begun = new Gate();
            final List<Integer> sizes = new CopyOnWriteArrayList<>();
            private int size;

            @Override
            public void beginTransaction() {
                begun.pass();
                super.beginTransaction();
                size = 0;
            }

            @Override
            public synchronized Future<RecordMetadata> send(ProducerRecord<byte[], byte[]> record) {
                size++;
                return super.send(record);
            }

            @Override
            public void commitTransaction() {
                super.commitTransaction();
                sizes.add(size);
            }
        };
        producer.initTransactions();
        var told = new CopyOnWriteArrayList<Integer>();
        try (var transactions = new Transactions(
                        producer, "toys", 3, it -> told.add(it.batches().size()));
                var member = new MockConsumer<byte[], byte[]>("none")) {
            Consumer<Integer> decide = records -> {
                for (int i = 0; i < records; i++) {
                    transactions.add(new ProducerRecord<>("events", 0, new byte[0], new byte[1]));
                }
                transactions.commit(new Batch(Instant.EPOCH, records), Map.of(), member.groupMetadata());
            };
            decide.accept(1);
            producer.begun.awaitReached();
            List.of(1, 1, 1).forEach(decide);
            assertThat(told).isEmpty();
            var full = Thread.ofVirtual().start(() -> decide.accept(4));
            await().until(() -> full.getState() == Thread.State.WAITING);
            producer.begun.open();
            await().until(() -> !full.isAlive());
            transactions.settle();
            assertThat(producer.sizes)
                    .as("records, also more than it takes of several")
                    .containsExactly(1, 3, 4);
            assertThat(told).as("batches").containsExactly(1, 3, 1);
        }
    }

    /** Inputs that cannot be read now fail so, too, and are read again later; here nothing that was decided holds any more. */
    @Test
    void a_commit_that_may_be_tried_again_for_kafka_is_broken_for_what_was_decided_since() {
        var producer = new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer());
        producer.initTransactions();
        producer.commitTransactionException = new TimeoutException("planted");
        try (var transactions = new Transactions(producer, "toys", 10, committed -> {});
                var member = new MockConsumer<byte[], byte[]>("none")) {
            transactions.commit(new Batch(Instant.EPOCH, 0), Map.of(), member.groupMetadata());
            transactions.add(new ProducerRecord<>("events", 0, new byte[0], new byte[1]));
            assertThatThrownBy(() -> {
                        transactions.commit(new Batch(Instant.EPOCH, 0), Map.of(), member.groupMetadata());
                        transactions.settle();
                    })
                    .isInstanceOf(BrokenTransactionException.class)
                    .isNotInstanceOf(RetriableException.class)
                    .hasRootCauseInstanceOf(TimeoutException.class);
            assertThat(producer.history()).isEmpty();
        }
    }

    /** The producer would begin it: nothing of the one before has reached it. */
    @Test
    void what_waits_for_one_that_fails_is_not_written_without_it() {
        var gate = new Gate();
        var producer = new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer()) {
            private boolean hasFailed;

            @Override
            public void beginTransaction() {
                gate.pass();
                if (!hasFailed) {
                    hasFailed = true;
                    throw new TimeoutException("planted");
                }
                super.beginTransaction();
            }
        };
        producer.initTransactions();
        try (var transactions = new Transactions(producer, "toys", 10, committed -> {});
                var member = new MockConsumer<byte[], byte[]>("none")) {
            transactions.commit(new Batch(Instant.EPOCH, 0), Map.of(), member.groupMetadata());
            gate.awaitReached();
            transactions.add(new ProducerRecord<>("events", 0, new byte[0], new byte[1]));
            transactions.commit(new Batch(Instant.EPOCH, 1), Map.of(), member.groupMetadata());
            gate.open();
            assertThatThrownBy(transactions::settle).isInstanceOf(BrokenTransactionException.class);
            await().during(Duration.ofMillis(200))
                    .until(() -> producer.history().isEmpty());
        }
    }

    @Test
    void who_has_committed_is_told_where_each_partition_goes_on() {
        var partitions = List.of(partition("events", 0), partition("events", 1), partition("letters", 0));
        var cluster = new Cluster("toys", List.of(), partitions, Set.of(), Set.of());
        var producer = new MockProducer<>(cluster, true, null, new ByteArraySerializer(), new ByteArraySerializer());
        producer.initTransactions();
        var told = new AtomicReference<Transactions.Committed>();
        try (var transactions = new Transactions(producer, "toys", 10, told::set);
                var member = new MockConsumer<byte[], byte[]>("none")) {
            for (int partition : new int[] {0, 0, 1, 0}) {
                transactions.add(new ProducerRecord<>("events", partition, new byte[0], new byte[1]));
            }
            transactions.add(new ProducerRecord<>("letters", 0, new byte[0], new byte[1]));
            transactions.commit(new Batch(Instant.EPOCH, 0), Map.of(), member.groupMetadata());
            assertThat(told).as("before it is known to have ended").hasNullValue();
            transactions.settle();
            assertThat(told.get().nextOffsets())
                    .isEqualTo(Map.of(
                            new TopicPartition("events", 0), 3L,
                            new TopicPartition("events", 1), 1L,
                            new TopicPartition("letters", 0), 1L));
        }
    }

    private static PartitionInfo partition(String topic, int number) {
        return new PartitionInfo(topic, number, Node.noNode(), new Node[0], new Node[0]);
    }

    @Test
    void where_a_rule_breaks_meanwhile_the_one_before_stays_committed_and_the_other_partition_goes_on() {
        var engine = world.engine("a");
        var gate = engine.clients.gateBefore("commitTransaction");
        beginToCommit(engine, gate);
        world.send(world.keyOf(0), "fail-to-evolve poison");
        var ids = new HashSet<>(Set.of("first"));
        ids.addAll(world.addMany("beside", 3, world.keyOf(1)));
        await().until(() -> engine.rules.asked.get() >= 2);
        gate.open();
        await().until(() -> engine.status().failed());
        ids.addAll(world.addMany("after", 3, world.keyOf(1)));
        world.awaitDecided(ids);
        assertThat(engine.deciding()).containsExactly(1);
    }

    @Test
    void who_gives_partitions_back_ends_the_one_before_first_so_that_nothing_is_decided_twice() {
        var first = world.engine("a");
        var gate = first.clients.gateBefore("commitTransaction");
        beginToCommit(first, gate);
        var second = world.engine("b").start();
        await().during(Duration.ofMillis(500)).until(() -> second.deciding().isEmpty());
        gate.open();
        await().until(() -> first.deciding().size() == 1 && second.deciding().size() == 1);
        var ids = new HashSet<>(Set.of("first"));
        ids.addAll(world.addMany("after", 10, world.keyOf(0), world.keyOf(1)));
        world.awaitDecided(ids);
        assertThat(first.rules.asked.get() + second.rules.asked.get()).isEqualTo(ids.size());
    }
}
