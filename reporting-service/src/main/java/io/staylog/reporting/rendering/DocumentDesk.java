package io.staylog.reporting.rendering;

import io.staylog.reporting.report.DocumentList;
import io.staylog.reporting.report.DocumentList.State;
import io.staylog.reporting.report.ReportException;
import io.staylog.schemas.report.DocumentRequested;
import io.staylog.schemas.serde.RegistryUnavailableException;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/** Where documents are asked for and fetched. */
public final class DocumentDesk {
    private static final long LOOK_EVERY_MS = 150;

    /** A stored file; {@code namesGuests} where it holds personal data. */
    @SuppressWarnings("ArrayRecordComponent")
    public record File(String fileName, String mediaType, String sha256, boolean namesGuests, byte[] bytes) {}

    private final ReportLog log;
    private final DocumentList list;
    private final StoredDocuments stored;
    private final JdbcTemplate jdbc;

    DocumentDesk(ReportLog log, DocumentList list, StoredDocuments stored, JdbcTemplate jdbc) {
        this.jdbc = jdbc;
        this.log = log;
        this.list = list;
        this.stored = stored;
    }

    /**
     * Writes the request to the log; whoever has time answers it.
     *
     * @throws ReportException if it is not known whether the log has it; a repeat with the same id is safe
     */
    public void ask(DocumentRequested request, @Nullable String after) {
        try {
            RequestBook.writeDown(jdbc, request, log.ask(request, after));
        } catch (ReportLog.UnconfirmedException | RegistryUnavailableException e) {
            throw new ReportException(
                    ReportException.Kind.BUSY,
                    "outcome_unknown",
                    "The log did not confirm the request; repeating it with this requestId is safe.",
                    Map.of("requestId", request.getRequestId().toString()));
        }
    }

    /** Waits until the request is answered, or for so long. */
    public boolean await(UUID requestId, Duration atMost) {
        long deadline = System.nanoTime() + atMost.toNanos();
        while (!list.state(requestId).map(State::isAnswered).orElse(false)) {
            if (System.nanoTime() > deadline) {
                return false;
            }
            try {
                Thread.sleep(LOOK_EVERY_MS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
        }
        return true;
    }

    /** The file of a document; null where there is none any more or yet. */
    public @Nullable File file(UUID requestId) {
        var bytes = stored.bytes(requestId);
        var about = stored.find(requestId);
        return bytes == null || about.isEmpty()
                ? null
                : new File(
                        about.get().fileName(),
                        about.get().mediaType(),
                        about.get().sha256(),
                        stored.namesGuests(requestId),
                        bytes);
    }
}
