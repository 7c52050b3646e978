package io.staylog.eventsourcing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Holds up the first thread that comes by after it was shut, until it is opened. */
final class Gate {
    private static final long SECONDS_MAX = 120;

    private final CountDownLatch reached = new CountDownLatch(1);
    private final CountDownLatch opened = new CountDownLatch(1);

    /** Called by the thread to be held up. */
    void pass() {
        if (reached.getCount() == 0) {
            return;
        }
        reached.countDown();
        await(opened);
    }

    void awaitReached() {
        await(reached);
    }

    void open() {
        opened.countDown();
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(SECONDS_MAX, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
