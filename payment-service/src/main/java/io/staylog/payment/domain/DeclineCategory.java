package io.staylog.payment.domain;

/** How a decline is to be taken. */
public enum DeclineCategory {
    /** The same card may succeed later. */
    SOFT,
    /** It will not. */
    HARD,
    /** The guest has to do something first. */
    ACTION;

    /** The category of a decline code. What we do not know is not worth trying again: schemes charge for retries. */
    static DeclineCategory of(String declineCode) {
        return switch (declineCode) {
            case "insufficient_funds", "generic_decline", "do_not_honor", "card_velocity_exceeded" -> SOFT;
            case "issuer_unavailable", "processing_error", "try_again_later" -> SOFT;
            case "authentication_required" -> ACTION;
            default -> HARD;
        };
    }

    /** Whether the bank could not say yes or no, so that the same card is tried once more by itself. */
    static boolean isWorthAnotherTry(String declineCode) {
        return switch (declineCode) {
            case "issuer_unavailable", "processing_error", "try_again_later" -> true;
            default -> false;
        };
    }
}
