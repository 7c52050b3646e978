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
        Sums sums,
        Hold hold) {

    private static final int AUTH_CODES = 1_000_000;
    private static final int LARGE_PRIME = 7_919;

    /**
     * Minor units.
     *
     * @param refundPending asked to go back and not decided yet
     * @param disputed taken back by the guest's bank
     */
    public record Sums(long authorized, long captured, long refunded, long refundPending, long disputed) {
        Sums captured(long more) {
            return new Sums(authorized, captured + more, refunded, refundPending, disputed);
        }

        Sums adjusted(long more) {
            return new Sums(authorized + more, captured, refunded, refundPending, disputed);
        }

        Sums refunded(long more) {
            return new Sums(authorized, captured, refunded + more, refundPending, disputed);
        }

        Sums pending(long more) {
            return new Sums(authorized, captured, refunded, refundPending + more, disputed);
        }

        Sums disputed(long more) {
            return new Sums(authorized, captured, refunded, refundPending, disputed + more);
        }
    }

    /** What became of the hold on the card. */
    public enum Hold {
        OPEN,
        /** A final capture let go of the rest. */
        RELEASED,
        VOIDED,
        /** A capture failed later and took it along. */
        LOST
    }

    /** The payment that an authorisation begins. */
    static Payment authorized(LedgerEntry.Subject subject, String pspReference, long amountMinor, Instant expiresAt) {
        return new Payment(
                pspReference,
                subject.merchantReference(),
                subject.merchant(),
                subject.currency(),
                subject.token(),
                expiresAt,
                new Sums(amountMinor, 0, 0, 0, 0),
                Hold.OPEN);
    }

    /** The next state. */
    Payment evolve(LedgerEntry.Moved effect) {
        long amount = effect.amountMinor();
        return switch (effect.effect()) {
            case AUTHORIZED -> this;
            case ADJUSTED -> with(sums.adjusted(amount), hold);
            case CAPTURED -> with(sums.captured(amount), hold);
            case RELEASED -> with(sums, Hold.RELEASED);
            case CAPTURE_FAILED -> with(sums.captured(-amount), Hold.LOST);
            case REFUNDED -> with(sums.refunded(amount), hold);
            case VOIDED -> with(sums, Hold.VOIDED);
            case DISPUTED -> with(sums.disputed(amount), hold);
            case DISPUTE_RETURNED -> with(sums.disputed(-amount), hold);
        };
    }

    /** The next state once the bank intends this. */
    Payment evolve(Plan plan) {
        return isRefund(plan.what()) ? with(sums.pending(plan.amountMinor()), hold) : this;
    }

    /** The next state once this has come about. */
    Payment evolve(LedgerEntry.Happened event) {
        return isRefund(event.what()) ? with(sums.pending(-event.amountMinor()), hold) : this;
    }

    private static boolean isRefund(Happening what) {
        return what == Happening.REFUND_SUCCEEDED || what == Happening.REFUND_FAILED;
    }

    private Payment with(Sums next, Hold nextHold) {
        return new Payment(pspReference, merchantReference, merchant, currency, token, expiresAt, next, nextHold);
    }

    /** What concerns the whole payment goes by the name of its authorisation. */
    LedgerEntry.Subject subject(String key) {
        return new LedgerEntry.Subject(
                Operation.AUTHORIZE, key, merchantReference, pspReference, currency, merchant, token);
    }

    /** Minor units that the card is good for. */
    public long authorizedMinor() {
        return sums.authorized();
    }

    /** Minor units that were taken. */
    public long capturedMinor() {
        return sums.captured();
    }

    /** Minor units that went back. */
    public long refundedMinor() {
        return sums.refunded();
    }

    /** Minor units that may still go back. */
    long refundableMinor() {
        return sums.captured() - sums.refunded() - sums.refundPending();
    }

    /** Minor units that may still be taken, time permitting. */
    long openMinor() {
        return hold == Hold.OPEN ? sums.authorized() - sums.captured() : 0;
    }

    /** Whether the hold was let go before anything was taken. */
    boolean voided() {
        return hold == Hold.VOIDED;
    }

    /** Whether nothing more can be captured because all was. A verified card (zero) was never captured. */
    boolean isFullyCaptured() {
        return (sums.captured() > 0 && openMinor() == 0) || hold == Hold.LOST;
    }

    boolean hasExpired(Instant now) {
        return !now.isBefore(expiresAt);
    }

    /** Looks random, and follows from the reference alone. */
    public String authCode() {
        return authCode(pspReference);
    }

    /** The same, for who has the reference only. */
    public static String authCode(String pspReference) {
        return "%06d".formatted(Math.floorMod((long) pspReference.hashCode() * LARGE_PRIME, AUTH_CODES));
    }

    /** One word for the whole. */
    public String state(Instant now) {
        if (hold == Hold.VOIDED) {
            return "voided";
        }
        if (hold == Hold.LOST) {
            return "capture_failed";
        }
        if (sums.refunded() > 0) {
            return sums.refunded() == sums.captured() ? "refunded" : "partially_refunded";
        }
        if (sums.captured() > 0) {
            return isFullyCaptured() ? "captured" : "partially_captured";
        }
        return hasExpired(now) ? "expired" : "authorized";
    }
}
