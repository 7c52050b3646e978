package io.staylog.reporting.ledger;

/** Where amounts stand. A balance is debit less credit; all balances of a hotel in one currency add up to zero. */
public enum Account {
    /** What guests who are in the house owe (debit), or have paid ahead of what they owe so far (credit). */
    GUEST,
    /** Money of guests who have not arrived yet, which the hotel owes them. */
    DEPOSIT,
    /** What is owed after the end of a booking; a credit is what has yet to go back. */
    RECEIVABLE,
    /** Money that the bank has taken or given back, and not yet settled with the hotel. */
    CASH_CLEARING,
    /** The hotel's own account at its bank. */
    CASH,
    /** Refunds that the bank has taken on and not yet made. */
    REFUND_CLEARING,
    /** Money that guests' banks have taken back and that is not decided yet. */
    DISPUTES,
    /** What the bank keeps for its work. */
    FEES,
    /** Nights, no-show and early-departure fees, without tax where the price has it apart. */
    REVENUE_ROOMS,
    /** Cancellation fees, and everything that was charged besides nights, without its tax. */
    REVENUE_OTHER,
    /** Tax contained in the prices of nights and in charges, owed to the state, and city tax, owed to the city. */
    TAX,
    /** What walking guests to other hotels has cost. */
    COMPENSATION
}
