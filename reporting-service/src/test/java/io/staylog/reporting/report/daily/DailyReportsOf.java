package io.staylog.reporting.report.daily;

import io.staylog.reporting.report.Snapshot;

/** Hands the daily reports to tests of other packages. */
public final class DailyReportsOf {
    private DailyReportsOf() {}

    public static DailyReports snapshot(Snapshot snapshot) {
        return new DailyReports(snapshot);
    }
}
