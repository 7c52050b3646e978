package io.staylog.reporting.report.daily;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/** Quotients with 2 decimals, HALF_UP, always from sums: never an average of averages. */
final class Percent {
    static final int HUNDRED = 100;
    private static final int DECIMALS = 2;

    private Percent() {}

    /** {@code factor × part / whole}; null where there is nothing to divide by. */
    static @Nullable BigDecimal ratio(long part, long whole, int factor) {
        return quotient(BigInteger.valueOf(part).multiply(BigInteger.valueOf(factor)), BigInteger.valueOf(whole));
    }

    /** By how many per cent {@code now} is more than {@code before}; null where there was nothing before. */
    static @Nullable BigDecimal variance(long now, long before) {
        return quotient(
                BigInteger.valueOf(now).subtract(BigInteger.valueOf(before)).multiply(BigInteger.valueOf(HUNDRED)),
                BigInteger.valueOf(before));
    }

    /** The same of two quotients, without rounding them first. */
    static @Nullable BigDecimal variance(long part, long whole, long partBefore, long wholeBefore) {
        if (whole == 0 || wholeBefore == 0) {
            return null;
        }
        var now = BigInteger.valueOf(part).multiply(BigInteger.valueOf(wholeBefore));
        var before = BigInteger.valueOf(partBefore).multiply(BigInteger.valueOf(whole));
        return quotient(now.subtract(before).multiply(BigInteger.valueOf(HUNDRED)), before);
    }

    private static @Nullable BigDecimal quotient(BigInteger part, BigInteger whole) {
        return whole.signum() == 0
                ? null
                : new BigDecimal(part).divide(new BigDecimal(whole), DECIMALS, RoundingMode.HALF_UP);
    }
}
