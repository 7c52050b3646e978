package io.staylog.bench;

import java.util.List;
import java.util.Locale;

/** Arithmetic on measured values, and how they are written. */
public final class Numbers {
    private Numbers() {}

    /** The middle value; of an even number of values the mean of the two in the middle. */
    public static double median(List<Double> values) {
        if (values.isEmpty()) {
            throw new IllegalArgumentException("no value was measured, so there is no median");
        }
        var sorted = values.stream().sorted().toList();
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }

    /** With three significant digits, or all digits of the whole part: 0.0123, 4.56, 78.9, 12,345. */
    public static String text(double value) {
        double size = Math.abs(value);
        if (!Double.isFinite(value)) {
            return "none";
        }
        if (size >= 100 || size == 0) {
            return String.format(Locale.ROOT, "%,.0f", value);
        }
        int decimals = 2 - (int) Math.floor(Math.log10(size));
        return String.format(Locale.ROOT, "%." + Math.min(decimals, 9) + "f", value);
    }
}
