package io.staylog.cli.dataset;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Lays figures side by side and remembers those that differ. */
final class Comparison {
    private static final BigDecimal HALF = new BigDecimal("0.5");

    private final List<Difference> differences = new ArrayList<>();
    private int compared;

    /**
     * Two figures that should be the same.
     *
     * @param what they are about
     * @param expected the truth; null where it has no such figure
     * @param actual what Staylog says; null where it has no such figure
     */
    record Difference(
            String what,
            @Nullable BigDecimal expected,
            @Nullable BigDecimal actual) {
        @Override
        public String toString() {
            return what + ": expected " + text(expected) + ", got " + text(actual);
        }

        private static String text(@Nullable BigDecimal figure) {
            return figure == null ? "nothing" : figure.toPlainString();
        }
    }

    /**
     * Compares. Whole numbers must be equal; two rates must be equal as far as the less exact of them goes. A figure that is
     * missing says the same as zero, and never the same as anything else.
     */
    void check(String what, @Nullable BigDecimal expected, @Nullable BigDecimal actual) {
        compared++;
        if (!same(expected, actual)) {
            differences.add(new Difference(what, expected, actual));
        }
    }

    void check(String what, long expected, long actual) {
        check(what, BigDecimal.valueOf(expected), BigDecimal.valueOf(actual));
    }

    private static boolean same(@Nullable BigDecimal expected, @Nullable BigDecimal actual) {
        if (expected == null || actual == null) {
            return isNothing(expected) && isNothing(actual);
        }
        int digits = Math.min(expected.scale(), actual.scale());
        var tolerance = digits > 0 ? HALF.movePointLeft(digits) : BigDecimal.ZERO;
        return expected.subtract(actual).abs().compareTo(tolerance) <= 0;
    }

    private static boolean isNothing(@Nullable BigDecimal figure) {
        return figure == null || figure.signum() == 0;
    }

    List<Difference> differences() {
        return List.copyOf(differences);
    }

    int compared() {
        return compared;
    }
}
