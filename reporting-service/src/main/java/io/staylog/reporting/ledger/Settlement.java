package io.staylog.reporting.ledger;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * What the bank pays a hotel for a date.
 *
 * @param requestId the import
 * @param hotelId the hotel
 * @param date the bank's date
 * @param grossMinor what it pays before its fees, in minor units; negative where it takes
 * @param feeMinor what it keeps, in minor units
 * @param currency ISO 4217 code
 */
public record Settlement(
        UUID requestId, String hotelId, LocalDate date, long grossMinor, long feeMinor, String currency) {

    /**
     * Money arrives in the hotel's account, less what the bank keeps. What the bank has settled and the books do not know, or
     * know otherwise, is left standing in CASH_CLEARING until somebody finds out: it is no income and no loss before.
     */
    public Optional<JournalEntry> entry(Source source, String eventType) {
        var lines = new Posting()
                .move(Account.CASH, Account.CASH_CLEARING, grossMinor, currency)
                .move(Account.FEES, Account.CASH, feeMinor, currency)
                .lines();
        return lines.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        new JournalEntry(source, eventType, hotelId, date, requestId, null, null, List.copyOf(lines)));
    }
}
