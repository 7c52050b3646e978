package io.staylog.banksimulator.bank;

import java.time.Instant;

/** How an executed operation ended, or what it waits for. */
public sealed interface Verdict {

    /** Money moved. */
    record Approved() implements Verdict {}

    /** The card's issuer or the scheme said no. */
    record Declined(String code) implements Verdict {}

    /** The payment is not in a state that allows it. */
    record Refused(Refusal refusal) implements Verdict {}

    /** The guest must act until then. */
    record ActionRequired(Instant expiresAt) implements Verdict {}

    /** The bank decides later. */
    record Pending() implements Verdict {}
}
