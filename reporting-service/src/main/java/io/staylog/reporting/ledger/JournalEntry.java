package io.staylog.reporting.ledger;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What one event of the log means for the accounts. Debits and credits of each currency are equal; there is no other entry.
 *
 * @param source the event's record
 * @param eventType the event's record type, without namespace
 * @param hotelId whose books
 * @param businessDate the hotel's business date that it belongs to
 * @param about with the source it names the entry: the booking, or the request where it is about none
 * @param bookingId the booking; null where it is about none
 * @param paymentId the payment; null where it is about none
 * @param lines at least two
 */
public record JournalEntry(
        Source source,
        String eventType,
        String hotelId,
        LocalDate businessDate,
        UUID about,
        @Nullable UUID bookingId,
        @Nullable UUID paymentId,
        List<JournalLine> lines) {

    /**
     * Refuses an entry that does not balance.
     *
     * @throws IllegalArgumentException if debits and credits of a currency differ, or there are no lines
     */
    public JournalEntry {
        lines = List.copyOf(lines);
        var sums = new HashMap<String, Long>();
        lines.forEach(line -> sums.merge(line.currency(), line.signedMinor(), Math::addExact));
        if (lines.isEmpty() || sums.values().stream().anyMatch(sum -> sum != 0)) {
            throw new IllegalArgumentException("an entry of " + eventType + " does not balance: " + lines);
        }
    }

    /** With the source: which entry. */
    public record Key(String topic, int partition, long offset, UUID about) {}

    /** What names the entry. */
    public Key key() {
        return new Key(source.topic(), source.partition(), source.offset(), about);
    }
}
