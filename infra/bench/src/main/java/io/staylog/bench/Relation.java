package io.staylog.bench;

/** How a value must stand to its goal. */
public enum Relation {
    /** The value must not be smaller. */
    AT_LEAST("≥"),
    /** The value must not be greater. */
    AT_MOST("≤");

    private final String sign;

    Relation(String sign) {
        this.sign = sign;
    }

    /** As it is written between value and goal. */
    public String sign() {
        return sign;
    }

    /** Whether a value meets a goal; no number meets none. */
    public boolean holds(double value, double goal) {
        return switch (this) {
            case AT_LEAST -> value >= goal;
            case AT_MOST -> value <= goal;
        };
    }
}
