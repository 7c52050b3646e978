package io.staylog.reporting.ledger;

import java.util.ArrayList;
import java.util.List;

/** Gathers the lines of one entry. Every step debits one account by what it credits another, so it always balances. */
final class Posting {
    private final List<JournalLine> lines = new ArrayList<>();

    /** A negative amount goes the other way, none at all leaves no line. */
    Posting move(Account debited, Account credited, long amountMinor, String currency) {
        if (amountMinor < 0) {
            return move(credited, debited, -amountMinor, currency);
        }
        if (amountMinor > 0) {
            lines.add(JournalLine.debit(debited, amountMinor, currency));
            lines.add(JournalLine.credit(credited, amountMinor, currency));
        }
        return this;
    }

    List<JournalLine> lines() {
        return List.copyOf(lines);
    }
}
