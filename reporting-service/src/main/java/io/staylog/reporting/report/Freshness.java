package io.staylog.reporting.report;

import io.staylog.reporting.projection.ProjectionSchema;
import io.staylog.schemas.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Semaphore;
import java.util.regex.Pattern;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Lets whoever has written read what came of it: waits until the rows have an event, for a few seconds.
 *
 * <p>An event is named as the services name it: {@code partition:offset} is what booking-service says in {@code X-Position}.
 * Of other topics it is {@code topic/partition:offset}, for example {@code payment.events/3:17} for what payment-service says
 * there. What an answer of this service says in {@code X-Data-As-Of} will do too, so that no later answer is older.
 */
public final class Freshness {
    private static final Duration WITHIN = Duration.ofSeconds(5);
    private static final long LOOK_AGAIN_AFTER_MS = 40;
    private static final int WAITERS_MAX = 64;
    private static final int CHARS_MAX = 4_000;
    private static final Pattern EVENT = Pattern.compile("(?:([a-z.-]{1,40})/)?(\\d{1,5}):(\\d{1,18})");
    private static final Pattern AS_OF = Pattern.compile(
            "[a-z.-]{1,40}=\\d{1,5}:\\d{1,18}(,\\d{1,5}:\\d{1,18})*(;[a-z.-]{1,40}=\\d{1,5}:\\d{1,18}(,\\d{1,5}:\\d{1,18})*)*");

    /** All records below the offset are wanted. */
    private record Wanted(String topic, int partition, long nextOffset) {}

    private final JdbcTemplate jdbc;
    private final TransactionTemplate transaction;
    private final Duration within;
    private final Semaphore waiters = new Semaphore(WAITERS_MAX);

    Freshness(JdbcTemplate jdbc, PlatformTransactionManager manager) {
        this(jdbc, manager, WITHIN);
    }

    Freshness(JdbcTemplate jdbc, PlatformTransactionManager manager, Duration within) {
        this.jdbc = jdbc;
        this.transaction = new TransactionTemplate(manager);
        this.within = within;
        transaction.setReadOnly(true);
    }

    /**
     * Returns when the rows have what the token names.
     *
     * @throws ReportException with code {@code position_invalid}, {@code too_busy}, or {@code not_there_yet} where it takes too
     *     long
     */
    public void await(String token) {
        var wanted = read(token);
        if (isThere(wanted)) {
            return;
        }
        if (!waiters.tryAcquire()) {
            throw new ReportException(
                    ReportException.Kind.BUSY,
                    "too_busy",
                    "Too many callers wait for new events; try again.",
                    Map.of());
        }
        try {
            long deadline = System.nanoTime() + within.toNanos();
            do {
                Thread.sleep(LOOK_AGAIN_AFTER_MS);
                if (isThere(wanted)) {
                    return;
                }
            } while (System.nanoTime() < deadline);
            throw late();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw late();
        } finally {
            waiters.release();
        }
    }

    private static ReportException late() {
        return new ReportException(
                ReportException.Kind.LATE,
                "not_there_yet",
                "The event has not been projected yet; try again soon, or ask without 'after' for what is there.",
                Map.of("parameter", "after"));
    }

    private static List<Wanted> read(String token) {
        if (token.length() <= CHARS_MAX) {
            var event = EVENT.matcher(token);
            if (event.matches()) {
                var topic = Objects.requireNonNullElse(event.group(1), Topics.BOOKING_EVENTS.name());
                return List.of(new Wanted(topic, Integer.parseInt(event.group(2)), Long.parseLong(event.group(3)) + 1));
            }
            if (AS_OF.matcher(token).matches()) {
                return readAsOf(token);
            }
        }
        throw ReportException.badRequest(
                "position_invalid",
                "A position is partition:offset as booking-service says it in X-Position, topic/partition:offset, or what"
                        + " X-Data-As-Of said here.",
                "after");
    }

    private static List<Wanted> readAsOf(String token) {
        var wanted = new ArrayList<Wanted>();
        for (var topic : token.split(";", -1)) {
            var parts = topic.split("=", -1);
            for (var partition : parts[1].split(",", -1)) {
                var numbers = partition.split(":", -1);
                wanted.add(new Wanted(parts[0], Integer.parseInt(numbers[0]), Long.parseLong(numbers[1])));
            }
        }
        return wanted;
    }

    private boolean isThere(List<Wanted> wanted) {
        return Boolean.TRUE.equals(transaction.execute(status -> {
            jdbc.execute(ProjectionSchema.enter(ProjectionSchema.LIVE));
            return wanted.stream().allMatch(this::isThere);
        }));
    }

    private boolean isThere(Wanted wanted) {
        return Boolean.TRUE.equals(jdbc.queryForObject(
                "select exists (select 1 from projection_offset where topic = ? and partition = ? and next_offset >= ?)",
                Boolean.class,
                wanted.topic(),
                wanted.partition(),
                wanted.nextOffset()));
    }
}
