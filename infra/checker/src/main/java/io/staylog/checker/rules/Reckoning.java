package io.staylog.checker.rules;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/** Holds the sums of the bank against those of the books, currency by currency: of R5 that they are the same. */
final class Reckoning {
    private final BankBooks bank;
    private final Standing standing;
    private final Moment moment;
    private final Findings findings;

    Reckoning(BankBooks bank, Standing standing, Moment moment, Findings findings) {
        this.bank = bank;
        this.standing = standing;
        this.moment = moment;
        this.findings = findings;
    }

    List<Verdict.Money> judge() {
        var currencies = new TreeSet<>(standing.sums.keySet());
        currencies.addAll(bank.sums.keySet());
        var rows = new ArrayList<Verdict.Money>();
        for (var currency : currencies) {
            var ours = standing.sums.getOrDefault(currency, new Standing.Sums());
            var theirs = bank.sums.getOrDefault(currency, new BankBooks.Sums());
            rows.add(new Verdict.Money(
                    currency,
                    ours.capturedMinor - ours.captureFailedMinor,
                    theirs.capturedMinor - theirs.captureFailedMinor,
                    ours.refundedMinor,
                    theirs.refundedMinor,
                    ours.disputedMinor,
                    theirs.disputedMinor,
                    ours.netMinor(),
                    theirs.netMinor(),
                    ours.receivableMinor,
                    ours.liabilityMinor));
            // While something is open, the bank may have moved what the books do not know yet.
            boolean isComparable = moment.isSettled() && standing.open == 0;
            findings.look(
                    !isComparable || rows.getLast().isSame(),
                    Invariant.R5,
                    Place.ledger(0),
                    moment.endMs(),
                    () -> "in " + currency + " the bank has " + theirs.netMinor() + " in the end, and the books have "
                            + ours.netMinor());
        }
        return rows;
    }
}
