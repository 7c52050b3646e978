package io.staylog.reporting.ledger;

import io.staylog.reporting.ledger.LedgerFact.Arrived;
import io.staylog.reporting.ledger.LedgerFact.Cancelled;
import io.staylog.reporting.ledger.LedgerFact.CaptureFailed;
import io.staylog.reporting.ledger.LedgerFact.Captured;
import io.staylog.reporting.ledger.LedgerFact.Changed;
import io.staylog.reporting.ledger.LedgerFact.Charged;
import io.staylog.reporting.ledger.LedgerFact.DayClosed;
import io.staylog.reporting.ledger.LedgerFact.DisputeLost;
import io.staylog.reporting.ledger.LedgerFact.DisputeOpened;
import io.staylog.reporting.ledger.LedgerFact.DisputeWon;
import io.staylog.reporting.ledger.LedgerFact.Left;
import io.staylog.reporting.ledger.LedgerFact.Night;
import io.staylog.reporting.ledger.LedgerFact.NotSecured;
import io.staylog.reporting.ledger.LedgerFact.NotShown;
import io.staylog.reporting.ledger.LedgerFact.RefundFailed;
import io.staylog.reporting.ledger.LedgerFact.RefundPending;
import io.staylog.reporting.ledger.LedgerFact.Refunded;
import io.staylog.reporting.ledger.LedgerFact.RefundedByHand;
import io.staylog.reporting.ledger.LedgerFact.Reinstated;
import io.staylog.reporting.ledger.LedgerFact.Sold;
import io.staylog.reporting.ledger.LedgerFact.Walked;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The journal of one booking: a pure function of the facts about it, in whatever order they are handed over. "Home" is the
 * account in which the booking's own balance stands: DEPOSIT until the guest arrives, GUEST until the guest leaves, RECEIVABLE
 * after the end.
 *
 * <table>
 *   <caption>What is posted</caption>
 *   <tr><th>what happened</th><th>debit</th><th>credit</th></tr>
 *   <tr><td>held, confirmed, authorised, adjusted, voided, expired, declined</td><td>-</td><td>-</td></tr>
 *   <tr><td>captured, all or a part</td><td>CASH_CLEARING</td><td>home</td></tr>
 *   <tr><td>capture failed later</td><td>home</td><td>CASH_CLEARING</td></tr>
 *   <tr><td>guest arrived</td><td>DEPOSIT (what was paid)</td><td>GUEST</td></tr>
 *   <tr><td>night audit, a night of a guest in the house</td><td>GUEST (gross)</td><td>REVENUE_ROOMS (net), TAX</td></tr>
 *   <tr><td>guest left: nights that the audit has not posted</td><td>GUEST</td><td>REVENUE_ROOMS, TAX</td></tr>
 *   <tr><td>guest left early, fee for nights given up</td><td>GUEST</td><td>REVENUE_ROOMS</td></tr>
 *   <tr><td>guest left: what is still owed</td><td>RECEIVABLE</td><td>GUEST</td></tr>
 *   <tr><td>charge besides nights, during or after the stay</td><td>home</td><td>REVENUE_OTHER (net), TAX</td></tr>
 *   <tr><td>city tax, during or after the stay</td><td>home</td><td>TAX</td></tr>
 *   <tr><td>invoice or credit note: they say what is posted already</td><td>-</td><td>-</td></tr>
 *   <tr><td>cancelled for a fee; deposit set against it</td><td>RECEIVABLE; DEPOSIT</td><td>REVENUE_OTHER; RECEIVABLE</td></tr>
 *   <tr><td>no-show fee; deposit set against it</td><td>RECEIVABLE; DEPOSIT</td><td>REVENUE_ROOMS; RECEIVABLE</td></tr>
 *   <tr><td>walked</td><td>COMPENSATION; DEPOSIT</td><td>RECEIVABLE</td></tr>
 *   <tr><td>reinstated: fee taken back, balance a deposit again</td><td>the fee's revenue</td><td>RECEIVABLE</td></tr>
 *   <tr><td>refund pending</td><td>home</td><td>REFUND_CLEARING</td></tr>
 *   <tr><td>refunded after pending</td><td>REFUND_CLEARING</td><td>CASH_CLEARING</td></tr>
 *   <tr><td>refunded at once</td><td>home</td><td>CASH_CLEARING</td></tr>
 *   <tr><td>refund failed after pending (else nothing)</td><td>REFUND_CLEARING</td><td>home</td></tr>
 *   <tr><td>refunded by hand</td><td>home</td><td>CASH</td></tr>
 *   <tr><td>dispute opened (inquiry: nothing)</td><td>DISPUTES</td><td>CASH_CLEARING</td></tr>
 *   <tr><td>dispute won</td><td>CASH_CLEARING</td><td>DISPUTES</td></tr>
 *   <tr><td>dispute lost: the guest owes it again</td><td>home</td><td>DISPUTES</td></tr>
 *   <tr><td>settled ({@link Settlement})</td><td>CASH, FEES</td><td>CASH_CLEARING</td></tr>
 * </table>
 */
public final class BookingLedger {
    private record Fee(Account account, long amountMinor) {
        static final Fee NONE = new Fee(Account.REVENUE_OTHER, 0);
    }

    private final GuestAccount guest = new GuestAccount();
    private final Disputes disputes = new Disputes();
    private final Map<UUID, Long> pendingRefunds = new HashMap<>();
    private final Map<UUID, Long> refunds = new HashMap<>();
    private final Map<UUID, String> refundCurrencies = new HashMap<>();
    private final Map<LocalDate, Night> posted = new TreeMap<>();
    private List<Night> nights = List.of();
    private @Nullable String currency;
    private Fee fee = Fee.NONE;

    private BookingLedger() {}

    /**
     * The entries of one booking, in order.
     *
     * @param facts of that booking, and the closed days of its hotel
     */
    public static List<JournalEntry> of(UUID bookingId, Collection<Noted> facts) {
        var ledger = new BookingLedger();
        var entries = new ArrayList<JournalEntry>();
        for (var noted : Noted.inOrder(facts)) {
            var lines = ledger.post(noted).lines();
            if (!lines.isEmpty()) {
                entries.add(new JournalEntry(
                        noted.source(),
                        noted.eventType(),
                        noted.hotelId(),
                        noted.businessDate(),
                        bookingId,
                        bookingId,
                        noted.paymentId(),
                        lines));
            }
        }
        return entries;
    }

    private Posting post(Noted noted) {
        var posting = new Posting();
        switch (noted.fact()) {
            case Sold sold -> sold(sold);
            case Changed changed -> nights = changed.nights();
            case Arrived arrived -> guest.moveTo(Account.GUEST, posting);
            case DayClosed closed -> nightAudit(noted.businessDate(), posting);
            case Left left -> left(left, posting);
            case Charged charged -> charged(charged, posting);
            case Cancelled cancelled -> end(new Fee(Account.REVENUE_OTHER, cancelled.feeMinor()), posting);
            case NotShown notShown -> end(new Fee(Account.REVENUE_ROOMS, notShown.feeMinor()), posting);
            case Walked walked -> end(new Fee(Account.COMPENSATION, -walked.compensationMinor()), posting);
            case NotSecured notSecured -> end(Fee.NONE, posting);
            case Reinstated reinstated -> reinstated(posting);
            case Captured c -> guest.owes(-c.amountMinor(), Account.CASH_CLEARING, c.currency(), posting);
            case CaptureFailed c -> guest.owes(c.amountMinor(), Account.CASH_CLEARING, c.currency(), posting);
            case RefundPending pending -> pending(pending, posting);
            case Refunded refunded -> refunded(refunded, posting);
            case RefundFailed failed -> refundFailed(failed.refundId(), posting);
            case RefundedByHand r -> guest.owes(r.amountMinor(), Account.CASH, r.currency(), posting);
            case DisputeOpened opened -> disputes.opened(opened, guest, posting);
            case DisputeWon won -> disputes.won(won, guest, posting);
            case DisputeLost lost -> disputes.lost(lost, guest, posting);
        }
        return posting;
    }

    private void sold(Sold sold) {
        currency = sold.currency();
        nights = sold.nights();
    }

    /** Revenue belongs to the night in which it was earned, whenever the guest pays: so the audit posts it. */
    private void nightAudit(LocalDate closed, Posting posting) {
        if (guest.isIn(Account.GUEST)
                && nights.stream().anyMatch(night -> night.night().equals(closed))) {
            nights.stream().filter(night -> !night.night().isAfter(closed)).forEach(night -> postNight(night, posting));
        }
    }

    /** Whatever the audits have posted: after this, what is posted is what was used. */
    private void left(Left left, Posting posting) {
        var used = Objects.requireNonNullElse(left.used(), nights);
        var kept = used.stream().map(Night::night).toList();
        List.copyOf(posted.keySet()).stream()
                .filter(night -> !kept.contains(night))
                .forEach(night -> postNight(new Night(night, 0, 0), posting));
        used.forEach(night -> postNight(night, posting));
        charge(Account.REVENUE_ROOMS, left.feeMinor(), posting);
        guest.moveTo(Account.RECEIVABLE, posting);
    }

    private void postNight(Night night, Posting posting) {
        var before = posted.put(night.night(), night);
        var more = before == null ? night : night.less(before);
        charge(Account.REVENUE_ROOMS, more.netMinor(), posting);
        charge(Account.TAX, more.grossMinor() - more.netMinor(), posting);
    }

    private void charged(Charged charged, Posting posting) {
        charge(Account.REVENUE_OTHER, charged.amountMinor() - charged.taxMinor(), posting);
        charge(Account.TAX, charged.taxMinor(), posting);
    }

    private void end(Fee due, Posting posting) {
        guest.moveTo(Account.RECEIVABLE, posting);
        charge(due.account(), due.amountMinor(), posting);
        fee = due;
    }

    private void reinstated(Posting posting) {
        charge(fee.account(), -fee.amountMinor(), posting);
        fee = Fee.NONE;
        guest.moveTo(Account.DEPOSIT, posting);
    }

    private void charge(Account account, long amountMinor, Posting posting) {
        if (currency != null) {
            guest.owes(amountMinor, account, currency, posting);
        }
    }

    private void pending(RefundPending pending, Posting posting) {
        pendingRefunds.put(pending.refundId(), pending.amountMinor());
        refundCurrencies.put(pending.refundId(), pending.currency());
        guest.owes(pending.amountMinor(), Account.REFUND_CLEARING, pending.currency(), posting);
    }

    private void refunded(Refunded refunded, Posting posting) {
        var pending = pendingRefunds.remove(refunded.refundId());
        refunds.merge(refunded.refundId(), refunded.amountMinor(), Long::sum);
        refundCurrencies.put(refunded.refundId(), refunded.currency());
        if (pending == null) {
            guest.owes(refunded.amountMinor(), Account.CASH_CLEARING, refunded.currency(), posting);
            return;
        }
        posting.move(Account.REFUND_CLEARING, Account.CASH_CLEARING, refunded.amountMinor(), refunded.currency());
        guest.owes(refunded.amountMinor() - pending, Account.REFUND_CLEARING, refunded.currency(), posting);
    }

    /** One that was refused at once has moved nothing; one that was believed to be made comes back. */
    private void refundFailed(UUID refundId, Posting posting) {
        var pending = pendingRefunds.remove(refundId);
        var made = refunds.remove(refundId);
        var in = refundCurrencies.get(refundId);
        if (in != null && pending != null) {
            guest.owes(-pending, Account.REFUND_CLEARING, in, posting);
        }
        if (in != null && made != null) {
            guest.owes(-made, Account.CASH_CLEARING, in, posting);
        }
    }
}
