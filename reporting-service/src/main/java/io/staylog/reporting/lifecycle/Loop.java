package io.staylog.reporting.lifecycle;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/** Does something again and again on a thread of its own while the application runs, whatever it throws. */
public final class Loop implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(Loop.class);
    private static final long STOP_WITHIN_MS = 15_000;

    private final String name;
    private final Duration pause;
    private final Runnable body;
    private final Runnable atEnd;

    @Nullable
    private volatile Thread thread;

    /**
     * Does not begin yet.
     *
     * @param name of the thread
     * @param pause between the end of one time and the begin of the next
     * @param body what is done
     * @param atEnd what is done when the application stops
     */
    public Loop(String name, Duration pause, Runnable body, Runnable atEnd) {
        this.name = name;
        this.pause = pause;
        this.body = body;
        this.atEnd = atEnd;
    }

    @Override
    public void start() {
        // Not virtual: when they start, all of them load classes and wait for the same pool. A virtual thread that
        // loads a class keeps its processor while it waits, and where there are two, nobody may be left to go on.
        thread = Thread.ofPlatform().daemon().name(name).start(this::run);
    }

    private void run() {
        while (!Thread.currentThread().isInterrupted()) {
            try {
                body.run();
            } catch (RuntimeException e) {
                LOG.warn("{} failed and goes on", name, e);
            }
            try {
                Thread.sleep(pause);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        atEnd.run();
    }

    @Override
    public void stop() {
        var running = thread;
        if (running == null) {
            return;
        }
        thread = null;
        running.interrupt();
        try {
            running.join(STOP_WITHIN_MS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        var running = thread;
        return running != null && running.isAlive();
    }
}
