package io.staylog.reporting.live;

import io.staylog.reporting.live.LiveMessage.Kind;
import io.staylog.reporting.projection.ChangeListener;
import io.staylog.reporting.report.AsOfToken;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Passes changes on to the pages that show them. However fast changes come, a page gets one message per round, and a round
 * begins at once when there was quiet before.
 */
public final class LiveHub {

    /**
     * What rows stand on.
     *
     * @param token their offsets
     * @param newestEventAt time stamp of the newest event in them; null where there is none
     */
    public record Standing(AsOfToken token, @Nullable Instant newestEventAt) {}

    private static final Logger LOG = LoggerFactory.getLogger(LiveHub.class);
    private static final String ALL = String.join("", ChangeListener.everything());

    private final LiveSettings settings;
    private final Supplier<Standing> standings;
    private final Set<LiveClient> clients = ConcurrentHashMap.newKeySet();
    private final AtomicLong dropped = new AtomicLong();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition something = lock.newCondition();
    private Set<String> pending = new HashSet<>();
    private volatile boolean closed;

    /**
     * Begins with nobody connected.
     *
     * @param standings reads what the rows stand on now
     */
    public LiveHub(LiveSettings settings, Supplier<Standing> standings) {
        this.settings = settings;
        this.standings = standings;
    }

    /** How many pages are connected. */
    public int clients() {
        return clients.size();
    }

    /** How many pages were too slow so far. */
    public long dropped() {
        return dropped.get();
    }

    /**
     * Connects a page, which is told at once whether what it shows is what there is.
     *
     * @param hotel whose changes it wants to hear of; null for all
     * @param shown the token of what it shows; null if it shows nothing yet
     * @return empty if there are too many pages, or the service stops
     */
    public Optional<LiveClient> join(@Nullable String hotel, @Nullable String shown) {
        if (closed || clients.size() >= settings.clientsMax()) {
            return Optional.empty();
        }
        var client = new LiveClient(hotel, settings.waitingMax());
        // Before it looks, so that what changes between is told too.
        clients.add(client);
        try {
            client.offer(greeting(shown, standings.get()));
        } catch (RuntimeException e) {
            leave(client);
            throw e;
        }
        if (closed) {
            close(client);
        }
        return Optional.of(client);
    }

    private static LiveMessage greeting(@Nullable String shown, Standing now) {
        if (shown == null) {
            return LiveMessage.of(Kind.CHANGED, now);
        }
        return AsOfToken.parse(shown)
                .map(token -> LiveMessage.of(token.equals(now.token()) ? Kind.CURRENT : Kind.CHANGED, now))
                .orElseGet(() -> LiveMessage.of(Kind.RESET, now));
    }

    /** Disconnects a page. */
    public void leave(LiveClient client) {
        clients.remove(client);
    }

    /** Notes what has changed; returns at once. */
    public void changed(Set<String> hotels) {
        lock.lock();
        try {
            pending.addAll(hotels);
            something.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** One round: waits for a change, or until a heartbeat is due, and tells everybody whom it concerns. */
    public void round() {
        var hotels = take(settings.heartbeat());
        if (clients.isEmpty()) {
            return;
        }
        try {
            var now = standings.get();
            clients.forEach(client -> {
                if (client.concerns(hotels, ALL)) {
                    tell(client, LiveMessage.of(Kind.CHANGED, now));
                } else if (client.quietFor(settings.heartbeat())) {
                    tell(client, LiveMessage.of(Kind.BEAT, now));
                }
            });
        } catch (RuntimeException e) {
            // Nobody was told: the next round tells them. Health says what is wrong with the database.
            LOG.debug("what the rows stand on cannot be read now", e);
            changed(hotels);
        }
    }

    private void tell(LiveClient client, LiveMessage message) {
        if (!client.offer(message)) {
            dropped.incrementAndGet();
            leave(client);
        }
    }

    private Set<String> take(Duration longest) {
        lock.lock();
        try {
            long leftNs = longest.toNanos();
            while (pending.isEmpty() && leftNs > 0) {
                leftNs = something.awaitNanos(leftNs);
            }
            var taken = pending;
            pending = new HashSet<>();
            return taken;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Set.of();
        } finally {
            lock.unlock();
        }
    }

    /** Tells everybody that the service stops, and lets nobody in any more. */
    public void close() {
        closed = true;
        clients.forEach(this::close);
    }

    private void close(LiveClient client) {
        client.offer(LiveMessage.of(Kind.BYE));
        leave(client);
    }
}
