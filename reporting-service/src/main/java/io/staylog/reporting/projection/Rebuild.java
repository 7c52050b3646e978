package io.staylog.reporting.projection;

import io.staylog.reporting.projection.OffsetTable.Stored;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Folds the log from offset 0 into fresh tables, compares them with the live ones as they stood at one moment, and makes the
 * fresh ones live. Reading and projecting go on meanwhile; both wait only for the switch, which is short.
 */
public final class Rebuild {
    private static final Logger LOG = LoggerFactory.getLogger(Rebuild.class);
    private static final long ONE_AT_A_TIME = 0x5374_6179_6C6F_6701L;

    /** How far a rebuild is. */
    public enum Phase {
        /** None was asked for since this process started. */
        NONE,
        /** It folds, compares or switches. */
        RUNNING,
        /** It has ended as it should. */
        DONE,
        /** It was broken off; the live tables are untouched. */
        FAILED
    }

    /**
     * What is known of the last rebuild.
     *
     * @param phase how far it is
     * @param startedAt when it began
     * @param finishedAt when it ended, null while it runs
     * @param equal whether every table came out equal, null before that is known
     * @param switched whether the fresh tables are the live ones now
     * @param tables what was compared
     * @param reason why it failed or could not compare, else empty
     */
    public record Report(
            Phase phase,
            @Nullable Instant startedAt,
            @Nullable Instant finishedAt,
            @Nullable Boolean equal,
            boolean switched,
            List<TableComparison> tables,
            String reason) {}

    private final ProjectionSchema schema;
    private final JdbcTemplate jdbc;
    private final Transactions transactions;
    private final LogGuard log;
    private final LogFolder folder;
    private final Clock clock;
    private final AtomicReference<Report> last =
            new AtomicReference<>(new Report(Phase.NONE, null, null, null, false, List.of(), ""));

    Rebuild(
            ProjectionSchema schema,
            JdbcTemplate jdbc,
            Transactions transactions,
            LogGuard log,
            LogFolder folder,
            Clock clock) {
        this.schema = schema;
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.log = log;
        this.folder = folder;
        this.clock = clock;
    }

    /** What is known of the last rebuild that this process was asked for. */
    public Report last() {
        return last.get();
    }

    /**
     * Begins a rebuild on a thread of its own.
     *
     * @param switchOver whether the fresh tables become the live ones; if not, they are compared and dropped
     * @return false if one is under way here
     */
    public boolean begin(boolean switchOver) {
        var before = last();
        var running = new Report(Phase.RUNNING, clock.instant(), null, null, false, List.of(), "");
        if (before.phase() == Phase.RUNNING || !last.compareAndSet(before, running)) {
            return false;
        }
        Thread.ofVirtual().name("rebuild").start(() -> run(switchOver));
        return true;
    }

    private void run(boolean switchOver) {
        try {
            transactions.plain().executeWithoutResult(status -> alone(switchOver));
        } catch (RuntimeException e) {
            LOG.error("the rebuild was broken off; the live tables are untouched", e);
            end(Phase.FAILED, last().equal(), false, Causes.said(e));
        }
    }

    /** The surrounding transaction does nothing but hold the lock that keeps other instances from rebuilding too. */
    private void alone(boolean switchOver) {
        var mine = jdbc.queryForObject("select pg_try_advisory_xact_lock(?)", Boolean.class, ONE_AT_A_TIME);
        if (!Boolean.TRUE.equals(mine)) {
            throw new IllegalStateException("another instance is rebuilding");
        }
        dropNext();
        try {
            foldAside(switchOver);
        } catch (RuntimeException e) {
            dropNextAfter(e);
            throw e;
        }
    }

    /** Committed at once: Flyway, which comes next, has a connection of its own and would wait for the lock for ever. */
    private void dropNext() {
        transactions.own().executeWithoutResult(status -> jdbc.execute(ProjectionSchema.dropNext()));
    }

    private void dropNextAfter(RuntimeException failure) {
        try {
            dropNext();
        } catch (RuntimeException e) {
            // The next rebuild drops them.
            failure.addSuppressed(e);
        }
    }

    private void foldAside(boolean switchOver) {
        schema.createNext();
        var ids = log.partitions();
        transactions.own().executeWithoutResult(status -> {
            jdbc.execute(ProjectionSchema.standIn(ProjectionSchema.NEXT));
            Admission.addMissing(jdbc, log, ids.keySet(), ids);
        });
        boolean comparable = foldAndCompare(ids);
        if (switchOver) {
            folder.fold(log.readableEnds(ids.keySet()));
            transactions.own().executeWithoutResult(status -> switchOver(comparable));
        } else {
            dropNext();
        }
        end(Phase.DONE, last().equal(), switchOver, comparable ? "" : "the live rows stand on other topics");
    }

    private boolean foldAndCompare(Map<TopicPartition, Uuid> ids) {
        return Boolean.TRUE.equals(transactions.frozen().execute(status -> {
            jdbc.execute(ProjectionSchema.enter(ProjectionSchema.LIVE));
            var live = OffsetTable.all(jdbc);
            if (!live.stream().allMatch(row -> row.topicId().equals(ids.get(row.partition())))) {
                return false;
            }
            folder.fold(offsets(live));
            var tables = TableComparison.all(jdbc, transactions.own());
            last.updateAndGet(r -> new Report(
                    r.phase(),
                    r.startedAt(),
                    null,
                    tables.stream().allMatch(TableComparison::equal),
                    false,
                    tables,
                    ""));
            return true;
        }));
    }

    private void switchOver(boolean comparable) {
        jdbc.execute(ProjectionSchema.enterAlone());
        jdbc.execute(ProjectionSchema.standIn(ProjectionSchema.LIVE));
        if (comparable) {
            // Nobody can project now: the fresh rows end exactly where the live ones do.
            folder.fold(offsets(OffsetTable.all(jdbc)));
        }
        jdbc.update(
                "insert into " + ProjectionSchema.CONTROL + ".projection_switch (switched_at, equal) values (now(), ?)",
                Boolean.TRUE.equals(last().equal()));
        jdbc.execute(ProjectionSchema.swap());
    }

    private static Map<TopicPartition, Long> offsets(List<Stored> rows) {
        return rows.stream().collect(Collectors.toMap(Stored::partition, Stored::nextOffset));
    }

    private void end(Phase phase, @Nullable Boolean equal, boolean switched, String reason) {
        var report = Objects.requireNonNull(last.updateAndGet(
                r -> new Report(phase, r.startedAt(), clock.instant(), equal, switched, r.tables(), reason)));
        LOG.atInfo()
                .addKeyValue("phase", report.phase())
                .addKeyValue("equal", report.equal())
                .addKeyValue("switched", report.switched())
                .log("a rebuild has ended");
    }
}
