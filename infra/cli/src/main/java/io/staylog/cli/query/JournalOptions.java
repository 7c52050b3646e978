package io.staylog.cli.query;

import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What narrows a report down to one booking, payment or account, page by page; the journal knows all of it. */
final class JournalOptions {
    @Option(names = "--booking", paramLabel = "<uuid>", description = "About one booking (journal, folio).")
    private @Nullable UUID booking;

    @Option(names = "--payment", paramLabel = "<uuid>", description = "About one payment (journal, operator-acts).")
    private @Nullable UUID payment;

    @Option(names = "--account", description = "Of one account (journal): ${COMPLETION-CANDIDATES}.")
    private Filters.@Nullable Account account;

    @Option(names = "--cursor", description = "Where the last page ended (journal).")
    private @Nullable String cursor;

    @Option(names = "--limit", description = "At most so many rows (journal).")
    private @Nullable Integer limit;

    /** The booking; null where none was given. */
    @Nullable
    UUID booking() {
        return booking;
    }

    void addTo(Map<String, String> query) {
        BookingQueries.put(query, "bookingId", booking);
        BookingQueries.put(query, "paymentId", payment);
        BookingQueries.put(query, "account", account);
        BookingQueries.put(query, "cursor", cursor);
        BookingQueries.put(query, "limit", limit);
    }
}
