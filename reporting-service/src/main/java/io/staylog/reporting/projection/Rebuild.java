package io.staylog.reporting.projection;

import io.staylog.reporting.projection.LogFolder.Fold;
import io.staylog.reporting.projection.OffsetTable.Stored;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
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
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Folds the log from offset 0 into fresh tables, compares them with the live ones as they stood at one moment, and makes the
 * fresh ones live. Reading and projecting go on meanwhile. Both wait only for the switch, which is given up and tried again
 * later rather than keep them waiting for long.
 */
public final class Rebuild {
    private static final Logger LOG = LoggerFactory.getLogger(Rebuild.class);
    private static final long ONE_AT_A_TIME = 0x5374_6179_6C6F_6701L;
    private static final int SWITCHES_MAX = 5;
    private static final String LOCK_TIMEOUT = "55P03";

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
     * @param progress how much of the log is folded
     * @param equal whether every table came out equal, null before that is known
     * @param switched whether the fresh tables are the live ones now
     * @param tables what was compared
     * @param reason why it failed or could not compare, else empty
     */
    public record Report(
            Phase phase,
            @Nullable Instant startedAt,
            @Nullable Instant finishedAt,
            FoldingProgress progress,
            @Nullable Boolean equal,
            boolean switched,
            List<TableComparison> tables,
            String reason) {}

    private final ProjectionSchema schema;
    private final JdbcTemplate jdbc;
    private final Transactions transactions;
    private final LogGuard log;
    private final LogFolder folder;
    private final Duration switchWithin;
    private final Clock clock;
    private final AtomicReference<Report> last =
            new AtomicReference<>(new Report(Phase.NONE, null, null, FoldingProgress.NONE, null, false, List.of(), ""));

    Rebuild(
            ProjectionSchema schema,
            JdbcTemplate jdbc,
            Transactions transactions,
            LogGuard log,
            LogFolder folder,
            Duration switchWithin,
            Clock clock) {
        this.schema = schema;
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.log = log;
        this.folder = folder;
        this.switchWithin = switchWithin;
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
        var running =
                new Report(Phase.RUNNING, clock.instant(), null, FoldingProgress.NONE, null, false, List.of(), "");
        if (before.phase() == Phase.RUNNING || !last.compareAndSet(before, running)) {
            return false;
        }
        Thread.ofVirtual().name("rebuild").start(() -> run(switchOver));
        return true;
    }

    private void run(boolean switchOver) {
        try {
            var comparable = transactions.plain().execute(status -> alone(switchOver));
            // Said when the lock is free again, so that whoever has waited for this can begin the next one.
            end(
                    Phase.DONE,
                    last().equal(),
                    switchOver,
                    Boolean.TRUE.equals(comparable) ? "" : "the live rows stand on other topics");
        } catch (RuntimeException e) {
            LOG.error("the rebuild was broken off; the live tables are untouched", e);
            end(Phase.FAILED, last().equal(), false, Causes.said(e));
        }
    }

    /**
     * The surrounding transaction does nothing but hold the lock that keeps other instances from rebuilding too.
     *
     * @return whether the live rows stand on the same topics, so that they could be compared
     */
    private boolean alone(boolean switchOver) {
        var mine = jdbc.queryForObject("select pg_try_advisory_xact_lock(?)", Boolean.class, ONE_AT_A_TIME);
        if (!Boolean.TRUE.equals(mine)) {
            throw new IllegalStateException("another instance is rebuilding");
        }
        dropNext();
        try {
            return foldAside(switchOver);
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

    private boolean foldAside(boolean switchOver) {
        schema.createNext();
        var ids = log.partitions();
        transactions.own().executeWithoutResult(status -> {
            jdbc.execute(ProjectionSchema.standIn(ProjectionSchema.NEXT));
            Admission.addMissing(jdbc, log, ids.keySet(), ids);
        });
        var indexes = LateIndexes.putOff(jdbc, transactions, ProjectionSchema.NEXT);
        try (var fold = folder.open(this::note)) {
            boolean comparable = foldAndCompare(fold, indexes, ids);
            if (switchOver) {
                switchOver(fold, indexes, ids.keySet(), comparable);
            } else {
                dropNext();
            }
            return comparable;
        }
    }

    private void note(FoldingProgress progress) {
        last.updateAndGet(r -> new Report(
                r.phase(), r.startedAt(), r.finishedAt(), progress, r.equal(), r.switched(), r.tables(), r.reason()));
    }

    private boolean foldAndCompare(Fold fold, LateIndexes indexes, Map<TopicPartition, Uuid> ids) {
        return Boolean.TRUE.equals(transactions.frozen().execute(status -> {
            jdbc.execute(ProjectionSchema.enter(ProjectionSchema.LIVE));
            var live = OffsetTable.all(jdbc);
            if (!live.stream().allMatch(row -> row.topicId().equals(ids.get(row.partition())))) {
                return false;
            }
            fold.to(offsets(live));
            indexes.make();
            var tables = TableComparison.all(jdbc, transactions.own());
            last.updateAndGet(r -> new Report(
                    r.phase(),
                    r.startedAt(),
                    null,
                    r.progress(),
                    tables.stream().allMatch(TableComparison::equal),
                    false,
                    tables,
                    ""));
            return true;
        }));
    }

    private void switchOver(Fold fold, LateIndexes indexes, Collection<TopicPartition> partitions, boolean comparable) {
        for (int attempt = 1; ; attempt++) {
            fold.to(log.readableEnds(partitions));
            indexes.make();
            try {
                transactions.own().executeWithoutResult(status -> switchNow(fold, comparable));
                return;
            } catch (LogFolder.TooSlowException | DataAccessException e) {
                if (e instanceof DataAccessException && !isLockTimeout(e)) {
                    throw e;
                }
                LOG.warn("the switch to the rebuilt tables was given up, attempt {}: {}", attempt, Causes.said(e));
                if (attempt == SWITCHES_MAX) {
                    throw new IllegalStateException(
                            "the switch was given up " + attempt
                                    + " times, because others would have waited longer than " + switchWithin.toMillis()
                                    + " ms; rebuild again when less is going on",
                            e);
                }
            }
        }
    }

    private static boolean isLockTimeout(RuntimeException e) {
        return Causes.root(e) instanceof SQLException sql && LOCK_TIMEOUT.equals(sql.getSQLState());
    }

    private void switchNow(Fold fold, boolean comparable) {
        jdbc.execute(ProjectionSchema.enterAlone(switchWithin));
        jdbc.execute(ProjectionSchema.standIn(ProjectionSchema.LIVE));
        if (comparable) {
            // Nobody can project now. The fresh rows may be ahead of the live ones; where they are behind they catch
            // up, so that nobody who asks again gets an older answer. Readers find out by themselves where to go on.
            fold.to(offsets(OffsetTable.all(jdbc)), switchWithin);
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
        var report = Objects.requireNonNull(last.updateAndGet(r ->
                new Report(phase, r.startedAt(), clock.instant(), r.progress(), equal, switched, r.tables(), reason)));
        LOG.atInfo()
                .addKeyValue("phase", report.phase())
                .addKeyValue("equal", report.equal())
                .addKeyValue("switched", report.switched())
                .log("a rebuild has ended");
    }
}
