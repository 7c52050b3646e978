package io.staylog.reporting.report;

import io.staylog.reporting.projection.ProjectorFixture;
import io.staylog.reporting.testing.Log;
import io.staylog.reporting.testing.PublicData;
import io.staylog.reporting.testing.PublicData.Row;
import io.staylog.reporting.testing.PublicDataReplay;
import io.staylog.schemas.serde.SchemaRegistry;
import io.staylog.testkit.RegistryDouble;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** The public data set, projected once for all tests that need it. */
public final class ReplayedHotels {
    private static final int BATCH = 2_000;
    private static ReplayedHotels once;

    public final List<Row> rows;
    public final ProjectorFixture projection;
    public final Snapshot snapshot;

    private ReplayedHotels(List<Row> rows, RegistryDouble registry) {
        this.rows = rows;
        projection = new ProjectorFixture(new SchemaRegistry(registry.url()));
        var log = new Log(new SchemaRegistry(registry.url()));
        var events = new AtomicInteger();
        long begin = System.nanoTime();
        PublicDataReplay.play(rows, event -> {
            log.add(event);
            if (events.incrementAndGet() % BATCH == 0) {
                projection.project(log.take(), BATCH);
            }
        });
        projection.project(log.take(), BATCH);
        double seconds = (System.nanoTime() - begin) / 1e9;
        System.out.printf(
                "projected %,d events of the public data set in %.1f s, %,.0f a second%n",
                events.get(), seconds, events.get() / seconds);
        projection.jdbc.execute("analyze");
        snapshot = Snapshots.of(projection);
    }

    /** Skips the test where there is no data set. */
    public static synchronized ReplayedHotels get() {
        if (once == null) {
            var rows = PublicData.rows();
            try (var registry = RegistryDouble.withOurSchemas()) {
                once = new ReplayedHotels(rows, registry);
            }
        }
        return once;
    }
}
