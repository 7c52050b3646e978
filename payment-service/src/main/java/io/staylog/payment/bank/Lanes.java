package io.staylog.payment.bank;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs jobs on virtual threads: those of one payment one after the other, in order, and all others beside them. However long
 * one takes, only its own payment waits.
 */
final class Lanes {
    private static final Logger LOG = LoggerFactory.getLogger(Lanes.class);

    private record Job(AtomicInteger pending, Runnable work) {}

    private final ConcurrentHashMap<UUID, Queue<Job>> lanes = new ConcurrentHashMap<>();
    private final ConcurrentHashMap<String, AtomicInteger> pending = new ConcurrentHashMap<>();

    /**
     * Adds a job to a payment's lane.
     *
     * @param group under which it is counted until it has ended
     */
    void submit(UUID payment, String group, Runnable work) {
        var job = new Job(pending.computeIfAbsent(group, _ -> new AtomicInteger()), work);
        job.pending().incrementAndGet();
        lanes.compute(payment, (id, lane) -> {
            if (lane != null) {
                lane.add(job);
                return lane;
            }
            var _ = Thread.ofVirtual().name("bank-" + id).start(() -> drive(id, job));
            return new ArrayDeque<>();
        });
    }

    /** Jobs that have not ended. */
    int pending() {
        return pending.values().stream().mapToInt(AtomicInteger::get).sum();
    }

    /** Those of a group. */
    int pending(String group) {
        var count = pending.get(group);
        return count == null ? 0 : count.get();
    }

    private void drive(UUID payment, Job first) {
        boolean ended = false;
        try {
            for (@Nullable Job job = first; job != null; job = next(payment)) {
                run(job);
            }
            ended = true;
        } finally {
            if (!ended) {
                drop(payment);
            }
        }
    }

    /** However a job ends, those behind it must have their turn. */
    private void run(Job job) {
        try {
            job.work().run();
        } catch (Throwable e) {
            LOG.error("A job has failed without saying so", e);
        } finally {
            job.pending().decrementAndGet();
        }
    }

    /** A lane without a thread would swallow whatever is added to it. */
    private void drop(UUID payment) {
        var lane = lanes.remove(payment);
        if (lane != null) {
            lane.forEach(job -> job.pending().decrementAndGet());
        }
    }

    /** The next job of a lane; a lane without one ends, under the same lock that would have added to it. */
    private @Nullable Job next(UUID payment) {
        var taken = new ArrayDeque<Job>(1);
        lanes.compute(payment, (_, lane) -> {
            var job = lane == null ? null : lane.poll();
            if (job == null) {
                return null;
            }
            taken.add(job);
            return lane;
        });
        return taken.poll();
    }
}
