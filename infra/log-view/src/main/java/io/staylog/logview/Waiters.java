package io.staylog.logview;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Request threads that wait until the view shows what they want to see.
 *
 * <p>A waiter is registered before the view is read, so that a change between the two wakes it; and a wake-up is a permit that
 * stays until it is taken, so that a change between two looks is not missed either. The threads are virtual, so waiting costs
 * little more than its entry here.
 */
public final class Waiters {
    private final Map<UUID, List<Semaphore>> waiting = new ConcurrentHashMap<>();
    private final AtomicInteger count = new AtomicInteger();
    private final int waitersMax;
    private volatile boolean closed;

    /** Lets at most so many threads wait. */
    public Waiters(int waitersMax) {
        this.waitersMax = waitersMax;
    }

    /**
     * Looks again whenever one of the ids is woken, until something is seen or the time is up.
     *
     * @param ids what to be woken by
     * @param look what to look for; null stands for "not there yet"
     * @return what was seen last, null where the time was up or the service stops
     * @throws TooManyWaitersException if too many wait already
     */
    public <T> @Nullable T await(List<UUID> ids, Duration atMost, Supplier<@Nullable T> look) {
        var seen = look.get();
        if (seen != null || atMost.isZero() || closed) {
            return seen;
        }
        if (count.incrementAndGet() > waitersMax) {
            count.decrementAndGet();
            throw new TooManyWaitersException(waitersMax);
        }
        var signal = new Semaphore(0);
        ids.forEach(id -> register(id, signal));
        try {
            return lookUntil(System.nanoTime() + atMost.toNanos(), signal, look);
        } finally {
            ids.forEach(id -> unregister(id, signal));
            count.decrementAndGet();
        }
    }

    private <T> @Nullable T lookUntil(long deadline, Semaphore signal, Supplier<@Nullable T> look) {
        while (true) {
            var seen = look.get();
            if (seen != null || closed || !woken(signal, deadline)) {
                return seen;
            }
        }
    }

    private static boolean woken(Semaphore signal, long deadline) {
        try {
            if (!signal.tryAcquire(deadline - System.nanoTime(), TimeUnit.NANOSECONDS)) {
                return false;
            }
            signal.drainPermits();
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private void register(UUID id, Semaphore signal) {
        waiting.compute(id, (key, signals) -> {
            var list = signals == null ? new CopyOnWriteArrayList<Semaphore>() : signals;
            list.add(signal);
            return list;
        });
    }

    private void unregister(UUID id, Semaphore signal) {
        waiting.computeIfPresent(id, (key, signals) -> {
            signals.remove(signal);
            return signals.isEmpty() ? null : signals;
        });
    }

    /** Lets everybody who waits for this id look again. */
    public void wake(UUID id) {
        var signals = waiting.get(id);
        if (signals != null) {
            signals.forEach(Semaphore::release);
        }
    }

    /** How many threads wait. */
    public int count() {
        return count.get();
    }

    /** Lets everybody look a last time, so that a shutdown need not wait for them. */
    public void close() {
        closed = true;
        waiting.values().forEach(signals -> signals.forEach(Semaphore::release));
    }
}
