package io.staylog.reporting.rendering;

import io.staylog.edge.LazyAdmin;
import io.staylog.reporting.projection.ProjectionSchema;
import io.staylog.schemas.Topics;
import io.staylog.schemas.report.DocumentFailed;
import io.staylog.schemas.report.DocumentFormat;
import io.staylog.schemas.report.DocumentKind;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.admin.ListShareGroupOffsetsSpec;
import org.apache.kafka.clients.admin.SharePartitionOffsetInfo;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.JdbcTemplate;

/** What waits, who works on it, and that nothing is passed over in silence. */
public final class Queue {
    private static final Logger LOG = LoggerFactory.getLogger(Queue.class);
    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final int AT_ONCE_MAX = 100;

    /**
     * How the queue stood.
     *
     * @param at when
     * @param depth records of report.requests that no renderer has done with; null while the brokers do not say
     * @param renderers members of the share group, by the names of their clients
     * @param working who works on what
     */
    public record QueueState(Instant at, @Nullable Long depth, List<String> renderers, List<Work> working) {}

    /** A request that is being answered. */
    public record Work(UUID documentId, String renderer, int delivery, Instant startedAt) {}

    private record Unanswered(
            UUID requestId, String hotelId, DocumentKind kind, DocumentFormat format, int partition, long offset) {}

    private final LazyAdmin admin;
    private final JdbcTemplate jdbc;
    private final RequestBook book;
    private final ReportLog log;
    private final WorkBoard board;
    private final RenderingSettings settings;
    private final RenderingMetrics metrics;
    private final AtomicReference<QueueState> last =
            new AtomicReference<>(new QueueState(Instant.EPOCH, null, List.of(), List.of()));

    Queue(
            LazyAdmin admin,
            JdbcTemplate jdbc,
            RequestBook book,
            ReportLog log,
            WorkBoard board,
            RenderingSettings settings,
            RenderingMetrics metrics) {
        this.admin = admin;
        this.jdbc = jdbc;
        this.book = book;
        this.log = log;
        this.board = board;
        this.settings = settings;
        this.metrics = metrics;
    }

    /** The last look. */
    public QueueState last() {
        return last.get();
    }

    /** Looks once, and answers what the share group has given up without an answer. */
    void look() {
        book.readOn();
        var offsets = offsets();
        var depth = offsets.values().stream()
                .map(info -> info.lag().orElse(-1L))
                .reduce(0L, (sum, lag) -> sum < 0 || lag < 0 ? -1 : sum + lag);
        metrics.depth(offsets.isEmpty() ? -1 : depth);
        last.set(new QueueState(Instant.now(), offsets.isEmpty() || depth < 0 ? null : depth, members(), working()));
        answerWhatWasGivenUp(offsets);
    }

    private Map<TopicPartition, SharePartitionOffsetInfo> offsets() {
        var spec = Map.of(settings.group(), new ListShareGroupOffsetsSpec());
        var found = await(admin.get().listShareGroupOffsets(spec).partitionsToOffsetInfo(settings.group()));
        var ours = new HashMap<TopicPartition, SharePartitionOffsetInfo>();
        if (found != null) {
            found.forEach((partition, info) -> {
                if (partition.topic().equals(Topics.REPORT_REQUESTS.name()) && info != null) {
                    ours.put(partition, info);
                }
            });
        }
        return ours;
    }

    private List<String> members() {
        var found = await(admin.get()
                .describeShareGroups(List.of(settings.group()))
                .describedGroups()
                .get(settings.group()));
        return found == null
                ? List.of()
                : found.members().stream()
                        .map(member -> member.clientId())
                        .sorted()
                        .toList();
    }

    private List<Work> working() {
        return jdbc.query(
                "select request_id, renderer, delivery, started_at from " + ProjectionSchema.CONTROL
                        + ".document_work where ended_at is null order by started_at limit " + AT_ONCE_MAX,
                (row, n) -> new Work(
                        Objects.requireNonNull(row.getObject("request_id", UUID.class)),
                        row.getString("renderer"),
                        row.getInt("delivery"),
                        row.getTimestamp("started_at").toInstant()));
    }

    /**
     * The brokers pass over a request that was delivered too often, and say nothing. It lies behind the group's first offset
     * then, or the group has nothing left to do, and nobody has answered it.
     */
    private void answerWhatWasGivenUp(Map<TopicPartition, SharePartitionOffsetInfo> offsets) {
        for (var request : unanswered()) {
            var group = offsets.get(new TopicPartition(Topics.REPORT_REQUESTS.name(), request.partition()));
            if (group != null
                    && (request.offset() < group.startOffset() || group.lag().orElse(-1L) == 0)) {
                var event = new DocumentFailed(
                        request.requestId(),
                        request.hotelId(),
                        request.kind(),
                        request.format(),
                        "attempts_exhausted",
                        "Every attempt ended without an answer; the logs of the renderers say what happened."
                                + " Ask again when that is mended.");
                log.tell(event, request.hotelId(), Desk.eventId(request.requestId(), "failed"), null);
                board.ends(request.requestId(), "nobody", WorkBoard.Outcome.FAILED);
                metrics.failed(request.kind(), request.format(), "attempts_exhausted");
                LOG.error("document {} was given up by the share group", request.requestId());
            }
        }
    }

    private List<Unanswered> unanswered() {
        return jdbc.query(
                "select r.* from {c}.document_request r".replace("{c}", ProjectionSchema.CONTROL)
                        + " left join {c}.stored_document s using (request_id)".replace("{c}", ProjectionSchema.CONTROL)
                        + " left join {c}.document_work w using (request_id)".replace("{c}", ProjectionSchema.CONTROL)
                        + " where s.request_id is null and coalesce(w.outcome, '') not in ('RENDERED', 'FAILED')"
                        + " and r.requested_at < ? and not exists (select 1 from " + ProjectionSchema.LIVE
                        + ".document d where d.request_id = r.request_id) order by r.requested_at limit " + AT_ONCE_MAX,
                (row, n) -> new Unanswered(
                        Objects.requireNonNull(row.getObject("request_id", UUID.class)),
                        row.getString("hotel_id"),
                        DocumentKind.valueOf(row.getString("kind")),
                        DocumentFormat.valueOf(row.getString("format")),
                        row.getInt("partition"),
                        row.getLong("event_offset")),
                Timestamp.from(Instant.now().minus(settings.answerAfter())));
    }

    private static <T> @Nullable T await(KafkaFuture<T> answer) {
        try {
            return answer.get(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof GroupIdNotFoundException) {
                return null;
            }
            throw new IllegalStateException("the brokers do not say how the queue is: " + e.getCause(), e);
        } catch (TimeoutException e) {
            throw new IllegalStateException("the brokers do not say how the queue is", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while asking the brokers", e);
        }
    }

    void close() {
        book.close();
    }
}
