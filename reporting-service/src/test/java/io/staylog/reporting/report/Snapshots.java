package io.staylog.reporting.report;

import io.staylog.reporting.projection.ProjectorFixture;

/** Hands what reads the rows of a test to tests of other packages. */
public final class Snapshots {
    private Snapshots() {}

    public static DocumentList documents(ProjectorFixture projection) {
        return new DocumentList(of(projection));
    }

    public static Snapshot of(ProjectorFixture projection) {
        return new Snapshot(projection.jdbc, projection.manager);
    }
}
