package io.staylog.eventsourcing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.staylog.realbroker.RealBroker;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever happens to the snapshots, the state is that of the log. */
class SnapshotsTest {
    private static final int PAST = 30;

    @Test
    void a_restart_comes_to_the_same_state_with_without_with_torn_and_with_older_snapshots() throws IOException {
        long seed = Long.getLong("seed", System.nanoTime());
        System.out.println("SnapshotsTest -Dseed=" + seed);
        var random = new Random(seed);
        try (var world = new World(1)) {
            var ids = new HashSet<>(world.addMany("past", PAST, "anna", "bela", "cara"));
            var first = world.engine("a").start();
            world.awaitDecided(ids);
            first.close();
            int past = ids.size();
            assertThat(restart(world, "a", 1, ids))
                    .as("events folded with a snapshot")
                    .isZero();

            Files.delete(snapshot(world, "a"));
            past++;
            assertThat(restart(world, "a", 1, ids)).as("without a snapshot").isEqualTo(past);

            var bytes = Files.readAllBytes(snapshot(world, "a"));
            Files.write(snapshot(world, "a"), Arrays.copyOf(bytes, random.nextInt(bytes.length)));
            past++;
            assertThat(restart(world, "a", 1, ids)).as("with a torn snapshot").isEqualTo(past);

            past++;
            assertThat(restart(world, "a", 2, ids))
                    .as("with a snapshot of another version")
                    .isEqualTo(past);

            var older = Files.readAllBytes(snapshot(world, "a"));
            restart(world, "a", 2, ids);
            restart(world, "a", 2, ids);
            Files.write(snapshot(world, "a"), older);
            assertThat(restart(world, "a", 2, ids)).as("with an older snapshot").isEqualTo(2);

            Files.write(snapshot(world, "a"), new byte[0]);
            restart(world, "a", 2, ids);
            assertThat(restart(world, "a", 2, ids))
                    .as("a torn snapshot is replaced")
                    .isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void a_snapshot_whose_states_cannot_be_read_costs_nothing_but_the_time_to_fold_the_log(boolean isFoundByTheRules)
            throws Exception {
        try (var world = new World(1)) {
            var ids = new HashSet<>(world.addMany("past", PAST, "anna"));
            var first = world.engine("a").start();
            world.awaitDecided(ids);
            first.close();
            if (!isFoundByTheRules) {
                // There is an event behind the snapshot, so folding finds it first.
                ids.addAll(world.addMany("behind", 1, "anna"));
                var other = world.engine("b").start();
                world.awaitDecided(ids);
                other.close();
            }
            spoilStates(world, "a");

            ids.addAll(world.addMany("new", 5, "anna"));
            var again = world.engine("a").start();
            world.awaitDecided(ids);
            assertThat(again.status().failed()).isFalse();
            assertThat(again.words.eventsRead).as("the whole log").hasValueGreaterThanOrEqualTo(PAST);
            again.close();
        }
    }

    @Test
    void who_shares_a_folder_with_another_begins_with_the_snapshot_that_one_has_left() {
        try (var world = new World(1)) {
            var ids = new HashSet<>(world.addMany("past", PAST, "anna"));
            var first = world.engine("a").start();
            world.awaitDecided(ids);
            first.close();

            var shared = world.settings("a").snapshots();
            var second = world.engine(EngineProcess.settings(World.bootstrap(), world.topology, "b", shared))
                    .start();
            ids.addAll(world.addMany("new", 5, "anna"));
            world.awaitDecided(ids);
            assertThat(second.words.eventsRead).as("events folded anew").hasValue(0);
        }
    }

    /** A snapshot that is whole, but whose states no program of this version has written. */
    private static void spoilStates(World world, String instance) throws Exception {
        var events = world.topology.events();
        var topic = RealBroker.shared()
                .admin()
                .describeTopics(List.of(events))
                .allTopicNames()
                .get()
                .get(events)
                .topicId();
        var directory = snapshot(world, instance).getParent();
        var snapshot = new SnapshotStore<>(directory, events, new Counters.Format(1), "a")
                .load(topic, 0)
                .orElseThrow();
        snapshot.entries().values().forEach(entry -> entry.state().state());
        var garbage = new Counters.Format(1) {
            @Override
            public void write(Counters.Counter state, OutputStream out) throws IOException {
                out.write(0xff);
            }
        };
        assertThat(new SnapshotStore<>(directory, events, garbage, "a").save(topic, 0, snapshot))
                .isTrue();
    }

    @Test
    void a_snapshot_is_written_when_a_long_past_was_folded_even_if_nothing_new_was_decided() {
        try (var world = new World(1)) {
            var ids = world.addMany("past", PAST, "anna");
            var first = world.engine("a").start();
            world.awaitDecided(ids);
            first.close();
            for (int expected : List.of(PAST, 0)) {
                var again = world.engine("b").start();
                world.awaitDeciding(again, 0);
                again.close();
                assertThat(again.words.eventsRead).hasValue(expected);
            }
        }
    }

    @Test
    void a_snapshot_of_a_topic_that_was_deleted_and_made_anew_is_not_used() throws Exception {
        try (var world = new World(1)) {
            var first = world.engine("a").start();
            world.awaitDecided(world.addMany("old", 5, world.keyOf(0)));
            first.close();
            var events = world.topology.events();
            RealBroker.shared().admin().deleteTopics(List.of(events)).all().get();
            await().until(() ->
                    !RealBroker.shared().admin().listTopics().names().get().contains(events));
            world.createTopics(events);
            world.forgetReads();
            // More records than before, so that only the topic's id tells the difference.
            for (int i = 1; i <= 20; i++) {
                world.sendRaw(world.event(0, "added new" + i + " 7 " + i + " " + 7 * i));
            }
            var second = world.engine("a").start();
            world.add(world.keyOf(0), "next", 1);
            await().until(() -> world.texts(events).contains("added next 1 21 141"));
            assertThat(second.words.eventsRead).as("folded from its beginning").hasValue(20);
        }
    }

    @Test
    void snapshots_may_be_deleted_while_the_engine_runs() throws IOException {
        try (var world = new World(1)) {
            var engine = world.engine("a").start();
            Set<String> ids = new HashSet<>();
            for (int round = 0; round < 3; round++) {
                ids.addAll(world.addMany("round" + round + "-", PAST, "anna", "bela"));
                world.awaitDecided(ids);
                await().until(() -> Files.exists(snapshot(world, "a")));
                Files.delete(snapshot(world, "a"));
                Files.delete(snapshot(world, "a").getParent());
            }
            engine.close();
            restart(world, "a", 1, ids);
        }
    }

    @Test
    void what_an_aborted_transaction_evolved_is_in_no_snapshot_and_in_no_later_state() {
        try (var world = new World(2)) {
            var engine = world.engine("a");
            var commits = new AtomicInteger();
            engine.clients.before = method -> {
                if (method.equals("commitTransaction") && commits.incrementAndGet() % 3 == 0) {
                    throw new TimeoutException("planted");
                }
            };
            engine.start();
            var ids = world.addMany("id", 60, world.keyOf(0), world.keyOf(1));
            world.awaitDecided(ids);
            assertThat(engine.count("aborted")).isPositive();
            engine.clients.before = method -> {};
            engine.close();
            world.engine("a").start();
            ids.addAll(world.addMany("after", 10, world.keyOf(0), world.keyOf(1)));
            world.awaitDecided(ids);
        }
    }

    /** Starts an engine, has it decide one more command, and closes it. Returns how many events it folded to begin with. */
    private static int restart(World world, String instance, int version, Set<String> ids) {
        var settings = world.settings(instance);
        var engine =
                world.engine(settings, new HookedClients(settings), version).start();
        var id = "restart" + ids.size();
        world.add("anna", id, 1);
        ids.add(id);
        world.awaitDecided(ids);
        engine.close();
        return engine.words.eventsRead.get();
    }

    private static Path snapshot(World world, String instance) {
        return world.directory.resolve(instance).resolve(world.topology.events() + "-0.snapshot");
    }
}
