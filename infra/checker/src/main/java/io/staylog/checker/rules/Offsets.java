package io.staylog.checker.rules;

import java.util.BitSet;

/** A set of offsets of one partition, at one bit each. */
final class Offsets {
    private final BitSet bits = new BitSet();
    private long base = -1;

    /** Whether the offset was not in the set. */
    boolean add(long offset) {
        int index = index(offset);
        boolean isNew = !bits.get(index);
        bits.set(index);
        return isNew;
    }

    boolean contains(long offset) {
        long index = offset - base;
        return base >= 0 && index >= 0 && index <= Integer.MAX_VALUE && bits.get((int) index);
    }

    /** The first offset in the set from this one on; -1 where there is none. */
    long next(long offset) {
        if (base < 0) {
            return -1;
        }
        int index = bits.nextSetBit(Math.clamp(offset - base, 0, Integer.MAX_VALUE - 1));
        return index < 0 ? -1 : base + index;
    }

    int size() {
        return bits.cardinality();
    }

    /** Offsets are added in about their order, so a few before the first one make do. */
    private int index(long offset) {
        if (base < 0) {
            base = offset / Long.SIZE * Long.SIZE;
        }
        if (offset < base) {
            rebase(offset / Long.SIZE * Long.SIZE);
        }
        return Math.toIntExact(offset - base);
    }

    private void rebase(long lower) {
        var old = (BitSet) bits.clone();
        int shift = Math.toIntExact(base - lower);
        bits.clear();
        old.stream().forEach(index -> bits.set(index + shift));
        base = lower;
    }
}
