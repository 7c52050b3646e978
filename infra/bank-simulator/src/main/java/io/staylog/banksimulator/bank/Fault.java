package io.staylog.banksimulator.bank;

import java.time.Duration;

/** How the bank misbehaves at one operation. */
public sealed interface Fault {

    /** It does not. */
    record None() implements Fault {}

    /** The bank says no. */
    record Decline(String code) implements Fault {}

    /** The bank says no to the first operations of a merchant's payment that come with this token. */
    record DeclineFirst(String code, int operations) implements Fault {}

    /** The bank takes its time; meanwhile the same key is in progress. */
    record Slow(Duration delay) implements Fault {}

    /** The bank executes and remembers, but the answer to the first call gets lost. */
    record AnswerLost() implements Fault {}

    /** The bank declines and remembers, but the answer to the first call gets lost. */
    record DeclineLost(String code) implements Fault {}

    /** The first calls with a key get lost on the way to the bank. */
    record CallLost(int calls) implements Fault {}

    /** No call is ever executed or answered, and nobody can find out. */
    record Unknowable() implements Fault {}

    /** The first calls with a key meet a bank that is down and says so. */
    record Unavailable(int calls) implements Fault {}

    /**
     * The guest must act before the bank decides.
     *
     * @param decidedAfter when it is decided if nobody posts a result before
     * @param completes whether the guest then has acted, else he has not
     * @param validity how long he may
     */
    record Action(Duration decidedAfter, boolean completes, Duration validity) implements Fault {}

    /** The bank decides later. */
    record Pending(Duration decidedAfter, boolean succeeds) implements Fault {}

    /** The bank approves, and later it turns out to have failed. */
    record FailsLater(Duration after) implements Fault {}

    /**
     * The guest disputes what was taken.
     *
     * @param after how long after the capture, and how long after a challenge the bank decides
     * @param unasked whether the bank decides as fast without a challenge
     */
    record Disputed(boolean won, Duration after, boolean unasked) implements Fault {}
}
