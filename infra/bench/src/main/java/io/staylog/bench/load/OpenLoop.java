package io.staylog.bench.load;

import java.time.Duration;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;

/**
 * Does things at the times at which they were intended, whatever became of those before: who is slow meets a queue, as with
 * real callers, and is not asked less often.
 */
public final class OpenLoop {
    private static final long SPIN_NANOS = 60_000;

    private OpenLoop() {}

    /** What is done, with its number and the time at which it was due. */
    public interface Action {
        /** Must not wait for an answer. */
        void run(int number, long dueNanos);
    }

    /** Arrivals as of many independent callers (exponentially distributed distances), in nanoseconds from the beginning. */
    public static long[] arrivals(long seed, double perSecond, Duration length) {
        var random = new Random(seed);
        var arrivals = new long[(int) Math.max(1, Math.round(perSecond * length.toNanos() / 1e9))];
        double at = 0;
        for (int i = 0; i < arrivals.length; i++) {
            at += -Math.log(1 - random.nextDouble()) / perSecond * 1e9;
            arrivals[i] = (long) at;
        }
        return arrivals;
    }

    /** Does it at each of the times, counted from a time of {@link System#nanoTime()}. */
    public static void run(long beginNanos, long[] arrivals, Action action) {
        for (int i = 0; i < arrivals.length; i++) {
            long due = beginNanos + arrivals[i];
            await(due);
            action.run(i, due);
        }
    }

    private static void await(long due) {
        long left = due - System.nanoTime();
        while (left > 0) {
            if (left > SPIN_NANOS) {
                LockSupport.parkNanos(left - SPIN_NANOS);
            } else {
                Thread.onSpinWait();
            }
            left = due - System.nanoTime();
        }
    }
}
