package io.staylog.banksimulator.bank;

import org.jspecify.annotations.Nullable;

/** What the bank says when asked about an operation by the merchant's reference. */
public sealed interface Lookup {

    /**
     * It was executed.
     *
     * @param executions how many operations carry this reference; more than one is the caller's mistake
     */
    record Found(Executed executed, @Nullable Payment payment, int executions) implements Lookup {}

    /** No such operation was ever executed. */
    record NotFound() implements Lookup {}

    /** It is being executed right now, so "not found" would be a lie. */
    record InProgress() implements Lookup {}

    /** The bank cannot say, and never will. */
    record Unknowable() implements Lookup {}
}
