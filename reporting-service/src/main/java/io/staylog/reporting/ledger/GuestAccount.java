package io.staylog.reporting.ledger;

import java.util.Map;
import java.util.TreeMap;

/**
 * What one booking owes, or is owed. It stands in one account at a time: as a deposit before the guest arrives, in the guest
 * ledger while the guest is in the house, as a receivable after the end.
 */
final class GuestAccount {
    private final Map<String, Long> owedMinor = new TreeMap<>();
    private Account home = Account.DEPOSIT;

    /** The guest owes so much more (or, negative, less), against another account. */
    void owes(long amountMinor, Account contra, String currency, Posting posting) {
        posting.move(home, contra, amountMinor, currency);
        owedMinor.merge(currency, amountMinor, Long::sum);
    }

    /** All of it stands in another account from now on. */
    void moveTo(Account other, Posting posting) {
        if (other != home) {
            owedMinor.forEach((currency, owed) -> posting.move(other, home, owed, currency));
            home = other;
        }
    }

    boolean isIn(Account account) {
        return home == account;
    }
}
