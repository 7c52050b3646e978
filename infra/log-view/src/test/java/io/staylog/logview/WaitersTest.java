package io.staylog.logview;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Nobody who waits is forgotten, and nobody waits who need not. */
@Timeout(60)
class WaitersTest {
    private static final UUID ANNA = UUID.randomUUID();
    private static final Duration LONG = Duration.ofSeconds(50);
    private final Waiters waiters = new Waiters(100);

    @Test
    void what_is_there_is_seen_without_waiting() {
        assertThat(waiters.await(List.of(ANNA), LONG, () -> "there")).isEqualTo("there");
        assertThat(waiters.count()).isZero();
    }

    @Test
    void the_time_runs_out() {
        assertThat(waiters.<String>await(List.of(ANNA), Duration.ofMillis(10), () -> null))
                .isNull();
        assertThat(waiters.count()).isZero();
    }

    @Test
    void a_change_between_registering_and_looking_is_seen() {
        var looks = new AtomicInteger();
        var seen = waiters.await(List.of(ANNA), LONG, () -> {
            int look = looks.incrementAndGet();
            if (look == 2) {
                // The first look of the registered waiter: the change comes right behind it.
                waiters.wake(ANNA);
                return null;
            }
            return look > 2 ? "there" : null;
        });
        assertThat(seen).isEqualTo("there");
    }

    @Test
    void every_waiter_sees_every_change_under_load() throws Exception {
        var state = new AtomicReference<>(0);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int round = 1; round <= 200; round++) {
                int wanted = round;
                var started = new CountDownLatch(20);
                var seen = new ArrayList<Future<Integer>>();
                for (int i = 0; i < 20; i++) {
                    seen.add(threads.submit(() -> {
                        started.countDown();
                        return waiters.await(List.of(ANNA), LONG, () -> state.get() >= wanted ? wanted : null);
                    }));
                }
                started.await();
                state.set(wanted);
                waiters.wake(ANNA);
                for (var future : seen) {
                    assertThat(future.get()).isEqualTo(wanted);
                }
            }
        }
        assertThat(waiters.count()).isZero();
    }

    @Test
    void too_many_are_turned_away_and_the_others_go_on_waiting() throws Exception {
        var few = new Waiters(1);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var seen = new AtomicReference<String>();
            var first = threads.submit(() -> few.await(List.of(ANNA), LONG, seen::get));
            await().until(() -> few.count() == 1);
            assertThatThrownBy(() -> few.await(List.of(ANNA), LONG, () -> null))
                    .isInstanceOf(TooManyWaitersException.class);
            seen.set("there");
            few.wake(ANNA);
            assertThat(first.get()).isEqualTo("there");
        }
    }

    @Test
    void a_shutdown_ends_all_waiting() throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var waiting = threads.submit(() -> waiters.<String>await(List.of(ANNA), LONG, () -> null));
            await().until(() -> waiters.count() == 1);
            waiters.close();
            assertThat(waiting.get()).isNull();
        }
    }
}
