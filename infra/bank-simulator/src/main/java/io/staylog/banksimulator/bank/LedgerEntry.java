package io.staylog.banksimulator.bank;

import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One line of the ledger: what came to the bank's door or happened by itself, and what followed from it. */
public sealed interface LedgerEntry {

    /** Position in the ledger, from 1 without gaps. */
    long seq();

    /** When it happened. */
    Instant time();

    /** Whom and what it is about. */
    Subject subject();

    /** Minor units; zero where an operation has no amount. */
    long amountMinor();

    /**
     * Whom and what an entry is about.
     *
     * @param key empty for what is not about one call, such as a dispute
     * @param pspReference null while there is no payment
     * @param currency {@link #NO_CURRENCY} while there is no payment
     */
    record Subject(
            Operation operation,
            String key,
            String merchantReference,
            @Nullable String pspReference,
            String currency,
            String merchant,
            String token) {

        /** ISO 4217 for "no currency involved". */
        public static final String NO_CURRENCY = "XXX";

        /** The same once the payment has a name. */
        Subject of(String reference) {
            return new Subject(operation, key, merchantReference, reference, currency, merchant, token);
        }
    }

    /** What a decision begins with; its followers stand or fall with it. */
    sealed interface Head extends LedgerEntry {
        /** How many {@link Follower} entries come right after this one. */
        int effects();
    }

    /** What follows from a {@link Head}. */
    sealed interface Follower extends LedgerEntry {}

    /**
     * A call.
     *
     * @param amountMinor as asked; of an adjustment the new total
     * @param capture whether an authorisation was asked to capture too
     * @param attempt how many calls with this key there have been, this one included
     * @param fault what a script of faults did to it, else empty
     */
    record Called(
            long seq,
            Instant time,
            Subject subject,
            long amountMinor,
            boolean capture,
            long fingerprint,
            int attempt,
            String fault,
            Outcome outcome,
            int effects)
            implements Head {}

    /**
     * How a call ended.
     *
     * @param code decline or refusal code, else empty
     * @param answered false when the caller was left without an answer
     * @param actionExpiresAt until when the guest may act, if he must
     */
    record Outcome(
            Result result,
            String code,
            boolean answered,
            @Nullable Instant actionExpiresAt) {
        Outcome(Result result, String code, boolean answered) {
            this(result, code, answered, null);
        }

        Outcome unanswered() {
            return new Outcome(result, code, false, actionExpiresAt);
        }
    }

    /**
     * Something that happened without a call with a key: time passed, or somebody acted.
     *
     * @param code why, else empty
     * @param dueAt of the plan that this carries out or replaces, else null
     * @param until in an opened dispute how long there is time to answer, else null
     */
    record Happened(
            long seq,
            Instant time,
            Subject subject,
            Happening what,
            String code,
            long amountMinor,
            @Nullable Instant dueAt,
            @Nullable String disputeId,
            @Nullable Instant until,
            int effects)
            implements Head {}

    /**
     * Money that moved.
     *
     * @param amountMinor of an adjustment the difference, which may be negative
     * @param expiresAt until when an authorisation lasts, else null
     */
    record Moved(
            long seq,
            Instant time,
            Subject subject,
            Effect effect,
            long amountMinor,
            @Nullable Instant expiresAt) implements Follower {}

    /** Something that the bank is going to do. */
    record Planned(long seq, Instant time, Plan plan) implements Follower {
        @Override
        public Subject subject() {
            return plan.subject();
        }

        @Override
        public long amountMinor() {
            return plan.amountMinor();
        }
    }

    /** Something that the bank is going to tell the merchant by itself. */
    record Noticed(long seq, Instant time, Notice notice) implements Follower {
        /** What the notice is called when it is told. */
        public String id() {
            return "ntf_" + Long.toString(seq, 36);
        }

        @Override
        public Subject subject() {
            return notice.subject();
        }

        @Override
        public long amountMinor() {
            return notice.amountMinor();
        }
    }

    /**
     * The merchant has taken a notice.
     *
     * @param notice position of its entry
     * @param url where it was posted
     * @param done whether it has been taken everywhere
     */
    record Delivered(long seq, Instant time, Subject subject, long notice, String url, boolean done) implements Head {
        @Override
        public long amountMinor() {
            return 0;
        }

        @Override
        public int effects() {
            return 0;
        }
    }

    /** How a call ended. */
    enum Result {
        APPROVED,
        DECLINED,
        REFUSED,
        /** The guest must do something first. */
        ACTION_REQUIRED,
        /** It is not decided yet. */
        PENDING,
        /** The same answer again. */
        REPEATED,
        UNAVAILABLE,
        /** It got lost on the way and took no effect. */
        LOST,
        /** It got lost on the way, and look-ups will not say so. */
        UNKNOWABLE;

        /** The name in the ledger. */
        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** The result of this name, if there is one. */
        public static Optional<Result> of(String code) {
            return Arrays.stream(values()).filter(it -> it.code().equals(code)).findFirst();
        }
    }

    /** What can happen to money. */
    enum Effect {
        AUTHORIZED,
        /** The authorised total is another one. */
        ADJUSTED,
        CAPTURED,
        /** The rest of an authorisation is let go. */
        RELEASED,
        /** A capture is taken back, and its authorisation is gone. */
        CAPTURE_FAILED,
        VOIDED,
        REFUNDED,
        /** A dispute took the money from the merchant. */
        DISPUTED,
        /** A dispute was won and gave it back. */
        DISPUTE_RETURNED;

        /** The name in the ledger. */
        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** The effect of this name, if there is one. */
        public static Optional<Effect> of(String code) {
            return Arrays.stream(values()).filter(it -> it.code().equals(code)).findFirst();
        }
    }
}
