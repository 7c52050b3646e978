package io.staylog.reporting.report;

import org.jspecify.annotations.Nullable;

/** How rows are put together in time. */
public enum By {
    /** A row per day, {@code 2016-08-15}. */
    DAY("YYYY-MM-DD"),
    /** A row per calendar month, {@code 2016-08}. */
    MONTH("YYYY-MM");

    private final String format;

    By(String format) {
        this.format = format;
    }

    /** SQL that names the period of a date; null where rows are not put together in time. */
    static String period(@Nullable By by, String date) {
        return by == null ? "null::text" : "to_char(" + date + ", '" + by.format + "')";
    }
}
