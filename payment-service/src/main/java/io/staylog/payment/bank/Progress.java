package io.staylog.payment.bank;

import java.time.Duration;
import java.util.TreeSet;

/**
 * How far the instructions of one partition are done. They end in any order; what may be committed is the point up to which
 * all are done, so that none is lost whatever happens.
 */
final class Progress {
    private final long deliveredBefore;
    private final TreeSet<Long> open = new TreeSet<>();
    private long next = -1;
    private int running;
    private boolean over;

    /**
     * Begins with nothing fetched.
     *
     * @param deliveredBefore instructions below this offset may have been with another process
     */
    Progress(long deliveredBefore) {
        this.deliveredBefore = deliveredBefore;
    }

    boolean mayHaveBeenDeliveredBefore(long offset) {
        return offset < deliveredBefore;
    }

    synchronized void fetched(long offset) {
        open.add(offset);
        next = offset + 1;
    }

    /** Whether the instruction may be carried out now: the partition has not gone to another process. */
    synchronized boolean begin() {
        if (over) {
            return false;
        }
        running++;
        return true;
    }

    /** It was carried out, and its answer is on the log. */
    synchronized void done(long offset) {
        open.remove(offset);
        ended();
    }

    /** It was begun, but its answer did not get to the log; it stays open. */
    synchronized void failed() {
        ended();
    }

    private void ended() {
        running--;
        notifyAll();
    }

    /** Where a successor has to begin; negative before anything was fetched. */
    synchronized long position() {
        return open.isEmpty() ? next : open.first();
    }

    /** Whether all that was fetched is done. */
    synchronized boolean isIdle() {
        return open.isEmpty();
    }

    /** Lets nothing more begin. */
    synchronized void over() {
        over = true;
    }

    /** Waits until nothing runs any more, but not longer than that. */
    synchronized void awaitQuiet(Duration limit) throws InterruptedException {
        long end = System.nanoTime() + limit.toNanos();
        while (running > 0) {
            long leftMs = (end - System.nanoTime()) / 1_000_000;
            if (leftMs <= 0) {
                return;
            }
            wait(leftMs);
        }
    }
}
