package io.staylog.bench.sagas;

import io.staylog.bench.load.Latencies;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * When each booking of a run was due and reached each stage, by {@link System#nanoTime()}. Bookings are found by their ids
 * without a map, so that watching costs little.
 */
public final class SagaTimes {
    private static final long NEVER = 0;
    private static final long VARIANT = 0x8000_0000_0000_0000L;
    private static final long REQUESTS = 0x5DEE_CE66L;

    private final int run;
    private final long[] due;
    private final Map<Stage, AtomicLongArray> at = new EnumMap<>(Stage.class);
    private final AtomicIntegerArray partition;
    private final AtomicLongArray offset;
    private final AtomicInteger confirmed = new AtomicInteger();
    private final AtomicIntegerArray isRefused;
    private final AtomicInteger refused = new AtomicInteger();

    /** So many bookings; runs on one log need different numbers. */
    SagaTimes(int run, int bookings) {
        this.run = run;
        this.due = new long[bookings];
        this.partition = new AtomicIntegerArray(bookings);
        this.offset = new AtomicLongArray(bookings);
        this.isRefused = new AtomicIntegerArray(bookings);
        for (var stage : Stage.values()) {
            at.put(stage, new AtomicLongArray(bookings));
        }
    }

    /** A booking's id: spread evenly, as real ones are, with its number in the lower half. */
    UUID bookingId(int number) {
        long low = (long) run << Integer.SIZE | number;
        return new UUID(spread(low), VARIANT | low);
    }

    /** The id of the request for it. */
    UUID requestId(int number) {
        long low = (long) run << Integer.SIZE | number;
        return new UUID(spread(low ^ REQUESTS << Integer.SIZE), VARIANT | low);
    }

    /** Steele, Lea and Flood's mixer, which gives different numbers for different ones. */
    private static long spread(long value) {
        long mixed = value + 0x9E37_79B9_7F4A_7C15L;
        mixed = (mixed ^ mixed >>> 30) * 0xBF58_476D_1CE4_E5B9L;
        mixed = (mixed ^ mixed >>> 27) * 0x94D0_49BB_1331_11EBL;
        return mixed ^ mixed >>> 31;
    }

    /** The number of one of this run's bookings; negative for any other's. */
    int numberOf(UUID bookingId) {
        long low = bookingId.getLeastSignificantBits() & ~VARIANT;
        int number = (int) low;
        boolean ours = low >>> Integer.SIZE == run && number >= 0 && number < due.length;
        return ours && bookingId.equals(bookingId(number)) ? number : -1;
    }

    /** How many bookings. */
    public int count() {
        return due.length;
    }

    void due(int number, long nanos) {
        due[number] = nanos;
    }

    void reached(Stage stage, int number, long nanos) {
        boolean first = of(stage).compareAndSet(number, NEVER, nanos);
        if (first && stage == Stage.CONFIRMED) {
            confirmed.incrementAndGet();
        }
    }

    /** Where its confirmation is, so that it can be told when the projection has passed it. */
    void confirmedAt(int number, int eventPartition, long eventOffset, long nanos) {
        partition.set(number, eventPartition);
        offset.set(number, eventOffset);
        reached(Stage.CONFIRMED, number, nanos);
    }

    /** When a booking reached a stage; 0 when it has not. */
    long at(Stage stage, int number) {
        return of(stage).get(number);
    }

    void refused(int number) {
        if (isRefused.compareAndSet(number, 0, 1)) {
            refused.incrementAndGet();
        }
    }

    /** How many were refused, by the hotel or by the bank. */
    public int refusals() {
        return refused.get();
    }

    boolean areAllConfirmed() {
        return confirmed.get() == due.length;
    }

    /** Whether nothing more is to come: a refused booking is never confirmed. */
    boolean areAllDecided() {
        return confirmed.get() + refused.get() >= due.length;
    }

    /** Whether reporting has passed the confirmation of every booking. */
    boolean areAllReported(ReportedRows rows) {
        for (int i = 0; i < due.length; i++) {
            if (rows.passed(partition.get(i), offset.get(i)) == NEVER) {
                return false;
            }
        }
        return true;
    }

    /** Takes over when reporting has passed the confirmations. */
    void take(ReportedRows rows) {
        for (int i = 0; i < due.length; i++) {
            long confirmedAt = of(Stage.CONFIRMED).get(i);
            long passed = confirmedAt == NEVER ? NEVER : rows.passed(partition.get(i), offset.get(i));
            if (passed != NEVER) {
                reached(Stage.REPORTED, i, passed);
            }
        }
    }

    /** From the time at which each was due to the stage; of those that have reached it. */
    public Latencies latencies(Stage stage) {
        var latencies = new Latencies();
        for (int i = 0; i < due.length; i++) {
            long reached = of(stage).get(i);
            if (reached != NEVER) {
                latencies.add(reached - due[i]);
            }
        }
        return latencies;
    }

    /** Seconds from the first that was due to the last that reached the stage. */
    public double seconds(Stage stage) {
        long last = due[0];
        for (int i = 0; i < due.length; i++) {
            last = Math.max(last, of(stage).get(i));
        }
        return (last - due[0]) / 1e9;
    }

    /** How many have not reached the stage by then, or at all. */
    public int missing(Stage stage, long nanos) {
        int missing = 0;
        for (int i = 0; i < due.length; i++) {
            long reached = of(stage).get(i);
            if (reached == NEVER || reached - nanos > 0) {
                missing++;
            }
        }
        return missing;
    }

    /** The longest time from one arrival at the stage to the next, in nanoseconds; it counts from the first one on. */
    public long longestGapNanos(Stage stage) {
        long[] reached = new long[due.length];
        for (int i = 0; i < due.length; i++) {
            reached[i] = of(stage).get(i);
        }
        Arrays.sort(reached);
        long longest = 0;
        for (int i = 1; i < reached.length; i++) {
            if (reached[i - 1] != NEVER) {
                longest = Math.max(longest, reached[i] - reached[i - 1]);
            }
        }
        return longest;
    }

    private AtomicLongArray of(Stage stage) {
        return Objects.requireNonNull(at.get(stage));
    }
}
