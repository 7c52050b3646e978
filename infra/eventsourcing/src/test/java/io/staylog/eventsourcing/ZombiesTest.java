package io.staylog.eventsourcing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Owners that stand still, lose their partitions without knowing, and wake up in the middle of a decision. */
class ZombiesTest {
    private static final Duration SESSION = Duration.ofSeconds(3);
    private static final Duration SHORT_POLL = Duration.ofMillis(1500);
    // Long, so that it is the group's generation that fences, not the brokers' abort of an old transaction.
    private static final Duration LONG_TRANSACTION = Duration.ofSeconds(40);

    @Test
    void an_owner_that_wakes_after_its_partitions_moved_commits_nothing_and_rejoins_with_a_right_state() {
        try (var world = new World(2)) {
            var first = world.engine(world.settings("a").withTimeouts(SESSION, LONG_TRANSACTION, SHORT_POLL));
            var ids = world.addMany("calm", 20, world.keyOf(0), world.keyOf(1));
            first.start();
            world.awaitDecided(ids);

            var gate = sleepBeforeWriting(first);
            world.add(world.keyOf(0), "asleep", 100);
            ids.add("asleep");
            gate.awaitReached();

            var second = world.engine("b").start();
            world.awaitDeciding(second, 0, 1);
            world.awaitDecided(ids);
            ids.addAll(world.addMany("meanwhile", 20, world.keyOf(0), world.keyOf(1)));
            world.awaitDecided(ids);

            gate.open();
            awaitShared(world, first, second);
            assertThat(first.count("aborted", "cause", "CommitFailedException")).isPositive();
            assertThat(world.uncommittedTexts(world.topology.events()).stream()
                            .filter(text -> text.startsWith("added asleep ")))
                    .as("the zombie did write its decision, and it did not count")
                    .hasSize(2);
            ids.addAll(world.addMany("after", 20, world.keyOf(0), world.keyOf(1)));
            world.awaitDecided(ids);
        }
    }

    @Test
    void a_timer_that_a_zombie_decides_does_not_count_either() {
        try (var world = new World(2)) {
            world.clock(1_000);
            var first = world.engine(world.settings("a").withTimeouts(SESSION, LONG_TRANSACTION, SHORT_POLL))
                    .start();
            world.send(world.keyOf(0), "remind tea 5000");
            await().until(() -> world.texts(world.topology.events()), texts -> texts.contains("reminder-set tea 5000"));

            var gate = sleepBeforeWriting(first);
            world.clock(6_000);
            gate.awaitReached();

            var second = world.engine("b").start();
            await().until(() -> world.texts(world.topology.events()), texts -> texts.contains("rang tea 1"));
            gate.open();
            awaitShared(world, first, second);
            world.awaitDecided(world.addMany("after", 10, world.keyOf(0), world.keyOf(1)));

            assertThat(world.texts(world.topology.events())).containsOnlyOnce("rang tea 1");
            assertThat(world.texts(world.topology.notes())).containsExactly("noted tea");
            assertThat(world.uncommittedTexts(world.topology.notes()))
                    .as("the zombie did write, and it did not count")
                    .hasSize(2);
        }
    }

    @Test
    void a_process_that_is_frozen_beyond_its_session_time_out_does_no_harm_when_it_wakes() {
        try (var world = new World(2)) {
            Set<String> ids = new HashSet<>(world.addMany("calm", 20, "anna", "bela", "cara"));
            var frozen = world.process("frozen", "never");
            world.awaitDecided(ids);
            ids.addAll(world.addMany("load", 60, "anna", "bela", "cara"));
            frozen.freeze();

            var second = world.engine("b").start();
            world.awaitDeciding(second, 0, 1);
            ids.addAll(world.addMany("meanwhile", 20, "anna", "bela", "cara"));
            world.awaitDecided(ids);
            frozen.thaw();
            await().until(() -> second.deciding().size() == 1);
            ids.addAll(world.addMany("after", 20, "anna", "bela", "cara"));
            world.awaitDecided(ids);
        }
    }

    /** What it writes when it wakes is in the log before anybody can refuse it. */
    private static Gate sleepBeforeWriting(World.Running engine) {
        var gate = new Gate();
        engine.clients.before = method -> {
            switch (method) {
                case "send" -> gate.pass();
                case "sendOffsetsToTransaction" -> engine.clients.real.flush();
                default -> {}
            }
        };
        return gate;
    }

    private static void awaitShared(World world, World.Running first, World.Running second) {
        await().until(() -> {
            var both = new TreeSet<>(first.deciding());
            both.addAll(second.deciding());
            return first.deciding().size() == 1 && second.deciding().size() == 1 && both.size() == world.partitions;
        });
    }
}
