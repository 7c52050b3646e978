package io.staylog.payment.domain;

import org.jspecify.annotations.Nullable;

/**
 * What the bank is told to do, or asked about.
 *
 * @param attempt what it is about
 * @param lookupNo 0 tells the bank to do it; from 1 on it is asked what became of it
 * @param pspReference the bank's number of the payment; null before the first answer
 * @param terms of the payment
 */
public record BankCall(
        Attempt attempt, int lookupNo, @Nullable String pspReference, Terms terms) {

    /** Whether the bank is only asked. */
    public boolean isLookup() {
        return lookupNo > 0;
    }
}
