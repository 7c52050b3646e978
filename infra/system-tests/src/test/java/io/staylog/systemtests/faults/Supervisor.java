package io.staylog.systemtests.faults;

import io.staylog.local.LocalException;
import io.staylog.local.RunningPart;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;

/** Starts again what has ended, as the supervisor of an operating system does, unless it is told to leave it for a while. */
final class Supervisor implements AutoCloseable {
    private static final Duration LOOK_EVERY = Duration.ofMillis(500);

    private final Cluster cluster;
    private final Set<String> left = ConcurrentHashMap.newKeySet();
    private final Set<String> starting = ConcurrentHashMap.newKeySet();
    private final Set<String> killed = ConcurrentHashMap.newKeySet();
    private final Map<String, Integer> restarts = new TreeMap<>();
    private final Map<String, Integer> unasked = new TreeMap<>();
    private final Thread thread;
    private volatile boolean isDone;

    Supervisor(Cluster cluster) {
        this.cluster = cluster;
        this.thread = Thread.ofPlatform().name("supervisor").start(this::watch);
    }

    /** Kills a process and leaves it until {@link #release}. */
    void kill(String name) {
        left.add(name);
        killed.add(name);
        cluster.part(name).kill();
    }

    /** It may be started again. */
    void release(String name) {
        left.remove(name);
    }

    private void watch() {
        while (!isDone) {
            for (var part : cluster.parts()) {
                if (!part.isAlive() && !left.contains(part.name()) && starting.add(part.name())) {
                    Thread.startVirtualThread(() -> start(part));
                }
            }
            LockSupport.parkNanos(LOOK_EVERY.toNanos());
        }
    }

    private void start(RunningPart part) {
        try {
            count(part.name());
            cluster.startAgain(part);
        } catch (LocalException e) {
            // It will be tried again: what it needs may still be away.
            System.out.println("supervisor: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            starting.remove(part.name());
        }
    }

    private synchronized void count(String name) {
        restarts.merge(name, 1, Integer::sum);
        if (!killed.remove(name)) {
            System.out.println("supervisor: " + name + " has ended by itself");
            unasked.merge(name, 1, Integer::sum);
        }
    }

    /** Whether everything runs and serves. */
    boolean isAllWell() {
        return starting.isEmpty() && cluster.parts().stream().allMatch(RunningPart::isAlive);
    }

    /** How often what was started again. */
    synchronized Map<String, Integer> restarts() {
        return Map.copyOf(restarts);
    }

    /** How often what had ended without being killed. */
    synchronized Map<String, Integer> unasked() {
        return Map.copyOf(unasked);
    }

    @Override
    public void close() {
        isDone = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
