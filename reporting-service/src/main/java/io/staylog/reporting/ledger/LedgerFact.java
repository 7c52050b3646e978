package io.staylog.reporting.ledger;

import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What an event says that matters to the accounts, and nothing else of it. Amounts are in minor units. */
public sealed interface LedgerFact {

    /**
     * All rooms of a booking on one night.
     *
     * @param night the night
     * @param grossMinor what the guest pays
     * @param netMinor that without tax
     */
    record Night(LocalDate night, long grossMinor, long netMinor) {
        /** Those of two rooms. */
        public Night and(Night other) {
            return new Night(night, grossMinor + other.grossMinor, netMinor + other.netMinor);
        }

        Night less(Night other) {
            return new Night(night, grossMinor - other.grossMinor, netMinor - other.netMinor);
        }
    }

    /** Nights were sold. */
    record Sold(String currency, List<Night> nights) implements LedgerFact {}

    /** The booking has these nights from now on. */
    record Changed(List<Night> nights) implements LedgerFact {}

    /** The guest has arrived. */
    record Arrived() implements LedgerFact {}

    /** The guest has left; null where all nights were used. The fee is for giving nights up. */
    record Left(@Nullable List<Night> used, long feeMinor) implements LedgerFact {}

    /** The booking was cancelled, for a fee. */
    record Cancelled(long feeMinor) implements LedgerFact {}

    /** The guest did not come, for a fee. */
    record NotShown(long feeMinor) implements LedgerFact {}

    /** The guest sleeps elsewhere, and the hotel pays for it. */
    record Walked(long compensationMinor) implements LedgerFact {}

    /** A hold has ended without becoming a booking. */
    record NotSecured() implements LedgerFact {}

    /** A booking that had ended lives again. */
    record Reinstated() implements LedgerFact {}

    /** The guest was charged for something besides the nights, with so much of it for the state or the city. */
    record Charged(long amountMinor, long taxMinor) implements LedgerFact {}

    /** The night audit has closed the business date. */
    record DayClosed() implements LedgerFact {}

    /** The bank has taken money. */
    record Captured(long amountMinor, String currency) implements LedgerFact {}

    /** The bank has not taken it after all. */
    record CaptureFailed(long amountMinor, String currency) implements LedgerFact {}

    /** The bank has taken a refund on. */
    record RefundPending(UUID refundId, long amountMinor, String currency) implements LedgerFact {}

    /** The bank has given money back. */
    record Refunded(UUID refundId, long amountMinor, String currency) implements LedgerFact {}

    /** The bank could not give money back. */
    record RefundFailed(UUID refundId) implements LedgerFact {}

    /** The hotel has given money back without the bank of the payment. */
    record RefundedByHand(long amountMinor, String currency) implements LedgerFact {}

    /** The guest's bank disputes; {@code taken} where it has taken the money already. */
    record DisputeOpened(String disputeId, long amountMinor, String currency, boolean taken) implements LedgerFact {}

    /** A dispute was decided for the hotel. */
    record DisputeWon(String disputeId, long amountMinor, String currency) implements LedgerFact {}

    /** A dispute was decided for the guest. */
    record DisputeLost(String disputeId, long amountMinor, String currency) implements LedgerFact {}
}
