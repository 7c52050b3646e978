package io.staylog.checker.rules;

import java.util.Arrays;

/** A number for each night, by days since the epoch. */
final class NightNumbers {
    private static final int GROWTH = 64;

    private final int unset;
    private int first;
    private int[] values = {};

    NightNumbers(int unset) {
        this.unset = unset;
    }

    int get(int night) {
        int index = night - first;
        return index < 0 || index >= values.length ? unset : values[index];
    }

    void set(int night, int value) {
        int index = indexOf(night); // First, because it may put another array in place.
        values[index] = value;
    }

    int add(int night, int change) {
        int index = indexOf(night); // First, because it may put another array in place.
        values[index] += change;
        return values[index];
    }

    /** The night after the last that a number may be known of. */
    int end() {
        return first + values.length;
    }

    void forgetBefore(int night) {
        int gone = Math.min(night - first, values.length);
        if (gone > GROWTH) {
            values = Arrays.copyOfRange(values, gone, values.length);
            first += gone;
        }
    }

    private int indexOf(int night) {
        if (values.length == 0) {
            first = night;
        }
        if (night < first) {
            var grown = new int[values.length + first - night];
            Arrays.fill(grown, 0, first - night, unset);
            System.arraycopy(values, 0, grown, first - night, values.length);
            values = grown;
            first = night;
        }
        if (night - first >= values.length) {
            int before = values.length;
            values = Arrays.copyOf(values, night - first + GROWTH);
            Arrays.fill(values, before, values.length, unset);
        }
        return night - first;
    }
}
