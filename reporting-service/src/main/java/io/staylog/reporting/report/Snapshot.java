package io.staylog.reporting.report;

import io.staylog.reporting.projection.ProjectionSchema;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/** Reads rows and the offsets they stand on in one moment of the database, a few at a time. */
public final class Snapshot {
    // Fewer than the pool has connections, so that readers never keep the projection waiting for one.
    private static final int READERS_MAX = 4;
    private static final Duration WAIT_MAX = Duration.ofSeconds(5);
    private static final int SECONDS_MAX = 20;
    // Rows that reports read are in memory; otherwise PostgreSQL would rather read all bookings than look up those of a
    // range,
    // and a report would cost more with every booking outside it.
    private static final String IN_MEMORY = "; set local random_page_cost = 1.1";

    /**
     * What was read, and what it stands on: all events below these offsets are in it, none above.
     *
     * @param asOf next offset by topic and partition
     * @param newestEventAt time stamp of the newest event; null where there is none yet
     * @param value what was asked for
     * @param <T> its type
     */
    public record Standing<T>(
            Map<String, Map<Integer, Long>> asOf, @Nullable Instant newestEventAt, T value) {}

    private record Offset(
            String topic,
            int partition,
            long nextOffset,
            @Nullable Timestamp newestAt) {}

    private final String schema;
    private final PlatformTransactionManager manager;
    private final JdbcTemplate template;
    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final Semaphore readers = new Semaphore(READERS_MAX, true);

    Snapshot(JdbcTemplate template, PlatformTransactionManager manager) {
        this(template, manager, ProjectionSchema.LIVE);
    }

    private Snapshot(JdbcTemplate template, PlatformTransactionManager manager, String schema) {
        this.schema = schema;
        this.manager = manager;
        this.template = template;
        this.jdbc = JdbcClient.create(template);
        this.transaction = new TransactionTemplate(manager);
        transaction.setReadOnly(true);
        transaction.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
        transaction.setTimeout(SECONDS_MAX);
    }

    /**
     * Answers a question.
     *
     * @throws ReportException if too many ask at once, or as the query throws it
     */
    <T> Answer<T> answer(Class<T> type, Function<JdbcClient, Page<T>> query) {
        var read = read(query);
        return new Answer<>(
                type,
                read.asOf(),
                read.newestEventAt(),
                read.value().rows(),
                read.value().next());
    }

    /**
     * Reads whatever several questions ask, all in one moment of the database.
     *
     * @throws ReportException if too many ask at once, or as the query throws it
     */
    public <T> Standing<T> read(Function<JdbcClient, T> query) {
        enter();
        try {
            return Objects.requireNonNull(transaction.execute(status -> {
                template.execute(ProjectionSchema.enter(schema) + IN_MEMORY);
                var offsets = offsets();
                return new Standing<>(asOf(offsets), newestAt(offsets), query.apply(jdbc));
            }));
        } finally {
            readers.release();
        }
    }

    /** The same, of the rows in another schema. */
    public Snapshot of(String otherSchema) {
        return new Snapshot(template, manager, otherSchema);
    }

    private void enter() {
        try {
            if (!readers.tryAcquire(WAIT_MAX.toMillis(), TimeUnit.MILLISECONDS)) {
                throw busy();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw busy();
        }
    }

    private static ReportException busy() {
        return new ReportException(
                ReportException.Kind.BUSY, "too_busy", "Too many reports are being read; try again.", Map.of());
    }

    private List<Offset> offsets() {
        return jdbc
                .sql("select topic, partition, next_offset, newest_at from projection_offset"
                        + " order by topic, partition")
                .query(Offset.class)
                .stream()
                .map(Objects::requireNonNull)
                .toList();
    }

    private static Map<String, Map<Integer, Long>> asOf(List<Offset> offsets) {
        var asOf = new TreeMap<String, Map<Integer, Long>>();
        for (var offset : offsets) {
            asOf.computeIfAbsent(offset.topic(), topic -> new TreeMap<>()).put(offset.partition(), offset.nextOffset());
        }
        return asOf;
    }

    private static @Nullable Instant newestAt(List<Offset> offsets) {
        return offsets.stream()
                .map(Offset::newestAt)
                .filter(Objects::nonNull)
                .map(Timestamp::toInstant)
                .max(Instant::compareTo)
                .orElse(null);
    }
}
