package io.staylog.banksimulator.bank;

import java.time.Instant;

/** An authorisation and what became of it, folded from its effects. */
public record Payment(
        String pspReference,
        String merchantReference,
        String merchant,
        String currency,
        String token,
        Instant expiresAt,
        long authorizedMinor,
        long capturedMinor,
        long refundedMinor,
        boolean voided) {

    private static final int AUTH_CODES = 1_000_000;
    private static final int LARGE_PRIME = 7_919;

    /** The payment that an authorisation begins. */
    static Payment authorized(LedgerEntry.Subject subject, String pspReference, long amountMinor, Instant expiresAt) {
        return new Payment(
                pspReference,
                subject.merchantReference(),
                subject.merchant(),
                subject.currency(),
                subject.token(),
                expiresAt,
                amountMinor,
                0,
                0,
                false);
    }

    /** The next state. */
    Payment evolve(LedgerEntry.Moved effect) {
        return switch (effect.effect()) {
            case AUTHORIZED -> this;
            case CAPTURED -> with(capturedMinor + effect.amountMinor(), refundedMinor, voided);
            case REFUNDED -> with(capturedMinor, refundedMinor + effect.amountMinor(), voided);
            case VOIDED -> with(capturedMinor, refundedMinor, true);
        };
    }

    private Payment with(long captured, long refunded, boolean isVoided) {
        return new Payment(
                pspReference,
                merchantReference,
                merchant,
                currency,
                token,
                expiresAt,
                authorizedMinor,
                captured,
                refunded,
                isVoided);
    }

    /** Whether nothing more can be captured. A verified card (zero) was never captured. */
    boolean isFullyCaptured() {
        return capturedMinor > 0 && capturedMinor == authorizedMinor;
    }

    boolean hasExpired(Instant now) {
        return !now.isBefore(expiresAt);
    }

    /** Looks random, and follows from the reference alone. */
    public String authCode() {
        return "%06d".formatted(Math.floorMod((long) pspReference.hashCode() * LARGE_PRIME, AUTH_CODES));
    }

    /** One word for the whole. */
    public String state(Instant now) {
        if (voided) {
            return "voided";
        }
        if (refundedMinor > 0) {
            return refundedMinor == capturedMinor ? "refunded" : "partially_refunded";
        }
        if (capturedMinor > 0) {
            return isFullyCaptured() ? "captured" : "partially_captured";
        }
        return hasExpired(now) ? "expired" : "authorized";
    }
}
