package io.staylog.checker.rules;

import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * What came out.
 *
 * @param money bank and books, by currency
 * @param disturbed calls at the bank that it did not answer or did not execute, by how they ended
 * @param attentionList payments that a person is called to, the first of them
 * @param passedOver records of types that are none of ours, by type
 * @param isSettled whether nothing was let off as under way
 * @param waiting what bookings that are not over wait for, and how many
 * @param history what the load generator wrote down; all zero where there is none
 */
public record Verdict(
        Findings findings,
        Counts counts,
        List<Money> money,
        Map<String, Integer> disturbed,
        List<String> attentionList,
        Map<String, Long> passedOver,
        boolean isSettled,
        Figures figures,
        Map<String, Long> waiting,
        History.Counts history) {

    /**
     * What there was.
     *
     * @param records of the log
     * @param bankCalls calls that reached the bank
     * @param effects movements of money at the bank
     * @param unanswered calls that the bank left without an answer
     * @param repeated calls with a key that had been used before
     * @param doubleCharges how often somebody was charged twice
     * @param orphanCharges money that the bank has moved and the log does not know of, or believes not moved
     * @param adrift attempts without outcome that no person is called to
     * @param onTheList payments that a person is called to
     */
    public record Counts(
            long records,
            long bookings,
            long payments,
            long bankCalls,
            long effects,
            long unanswered,
            long repeated,
            long doubleCharges,
            long orphanCharges,
            long adrift,
            long onTheList,
            long deadLetters,
            long unreadable) {}

    /**
     * What a run with faults must show.
     *
     * @param lost requests that were acknowledged and are not on the log
     * @param doubled requests that are there more often than they were sent, or were decided more than once, and events that stand there twice
     * @param undead requests that had certainly failed and are on the log
     * @param illegal what happened to bookings and payments where it may not, or under a version that did not follow
     * @param stuck bookings that wait for nothing that has a name
     * @param lettersAccounted dead letters about a record that was there
     * @param aborted records that stand on the log and were never committed
     * @param behind records that groups of ours have not read, where it was waited until all is quiet
     * @param openTransactions that have not ended, likewise
     * @param roomNights that were held or sold
     * @param oversold room nights that were sold although no room was left
     * @param admitted room nights by which hotels have gone below what they had sold, and have said so
     * @param walked guests who were sent elsewhere
     * @param soldOut nights of a room class of which the last room was sold: without any, that nothing was oversold says nothing
     * @param refused requests that were refused because nothing was left
     */
    public record Figures(
            long lost,
            long doubled,
            long undead,
            long illegal,
            long stuck,
            long lettersAccounted,
            long aborted,
            long behind,
            long openTransactions,
            long roomNights,
            long oversold,
            long admitted,
            long walked,
            long soldOut,
            long refused) {}

    /** Sums of a currency in minor units: what the books say, and what the bank says. */
    public record Money(
            String currency,
            long booksCaptured,
            long bankCaptured,
            long booksRefunded,
            long bankRefunded,
            long booksDisputed,
            long bankDisputed,
            long booksNet,
            long bankNet,
            long receivable,
            long liability) {

        /** Whether bank and books say the same. */
        public boolean isSame() {
            return booksCaptured == bankCaptured && booksRefunded == bankRefunded && booksDisputed == bankDisputed;
        }
    }

    /** Whether every invariant holds. */
    public boolean isGood() {
        return Arrays.stream(Invariant.values()).allMatch(it -> findings.count(it) == 0);
    }
}
