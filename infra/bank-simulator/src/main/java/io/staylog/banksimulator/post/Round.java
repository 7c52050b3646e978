package io.staylog.banksimulator.post;

import io.staylog.banksimulator.bank.LedgerEntry.Noticed;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What one address is still to be told of one payment: oldest first, except what is held until a later one is taken. */
final class Round {
    private static final Duration LOOK_AT_THE_CLOCK = Duration.ofMillis(250);

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition more = lock.newCondition();
    private final TreeMap<Long, Noticed> waiting = new TreeMap<>();
    private final Supplier<Instant> now;
    private long newestTaken;
    private boolean walking;

    Round(Supplier<Instant> now) {
        this.now = now;
    }

    /** Adds a notice; whether nobody walks this round yet, so that the caller has to. */
    boolean add(Noticed noticed) {
        lock.lock();
        try {
            waiting.put(noticed.seq(), noticed);
            more.signal();
            boolean first = !walking;
            walking = true;
            return first;
        } finally {
            lock.unlock();
        }
    }

    /** The next notice to post, once it may be posted, or null when there is none and the walk ends. */
    @Nullable
    Noticed next() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (!waiting.isEmpty()) {
                var free = waiting.entrySet().stream().filter(this::isFree).findFirst();
                if (free.isPresent()) {
                    return free.get().getValue();
                }
                more.awaitNanos(LOOK_AT_THE_CLOCK.toNanos());
            }
            walking = false;
            return null;
        } finally {
            lock.unlock();
        }
    }

    private boolean isFree(Map.Entry<Long, Noticed> entry) {
        var heldUntil = entry.getValue().notice().heldUntil();
        return heldUntil == null || entry.getKey() < newestTaken || !now.get().isBefore(heldUntil);
    }

    /** A notice has been taken. */
    void taken(Noticed noticed) {
        lock.lock();
        try {
            waiting.remove(noticed.seq());
            newestTaken = Math.max(newestTaken, noticed.seq());
        } finally {
            lock.unlock();
        }
    }
}
