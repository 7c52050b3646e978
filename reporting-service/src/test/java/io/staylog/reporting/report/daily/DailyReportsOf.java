package io.staylog.reporting.report.daily;

import io.staylog.reporting.report.Snapshot;
import java.time.LocalDate;
import java.util.function.Function;
import java.util.function.Predicate;

/** Lets tests of other packages make daily reports, and figures to hold theirs against. */
public final class DailyReportsOf {
    private DailyReportsOf() {}

    public static DailyReports snapshot(Snapshot snapshot) {
        return new DailyReports(snapshot);
    }

    /** A figure of a business date from what gives the sum over the dates of one column. */
    public static Figure figure(LocalDate date, Function<Predicate<LocalDate>, Long> sum) {
        return Figure.of(
                window -> sum.apply(day -> !day.isBefore(window.first(date)) && !day.isAfter(window.last(date))));
    }
}
