package io.staylog.payment.domain;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * One operation at the bank. However often it has to be repeated, it has one key, so it has one effect.
 *
 * @param no counts the attempts of a payment from 1, whatever the operation
 * @param gatewayKey the bank's idempotency key
 * @param merchantReference our number of the operation at the bank, by which it can be looked up
 * @param amountMinor how much, in minor units
 * @param requestId what it fulfils; null for an authorisation
 * @param businessDate the hotel's date that the money belongs to
 * @param details what only some operations need
 */
public record Attempt(
        Operation operation,
        int no,
        String gatewayKey,
        String merchantReference,
        long amountMinor,
        @Nullable RequestId requestId,
        LocalDate businessDate,
        Details details) {

    /**
     * What only some operations need.
     *
     * @param onReference the bank's number of the authorisation that it is about; null for the payment's newest one
     * @param token with an authorisation: the stored card; null for the one that the payment began with
     * @param isFinal with a capture: whether the rest of the authorisation is let go
     * @param isRenewal with an authorisation: whether it follows one that is about to expire
     */
    public record Details(
            @Nullable String onReference, @Nullable String token, boolean isFinal, boolean isRenewal) {
        /** Nothing special. */
        public static final Details USUAL = new Details(null, null, true, false);

        static Details on(String reference) {
            return new Details(reference, null, true, false);
        }

        static Details with(@Nullable String token) {
            return token == null ? USUAL : new Details(null, token, true, false);
        }

        static Details renewal(@Nullable String token) {
            return new Details(null, token, true, true);
        }

        static Details capture(boolean isFinal) {
            return isFinal ? USUAL : new Details(null, null, false, false);
        }
    }

    /** The attempt with the key and the reference that follow from its number. */
    static Attempt of(
            PaymentId payment,
            Operation operation,
            int no,
            long amountMinor,
            @Nullable RequestId requestId,
            LocalDate businessDate) {
        var key = payment + ":" + operation.code() + ":" + no;
        return new Attempt(operation, no, key, payment + ":" + no, amountMinor, requestId, businessDate, Details.USUAL);
    }

    Attempt with(Details other) {
        return new Attempt(operation, no, gatewayKey, merchantReference, amountMinor, requestId, businessDate, other);
    }

    boolean isRenewal() {
        return details.isRenewal();
    }
}
