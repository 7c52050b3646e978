package io.staylog.reporting.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class LoopTest {
    @Test
    void a_loop_goes_on_whatever_it_meets_on_a_thread_that_waits_for_no_other() {
        var threads = new ConcurrentLinkedQueue<Thread>();
        var ended = new AtomicBoolean();
        var loop = new Loop(
                "looks",
                Duration.ofMillis(1),
                () -> {
                    threads.add(Thread.currentThread());
                    throw new IllegalStateException("it is away");
                },
                () -> ended.set(true));

        loop.start();

        await().until(() -> threads.size() > 2);
        assertThat(threads).allMatch(thread -> thread.getName().equals("looks") && !thread.isVirtual());
        loop.stop();
        assertThat(ended).isTrue();
        assertThat(loop.isRunning()).isFalse();
    }
}
