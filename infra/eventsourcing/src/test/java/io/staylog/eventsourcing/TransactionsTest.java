package io.staylog.eventsourcing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.Cluster;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** While a transaction is committed, the next one is decided. */
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

    /** Inputs that cannot be read now fail so, too, and are read again later; here nothing that was decided holds any more. */
    @Test
    void a_commit_that_may_be_tried_again_for_kafka_is_broken_for_what_was_decided_since() {
        var producer = new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer());
        producer.initTransactions();
        producer.commitTransactionException = new TimeoutException("planted");
        try (var transactions = new Transactions(producer, "toys");
                var member = new MockConsumer<byte[], byte[]>("none")) {
            transactions.commit(Map.of(), member.groupMetadata(), committed -> {});
            transactions.add(new ProducerRecord<>("events", 0, new byte[0], new byte[1]));
            assertThatThrownBy(() -> transactions.commit(Map.of(), member.groupMetadata(), committed -> {}))
                    .isInstanceOf(BrokenTransactionException.class)
                    .isNotInstanceOf(RetriableException.class)
                    .hasRootCauseInstanceOf(TimeoutException.class);
            assertThat(producer.history()).isEmpty();
        }
    }

    @Test
    void who_has_committed_is_told_where_each_partition_goes_on() {
        var partitions = List.of(partition("events", 0), partition("events", 1), partition("letters", 0));
        var cluster = new Cluster("toys", List.of(), partitions, Set.of(), Set.of());
        var producer = new MockProducer<>(cluster, true, null, new ByteArraySerializer(), new ByteArraySerializer());
        producer.initTransactions();
        try (var transactions = new Transactions(producer, "toys");
                var member = new MockConsumer<byte[], byte[]>("none")) {
            for (int partition : new int[] {0, 0, 1, 0}) {
                transactions.add(new ProducerRecord<>("events", partition, new byte[0], new byte[1]));
            }
            transactions.add(new ProducerRecord<>("letters", 0, new byte[0], new byte[1]));
            var told = new AtomicReference<Transactions.Committed>();
            transactions.commit(Map.of(), member.groupMetadata(), told::set);
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
