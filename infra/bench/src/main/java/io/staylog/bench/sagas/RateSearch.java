package io.staylog.bench.sagas;

import java.util.function.DoublePredicate;

/**
 * Looks for the highest rate that is sustained: doubles until one is not, then halves the distance.
 *
 * @param first rate that is tried
 * @param highest rate that is tried
 * @param closeEnough ratio of the lowest rate that failed to the highest that did not, at which the search ends
 */
record RateSearch(double first, double highest, double closeEnough) {
    private static final double LOWEST = 1;

    /** The highest rate that was sustained; 0 when none was. */
    double run(DoublePredicate isSustained) {
        double good = 0;
        double bad = Double.POSITIVE_INFINITY;
        double rate = first;
        while (rate >= LOWEST && bad > good * closeEnough) {
            if (isSustained.test(rate)) {
                good = rate;
            } else {
                bad = rate;
            }
            if (good >= highest) {
                return good;
            }
            rate = next(good, bad);
        }
        return good;
    }

    private double next(double good, double bad) {
        if (good == 0) {
            return bad / 2;
        }
        // The middle of a ratio, as rates are compared by their ratio.
        return Math.min(highest, Double.isInfinite(bad) ? good * 2 : Math.sqrt(good * bad));
    }
}
