package io.staylog.edge;

import io.staylog.logview.Waiters;
import org.springframework.context.SmartLifecycle;

/** Ends all waiting first when the program stops, so that the web server need not wait for those who wait for an outcome. */
public final class LastCall implements SmartLifecycle {
    private final Waiters waiters;
    private volatile boolean running;

    /** Of those who wait there. */
    public LastCall(Waiters waiters) {
        this.waiters = waiters;
    }

    @Override
    public void start() {
        running = true;
    }

    @Override
    public void stop() {
        waiters.close();
        running = false;
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public int getPhase() {
        return DEFAULT_PHASE; // The highest: it stops before the web server does.
    }
}
