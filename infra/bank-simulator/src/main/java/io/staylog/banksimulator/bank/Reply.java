package io.staylog.banksimulator.bank;

import org.jspecify.annotations.Nullable;

/** What the caller hears. */
public sealed interface Reply {

    /**
     * The operation's result, now or again.
     *
     * @param payment the payment it is about, if any; only what never changes about it may be told, or a repeated
     *     answer would differ from the first
     */
    record Result(Executed executed, @Nullable Payment payment) implements Reply {}

    /** The operation was not executed, and why. */
    record NotExecuted(Refusal refusal) implements Reply {}

    /** The bank is down; nothing was executed. */
    record Unavailable() implements Reply {}

    /** Nothing at all. */
    record Silence() implements Reply {}

    /** Nothing, and the connection is gone at once. */
    record Reset() implements Reply {}
}
