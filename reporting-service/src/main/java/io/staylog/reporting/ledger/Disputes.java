package io.staylog.reporting.ledger;

import io.staylog.reporting.ledger.LedgerFact.DisputeLost;
import io.staylog.reporting.ledger.LedgerFact.DisputeOpened;
import io.staylog.reporting.ledger.LedgerFact.DisputeWon;
import java.util.HashMap;
import java.util.Map;

/** Where the money of each dispute of a booking is. A dispute may be opened again at a later stage, whoever has won. */
final class Disputes {
    private enum Where {
        /** Taken by the guest's bank, undecided. */
        HELD,
        /** Gone. */
        LOST
    }

    private final Map<String, Where> money = new HashMap<>();

    void opened(DisputeOpened opened, GuestAccount guest, Posting posting) {
        if (!opened.taken()) {
            return;
        }
        var before = money.put(opened.disputeId(), Where.HELD);
        if (before == null) {
            posting.move(Account.DISPUTES, Account.CASH_CLEARING, opened.amountMinor(), opened.currency());
        } else if (before == Where.LOST) {
            guest.owes(-opened.amountMinor(), Account.DISPUTES, opened.currency(), posting);
        }
    }

    void won(DisputeWon won, GuestAccount guest, Posting posting) {
        var before = money.remove(won.disputeId());
        if (before == Where.HELD) {
            posting.move(Account.CASH_CLEARING, Account.DISPUTES, won.amountMinor(), won.currency());
        } else if (before == Where.LOST) {
            guest.owes(-won.amountMinor(), Account.CASH_CLEARING, won.currency(), posting);
        }
    }

    void lost(DisputeLost lost, GuestAccount guest, Posting posting) {
        var before = money.put(lost.disputeId(), Where.LOST);
        if (before == Where.HELD) {
            guest.owes(lost.amountMinor(), Account.DISPUTES, lost.currency(), posting);
        } else if (before == null) {
            guest.owes(lost.amountMinor(), Account.CASH_CLEARING, lost.currency(), posting);
        }
    }
}
