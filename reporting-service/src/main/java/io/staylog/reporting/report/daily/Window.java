package io.staylog.reporting.report.daily;

import java.time.LocalDate;
import java.util.Arrays;

/** The times that a daily report speaks of; both ends are in them. */
public enum Window {
    /** The business date. */
    TODAY(0),
    /** The same weekday last year. */
    LAST_YEAR(1),
    /** The month to date. */
    MTD(2),
    /** The same dates of last year's month. */
    MTD_LAST_YEAR(3),
    /** The year to date. */
    YTD(4),
    /** The same dates of last year. */
    YTD_LAST_YEAR(5);

    private static final int SAME_WEEKDAY_DAYS = 364;

    private final int no;

    Window(int no) {
        this.no = no;
    }

    /** Its number in queries. */
    int no() {
        return no;
    }

    /** The one of that number in queries. */
    static Window of(int no) {
        return Arrays.stream(values())
                .filter(window -> window.no == no)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no window " + no));
    }

    /** The same weekday last year. */
    public static LocalDate sameWeekdayLastYear(LocalDate date) {
        return date.minusDays(SAME_WEEKDAY_DAYS);
    }

    /** Its first business date where the report is of that date. */
    public LocalDate first(LocalDate date) {
        return switch (this) {
            case TODAY -> date;
            case LAST_YEAR -> sameWeekdayLastYear(date);
            case MTD -> date.withDayOfMonth(1);
            case MTD_LAST_YEAR -> date.withDayOfMonth(1).minusYears(1);
            case YTD -> date.withDayOfYear(1);
            case YTD_LAST_YEAR -> date.withDayOfYear(1).minusYears(1);
        };
    }

    /** Its last one. */
    public LocalDate last(LocalDate date) {
        return switch (this) {
            case TODAY, MTD, YTD -> date;
            case LAST_YEAR -> sameWeekdayLastYear(date);
            case MTD_LAST_YEAR, YTD_LAST_YEAR -> date.minusYears(1);
        };
    }
}
