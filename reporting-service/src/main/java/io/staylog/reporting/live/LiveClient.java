package io.staylog.reporting.live;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.jspecify.annotations.Nullable;

/** One connected page: what it wants to hear of, and what waits to be sent to it. */
public final class LiveClient {
    @Nullable
    private final String hotel;

    private final BlockingQueue<LiveMessage> waiting;
    private boolean ended;
    private long lastNs = System.nanoTime();

    LiveClient(@Nullable String hotel, int waitingMax) {
        this.hotel = hotel;
        this.waiting = new ArrayBlockingQueue<>(waitingMax);
    }

    /** The next message; waits for it. */
    public LiveMessage next() throws InterruptedException {
        return waiting.take();
    }

    boolean concerns(Set<String> hotels, String all) {
        return !hotels.isEmpty() && (hotel == null || hotels.contains(hotel) || hotels.contains(all));
    }

    /** Whether nothing was queued for that long; rounds are not timed exactly, so almost so long will do. */
    synchronized boolean quietFor(Duration time) {
        return System.nanoTime() - lastNs > time.toNanos() * 9 / 10;
    }

    /**
     * Queues a message. A page that has not taken the last ones in time gets one more, which says that it was dropped.
     *
     * @return false if nothing more will be sent after what waits now
     */
    synchronized boolean offer(LiveMessage message) {
        if (ended) {
            return false;
        }
        lastNs = System.nanoTime();
        if (waiting.offer(message)) {
            ended = message.last();
            return !ended;
        }
        waiting.clear();
        ended = true;
        waiting.add(message.last() ? message : LiveMessage.of(LiveMessage.Kind.DROPPED));
        return false;
    }
}
