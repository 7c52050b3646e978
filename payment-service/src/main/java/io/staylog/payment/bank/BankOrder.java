package io.staylog.payment.bank;

import io.staylog.payment.domain.CaptureMode;
import io.staylog.payment.domain.Initiator;
import io.staylog.payment.domain.Operation;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One instruction to the bank.
 *
 * @param bookingId what the payment is for, where the instruction says it
 * @param operation what to do; null where the bank is only asked what became of {@code merchantReference}
 * @param attemptNo which attempt of the payment it is about
 * @param lookupNo how often the attempt was asked about, with this time; 0 where it is to be done
 * @param gatewayKey the bank's idempotency key
 * @param merchantReference our number of the operation
 * @param pspReference the bank's number of the payment, null before its first approval
 * @param amountMinor how much, in minor units
 * @param currency ISO 4217 code
 * @param token stored card; null where the operation needs none
 * @param traceParent W3C trace context of what it follows from, null where there is none
 * @param gateway which bank; empty for the usual one
 * @param isFinal with a capture: whether the rest of the authorisation is let go
 * @param about with a look-up: which operation it asks about, where the instruction says so; else null
 */
public record BankOrder(
        UUID paymentId,
        @Nullable UUID bookingId,
        String hotelId,
        @Nullable Operation operation,
        int attemptNo,
        int lookupNo,
        String gatewayKey,
        String merchantReference,
        @Nullable String pspReference,
        long amountMinor,
        String currency,
        CaptureMode captureMode,
        @Nullable String token,
        Initiator initiator,
        @Nullable String traceParent,
        String gateway,
        boolean isFinal,
        @Nullable Operation about) {

    /** Whether the bank is only asked. */
    public boolean isLookup() {
        return operation == null;
    }

    /** A name for metrics and logs. */
    public String name() {
        return operation == null ? "lookup" : operation.code();
    }

    /** Without the token, which opens a guest's purse. */
    @Override
    public String toString() {
        return "BankOrder[%s %s]".formatted(name(), merchantReference);
    }
}
