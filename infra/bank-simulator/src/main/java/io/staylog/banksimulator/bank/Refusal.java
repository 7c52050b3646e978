package io.staylog.banksimulator.bank;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Why the bank does not do what a well-formed call asks. */
public enum Refusal {
    ALREADY_CAPTURED("The payment is captured already."),
    ALREADY_VOIDED("The payment is voided already."),
    AMOUNT_BELOW_CAPTURED("The amount is less than what is captured already."),
    AMOUNT_EXCEEDS_AUTHORIZED("The amount is more than what is authorised and not yet captured."),
    AMOUNT_EXCEEDS_REFUNDABLE("The amount is more than what is captured and not yet refunded."),
    AUTHORIZATION_EXPIRED("The authorisation has expired; authorise anew."),
    IDEMPOTENCY_KEY_REUSED("This Idempotency-Key was used with another request; a new request needs a new key."),
    OPERATION_IN_PROGRESS("A call with this Idempotency-Key is still in progress; ask again later."),
    PAYMENT_NOT_FOUND("This merchant has no payment with this pspReference.");

    private final String code = name().toLowerCase(Locale.ROOT);
    private final String message;

    Refusal(String message) {
        this.message = message;
    }

    /** The code in answers and in the ledger. */
    public String code() {
        return code;
    }

    /** The same for a person. */
    public String message() {
        return message;
    }

    /** Whether this is the operation's result, to be given again; otherwise the operation was never executed. */
    boolean isResult() {
        return switch (this) {
            case IDEMPOTENCY_KEY_REUSED, OPERATION_IN_PROGRESS, PAYMENT_NOT_FOUND -> false;
            case ALREADY_CAPTURED,
                    ALREADY_VOIDED,
                    AMOUNT_BELOW_CAPTURED,
                    AMOUNT_EXCEEDS_AUTHORIZED,
                    AMOUNT_EXCEEDS_REFUNDABLE,
                    AUTHORIZATION_EXPIRED -> true;
        };
    }

    /** The refusal with this code, if there is one. */
    static Optional<Refusal> of(String code) {
        return Arrays.stream(values()).filter(it -> it.code.equals(code)).findFirst();
    }
}
