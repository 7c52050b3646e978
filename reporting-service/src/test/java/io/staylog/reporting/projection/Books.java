package io.staylog.reporting.projection;

import io.staylog.reporting.ledger.Account;
import io.staylog.reporting.ledger.BookingLedger;
import io.staylog.reporting.ledger.JournalEntry;
import io.staylog.reporting.ledger.Noted;
import io.staylog.reporting.projection.RowChange.EntryPosted;
import io.staylog.reporting.projection.RowChange.LedgerNoted;
import io.staylog.schemas.Topics;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;

/** The journal of a log, without a database. */
record Books(List<JournalEntry> entries) {
    private static final Instant BEGIN = Instant.parse("2026-03-01T00:00:00Z");
    private static final Set<Account> OF_THE_GUEST = Set.of(Account.DEPOSIT, Account.GUEST, Account.RECEIVABLE);

    static Books of(SpecificRecord... events) {
        return ofLog(log(events));
    }

    /** What the events mean, each a second after the one before. */
    static List<RowChange> log(SpecificRecord... events) {
        var offsets = new HashMap<String, Long>();
        var changes = new ArrayList<RowChange>();
        for (int i = 0; i < events.length; i++) {
            var topic = Topics.PAYMENT_EVENTS.recordTypes().contains(events[i].getClass())
                    ? Topics.PAYMENT_EVENTS.name()
                    : Topics.BOOKING_EVENTS.name();
            long offset = offsets.merge(topic, 1L, Long::sum) - 1;
            var at = new Position(topic, 0, offset, BEGIN.plusSeconds(i));
            changes.addAll(LedgerProjection.changes(events[i], at));
        }
        return changes;
    }

    /** Entries by booking, then those of settlements. */
    static Books ofLog(List<RowChange> changes) {
        var dates = new HashMap<String, LocalDate>();
        var facts = new ArrayList<Noted>();
        for (var change : inTopicOrder(changes)) {
            if (change instanceof LedgerNoted noted) {
                var date = LedgerFacts.dated(noted, dates);
                if (noted.fact() != null) {
                    facts.add(LedgerFacts.noted(noted, date, noted.fact()));
                }
            }
        }
        var bookings =
                facts.stream().map(Noted::bookingId).filter(Objects::nonNull).sorted();
        var entries = new ArrayList<JournalEntry>();
        bookings.collect(Collectors.toCollection(LinkedHashSet::new))
                .forEach(booking -> entries.addAll(BookingLedger.of(booking, about(booking, facts))));
        changes.stream()
                .filter(EntryPosted.class::isInstance)
                .map(EntryPosted.class::cast)
                .map(EntryPosted::entry)
                .forEach(entries::add);
        return new Books(entries);
    }

    private static List<RowChange> inTopicOrder(List<RowChange> changes) {
        return changes.stream()
                .filter(LedgerNoted.class::isInstance)
                .sorted((a, b) -> Long.compare(offset(a), offset(b)))
                .toList();
    }

    private static long offset(RowChange change) {
        return ((LedgerNoted) change).position().offset();
    }

    private static List<Noted> about(UUID booking, List<Noted> facts) {
        return facts.stream()
                .filter(noted -> noted.bookingId() == null || noted.bookingId().equals(booking))
                .toList();
    }

    String lastPosting() {
        return entries.getLast().lines().stream()
                .map(line -> line.account() + " " + line.signedMinor())
                .collect(Collectors.joining(", "));
    }

    long balance(Account account) {
        return sum(account::equals);
    }

    /** What guests owe in all. */
    long open() {
        return sum(OF_THE_GUEST::contains);
    }

    private long sum(java.util.function.Predicate<Account> accounts) {
        return lines().filter(line -> accounts.test(line.account()))
                .mapToLong(line -> line.signedMinor())
                .sum();
    }

    private Stream<io.staylog.reporting.ledger.JournalLine> lines() {
        return entries.stream().flatMap(entry -> entry.lines().stream());
    }
}
