package io.staylog.reporting.report.daily;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * A quotient of two {@link Figure}s in the same columns, from their sums, with 2 decimals; null where there is nothing to
 * divide by. Variances come from the exact quotients.
 */
public record Rate(
        @Nullable BigDecimal today,
        @Nullable BigDecimal lastYear,
        @Nullable BigDecimal mtd,
        @Nullable BigDecimal mtdLastYear,
        @Nullable BigDecimal mtdVarPct,
        @Nullable BigDecimal ytd,
        @Nullable BigDecimal ytdLastYear,
        @Nullable BigDecimal ytdVarPct) {

    static Rate of(Figure part, Figure whole, int factor) {
        return new Rate(
                Percent.ratio(part.today(), whole.today(), factor),
                Percent.ratio(part.lastYear(), whole.lastYear(), factor),
                Percent.ratio(part.mtd(), whole.mtd(), factor),
                Percent.ratio(part.mtdLastYear(), whole.mtdLastYear(), factor),
                Percent.variance(part.mtd(), whole.mtd(), part.mtdLastYear(), whole.mtdLastYear()),
                Percent.ratio(part.ytd(), whole.ytd(), factor),
                Percent.ratio(part.ytdLastYear(), whole.ytdLastYear(), factor),
                Percent.variance(part.ytd(), whole.ytd(), part.ytdLastYear(), whole.ytdLastYear()));
    }
}
