package io.staylog.reporting.report.daily;

import java.time.LocalDate;

/** The times that a daily report speaks of; both ends are in them. */
enum Window {
    TODAY,
    LAST_YEAR,
    MTD,
    MTD_LAST_YEAR,
    YTD,
    YTD_LAST_YEAR;

    private static final int SAME_WEEKDAY_DAYS = 364;

    /** The same weekday last year. */
    static LocalDate sameWeekdayLastYear(LocalDate date) {
        return date.minusDays(SAME_WEEKDAY_DAYS);
    }

    LocalDate first(LocalDate date) {
        return switch (this) {
            case TODAY -> date;
            case LAST_YEAR -> sameWeekdayLastYear(date);
            case MTD -> date.withDayOfMonth(1);
            case MTD_LAST_YEAR -> date.withDayOfMonth(1).minusYears(1);
            case YTD -> date.withDayOfYear(1);
            case YTD_LAST_YEAR -> date.withDayOfYear(1).minusYears(1);
        };
    }

    LocalDate last(LocalDate date) {
        return switch (this) {
            case TODAY, MTD, YTD -> date;
            case LAST_YEAR -> sameWeekdayLastYear(date);
            case MTD_LAST_YEAR, YTD_LAST_YEAR -> date.minusYears(1);
        };
    }
}
