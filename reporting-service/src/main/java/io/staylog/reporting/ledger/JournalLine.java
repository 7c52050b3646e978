package io.staylog.reporting.ledger;

/**
 * An amount on one side of one account.
 *
 * @param account which
 * @param debitMinor what is debited, in minor units; 0 on a line that credits
 * @param creditMinor what is credited, in minor units; 0 on a line that debits
 * @param currency ISO 4217 code
 */
public record JournalLine(Account account, long debitMinor, long creditMinor, String currency) {
    /**
     * Refuses a line that is on both sides, on none, or negative.
     *
     * @throws IllegalArgumentException if so
     */
    public JournalLine {
        if (debitMinor < 0 || creditMinor < 0 || (debitMinor > 0) == (creditMinor > 0)) {
            throw new IllegalArgumentException("a line debits or credits more than nothing: " + debitMinor + " and "
                    + creditMinor + " on " + account);
        }
    }

    static JournalLine debit(Account account, long amountMinor, String currency) {
        return new JournalLine(account, amountMinor, 0, currency);
    }

    static JournalLine credit(Account account, long amountMinor, String currency) {
        return new JournalLine(account, 0, amountMinor, currency);
    }

    /** Debit positive, credit negative. */
    public long signedMinor() {
        return debitMinor - creditMinor;
    }
}
