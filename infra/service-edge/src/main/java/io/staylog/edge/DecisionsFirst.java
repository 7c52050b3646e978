package io.staylog.edge;

import io.staylog.eventsourcing.EngineStatus;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/**
 * Lets readers of the log begin when the engine decides, or a little later if it takes its time. What they show may be a moment
 * old; decisions that wait for them, with a long past and two processors, would come seconds later.
 */
public final class DecisionsFirst {
    private static final Duration WAIT_MAX = Duration.ofSeconds(4);
    private static final Duration LOOK_EVERY = Duration.ofMillis(5);

    private DecisionsFirst() {}

    /**
     * Returns at once.
     *
     * @param status of the engine
     * @param readers begins them; they may have been closed by then
     */
    public static void then(EngineStatus status, Runnable readers) {
        Thread.ofVirtual().name("decisions-first").start(() -> {
            long deadline = System.nanoTime() + WAIT_MAX.toNanos();
            while (!status.ready() && System.nanoTime() - deadline < 0) {
                LockSupport.parkNanos(LOOK_EVERY.toNanos());
            }
            readers.run();
        });
    }
}
