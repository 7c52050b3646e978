package io.staylog.eventsourcing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.staylog.eventsourcing.EngineStatus.Phase;
import io.staylog.realbroker.RealBroker;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Joining, sharing, leaving, and coming back to a group. */
class MembershipTest {
    @Test
    void an_engine_that_closes_leaves_at_once_while_one_that_is_killed_is_missed_for_the_session_time_out() {
        try (var world = new World(2)) {
            var ids = new HashSet<>(world.addMany("first", 10, "anna", "bela"));
            var frozen = world.process("frozen", "never");
            world.awaitDecided(ids);
            long killedAt = System.nanoTime();
            frozen.kill();
            var closing = world.engine("closing").start();
            ids.addAll(world.addMany("second", 10, "anna", "bela"));
            world.awaitDecided(ids);
            var afterKill = Duration.ofNanos(System.nanoTime() - killedAt);

            var successor = world.engine("successor").start();
            await().until(() ->
                    closing.deciding().size() == 1 && successor.deciding().size() == 1);
            long closedAt = System.nanoTime();
            closing.close();
            world.awaitDeciding(successor, 0, 1);
            var afterClose = Duration.ofNanos(System.nanoTime() - closedAt);
            System.out.println("takeover after kill " + afterKill + ", after close " + afterClose);
            assertThat(afterKill)
                    .isGreaterThan(EngineProcess.SESSION.multipliedBy(2).dividedBy(3));
            assertThat(afterClose).isLessThan(afterKill.dividedBy(2));
            ids.addAll(world.addMany("third", 10, "anna", "bela"));
            world.awaitDecided(ids);
        }
    }

    @Test
    void while_the_brokers_take_its_killed_predecessor_for_alive_an_engine_folds_the_past_that_will_be_its_own()
            throws IOException {
        try (var world = new World(2)) {
            var ids = new HashSet<>(world.addMany("past", 40, world.keyOf(0), world.keyOf(1)));
            var settings = world.settings("same");
            var first = world.engine(settings).start();
            world.awaitDecided(ids);
            first.close();
            for (int number = 0; number < world.partitions; number++) {
                Files.delete(settings.snapshots().resolve(world.topology.events() + "-" + number + ".snapshot"));
            }
            World.Running successor;
            try (var predecessor = new Clients(settings).inputs()) {
                predecessor.subscribe(settings.subscription());
                await().until(() -> {
                    predecessor.poll(Duration.ofMillis(100));
                    return predecessor.assignment().size()
                            == 2 * settings.subscription().size();
                });

                successor = world.engine("same").start();

                await().untilAsserted(
                                () -> assertThat(successor.words.eventsRead).hasValue(40));
                assertThat(successor.status().joined()).isFalse();
            }
            ids.addAll(world.addMany("late", 10, world.keyOf(0), world.keyOf(1)));
            world.awaitDecided(ids);
            assertThat(successor.words.eventsRead).as("none is folded again").hasValue(40);
        }
    }

    @Test
    void engines_share_the_partitions_and_hand_them_over_under_load() {
        try (var world = new World(4)) {
            Set<String> ids = new HashSet<>();
            var keys = new String[] {world.keyOf(0), world.keyOf(1), world.keyOf(2), world.keyOf(3)};
            var first = world.engine("a").start();
            ids.addAll(world.addMany("one", 40, keys));
            var second = world.engine("b").start();
            ids.addAll(world.addMany("two", 40, keys));
            await().until(() ->
                    first.deciding().size() == 2 && second.deciding().size() == 2);
            var both = new TreeSet<>(first.deciding());
            both.addAll(second.deciding());
            assertThat(both).containsExactly(0, 1, 2, 3);
            ids.addAll(world.addMany("three", 40, keys));
            first.close();
            ids.addAll(world.addMany("four", 40, keys));
            world.awaitDecided(ids);
            assertThat(second.deciding()).containsExactly(0, 1, 2, 3);
        }
    }

    @Test
    void partitions_that_come_back_to_the_engine_that_had_them_are_not_folded_again() {
        try (var world = new World(2)) {
            var keys = new String[] {world.keyOf(0), world.keyOf(1)};
            var ids = new HashSet<>(world.addMany("one", 20, keys));
            var stays = world.engine("stays").start();
            world.awaitDecided(ids);
            var comes = world.engine("comes").start();
            await().until(() -> stays.deciding().size() == 1 && comes.deciding().size() == 1);
            assertThat(stays.words.eventsRead).hasValue(0);
            ids.addAll(world.addMany("two", 20, keys));
            world.awaitDecided(ids);

            comes.close();
            world.awaitDeciding(stays, 0, 1);
            assertThat(stays.words.eventsRead)
                    .as("what the other has decided meanwhile, after the own snapshot")
                    .hasValue(10);
            ids.addAll(world.addMany("three", 20, keys));
            world.awaitDecided(ids);
        }
    }

    @Test
    void an_engine_that_has_joined_but_has_not_been_given_its_partitions_is_not_ready() {
        try (var world = new World(1)) {
            var engine = world.engine("a");
            assertThat(engine.status().ready()).isFalse();
            engine.start();
            var seen = new HashSet<Set<Integer>>();
            await().pollInterval(Duration.ofMillis(1)).until(() -> {
                if (engine.status().ready()) {
                    seen.add(engine.deciding());
                }
                return engine.status().ready();
            });
            assertThat(seen).containsExactly(Set.of(0));
        }
    }

    @Test
    void ids_of_events_are_those_of_the_records_that_caused_them() {
        try (var world = new World(2)) {
            world.engine("a").start();
            world.awaitDecided(world.addMany("id", 10, "anna", "bela"));
            var expected = world.committed(world.topology.requests()).stream()
                    .map(request ->
                            world.topology.requests() + "/" + request.partition() + "/" + request.offset() + "/0")
                    .toList();
            assertThat(world.committed(world.topology.events()))
                    .extracting(event -> World.header(event, "ce_id"))
                    .containsExactlyInAnyOrderElementsOf(expected);
        }
    }

    @Test
    void lost_positions_of_the_group_are_refused_loudly_where_there_are_events() throws Exception {
        try (var world = new World(2)) {
            var ids = world.addMany("past", 10, world.keyOf(0));
            var first = world.engine("a").start();
            world.awaitDecided(ids);
            first.close();
            RealBroker.shared()
                    .admin()
                    .deleteConsumerGroups(List.of(world.topology.group()))
                    .all()
                    .get();
            var second = world.engine("a").start();
            ids.addAll(world.addMany("other", 5, world.keyOf(1)));
            world.awaitDecided(ids);
            await().until(() -> second.status().failed());
            assertThat(second.status().partitions().get(0).phase()).isEqualTo(Phase.FAILED);
            assertThat(second.status().partitions().get(0).detail()).contains("offsets were lost");
        }
    }
}
