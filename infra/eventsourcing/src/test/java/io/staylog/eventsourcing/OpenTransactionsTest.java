package io.staylog.eventsourcing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the previous owner had begun to write when its partitions were taken over. */
class OpenTransactionsTest {
    private static final Duration SESSION = Duration.ofSeconds(3);
    private static final Duration SHORT_POLL = Duration.ofMillis(1500);
    private static final Duration LONG_TRANSACTION = Duration.ofSeconds(40);

    /**
     * The offsets are with the group's coordinator, the commit is not.
     *
     * @param lateFlush whether the events themselves are not in the log yet, so that its high watermark does not show them
     */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void a_transaction_that_commits_after_hand_over_is_waited_out_and_is_part_of_the_new_state(boolean lateFlush) {
        try (var world = new World(2)) {
            var settings = world.settings("a").withTimeouts(SESSION, LONG_TRANSACTION, SHORT_POLL);
            var first = world.engine(settings, new HookedClients(settings, lateFlush), 1);
            var ids = world.addMany("calm", 10, world.keyOf(0), world.keyOf(1));
            first.start();
            world.awaitDecided(ids);
            var gate = first.clients.gateBefore("commitTransaction");
            world.add(world.keyOf(0), "open", 100);
            gate.awaitReached();
            if (lateFlush) {
                assertThat(world.uncommittedTexts(world.topology.events())).noneMatch(text -> text.contains(" open "));
            }

            var second = world.engine("b").start();
            world.awaitMembers("b");
            world.add(world.keyOf(0), "next", 1);
            await().during(Duration.ofSeconds(1))
                    .atMost(Duration.ofSeconds(5))
                    .until(() -> second.deciding().isEmpty()
                            && world.decidedIds().stream().noneMatch(Set.of("open", "next")::contains));

            gate.open();
            ids.addAll(Set.of("open", "next"));
            world.awaitDecided(ids);
            assertThat(first.count("decisions") + second.count("decisions"))
                    .as("nobody decided the open one again, not even in vain")
                    .isEqualTo(ids.size());
        }
    }

    @Test
    void a_transaction_that_never_ends_is_waited_out_until_the_brokers_abort_it() {
        try (var world = new World(2)) {
            var settings = world.settings("a").withTimeouts(SESSION, Duration.ofSeconds(3), SHORT_POLL);
            var first = world.engine(settings).start();
            var ids = world.addMany("calm", 10, world.keyOf(0), world.keyOf(1));
            world.awaitDecided(ids);
            var gate = first.clients.gateBefore("commitTransaction");
            world.add(world.keyOf(0), "open", 100);
            ids.add("open");
            gate.awaitReached();

            var second = world.engine("b").start();
            world.awaitDecided(ids);
            assertThat(second.count("decisions")).isEqualTo(1);
            gate.open();
            await().until(() -> first.count("aborted") >= 1
                    && first.deciding().size() == 1
                    && second.deciding().size() == 1);
            ids.addAll(world.addMany("after", 10, world.keyOf(0), world.keyOf(1)));
            world.awaitDecided(ids);
        }
    }

    /** As was seen in a run of faults, where it lasted until the end. */
    @Test
    void positions_that_the_brokers_hold_back_for_a_transaction_that_ended_are_set_free_by_another() {
        try (var world = new World(2)) {
            var settings = world.settings("a");
            var clients = new HookedClients(settings);
            var aborted = new AtomicBoolean();
            clients.after = method -> aborted.compareAndSet(false, method.equals("abortTransaction"));
            clients.beforeReading = method -> {
                if (method.equals("committed") && !aborted.get()) {
                    throw new TimeoutException("the positions are held back");
                }
            };
            world.engine(settings, clients, 1).start();
            world.awaitDecided(world.addMany("id", 10, world.keyOf(0), world.keyOf(1)));
            assertThat(aborted).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void events_whose_transaction_is_still_open_are_waited_for_and_count_only_if_it_commits(boolean commits) {
        try (var world = new World(2);
                var stranger = LateProducer.of(world.settings("stranger"))) {
            stranger.initTransactions();
            stranger.beginTransaction();
            stranger.send(world.event(0, "added open 100 1 100"));
            stranger.flush();
            var engine = world.engine("a").start();
            world.awaitDeciding(engine, 1);
            await().during(Duration.ofSeconds(1)).until(() -> engine.deciding().equals(Set.of(1)));
            assertThat(engine.status().partitions().get(0).phase()).isEqualTo(EngineStatus.Phase.REPLAYING);
            assertThat(engine.status().partitions().get(0).eventsToReplay()).isEqualTo(1);
            if (commits) {
                stranger.commitTransaction();
                // There are events, but nobody ever committed a position.
                await().until(() -> engine.status().failed());
                assertThat(engine.words.eventsRead).hasValue(1);
            } else {
                stranger.abortTransaction();
                world.awaitDecided(world.addMany("id", 5, world.keyOf(0), world.keyOf(1)));
            }
        }
    }
}
