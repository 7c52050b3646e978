package io.staylog.payment.domain;

import java.util.Locale;

/** Why a request is refused. */
public enum Rejection {
    PAYMENT_ID_TAKEN("There is another payment of this number in this hotel; ask for the money under a new number."),
    PAYMENT_NOT_FOUND("There is no payment of this number in this hotel."),
    SENSITIVE_CARD_DATA(
            "A field holds what looks like a card number; send a paymentMethodToken, and never the card itself."),
    AMOUNT_INVALID("The amount must be more than 0."),
    AMOUNT_EXCEEDS_AUTHORIZED("The amount is more than what is authorised."),
    AMOUNT_EXCEEDS_REFUNDABLE("The amount is more than what was captured and is neither given back nor about to be."),
    AUTHORIZATION_EXPIRED("The bank has let the reserved money go; ask for the money under a new payment."),
    DISPUTE_OPEN("The guest's bank has this money, or may take it; wait until the dispute is decided."),
    DISPUTE_NOT_FOUND("The payment has no open dispute of this number."),
    TOKEN_INVALID("A stored card of the payment service provider is needed."),
    ACTOR_MISSING("Say who acts and why: actor.id and reason are needed."),
    ATTEMPT_NOT_UNKNOWN("The attempt of this number is not one whose outcome is unknown."),
    REFERENCE_MISSING("An approval needs the bank's number of the payment: pspReference."),
    NOTHING_TO_ACKNOWLEDGE("Nobody was called to this payment, or what hangs at the bank must be resolved first."),
    SETTLEMENT_KNOWN("This date's settlement in this currency was imported already."),
    SETTLEMENT_INVALID(
            "Lines with a reference, a kind that is known and amounts of 0 or more are needed, 5,000 at most."),
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
