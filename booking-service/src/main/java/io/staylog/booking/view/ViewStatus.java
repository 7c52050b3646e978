package io.staylog.booking.view;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;

/** How far the view has come, for health checks. Written by the view's thread, read by any. */
public final class ViewStatus {
    private final Map<Integer, String> stopped = new ConcurrentSkipListMap<>();
    private volatile boolean caughtUp;
    private volatile long lagRecords;
    private volatile long newestAtMs;
    private volatile long currentAtNanos = System.nanoTime();
    private volatile @Nullable String trouble = "has not started yet";
    private volatile boolean threadDied;

    /** Whether everything that was on the log at the start is folded. */
    public boolean caughtUp() {
        return caughtUp;
    }

    /** Events that are on the log and not folded yet, as far as is known. */
    public long lagRecords() {
        return lagRecords;
    }

    /**
     * How old what it shows is; zero where it shows everything. Under steady load there is always an event that is not folded
     * yet, so the age of the newest one that is counts, and after a quiet hour the time since it last showed everything.
     */
    public Duration behind() {
        if (lagRecords == 0 && trouble == null) {
            return Duration.ZERO;
        }
        var sinceCurrent = Duration.ofNanos(System.nanoTime() - currentAtNanos);
        var age = Duration.ofMillis(Math.max(0, System.currentTimeMillis() - newestAtMs));
        return age.compareTo(sinceCurrent) < 0 ? age : sinceCurrent;
    }

    /** An event of this time has been folded. */
    void folded(Instant at) {
        newestAtMs = at.toEpochMilli();
    }

    /** What keeps the view as a whole from working, or null. */
    public @Nullable String trouble() {
        return trouble;
    }

    /** Partitions that stand still because of an event that cannot be folded, with the reason. */
    public Map<Integer, String> stopped() {
        return new TreeMap<>(stopped);
    }

    /** Whether the view's thread ended although nobody stopped it. */
    public boolean threadDied() {
        return threadDied;
    }

    void caughtUpNow() {
        caughtUp = true;
    }

    void lag(long records) {
        lagRecords = records;
        if (records == 0) {
            currentAtNanos = System.nanoTime();
        }
    }

    void trouble(@Nullable String reason) {
        trouble = reason;
    }

    void stopped(int partition, String reason) {
        stopped.put(partition, reason);
    }

    void died() {
        threadDied = true;
    }
}
