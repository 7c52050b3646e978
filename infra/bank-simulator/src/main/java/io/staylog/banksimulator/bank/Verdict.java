package io.staylog.banksimulator.bank;

/** How an executed operation ended, for good. */
public sealed interface Verdict {

    /** Money moved. */
    record Approved() implements Verdict {}

    /** The card's issuer or the scheme said no. */
    record Declined(String code) implements Verdict {}

    /** The payment is not in a state that allows it. */
    record Refused(Refusal refusal) implements Verdict {}
}
