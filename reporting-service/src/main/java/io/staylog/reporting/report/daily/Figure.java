package io.staylog.reporting.report.daily;

import java.math.BigDecimal;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * A number or an amount in minor units, in the columns of the report. Variances are in per cent with 2 decimals; null where
 * last year has 0.
 *
 * @param today of the business date
 * @param lastYear of the same weekday last year, 364 days before
 * @param mtd from the first of the month to the business date
 * @param mtdLastYear between the same calendar dates of last year
 * @param ytd from the first of the year to the business date
 * @param ytdLastYear between the same calendar dates of last year
 */
public record Figure(
        long today,
        long lastYear,
        long mtd,
        long mtdLastYear,
        @Nullable BigDecimal mtdVarPct,
        long ytd,
        long ytdLastYear,
        @Nullable BigDecimal ytdVarPct) {

    static Figure of(ToLongFunction<Window> sum) {
        long mtd = sum.applyAsLong(Window.MTD);
        long mtdLastYear = sum.applyAsLong(Window.MTD_LAST_YEAR);
        long ytd = sum.applyAsLong(Window.YTD);
        long ytdLastYear = sum.applyAsLong(Window.YTD_LAST_YEAR);
        return new Figure(
                sum.applyAsLong(Window.TODAY),
                sum.applyAsLong(Window.LAST_YEAR),
                mtd,
                mtdLastYear,
                Percent.variance(mtd, mtdLastYear),
                ytd,
                ytdLastYear,
                Percent.variance(ytd, ytdLastYear));
    }

    long in(Window window) {
        return switch (window) {
            case TODAY -> today;
            case LAST_YEAR -> lastYear;
            case MTD -> mtd;
            case MTD_LAST_YEAR -> mtdLastYear;
            case YTD -> ytd;
            case YTD_LAST_YEAR -> ytdLastYear;
        };
    }

    Figure plus(Figure other) {
        return of(window -> in(window) + other.in(window));
    }

    Figure minus(Figure other) {
        return of(window -> in(window) - other.in(window));
    }

    /** {@code factor × this / whole}, column by column. */
    Rate per(Figure whole, int factor) {
        return Rate.of(this, whole, factor);
    }
}
