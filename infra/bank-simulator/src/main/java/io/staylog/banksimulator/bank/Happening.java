package io.staylog.banksimulator.bank;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What comes about at the bank without a call with a key. */
public enum Happening {
    /** The guest has done what the bank asked for. */
    ACTION_COMPLETED,
    /** The guest has not, or has failed at it. */
    ACTION_FAILED,
    REFUND_SUCCEEDED,
    REFUND_FAILED,
    /** A capture that was approved turns out to have failed. */
    CAPTURE_FAILED,
    AUTHORIZATION_EXPIRED,
    DISPUTE_OPENED,
    DISPUTE_CHALLENGED,
    DISPUTE_WON,
    DISPUTE_LOST,
    /** What was planned came to nothing, such as a dispute about money that has gone back already. */
    PLAN_DROPPED,
    /** The bank has forgotten what it did under a key, or under all of them. */
    KEYS_FORGOTTEN;

    /** The name in the ledger. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The happening of this name, if there is one. */
    public static Optional<Happening> of(String code) {
        return Arrays.stream(values()).filter(it -> it.code().equals(code)).findFirst();
    }
}
