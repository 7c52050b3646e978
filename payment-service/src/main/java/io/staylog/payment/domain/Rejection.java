package io.staylog.payment.domain;

import java.util.Locale;

/** Why a request is refused. */
public enum Rejection {
    PAYMENT_ID_TAKEN("There is another payment of this number in this hotel; ask for the money under a new number."),
    PAYMENT_NOT_FOUND("There is no payment of this number in this hotel."),
    AMOUNT_INVALID("The amount must be more than 0."),
    AMOUNT_EXCEEDS_AUTHORIZED("The amount is more than what is authorised."),
    AMOUNT_EXCEEDS_REFUNDABLE("The amount is more than what was captured and is neither given back nor about to be."),
    ALREADY_CAPTURED("The payment is captured already."),
    ALREADY_VOIDED("The payment is voided already."),
    OPERATION_IN_PROGRESS("Another operation of this payment is under way; ask again when it has ended."),
    ILLEGAL_TRANSITION("The payment is in a state that does not allow this.");

    private final String code = name().toLowerCase(Locale.ROOT);
    private final String message;

    Rejection(String message) {
        this.message = message;
    }

    /** The stable code. */
    public String code() {
        return code;
    }

    /** The same for a person. */
    public String message() {
        return message;
    }
}
