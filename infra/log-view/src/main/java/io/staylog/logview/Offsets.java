package io.staylog.logview;

import java.util.Arrays;
import java.util.stream.LongStream;

/**
 * Where the newest events of one booking or payment stand: at most {@value #KEPT_MAX}, because no history shows more.
 *
 * <p>A value to its readers. Appending shares the array, as only one thread appends, always to the newest value, and what it
 * writes is behind what older values show; so an append costs no copy, but now and then one.
 */
public final class Offsets {
    static final int KEPT_MAX = History.EVENTS_MAX;
    private static final int ROOM_AT_FIRST = 4;

    private final long[] array;
    private final int from;
    private final int to;

    private Offsets(long[] array, int from, int to) {
        this.array = array;
        this.from = from;
        this.to = to;
    }

    /** Of a first event. */
    public static Offsets of(long first) {
        var array = new long[ROOM_AT_FIRST];
        array[0] = first;
        return new Offsets(array, 0, 1);
    }

    /** One more; the oldest one goes where there are too many. */
    public Offsets append(long offset) {
        int kept = Math.max(from, to + 1 - KEPT_MAX);
        if (to < array.length) {
            array[to] = offset;
            return new Offsets(array, kept, to + 1);
        }
        int count = to - kept;
        var grown = Arrays.copyOf(Arrays.copyOfRange(array, kept, to), 2 * Math.max(count, ROOM_AT_FIRST));
        grown[count] = offset;
        return new Offsets(grown, 0, count + 1);
    }

    /** The last one. */
    public long newest() {
        return array[to - 1];
    }

    /** Rising. */
    public LongStream stream() {
        return Arrays.stream(array, from, to);
    }
}
