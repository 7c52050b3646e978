package io.staylog.eventsourcing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.staylog.eventsourcing.Counters.Event;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import org.apache.kafka.common.Uuid;
import org.junit.jupiter.api.Test;

/** State and timers of one partition, without a broker. */
class OwnedPartitionTest {
    private final Counters.Rules rules = new Counters.Rules();
    private final OwnedPartition<Counters.Counter, Counters.Command, Event> partition =
            new OwnedPartition<>(rules, "group", 0, Uuid.randomUuid());

    @Test
    void a_key_that_is_only_asked_about_takes_no_room() {
        for (int i = 0; i < 1_000; i++) {
            assertThat(partition.state("stranger" + i).seq).isZero();
        }
        assertThat(partition.snapshot().entries()).isEmpty();
    }

    @Test
    void of_the_keys_that_strangers_make_up_only_the_latest_are_kept_and_none_of_the_others_is_lost() {
        rules.worthKeeping = 1;
        partition.evolve("hotel", new Event.Added("a", 1, 1, 1), Instant.EPOCH);
        partition.evolve("late", new Event.Added("a", 0, 1, 0), Instant.EPOCH);
        int strangers = OwnedPartition.PASSING_MAX + 500;
        for (int i = 0; i < strangers; i++) {
            partition.evolve("stranger" + i, new Event.Added("a", 0, 1, 0), Instant.EPOCH);
            if (i == 0) {
                partition.evolve("late", new Event.Added("b", 1, 2, 1), Instant.EPOCH);
            }
        }
        assertThat(partition.snapshot().entries())
                .hasSize(OwnedPartition.PASSING_MAX + 2)
                .containsKeys("hotel", "late", "stranger" + (strangers - 1))
                .doesNotContainKey("stranger0");
    }

    @Test
    void a_key_has_one_timer_however_often_it_waits_for_something_sooner() {
        partition.evolve("anna", new Event.ReminderSet("far", 1_000_000), Instant.EPOCH);
        for (int now = 1; now < 1_000; now++) {
            partition.evolve("anna", new Event.ReminderSet("near", now), Instant.EPOCH);
            assertThat(ringAllDue(now)).containsOnlyKeys("near");
            assertThat(partition.timers()).isEqualTo(1);
        }
    }

    @Test
    void a_timer_that_is_decided_may_be_due_again_at_once_if_it_is_for_something_that_came_later() {
        partition.evolve("anna", new Event.ReminderSet("tea", 5), Instant.EPOCH);
        var due = Objects.requireNonNull(partition.pollDue(10));
        assertThatThrownBy(() -> partition.settled(due)).hasMessageContaining("did not move its due time");
        partition.evolve("anna", new Event.ReminderSet("tea", 7), Instant.EPOCH);
        partition.settled(due);
        assertThat(Objects.requireNonNull(partition.pollDue(10)).dueAt()).isEqualTo(7);
    }

    @Test
    void a_state_of_a_snapshot_is_read_when_it_is_asked_for_and_its_timer_rings_all_the_same() {
        partition.evolve("anna", new Event.ReminderSet("tea", 5), Instant.EPOCH);
        partition.evolve("béla", new Event.Added("b", 1, 2, 1), Instant.EPOCH);
        var read = new ArrayList<String>();
        var entries = new LinkedHashMap<String, SnapshotStore.Entry<Counters.Counter>>();
        partition.snapshot().entries().forEach((key, entry) -> {
            var state = entry.state().state();
            KeptState<Counters.Counter> frozen = KeptState.frozen(new byte[0], () -> {
                read.add(key);
                return state;
            });
            entries.put(key, new SnapshotStore.Entry<>(frozen, entry.dueAt(), entry.isWorthKeeping()));
        });
        var restored = new OwnedPartition<>(rules, "group", 0, partition.topicId());
        restored.restore(new SnapshotStore.Snapshot<>(entries, 2, 2));

        assertThat(restored.nextDueAt()).isEqualTo(5);
        assertThat(restored.eventsToKeep()).isZero();
        assertThat(read).isEmpty();
        assertThat(Objects.requireNonNull(restored.pollDue(5)).key()).isEqualTo("anna");
        assertThat(read).containsExactly("anna");
        restored.evolve("béla", new Event.Added("b", 1, 3, 2), Instant.EPOCH);
        assertThat(restored.state("béla").seq).isEqualTo(2);
        assertThat(read).containsExactly("anna", "béla");
    }

    @Test
    void strangers_of_a_snapshot_are_bounded_like_others() {
        var entries = new LinkedHashMap<String, SnapshotStore.Entry<Counters.Counter>>();
        for (int i = 0; i < OwnedPartition.PASSING_MAX + 5; i++) {
            entries.put(
                    "stranger" + i,
                    new SnapshotStore.Entry<>(KeptState.of(new Counters.Counter()), Decider.NEVER, false));
        }
        partition.restore(new SnapshotStore.Snapshot<>(entries, 0, 0));
        assertThat(partition.snapshot().entries())
                .hasSize(OwnedPartition.PASSING_MAX)
                .doesNotContainKeys("stranger4");
    }

    @Test
    void timers_come_in_order_of_their_latest_due_times_and_never_early_late_or_twice() {
        long seed = Long.getLong("seed", System.nanoTime());
        System.out.println("OwnedPartitionTest -Dseed=" + seed);
        var random = new Random(seed);
        var expected = new TreeMap<String, Long>();
        long now = 0;
        for (int step = 0; step < 20_000; step++) {
            if (random.nextInt(4) < 3) {
                var key = "key" + random.nextInt(50);
                var id = key + "-" + random.nextInt(3);
                long dueAt = now + 1 + random.nextInt(100);
                partition.evolve(key, new Event.ReminderSet(id, dueAt), Instant.EPOCH);
                expected.put(id, dueAt);
            } else {
                now += random.nextInt(20);
                assertThat(ringAllDue(now)).as("at %d, seed %d", now, seed).isEqualTo(takeDue(expected, now));
            }
        }
        assertThat(partition.nextDueAt())
                .isLessThanOrEqualTo(
                        expected.values().stream().min(Long::compare).orElse(Decider.NEVER));
    }

    private TreeMap<String, Long> ringAllDue(long now) {
        var rung = new TreeMap<String, Long>();
        for (var due = partition.pollDue(now); due != null; due = partition.pollDue(now)) {
            var id = ((Counters.Command.Ring) due.command()).id();
            assertThat(rung.put(id, partition.state(due.key()).reminders.get(id)))
                    .isNull();
            partition.evolve(due.key(), new Event.Rang(id, 0), Instant.EPOCH);
            partition.settled(due);
        }
        return rung;
    }

    private static TreeMap<String, Long> takeDue(TreeMap<String, Long> timers, long now) {
        var due = new TreeMap<String, Long>();
        for (var timer : new ArrayList<>(timers.entrySet())) {
            if (timer.getValue() <= now) {
                due.put(timer.getKey(), timer.getValue());
                timers.remove(timer.getKey());
            }
        }
        return due;
    }
}
