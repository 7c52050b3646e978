package io.staylog.banksimulator.bank;

import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One line of the ledger: a call that reached the bank's door, or money that moved because of it. */
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

    /**
     * A call.
     *
     * @param capture whether an authorisation was asked to capture too
     * @param attempt how many calls with this key there have been, this one included
     * @param effects how many {@link Moved} entries follow; call and effects stand or fall together
     */
    record Called(
            long seq,
            Instant time,
            Subject subject,
            long amountMinor,
            boolean capture,
            long fingerprint,
            int attempt,
            Outcome outcome,
            int effects)
            implements LedgerEntry {}

    /**
     * How a call ended.
     *
     * @param code decline or refusal code, else empty
     * @param answered false when the caller was left without an answer
     */
    record Outcome(Result result, String code, boolean answered) {}

    /**
     * Money that moved.
     *
     * @param expiresAt until when an authorisation lasts, else null
     */
    record Moved(
            long seq,
            Instant time,
            Subject subject,
            Effect effect,
            long amountMinor,
            @Nullable Instant expiresAt) implements LedgerEntry {}

    /** How a call ended. */
    enum Result {
        APPROVED,
        DECLINED,
        REFUSED,
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
        CAPTURED,
        VOIDED,
        REFUNDED;

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
