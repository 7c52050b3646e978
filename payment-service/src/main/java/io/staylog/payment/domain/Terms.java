package io.staylog.payment.domain;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * What a payment was asked to be. It never changes.
 *
 * @param amountMinor how much, in minor units
 * @param currency ISO 4217 code
 * @param token stored card at the payment service provider, null where there is none
 * @param businessDate the hotel's date that the money belongs to
 */
public record Terms(
        PaymentId paymentId,
        BookingId bookingId,
        Purpose purpose,
        long amountMinor,
        String currency,
        CaptureMode captureMode,
        @Nullable String token,
        Initiator initiator,
        LocalDate businessDate) {

    /** Without the token, which opens a guest's purse. */
    @Override
    public String toString() {
        return "Terms[%s %s %d %s %s]".formatted(paymentId, purpose, amountMinor, currency, captureMode);
    }
}
