package io.staylog.eventsourcing;

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;

/** What an engine is doing, for health checks. Written by the engine's thread, read by any. */
public final class EngineStatus {
    /** What happens to one partition. */
    public enum Phase {
        /** Its past is being folded; nothing is decided yet. */
        REPLAYING,
        /** Its inputs are being decided. */
        DECIDING,
        /** It waits for something outside, for example the schema registry, and goes on by itself. */
        WAITING,
        /** An invariant was broken; it stands still until a person has looked. */
        FAILED
    }

    /**
     * One partition.
     *
     * @param phase what happens to it
     * @param detail one sentence for a person, empty where there is nothing to say
     * @param eventsToReplay events that are still to be folded, at most
     */
    public record PartitionStatus(Phase phase, String detail, long eventsToReplay) {}

    private final Duration turnMax;
    private final Map<Integer, PartitionStatus> partitions = new ConcurrentSkipListMap<>();
    private volatile long turnedAtNanos;
    private volatile boolean joined;
    private volatile boolean dead;
    private volatile @Nullable String trouble = "has not started yet";

    EngineStatus(Duration turnMax) {
        this.turnMax = turnMax;
    }

    /** The partitions that this process owns; before it has {@link #joined}, those whose past it folds ahead. */
    public Map<Integer, PartitionStatus> partitions() {
        return new TreeMap<>(partitions);
    }

    /** Whether the engine is a member of its group, so that its partitions are known. */
    public boolean joined() {
        return joined;
    }

    /** What keeps the engine as a whole from working, or null. */
    public @Nullable String trouble() {
        return trouble;
    }

    /** Whether everything that this process owns is being decided. */
    public boolean ready() {
        return trouble == null
                && joined
                && !isStuck()
                && partitions.values().stream().allMatch(partition -> partition.phase() == Phase.DECIDING);
    }

    /** Whether a person must look: an invariant was broken, or the engine's thread has died. */
    public boolean failed() {
        return dead || partitions.values().stream().anyMatch(partition -> partition.phase() == Phase.FAILED);
    }

    /** Whether only another process can go on: the engine's thread has died, or it hangs and has lost its partitions. */
    public boolean mustRestart() {
        return dead || isStuck();
    }

    private boolean isStuck() {
        return trouble == null && System.nanoTime() - turnedAtNanos > turnMax.toNanos();
    }

    void partition(int number, Phase phase, String detail, long eventsToReplay) {
        partitions.put(number, new PartitionStatus(phase, detail, eventsToReplay));
    }

    void gone(int number) {
        partitions.remove(number);
    }

    void running(boolean isMember) {
        joined = isMember;
        turnedAtNanos = System.nanoTime();
        trouble = null;
    }

    void died(String reason) {
        stopped(reason);
        dead = true;
    }

    void stopped(String reason) {
        joined = false;
        trouble = reason;
        partitions.clear();
    }
}
