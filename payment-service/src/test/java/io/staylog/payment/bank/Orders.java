package io.staylog.payment.bank;

import io.staylog.payment.domain.CaptureMode;
import io.staylog.payment.domain.Initiator;
import io.staylog.payment.domain.Operation;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Instructions about one payment, as the rules would give them.
 *
 * @param gateway which bank
 * @param token of the card
 */
public record Orders(
        UUID payment,
        String hotelId,
        String gateway,
        long amountMinor,
        String currency,
        CaptureMode captureMode,
        Initiator initiator,
        String token) {
    private static final String TRACE = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

    /** For 100 euros of a guest in Rio. */
    public static Orders of(String gateway, String token) {
        return new Orders(
                UUID.randomUUID(), "rio", gateway, 100_00, "EUR", CaptureMode.MANUAL, Initiator.CUSTOMER, token);
    }

    /** The money is taken at once. */
    public Orders atOnce() {
        return new Orders(payment, hotelId, gateway, amountMinor, currency, CaptureMode.AUTOMATIC, initiator, token);
    }

    /** The guest is not there. */
    public Orders byMerchant() {
        return new Orders(payment, hotelId, gateway, amountMinor, currency, captureMode, Initiator.MERCHANT, token);
    }

    /** Other money. */
    public Orders money(long minor, String isoCode) {
        return new Orders(payment, hotelId, gateway, minor, isoCode, captureMode, initiator, token);
    }

    /** Of another hotel. */
    public Orders hotel(String id) {
        return new Orders(payment, id, gateway, amountMinor, currency, captureMode, initiator, token);
    }

    /** The first authorisation. */
    public BankOrder authorize() {
        return order(Operation.AUTHORIZE, 1, 0, null, amountMinor, true, null);
    }

    /** A later operation. */
    public BankOrder later(Operation operation, int attemptNo, String pspReference, long minor) {
        return order(operation, attemptNo, 0, pspReference, minor, true, null);
    }

    /** A capture after which more may come. */
    public BankOrder capturePart(int attemptNo, String pspReference, long minor) {
        return order(Operation.CAPTURE, attemptNo, 0, pspReference, minor, false, null);
    }

    /** A question about an operation. */
    public BankOrder lookUp(Operation about, int attemptNo, @Nullable String pspReference, long minor) {
        return order(null, attemptNo, 1, pspReference, minor, true, about);
    }

    /** A question about the authorisation. */
    public BankOrder lookUp() {
        return lookUp(Operation.AUTHORIZE, 1, null, amountMinor);
    }

    private BankOrder order(
            @Nullable Operation operation,
            int attemptNo,
            int lookupNo,
            @Nullable String pspReference,
            long minor,
            boolean isFinal,
            @Nullable Operation about) {
        var named = operation == null ? about : operation;
        boolean needsToken = operation == Operation.AUTHORIZE;
        return new BankOrder(
                payment,
                null,
                hotelId,
                operation,
                attemptNo,
                lookupNo,
                payment + ":" + (named == null ? "" : named.code()) + ":" + attemptNo,
                payment + ":" + attemptNo,
                pspReference,
                minor,
                currency,
                captureMode,
                needsToken ? token : null,
                initiator,
                TRACE,
                gateway,
                isFinal,
                about);
    }
}
