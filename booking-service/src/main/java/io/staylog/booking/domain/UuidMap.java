package io.staylog.booking.domain;

import java.util.SplittableRandom;
import java.util.UUID;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A map from ids that keeps them as numbers. A hotel has hundreds of thousands of them, and as objects they would be most of
 * what the collector copies.
 *
 * <p>Open addressing with linear probing; removing moves up what comes behind (Knuth, The Art of Computer Programming, volume
 * 3, 6.4, algorithm R).
 */
final class UuidMap<V> {
    private static final int PLACES_MIN = 16; // A power of two, as every number of places.
    // Whoever chooses ids must not be able to choose them so that all want the same place. It changes no answer.
    private static final long SEED = new SplittableRandom().nextLong();
    private static final long GOLDEN = 0x9E37_79B9_7F4A_7C15L;
    private static final long MIX = 0xBF58_476D_1CE4_E5B9L;

    private long[] ids = new long[2 * PLACES_MIN];
    private @Nullable Object[] values = new Object[PLACES_MIN];
    private int size;

    int size() {
        return size;
    }

    @Nullable
    V get(UUID id) {
        return value(find(id.getMostSignificantBits(), id.getLeastSignificantBits()));
    }

    /** What was there before, or null. */
    @Nullable
    V put(UUID id, V value) {
        int place = find(id.getMostSignificantBits(), id.getLeastSignificantBits());
        var before = value(place);
        ids[2 * place] = id.getMostSignificantBits();
        ids[2 * place + 1] = id.getLeastSignificantBits();
        values[place] = value;
        if (before == null && ++size * 3L > values.length * 2L) {
            grow();
        }
        return before;
    }

    void remove(UUID id) {
        remove(id.getMostSignificantBits(), id.getLeastSignificantBits());
    }

    void remove(long high, long low) {
        int hole = find(high, low);
        if (values[hole] == null) {
            return;
        }
        size--;
        int mask = values.length - 1;
        for (int next = (hole + 1) & mask; values[next] != null; next = (next + 1) & mask) {
            int home = home(ids[2 * next], ids[2 * next + 1]);
            // It may fill the hole unless its home lies behind it.
            if (((next - home) & mask) >= ((next - hole) & mask)) {
                ids[2 * hole] = ids[2 * next];
                ids[2 * hole + 1] = ids[2 * next + 1];
                values[hole] = values[next];
                hole = next;
            }
        }
        values[hole] = null;
    }

    /** In no order, and in another one in every process. */
    void forEach(BiConsumer<UUID, V> each) {
        for (int place = 0; place < values.length; place++) {
            var value = value(place);
            if (value != null) {
                each.accept(new UUID(ids[2 * place], ids[2 * place + 1]), value);
            }
        }
    }

    @SuppressWarnings("unchecked") // Only put() puts something in.
    private @Nullable V value(int place) {
        return (V) values[place];
    }

    /** Where it is, or would be. */
    private int find(long high, long low) {
        int mask = values.length - 1;
        int place = home(high, low);
        while (values[place] != null && (ids[2 * place] != high || ids[2 * place + 1] != low)) {
            place = (place + 1) & mask;
        }
        return place;
    }

    private int home(long high, long low) {
        long hash = ((high ^ SEED) * GOLDEN) ^ low;
        hash = (hash ^ (hash >>> 30)) * MIX;
        return (int) (hash >>> 33) & (values.length - 1);
    }

    private void grow() {
        var oldIds = ids;
        var oldValues = values;
        ids = new long[2 * oldIds.length];
        values = new Object[2 * oldValues.length];
        for (int old = 0; old < oldValues.length; old++) {
            if (oldValues[old] != null) {
                int place = find(oldIds[2 * old], oldIds[2 * old + 1]);
                ids[2 * place] = oldIds[2 * old];
                ids[2 * place + 1] = oldIds[2 * old + 1];
                values[place] = oldValues[old];
            }
        }
    }
}
