package io.staylog.logview;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.IntStream;
import org.apache.kafka.common.utils.Utils;
import org.jspecify.annotations.Nullable;

/** How far the view has come: what it may answer for, and for health checks. Written by the view's thread, read by any. */
public final class ViewStatus {
    private final Map<Integer, String> stopped = new ConcurrentSkipListMap<>();
    private final Set<Integer> shown = ConcurrentHashMap.newKeySet();
    private final Map<Integer, Long> ends = new ConcurrentHashMap<>();
    private volatile int partitions;
    private volatile long lagRecords;
    private volatile long newestAtMs;
    private volatile long currentAtNanos = System.nanoTime();
    private volatile @Nullable String trouble = "has not started yet";
    private volatile boolean threadDied;

    /** Whether everything that was on the log at the start is folded. */
    public boolean caughtUp() {
        return partitions > 0 && shown.size() == partitions;
    }

    /** How many partitions the log has; 0 before that is known. */
    public int partitions() {
        return partitions;
    }

    /** Whether what the view shows of a partition can be relied on, apart from the last moments. */
    public boolean shows(int partition) {
        return shown.contains(partition) && !stopped.containsKey(partition) && !threadDied;
    }

    /** The same of the partition that a hotel's events are on. */
    public boolean shows(String hotelId) {
        int count = partitions;
        // As every producer of ours spreads keys, and as the decider demands it of others.
        return count > 0 && shows(Utils.toPositive(Utils.murmur2(hotelId.getBytes(UTF_8))) % count);
    }

    /** Whether all that it shows can be relied on, so that what it does not know is not there. */
    public boolean showsAll() {
        int count = partitions;
        return count > 0 && IntStream.range(0, count).allMatch(this::shows);
    }

    /** The offset after the last committed event of a partition, as far as is known. */
    public long end(int partition) {
        return ends.getOrDefault(partition, 0L);
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
    public void folded(Instant at) {
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

    public void partitions(int count) {
        partitions = count;
    }

    /** Everything that was on a partition at the start is folded. */
    public void shown(int partition) {
        shown.add(partition);
    }

    public void end(int partition, long offset) {
        ends.put(partition, offset);
    }

    public void lag(long records) {
        lagRecords = records;
        if (records == 0) {
            currentAtNanos = System.nanoTime();
        }
    }

    public void trouble(@Nullable String reason) {
        trouble = reason;
    }

    public void stopped(int partition, String reason) {
        stopped.put(partition, reason);
    }

    public void died() {
        threadDied = true;
    }
}
