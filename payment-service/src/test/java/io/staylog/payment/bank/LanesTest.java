package io.staylog.payment.bank;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class LanesTest {
    private final Lanes lanes = new Lanes();
    private final UUID anna = new UUID(0, 1);
    private final UUID bela = new UUID(0, 2);
    private final List<Integer> done = Collections.synchronizedList(new ArrayList<>());

    private void awaitNothingPending() {
        await().until(() -> lanes.pending() == 0);
    }

    private static void hold(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void the_jobs_of_one_payment_run_in_order() {
        IntStream.range(0, 1_000).forEach(i -> lanes.submit(anna, "bank", () -> done.add(i)));
        awaitNothingPending();
        assertThat(done).isEqualTo(IntStream.range(0, 1_000).boxed().toList());
    }

    @Test
    void a_job_that_waits_holds_up_its_own_payment_only() {
        var held = new CountDownLatch(1);
        lanes.submit(anna, "bank", () -> hold(held));
        lanes.submit(anna, "bank", () -> done.add(1));
        lanes.submit(bela, "bank", () -> done.add(2));
        await().until(() -> done.equals(List.of(2)));
        assertThat(lanes.pending()).isEqualTo(2);
        held.countDown();
        awaitNothingPending();
        assertThat(done).containsExactly(2, 1);
    }

    @Test
    void a_job_that_ends_in_an_error_does_not_kill_its_lane() {
        var held = new CountDownLatch(1);
        lanes.submit(anna, "bank", () -> {
            hold(held); // Until the next one is behind it.
            throw new OutOfMemoryError("for a test");
        });
        lanes.submit(anna, "bank", () -> done.add(1));
        held.countDown();
        awaitNothingPending();
        lanes.submit(anna, "bank", () -> done.add(2));
        awaitNothingPending();
        assertThat(done).containsExactly(1, 2);
    }
}
