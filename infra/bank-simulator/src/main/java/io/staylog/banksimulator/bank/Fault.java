package io.staylog.banksimulator.bank;

import java.time.Duration;

/** How the bank misbehaves at one operation. */
public sealed interface Fault {

    /** It does not. */
    record None() implements Fault {}

    /** The bank says no. */
    record Decline(String code) implements Fault {}

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
}
