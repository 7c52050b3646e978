package io.staylog.bench.load;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/** Draws numbers from 0 on, of which the n-th is n to the power of the exponent times as rare as the first. */
public final class Zipf {
    private final double[] upTo;

    /** Of so many numbers. */
    public Zipf(int numbers, double exponent) {
        upTo = new double[numbers];
        double sum = 0;
        for (int i = 0; i < numbers; i++) {
            sum += 1 / Math.pow(i + 1.0, exponent);
            upTo[i] = sum;
        }
    }

    /** The next number. */
    public int next(RandomGenerator random) {
        int found = Arrays.binarySearch(upTo, random.nextDouble() * upTo[upTo.length - 1]);
        return Math.min(found < 0 ? -found - 1 : found + 1, upTo.length - 1);
    }
}
