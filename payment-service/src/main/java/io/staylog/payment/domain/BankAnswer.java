package io.staylog.payment.domain;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What the bank said of an attempt, or that it said nothing.
 *
 * @param attemptNo which attempt it is about
 * @param lookupNo which question about it is answered, from 1 on; 0 where the bank was told to do it
 */
public record BankAnswer(int attemptNo, int lookupNo, Said said) {
    /** Whether the bank was only asked what became of it. */
    public boolean isLookup() {
        return lookupNo > 0;
    }

    /** What the bank said. */
    public sealed interface Said {}

    /**
     * It was done.
     *
     * @param movedMinor how much was moved, in minor units; 0 where the bank does not say
     */
    public record Approved(long movedMinor, String pspReference, Card card) implements Said {}

    /** It was refused for good. */
    public record Declined(String code) implements Said {}

    /**
     * The bank did not take the call in this form. It kept nothing of it, so an earlier delivery of the same call may have had
     * an effect.
     *
     * @param code the bank's reason
     * @param message one sentence for a person
     */
    public record NotTaken(String code, String message) implements Said {
        /** Whether our programs did something wrong; with a token that the bank does not know, whoever gave it did. */
        boolean isOurFault() {
            return !code.equals("token_invalid");
        }
    }

    /**
     * The guest must do something before the bank decides.
     *
     * @param url where
     * @param expiresAt then the bank gives up waiting
     */
    public record ActionRequired(String url, Instant expiresAt, String pspReference) implements Said {}

    /** The bank has taken it on and will say later whether it worked; to ask for it again would be a second one. */
    public record Pending(String pspReference) implements Said {}

    /**
     * This call certainly had no effect, but may be tried again.
     *
     * @param notTried whether the bank was not even called, because it has failed too often lately
     */
    public record NotExecuted(String message, boolean notTried) implements Said {
        /** The bank was called. */
        public NotExecuted(String message) {
            this(message, false);
        }
    }

    /** Nobody knows, not even the bank. */
    public record OutcomeUnknown(String message) implements Said {}

    /** The bank knows nothing of it. */
    public record NotFound() implements Said {}

    /**
     * What an approved authorisation tells of itself.
     *
     * @param authCode the issuer's approval code, empty where there is none
     * @param expiresAt then the bank lets the money go; null where it does not say
     * @param brand the card's brand, empty where unknown
     * @param last4 the card's last four digits, empty where unknown
     */
    public record Card(String authCode, @Nullable Instant expiresAt, String brand, String last4) {
        /** Nothing is known. */
        public static final Card UNKNOWN = new Card("", null, "", "");
    }
}
