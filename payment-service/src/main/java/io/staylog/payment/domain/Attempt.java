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
 */
public record Attempt(
        Operation operation,
        int no,
        String gatewayKey,
        String merchantReference,
        long amountMinor,
        @Nullable RequestId requestId,
        LocalDate businessDate) {

    /** The attempt with the key and the reference that follow from its number. */
    static Attempt of(
            PaymentId payment,
            Operation operation,
            int no,
            long amountMinor,
            @Nullable RequestId requestId,
            LocalDate businessDate) {
        var key = payment + ":" + operation.code() + ":" + no;
        return new Attempt(operation, no, key, payment + ":" + no, amountMinor, requestId, businessDate);
    }
}
