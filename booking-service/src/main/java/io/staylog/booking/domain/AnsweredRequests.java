package io.staylog.booking.domain;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The last requests of a hotel that were answered, so that a repeat is answered once. */
final class AnsweredRequests {
    /** A repeat is known as one while fewer requests than this have been answered since. */
    static final int WINDOW = 100_000;

    private static final int CAPACITY_MIN = 16;

    private final UuidMap<Boolean> known = new UuidMap<>();
    /** The same ids as a ring, two numbers each: the oldest is the first to be forgotten. */
    private long[] ring = new long[2 * CAPACITY_MIN];

    private int oldest;

    boolean contains(UUID requestId) {
        return known.get(requestId) != null;
    }

    void add(@Nullable UUID requestId) {
        if (requestId == null || contains(requestId)) {
            return;
        }
        if (known.size() == WINDOW) {
            known.remove(ring[oldest], ring[oldest + 1]);
            put(oldest, requestId);
            oldest = (oldest + 2) % ring.length;
        } else {
            int end = 2 * known.size(); // Nothing was forgotten yet, so the oldest is at the beginning.
            if (end == ring.length) {
                ring = Arrays.copyOf(ring, Math.min(2 * end, 2 * WINDOW));
            }
            put(end, requestId);
        }
        known.put(requestId, Boolean.TRUE);
    }

    private void put(int at, UUID requestId) {
        ring[at] = requestId.getMostSignificantBits();
        ring[at + 1] = requestId.getLeastSignificantBits();
    }

    List<UUID> picture() {
        var ids = new ArrayList<UUID>(known.size());
        forEach(ids::add);
        return ids;
    }

    void write(ByteWriter out) {
        out.count(known.size());
        forEach(out::id);
    }

    /** Takes up what {@link #write} has written. */
    void read(ByteReader in) {
        for (int left = in.count(); left > 0; left--) {
            add(in.id());
        }
    }

    /** Oldest first. */
    private void forEach(Consumer<UUID> each) {
        int length = 2 * known.size();
        for (int i = 0; i < length; i += 2) {
            int at = (oldest + i) % length;
            each.accept(new UUID(ring[at], ring[at + 1]));
        }
    }
}
