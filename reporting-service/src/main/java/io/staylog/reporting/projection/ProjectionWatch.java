package io.staylog.reporting.projection;

import io.staylog.reporting.projection.LogGuard.LogRefusedException;
import io.staylog.reporting.projection.OffsetTable.Stored;
import io.staylog.schemas.serde.SchemaRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Looks at brokers, registry and database from outside the projection, so that a projection that hangs is seen to hang.
 * Health answers from the last look and waits for nobody.
 */
public final class ProjectionWatch {
    private static final Duration REGISTRY_EVERY = Duration.ofSeconds(10);

    /**
     * One look.
     *
     * @param at when
     * @param brokers what is wrong with the brokers, empty where nothing is
     * @param registry what is wrong with the registry
     * @param database what is wrong with the database
     * @param lagRecords readable records that are not in the rows yet, by {@code topic-partition}; as of the last look at
     *     which both brokers and database answered
     */
    public record Look(Instant at, String brokers, String registry, String database, Map<String, Long> lagRecords) {
        /** All partitions together. */
        public long lagRecordsTotal() {
            return lagRecords.values().stream().mapToLong(Long::longValue).sum();
        }
    }

    private final JdbcTemplate jdbc;
    private final TransactionTemplate transactions;
    private final LogGuard log;
    private final SchemaRegistry registry;
    private final ProjectionMetrics metrics;
    private final Clock clock;
    private final AtomicReference<Look> last;
    private final AtomicReference<@Nullable LogRefusedException> refusal = new AtomicReference<>();
    private Instant registryLooked = Instant.EPOCH;

    ProjectionWatch(
            JdbcTemplate jdbc,
            TransactionTemplate transactions,
            LogGuard log,
            SchemaRegistry registry,
            ProjectionMetrics metrics,
            Clock clock) {
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.log = log;
        this.registry = registry;
        this.metrics = metrics;
        this.clock = clock;
        var unknown = "not looked at yet";
        this.last = new AtomicReference<>(new Look(clock.instant(), unknown, unknown, unknown, Map.of()));
    }

    /** The last look. */
    public Look last() {
        return last.get();
    }

    /** Whether the last look is older than that. */
    public boolean olderThan(Duration age) {
        return last().at().plus(age).isBefore(clock.instant());
    }

    /** Looks once. */
    void look() {
        var before = last();
        var found = new Found();
        var database = problem(() -> found.stored = stored());
        var brokers = problem(() -> {
            found.ids = log.partitions();
            found.ends = log.readableEnds(found.ids.keySet());
        });
        if (database.isEmpty() && brokers.isEmpty()) {
            refusal.set(otherTopic(found));
        }
        var lag = database.isEmpty() && brokers.isEmpty() ? lag(found) : before.lagRecords();
        var look = new Look(clock.instant(), brokers, registryProblem(before), database, lag);
        last.set(look);
        metrics.lag(lag);
    }

    /**
     * Why what is being read must not be read on, once: a reader does not notice that a topic was created again, and would
     * go on in the new one where it stood in the old one.
     */
    @Nullable
    LogRefusedException takeRefusal() {
        return refusal.getAndSet(null);
    }

    private static @Nullable LogRefusedException otherTopic(Found found) {
        try {
            found.stored.forEach(row -> LogGuard.verifyTopic(row, found.ids));
            return null;
        } catch (LogRefusedException e) {
            return e;
        }
    }

    private String registryProblem(Look before) {
        var now = clock.instant();
        if (before.registry().isEmpty() && registryLooked.plus(REGISTRY_EVERY).isAfter(now)) {
            return "";
        }
        registryLooked = now;
        return registry.trouble().orElse("");
    }

    private static String problem(Runnable probe) {
        try {
            probe.run();
            return "";
        } catch (RuntimeException e) {
            return Causes.said(e);
        }
    }

    private List<Stored> stored() {
        return Objects.requireNonNull(transactions.execute(status -> {
            jdbc.execute(ProjectionSchema.enter(ProjectionSchema.LIVE));
            return OffsetTable.all(jdbc);
        }));
    }

    private static Map<String, Long> lag(Found found) {
        var stored = new TreeMap<String, Long>();
        found.stored.forEach(row -> stored.put(row.partition().toString(), row.nextOffset()));
        var lag = new TreeMap<String, Long>();
        found.ends.forEach((partition, end) ->
                lag.put(partition.toString(), Math.max(0, end - stored.getOrDefault(partition.toString(), 0L))));
        return lag;
    }

    /** What one look has found so far. */
    private static final class Found {
        List<Stored> stored = List.of();
        Map<TopicPartition, Uuid> ids = Map.of();
        Map<TopicPartition, Long> ends = Map.of();
    }
}
