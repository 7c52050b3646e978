package io.staylog.reporting.projection;

import io.staylog.reporting.ledger.BookingLedger;
import io.staylog.reporting.ledger.JournalEntry;
import io.staylog.reporting.ledger.JournalLine;
import io.staylog.reporting.ledger.Noted;
import io.staylog.reporting.projection.LedgerFacts.Touched;
import io.staylog.reporting.projection.LedgerRolls.Balances;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Writes the journal. The entries of a booking are folded from all facts about it each time one comes in, and only those that
 * came out new or otherwise are written. An entry comes out otherwise where a fact of the other topic was read late.
 */
final class LedgerRows {
    private record LineRow(JournalEntry entry, int no, JournalLine line) {}

    private static final Unnest<JournalEntry> ENTRIES = key(new Unnest<JournalEntry>())
            .column("hotel_id", "text", JournalEntry::hotelId)
            .column("business_date", "date", JournalEntry::businessDate)
            .column("booking_id", "uuid", JournalEntry::bookingId)
            .column("payment_id", "uuid", JournalEntry::paymentId)
            .column("event_type", "text", JournalEntry::eventType)
            .column("event_id", "text", e -> e.source().eventId())
            .column("at", "timestamptz", e -> e.source().at())
            .statement("insert into journal_entry select * from {rows}");

    private static final Unnest<LineRow> LINES = new Unnest<LineRow>()
            .column("topic", "text", row -> row.entry().source().topic())
            .column("partition", "int", row -> row.entry().source().partition())
            .column("event_offset", "bigint", row -> row.entry().source().offset())
            .column("about", "uuid", row -> row.entry().about())
            .column("line_no", "int", LineRow::no)
            .column("hotel_id", "text", row -> row.entry().hotelId())
            .column("business_date", "date", row -> row.entry().businessDate())
            .column("booking_id", "uuid", row -> row.entry().bookingId())
            .column("account", "text", row -> row.line().account())
            .column("debit_minor", "bigint", row -> row.line().debitMinor())
            .column("credit_minor", "bigint", row -> row.line().creditMinor())
            .column("currency", "text", row -> row.line().currency())
            .statement("insert into journal_line select * from {rows}");

    private static final Unnest<JournalEntry> OBSOLETE_LINES = obsolete("journal_line");
    private static final Unnest<JournalEntry> OBSOLETE_ENTRIES = obsolete("journal_entry");

    private LedgerRows() {}

    /** After the nights of the batch's bookings are written, because the night audit looks for them. */
    static void write(JdbcTemplate jdbc, RowBatch batch) {
        if (!batch.noted().isEmpty()) {
            var obsolete = new ArrayList<JournalEntry>();
            var fresh = new ArrayList<JournalEntry>();
            var balances = new ArrayList<Balances>();
            for (var touched : LedgerFacts.add(jdbc, batch.noted())) {
                balances.add(differences(touched, obsolete, fresh));
            }
            OBSOLETE_LINES.execute(jdbc, obsolete);
            OBSOLETE_ENTRIES.execute(jdbc, obsolete);
            insert(jdbc, fresh);
            LedgerRolls.write(jdbc, fresh, obsolete, balances);
        }
        insert(jdbc, batch.entries());
    }

    private static Balances differences(Touched booking, List<JournalEntry> obsolete, List<JournalEntry> fresh) {
        var before = folded(booking, booking.before());
        var now = folded(booking, booking.now());
        var openBefore = LedgerRolls.open(booking.bookingId(), before.values());
        var openNow = LedgerRolls.open(booking.bookingId(), now.values());
        for (var entry : now.values()) {
            var old = before.remove(entry.key());
            if (!entry.equals(old)) {
                fresh.add(entry);
                if (old != null) {
                    obsolete.add(old);
                }
            }
        }
        obsolete.addAll(before.values());
        return new Balances(booking.bookingId(), openBefore, openNow);
    }

    private static Map<JournalEntry.Key, JournalEntry> folded(Touched booking, Collection<Noted> facts) {
        var entries = new LinkedHashMap<JournalEntry.Key, JournalEntry>();
        BookingLedger.of(booking.bookingId(), facts).forEach(entry -> entries.put(entry.key(), entry));
        return entries;
    }

    private static void insert(JdbcTemplate jdbc, List<JournalEntry> entries) {
        ENTRIES.execute(jdbc, entries);
        var lines = new ArrayList<LineRow>();
        for (var entry : entries) {
            for (int i = 0; i < entry.lines().size(); i++) {
                lines.add(new LineRow(entry, i + 1, entry.lines().get(i)));
            }
        }
        LINES.execute(jdbc, lines);
    }

    private static Unnest<JournalEntry> obsolete(String table) {
        return key(new Unnest<JournalEntry>())
                .statement("delete from " + table + " t using {rows} where t.topic = r.topic"
                        + " and t.partition = r.partition and t.event_offset = r.event_offset and t.about = r.about");
    }

    private static Unnest<JournalEntry> key(Unnest<JournalEntry> columns) {
        return columns.column("topic", "text", e -> e.source().topic())
                .column("partition", "int", e -> e.source().partition())
                .column("event_offset", "bigint", e -> e.source().offset())
                .column("about", "uuid", JournalEntry::about);
    }
}
