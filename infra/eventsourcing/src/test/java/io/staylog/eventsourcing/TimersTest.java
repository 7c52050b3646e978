package io.staylog.eventsourcing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Decisions that nobody asks for but the time. */
class TimersTest {
    @Test
    void timers_are_decided_once_by_the_given_clock_and_every_event_has_an_id_of_its_own() {
        try (var world = new World(2)) {
            world.clock(1_000);
            var engine = world.engine("a").start();
            world.send("anna", "remind tea 5000");
            world.send("anna", "remind cake 5000");
            world.send("bela", "remind walk 7000");
            world.add("anna", "first", 1);
            world.awaitDecided(Set.of("first"));
            awaitEvents(world, "reminder-set tea 5000", "reminder-set cake 5000", "reminder-set walk 7000");
            await().during(Duration.ofMillis(500)).until(() -> rung(world).isEmpty());

            world.clock(5_000);
            await().until(() -> rung(world).size() == 2);
            world.clock(7_000);
            await().until(() -> rung(world).size() == 3);
            await().during(Duration.ofMillis(500)).until(() -> rung(world).size() == 3);

            assertThat(rung(world)).containsExactlyInAnyOrder("rang tea 3", "rang cake 2", "rang walk 1");
            assertThat(world.texts(world.topology.notes()))
                    .containsExactlyInAnyOrder("noted tea", "noted cake", "noted walk");
            assertThat(world.committed(world.topology.events()).stream()
                            .filter(event -> World.text(event).startsWith("rang walk"))
                            .findFirst()
                            .orElseThrow()
                            .timestamp())
                    .isEqualTo(7_000);
            assertThat(engine.count("timers")).isEqualTo(3);
            var ids = new HashSet<String>();
            world.committed(world.topology.events()).forEach(event -> ids.add(World.header(event, "ce_id")));
            world.committed(world.topology.notes()).forEach(note -> ids.add(World.header(note, "ce_id")));
            assertThat(ids).hasSize(4 + 3 + 3);
            world.checkLog(Set.of("first"));
        }
    }

    @Test
    void a_timer_survives_restarts_with_and_without_a_snapshot() {
        try (var world = new World(1)) {
            world.clock(1_000);
            var first = world.engine("a").start();
            world.send("anna", "remind tea 5000");
            world.send("bela", "remind walk 6000");
            awaitEvents(world, "reminder-set tea 5000", "reminder-set walk 6000");
            first.close();
            world.clock(5_500);
            var withSnapshot = world.engine("a").start();
            await().until(() -> rung(world).equals(Set.of("rang tea 1")));
            assertThat(withSnapshot.words.eventsRead).hasValue(0);
            withSnapshot.close();
            world.clock(9_000);
            var without = world.engine("b").start();
            await().until(() -> rung(world).equals(Set.of("rang tea 1", "rang walk 1")));
            assertThat(without.words.eventsRead).hasValue(3);
            assertThat(world.texts(world.topology.notes())).containsExactly("noted tea", "noted walk");
        }
    }

    @Test
    void what_arrived_before_a_timer_was_due_is_decided_before_it_also_after_an_outage() {
        try (var world = new World(1)) {
            long start = System.currentTimeMillis();
            world.clock(start);
            var first = world.engine("a").start();
            world.send("anna", "remind tea " + (start + 60_000));
            awaitEvents(world, "reminder-set tea " + (start + 60_000));
            first.close();

            // While nobody decides: many batches of work that arrive before the timer is due.
            int count = 95;
            world.sendMany(count, i -> "anna", i -> "add id" + i + " 1");
            world.clock(start + 3_600_000);
            world.engine("a").start();
            await().until(() -> rung(world).size() == 1);
            assertThat(rung(world)).containsExactly("rang tea " + (count + 1));
        }
    }

    @Test
    void a_timer_that_would_be_decided_for_ever_stops_its_partition_instead() {
        try (var world = new World(2)) {
            world.clock(1_000);
            var engine = world.engine("a").start();
            world.send(world.keyOf(0), "ring-for-ever tea 5000");
            awaitEvents(world, "reminder-set for-ever-tea 5000");
            world.clock(5_000);
            await().until(() -> engine.status().failed());
            assertThat(engine.status().partitions().get(0).detail()).contains("did not move its due time");
            assertThat(world.committed(world.topology.notes())).isEmpty();
            world.awaitDecided(world.addMany("other", 5, world.keyOf(1)));
        }
    }

    @Test
    void more_timers_than_fit_into_one_transaction_are_all_decided() {
        try (var world = new World(1)) {
            world.clock(1_000);
            var engine = world.engine("a").start();
            int count = 2_500;
            world.sendMany(count, i -> "guest" + i, i -> "remind r" + i + " 5000");
            await().until(() -> world.committed(world.topology.events()).size() == count);
            world.clock(5_000);
            await().until(() -> rung(world).size() == count);
            assertThat(engine.count("timers")).isEqualTo(count);
            world.checkLog(Set.of());
        }
    }

    private static Set<String> rung(World world) {
        var rung = world.texts(world.topology.events()).stream()
                .filter(text -> text.startsWith("rang"))
                .toList();
        assertThat(rung).doesNotHaveDuplicates();
        return Set.copyOf(rung);
    }

    private static void awaitEvents(World world, String... texts) {
        await().until(() -> world.texts(world.topology.events()).containsAll(Set.of(texts)));
    }
}
