package io.staylog.bench;

/**
 * One axis of a plot.
 *
 * @param label what it shows, with the unit
 * @param logarithmic whether each step is ten times the last; values must be above zero then
 */
public record Axis(String label, boolean logarithmic) {
    /** An axis from zero, with equal steps. */
    public static Axis linear(String label) {
        return new Axis(label, false);
    }

    /** An axis of powers of ten. */
    public static Axis logarithmic(String label) {
        return new Axis(label, true);
    }
}
