package io.staylog.reporting.report;

import io.staylog.reporting.projection.ProjectionSchema;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** What was asked for and what became of it: documents that wait, are being made, are there, failed or had to go. */
public final class DocumentList {

    /** How far a document is. */
    public enum State {
        /** Nobody works on it yet. */
        QUEUED,
        /** Somebody does. */
        RENDERING,
        /** It is there. */
        RENDERED,
        /** It could not be made; {@code code} and {@code message} say why. */
        FAILED,
        /** It was there and named a guest who has been erased. */
        ERASED,
        /** It was there and its time was over; asked for anew, it can be made again. */
        EXPIRED;

        /** Whether nothing more will come of the request. */
        public boolean isAnswered() {
            return this != QUEUED && this != RENDERING;
        }
    }

    /**
     * One request and its document.
     *
     * @param at when it was asked for, as far as that is known, else when it was answered
     * @param renderer who works on it, or has
     * @param delivery which attempt it is, or was
     * @param publicUrl what the links in it begin with; null until it is there
     * @param standsOn next offset by topic and partition of what is in it; null until it is there
     */
    public record Document(
            UUID documentId,
            String hotelId,
            String kind,
            String format,
            String state,
            @Nullable LocalDate businessDate,
            @Nullable LocalDate fromDate,
            @Nullable LocalDate toDate,
            @Nullable UUID bookingId,
            @Nullable String series,
            @Nullable Long number,
            boolean nightly,
            Instant at,
            @Nullable Instant answeredAt,
            @Nullable String renderer,
            @Nullable Integer delivery,
            @Nullable Instant startedAt,
            @Nullable String fileName,
            @Nullable Long sizeBytes,
            @Nullable String sha256,
            @Nullable Map<String, Map<String, Long>> standsOn,
            @Nullable String publicUrl,
            @Nullable Instant dataAt,
            @Nullable Boolean closed,
            @Nullable String code,
            @Nullable String message) {}

    /**
     * Which documents.
     *
     * @param hotel of one hotel; null for all
     * @param state in one state; null for all
     * @param sha256 of one content; null for all
     */
    public record Filter(
            @Nullable String hotel,
            @Nullable State state,
            @Nullable String sha256) {}

    // What was asked is kept apart from the rows, so that it is there although nobody has answered it.
    private static final String ALL = """
            with d as (
                select coalesce(r.request_id, a.request_id) as request_id,
                    coalesce(r.hotel_id, a.hotel_id) as hotel_id,
                    coalesce(a.kind, r.kind) as kind, coalesce(a.format, r.format) as format,
                    case
                        when s.erased_at is not null then 'ERASED'
                        when s.expired_at is not null then 'EXPIRED'
                        when a.state = 'RENDERED' or s.announced_at is not null then 'RENDERED'
                        when a.state = 'FAILED' then 'FAILED'
                        when w.request_id is not null and w.ended_at is null then 'RENDERING'
                        else 'QUEUED'
                    end as state,
                    coalesce(r.business_date, a.business_date) as business_date,
                    coalesce(r.from_date, a.from_date) as from_date, coalesce(r.to_date, a.to_date) as to_date,
                    coalesce(r.booking_id, a.booking_id) as booking_id, coalesce(r.series, a.series) as series,
                    coalesce(r.number, a.number) as number, coalesce(r.is_nightly, a.is_nightly) as is_nightly,
                    coalesce(r.requested_at, a.at) as at, coalesce(a.at, s.announced_at) as answered_at,
                    w.renderer, w.delivery, w.started_at,
                    coalesce(a.file_name, s.file_name) as file_name, coalesce(a.size_bytes, s.size_bytes) as size_bytes,
                    coalesce(a.sha256, s.sha256) as sha256, a.stands_on, a.public_url, a.data_at, a.is_final,
                    case when a.state = 'FAILED' then a.code end as code,
                    case when a.state = 'FAILED' then a.message end as message
                from {control}.document_request r
                full join document a on a.request_id = r.request_id
                left join {control}.stored_document s on s.request_id = coalesce(r.request_id, a.request_id)
                left join {control}.document_work w on w.request_id = coalesce(r.request_id, a.request_id)
            )
            select * from d where {where} order by at desc, request_id limit :limit""".replace("{control}", ProjectionSchema.CONTROL);

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final TypeReference<Map<String, Map<String, Long>>> STANDS_ON = new TypeReference<>() {};

    private final Snapshot snapshot;

    DocumentList(Snapshot snapshot) {
        this.snapshot = snapshot;
    }

    /** Documents, those asked for last first. */
    public Answer<Document> documents(Filter filter, @Nullable String cursor, Limit limit) {
        return snapshot.answer(Document.class, jdbc -> {
            Scope.check(jdbc, filter.hotel());
            var state = filter.state();
            var query = new Query()
                    .where("d.hotel_id = :hotel", "hotel", filter.hotel())
                    .where("d.state = :state", "state", state == null ? null : state.name())
                    .where("d.sha256 = :sha256", "sha256", filter.sha256());
            if (cursor != null) {
                var at = Cursor.decode(cursor, 2);
                query = query.where("(d.at < :at or (d.at = :at and d.request_id > :id))")
                        .with("at", OffsetDateTime.ofInstant(at.instant(0), ZoneOffset.UTC))
                        .with("id", at.uuid(1));
            }
            return Page.of(rows(jdbc, query, limit.rows() + 1), limit.rows(), DocumentList::cursor);
        });
    }

    private static String cursor(Document last) {
        return Cursor.encode(Cursor.micros(last.at()), last.documentId());
    }

    /**
     * One document, as the only row.
     *
     * @throws ReportException with code {@code document_not_found}
     */
    public Answer<Document> document(UUID requestId) {
        return snapshot.answer(Document.class, jdbc -> {
            var found = rows(jdbc, byId(requestId), 1);
            if (found.isEmpty()) {
                throw new ReportException(
                        ReportException.Kind.NOT_FOUND,
                        "document_not_found",
                        "No such document was asked for; what was asked for a moment ago may appear in a second.",
                        Map.of());
            }
            return Page.whole(found);
        });
    }

    /** How far a document is; empty where nobody here has heard of it yet. */
    public Optional<State> state(UUID requestId) {
        return snapshot.answer(Document.class, jdbc -> Page.whole(rows(jdbc, byId(requestId), 1))).rows().stream()
                .map(document -> State.valueOf(document.state()))
                .findFirst();
    }

    /** Whether report.events has an answer to the request, as far as the rows know. */
    public boolean isAnswered(UUID requestId) {
        return snapshot.read(jdbc -> jdbc.sql("select exists (select 1 from document where request_id = ?)")
                        .param(requestId)
                        .query(Boolean.class)
                        .single())
                .value();
    }

    private static Query byId(UUID requestId) {
        return new Query().where("d.request_id = :id", "id", requestId);
    }

    private static List<Document> rows(JdbcClient jdbc, Query query, int limit) {
        return query.with("limit", limit).statement(jdbc, ALL).query(DocumentList::row).stream()
                .map(Objects::requireNonNull)
                .toList();
    }

    private static Document row(ResultSet row, int n) throws SQLException {
        var state = row.getString("state");
        boolean isThere =
                !state.equals(State.FAILED.name()) && State.valueOf(state).isAnswered();
        var standsOn = row.getString("stands_on");
        return new Document(
                Objects.requireNonNull(row.getObject("request_id", UUID.class)),
                row.getString("hotel_id"),
                row.getString("kind"),
                row.getString("format"),
                state,
                row.getObject("business_date", LocalDate.class),
                row.getObject("from_date", LocalDate.class),
                row.getObject("to_date", LocalDate.class),
                row.getObject("booking_id", UUID.class),
                row.getString("series"),
                row.getObject("number", Long.class),
                row.getBoolean("is_nightly"),
                Objects.requireNonNull(instant(row, "at")),
                State.valueOf(state).isAnswered() ? instant(row, "answered_at") : null,
                row.getString("renderer"),
                row.getObject("delivery", Integer.class),
                instant(row, "started_at"),
                isThere ? row.getString("file_name") : null,
                isThere ? row.getObject("size_bytes", Long.class) : null,
                isThere ? row.getString("sha256") : null,
                isThere && standsOn != null ? JSON.readValue(standsOn, STANDS_ON) : null,
                isThere ? row.getString("public_url") : null,
                instant(row, "data_at"),
                isThere ? row.getObject("is_final", Boolean.class) : null,
                row.getString("code"),
                row.getString("message"));
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        var at = row.getObject(column, OffsetDateTime.class);
        return at == null ? null : at.toInstant();
    }
}
