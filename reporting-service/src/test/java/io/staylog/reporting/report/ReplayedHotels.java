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
import java.util.stream.Stream;

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
        double[] cpuBefore = cpuSeconds();
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
        double[] cpu = cpuSeconds();
        System.out.printf(
                "CPU: %.1f s in this process, %.1f s in PostgreSQL%n", cpu[0] - cpuBefore[0], cpu[1] - cpuBefore[1]);
        projection.jdbc.execute("analyze");
        snapshot = Snapshots.of(projection);
    }

    /** CPU time of this process, and of PostgreSQL's. */
    private double[] cpuSeconds() {
        long pid = projection.jdbc.queryForObject("select pg_backend_pid()", Long.class);
        var postgres = ProcessHandle.of(pid).flatMap(ProcessHandle::parent).orElseThrow();
        return new double[] {
            seconds(Stream.of(ProcessHandle.current())),
            seconds(Stream.concat(Stream.of(postgres), postgres.descendants()))
        };
    }

    private static double seconds(Stream<ProcessHandle> processes) {
        return processes
                .flatMap(process -> process.info().totalCpuDuration().stream())
                .mapToDouble(cpu -> cpu.toMillis() / 1e3)
                .sum();
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
