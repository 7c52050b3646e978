package io.staylog.reporting.rendering;

import io.staylog.reporting.document.RenderedDocument;
import io.staylog.reporting.projection.ProjectionSchema;
import io.staylog.schemas.report.DocumentRendered;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/** The bytes of documents. A file is stored once; afterwards it can only be removed, because it names somebody. */
public final class StoredDocuments {
    private static final String TABLE = ProjectionSchema.CONTROL + ".stored_document";
    private static final String NAMED = ProjectionSchema.CONTROL + ".stored_document_guest";
    private static final String ERASED = ProjectionSchema.CONTROL + ".erased_guest";
    private static final int EXPIRED_AT_ONCE = 500;
    // Storing and erasing take turns, so that no name slips in between.
    private static final long ONE_AT_A_TIME = 0x5374_6179_6C6F_6702L;

    /** An invoice or credit note that the law wants kept. */
    public record KeptInvoice(String hotelId, String series, long number) {}

    /**
     * What is stored of a document.
     *
     * @param event the bytes of the DocumentRendered that tells of it
     * @param isAnnounced whether report.events has it
     * @param isErased whether its bytes had to go
     */
    @SuppressWarnings("ArrayRecordComponent")
    record Stored(
            UUID requestId,
            String hotelId,
            String fileName,
            String mediaType,
            String sha256,
            byte[] event,
            boolean isAnnounced,
            boolean isErased) {}

    private static final RowMapper<Stored> STORED = (row, n) -> new Stored(
            Objects.requireNonNull(row.getObject("request_id", UUID.class)),
            row.getString("hotel_id"),
            row.getString("file_name"),
            row.getString("media_type"),
            row.getString("sha256"),
            row.getBytes("event"),
            row.getTimestamp("announced_at") != null,
            row.getTimestamp("erased_at") != null);

    private final JdbcTemplate jdbc;
    private final TransactionTemplate transactions;

    /** Does not connect yet. */
    public StoredDocuments(JdbcTemplate jdbc, PlatformTransactionManager manager) {
        this.jdbc = jdbc;
        this.transactions = new TransactionTemplate(manager);
        transactions.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRED);
    }

    /** What is stored for a request. */
    Optional<Stored> find(UUID requestId) {
        return jdbc
                .query(
                        "select request_id, hotel_id, file_name, media_type, sha256, event, announced_at, erased_at from "
                                + TABLE + " where request_id = ?",
                        STORED,
                        requestId)
                .stream()
                .findFirst();
    }

    /** The file; null where there is none any more, or never was. */
    byte @Nullable [] bytes(UUID requestId) {
        var found = jdbc.query(
                "select bytes from " + TABLE + " where request_id = ?",
                (row, n) -> new Blob(row.getBytes(1)),
                requestId);
        return found.isEmpty() ? null : found.getFirst().bytes();
    }

    @SuppressWarnings("ArrayRecordComponent")
    private record Blob(byte @Nullable [] bytes) {}

    /** The database's clock, before rows are read for {@link #put}. */
    Instant now() {
        return Objects.requireNonNull(jdbc.queryForObject("select clock_timestamp()", Timestamp.class))
                .toInstant();
    }

    /**
     * Stores a file, unless there is one for this request.
     *
     * @param event what is to be told of it, and its bytes
     * @param readAt before the rows were read that it was made from
     * @return false if a guest whom it names was erased meanwhile; nothing is stored then, and it must be made anew
     */
    boolean put(RenderedDocument file, DocumentRendered event, byte[] eventBytes, Instant readAt, String renderer) {
        return Boolean.TRUE.equals(transactions.execute(status -> {
            lock();
            var erased = jdbc.queryForObject(
                    "select count(*) from " + ERASED + " where guest_id = any (?::uuid[]) and erased_at >= ?",
                    Long.class,
                    array(file.guests()),
                    Timestamp.from(readAt));
            if (erased != null && erased > 0) {
                return false;
            }
            insert(file, event, eventBytes, renderer);
            return true;
        }));
    }

    private void insert(RenderedDocument file, DocumentRendered event, byte[] eventBytes, String renderer) {
        int rows = jdbc.update(
                "insert into " + TABLE + " (request_id, hotel_id, kind, format, series, number, file_name, media_type,"
                        + " sha256, size_bytes, pages, bytes, event, stored_at, renderer)"
                        + " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, now(), ?)"
                        + " on conflict (request_id) do nothing",
                event.getRequestId(),
                event.getHotelId(),
                event.getKind().name(),
                event.getFormat().name(),
                event.getSeries(),
                event.getNumber(),
                file.fileName(),
                file.mediaType(),
                event.getSha256(),
                event.getSizeBytes(),
                file.pages(),
                file.bytes(),
                eventBytes,
                renderer);
        if (rows > 0) {
            jdbc.batchUpdate(
                    "insert into " + NAMED + " (guest_id, request_id) values (?, ?)",
                    file.guests().stream()
                            .map(guest -> new Object[] {guest, event.getRequestId()})
                            .toList());
        }
    }

    /** Whether guests are named in the file. */
    boolean namesGuests(UUID requestId) {
        return Boolean.TRUE.equals(jdbc.queryForObject(
                "select exists (select 1 from " + NAMED + " where request_id = ?)", Boolean.class, requestId));
    }

    /** How many guests have been erased since the document was stored. */
    long erasedSince(UUID requestId) {
        var count = jdbc.queryForObject(
                "select count(*) from " + ERASED + " e join " + TABLE
                        + " d on e.erased_at >= d.stored_at where d.request_id = ?",
                Long.class,
                requestId);
        return count == null ? 0 : count;
    }

    /** Notes that report.events has the news. */
    void announced(UUID requestId) {
        jdbc.update("update " + TABLE + " set announced_at = now() where request_id = ?", requestId);
    }

    /**
     * Removes the bytes of all documents that name a guest. Call it when the live rows no longer have the name: documents that
     * are being made from older rows are then made anew, and those made later do not have it.
     *
     * @param kept invoices and credit notes that stay, because the law wants them kept
     * @return how many documents were removed now
     */
    public int eraseNaming(UUID guestId, Collection<KeptInvoice> kept) {
        return Objects.requireNonNull(transactions.execute(status -> {
            lock();
            jdbc.update(
                    "insert into " + ERASED + " (guest_id, erased_at) values (?, clock_timestamp())"
                            + " on conflict (guest_id) do update set erased_at = excluded.erased_at",
                    guestId);
            var named = jdbc.query(
                    "select d.request_id, d.hotel_id, d.kind, d.series, d.number from " + TABLE + " d join " + NAMED
                            + " g using (request_id) where g.guest_id = ? and d.erased_at is null",
                    (row, n) -> new Named(
                            Objects.requireNonNull(row.getObject("request_id", UUID.class)),
                            row.getString("series") == null
                                    ? null
                                    : new KeptInvoice(
                                            row.getString("hotel_id"), row.getString("series"), row.getLong("number"))),
                    guestId);
            var gone = named.stream()
                    .filter(it -> it.invoice() == null || !kept.contains(it.invoice()))
                    .map(Named::requestId)
                    .toList();
            erase(gone);
            return gone.size();
        }));
    }

    /**
     * Removes the bytes of documents that were stored before a time, and who is named in them. What they were, and their digests,
     * stay: so they can be told of and made again. Invoices and credit notes are kept, because the law wants that.
     *
     * @return how many were removed now; there may be more
     */
    int expire(Instant storedBefore) {
        return Objects.requireNonNull(transactions.execute(status -> {
            lock();
            var gone = jdbc.query(
                    "update " + TABLE
                            + " set bytes = null, expired_at = now() where request_id in (select request_id from "
                            + TABLE + " where bytes is not null and stored_at < ? and announced_at is not null"
                            + " and kind not in ('INVOICE', 'CREDIT_NOTE') order by stored_at limit " + EXPIRED_AT_ONCE
                            + ") returning request_id",
                    (row, n) -> Objects.requireNonNull(row.getObject(1, UUID.class)),
                    Timestamp.from(storedBefore));
            jdbc.update("delete from " + NAMED + " where request_id = any (?::uuid[])", array(gone));
            jdbc.update(
                    "delete from " + ProjectionSchema.CONTROL + ".document_work where request_id = any (?::uuid[])",
                    array(gone));
            return gone.size();
        }));
    }

    private record Named(UUID requestId, @Nullable KeptInvoice invoice) {}

    private void erase(List<UUID> requests) {
        var ids = array(requests);
        jdbc.update("update " + TABLE + " set bytes = null, erased_at = now() where request_id = any (?::uuid[])", ids);
        jdbc.update("delete from " + NAMED + " where request_id = any (?::uuid[])", ids);
    }

    private static String array(Collection<UUID> ids) {
        return ids.stream().map(UUID::toString).collect(Collectors.joining(",", "{", "}"));
    }

    private void lock() {
        jdbc.query("select pg_advisory_xact_lock(?)", row -> {}, ONE_AT_A_TIME);
    }
}
