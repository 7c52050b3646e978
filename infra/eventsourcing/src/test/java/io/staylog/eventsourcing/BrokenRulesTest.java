package io.staylog.eventsourcing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.staylog.eventsourcing.EngineStatus.Phase;
import io.staylog.realbroker.RealBroker;
import java.util.HashSet;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

/** Faults of the program itself: they stop one partition, loudly, and nothing else. */
class BrokenRulesTest {
    @Test
    void a_state_that_cannot_take_what_was_decided_stops_its_partition_and_the_others_go_on() throws Exception {
        try (var world = new World(3)) {
            var sick = world.keyOf(1);
            var engine = world.engine("a").start();
            world.add(sick, "before", 1);
            var ids = world.addMany("healthy", 10, world.keyOf(0), world.keyOf(2));
            ids.add("before");
            world.awaitDecided(ids);
            // One batch brings the poison and work for the others, whose decisions are aborted with it.
            var gate = engine.clients.gateBefore("beginTransaction");
            ids.addAll(world.addMany("gate", 1, world.keyOf(0)));
            gate.awaitReached();
            ids.addAll(world.addMany("beside", 3, world.keyOf(0), world.keyOf(2)));
            world.send(sick, "fail-to-evolve poison");
            world.add(sick, "behind", 1);
            ids.addAll(world.addMany("besides", 2, world.keyOf(0), world.keyOf(2)));
            gate.open();
            await().until(() -> engine.status().failed());
            assertThat(engine.status().partitions().get(1).phase()).isEqualTo(Phase.FAILED);
            assertThat(engine.status().partitions().get(1).detail())
                    .contains("evolve poison", world.topology.requests() + "/1/1");
            assertThat(engine.status().ready()).isFalse();

            ids.addAll(world.addMany("more", 20, world.keyOf(0), world.keyOf(2)));
            world.awaitDecided(ids);
            assertThat(engine.deciding()).containsExactly(0, 2);
            assertThat(position(world, 1)).as("the offsets stay").isEqualTo(1);
            assertThat(world.committed(world.topology.requests() + ".dead")).isEmpty();
        }
    }

    @Test
    void a_mended_program_goes_on_where_the_broken_one_stopped() {
        try (var world = new World(2)) {
            var sick = world.keyOf(0);
            var broken = world.engine("a").start();
            world.add(sick, "before", 1);
            world.send(sick, "fail-to-evolve poison");
            world.add(sick, "behind", 1);
            await().until(() -> broken.status().failed());
            broken.close();
            assertThat(broken.status().trouble()).isEqualTo("is shut down");

            var mended = world.engine("a");
            mended.rules.broken = false;
            mended.start();
            world.awaitDecided(new HashSet<>(java.util.List.of("before", "poison", "behind")));
        }
    }

    @Test
    void an_event_that_cannot_be_folded_stops_its_partition_and_the_others_go_on() {
        try (var world = new World(2)) {
            world.sendRaw(
                    world.topology.events(), 0, world.keyOf(0).getBytes(UTF_8), "of-the-future x".getBytes(UTF_8));
            var engine = world.engine("a").start();
            var ids = world.addMany("healthy", 10, world.keyOf(1));
            await().until(() -> world.decidedIds().containsAll(ids));
            await().until(() -> engine.status().failed());
            assertThat(engine.status().partitions().get(0).phase()).isEqualTo(Phase.FAILED);
            assertThat(engine.status().partitions().get(0).detail()).contains("of-the-future", "offset 0");
        }
    }

    @Test
    void a_partition_whose_events_were_partly_deleted_stops_loudly_with_and_without_a_snapshot() throws Exception {
        try (var world = new World(2)) {
            var first = world.engine("a").start();
            var ids = world.addMany("past", 10, world.keyOf(0), world.keyOf(1));
            world.awaitDecided(ids);
            first.close();
            var at = new TopicPartition(world.topology.events(), 0);
            RealBroker.shared()
                    .admin()
                    .deleteRecords(java.util.Map.of(at, RecordsToDelete.beforeOffset(2)))
                    .all()
                    .get();
            for (var instance : java.util.List.of("a", "b")) {
                var engine = world.engine(instance).start();
                ids.addAll(world.addMany(instance, 5, world.keyOf(1)));
                await().until(() -> world.decidedIds().containsAll(ids));
                await().until(() -> engine.status().failed());
                assertThat(engine.status().partitions().get(0).detail()).contains("before offset 2", "backup");
                engine.close();
            }
        }
    }

    @Test
    void records_that_were_deleted_before_they_were_decided_stop_their_partition_and_the_others_go_on()
            throws Exception {
        try (var world = new World(2)) {
            var first = world.engine("a").start();
            var ids = world.addMany("past", 4, world.keyOf(0), world.keyOf(1));
            world.awaitDecided(ids);
            first.close();
            world.addMany("lost", 3, world.keyOf(0));
            var at = new TopicPartition(world.topology.requests(), 0);
            RealBroker.shared()
                    .admin()
                    .deleteRecords(java.util.Map.of(at, RecordsToDelete.beforeOffset(4)))
                    .all()
                    .get();
            var engine = world.engine("a").start();
            ids.addAll(world.addMany("other", 5, world.keyOf(1)));
            await().until(() -> world.decidedIds().containsAll(ids));
            await().until(() -> engine.status().failed());
            assertThat(engine.status().partitions().get(0).detail()).contains("offset 2", "before they were decided");
            assertThat(engine.deciding()).containsExactly(1);
            assertThat(engine.count("aborted")).isZero();
        }
    }

    @Test
    void what_somebody_else_has_written_to_the_event_topic_is_left_out_and_stops_nobody() {
        try (var world = new World(2)) {
            var events = world.topology.events();
            var before = world.addMany("before", 4, world.keyOf(0), world.keyOf(1));
            var first = world.engine("a").start();
            world.awaitDecided(before);
            first.close();
            world.sendRaw(new ProducerRecord<>(events, 0, null, "garbage".getBytes(UTF_8)));
            var forged =
                    new ProducerRecord<>(events, 1, world.keyOf(0).getBytes(UTF_8), "of-the-future x".getBytes(UTF_8));
            forged.headers().add("stranger", new byte[0]);
            world.sendRaw(forged);

            var engine = world.engine("b").start();
            world.awaitDeciding(engine, 0, 1);
            world.add(world.keyOf(0), "after", 1);
            await().until(() -> world.texts(events).contains("added after 1 3 3"));
            assertThat(engine.count("foreign")).isEqualTo(2);
        }
    }

    @Test
    void an_event_in_another_partition_than_its_key_s_stops_the_partition() {
        try (var world = new World(2)) {
            world.sendRaw(world.topology.events(), 0, world.keyOf(1).getBytes(UTF_8), "added a 1 1 1".getBytes(UTF_8));
            var engine = world.engine("a").start();
            await().until(() -> engine.status().failed());
            assertThat(engine.status().partitions().get(0).detail()).contains("belongs to partition 1 of 2");
        }
    }

    @Test
    void what_is_broken_stays_red_while_a_session_ends_and_another_begins() {
        try (var world = new World(2)) {
            var engine = world.engine("a").start();
            world.send(world.keyOf(0), "fail-to-evolve poison");
            await().until(() -> engine.status().failed());
            var planted = new java.util.concurrent.atomic.AtomicInteger();
            engine.clients.before = method -> {
                if (method.equals("commitTransaction") && planted.getAndIncrement() == 0) {
                    throw new org.apache.kafka.common.errors.TimeoutException("planted");
                }
            };
            world.awaitDecided(world.addMany("other", 5, world.keyOf(1)));
            assertThat(engine.count("aborted", "cause", "TimeoutException")).isEqualTo(1);
            await().until(() -> engine.status().failed());
            assertThat(engine.count("aborted", "cause", "invariant"))
                    .as("tried once")
                    .isEqualTo(1);
        }
    }

    @Test
    void the_health_is_red_when_the_thread_itself_has_died() {
        try (var world = new World(1)) {
            var engine = world.engine("a");
            engine.clients.before = method -> {
                if (method.equals("commitTransaction")) {
                    throw new LinkageError("planted");
                }
            };
            engine.start();
            world.add("anna", "id", 1);
            await().until(() -> engine.status().failed());
            assertThat(engine.status().ready()).isFalse();
            assertThat(engine.status().trouble()).contains("died", "planted");
        }
    }

    private static long position(World world, int partition) throws Exception {
        return RealBroker.shared()
                .admin()
                .listConsumerGroupOffsets(world.topology.group())
                .partitionsToOffsetAndMetadata()
                .get()
                .get(new TopicPartition(world.topology.requests(), partition))
                .offset();
    }
}
