package io.staylog.payment.domain;

import org.jspecify.annotations.Nullable;

/**
 * What the bank is told to do, or asked about.
 *
 * @param attempt what it is about
 * @param lookupNo 0 tells the bank to do it; from 1 on it is asked what became of it
 * @param pspReference the bank's number of the payment; null before the first answer
 * @param terms of the payment
 * @param gateway which bank; empty for the only one
 */
public record BankCall(
        Attempt attempt, int lookupNo, @Nullable String pspReference, Terms terms, String gateway) {

    /** Whether the bank is only asked. */
    public boolean isLookup() {
        return lookupNo > 0;
    }

    /** The stored card, where the bank needs one. */
    public @Nullable String token() {
        if (isLookup() || attempt.operation() != Operation.AUTHORIZE) {
            return null;
        }
        var other = attempt.details().token();
        return other == null ? terms.token() : other;
    }

    /** Who starts it: nobody is present when an authorisation is renewed. */
    public Initiator initiator() {
        return attempt.isRenewal() ? Initiator.MERCHANT : terms.initiator();
    }
}
