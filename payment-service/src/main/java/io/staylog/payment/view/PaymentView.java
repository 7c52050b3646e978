package io.staylog.payment.view;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A payment as it is shown.
 *
 * @param paymentId the payment
 * @param hotelId its hotel
 * @param bookingId the booking that it is for
 * @param status where its money stands
 * @param version number of its last event
 * @param terms what it was asked for with
 * @param sums how much has moved
 * @param authorization what the bank has reserved; absent where it never has
 * @param underWay what the bank is being asked to do; absent where it is asked nothing
 * @param queued what waits until that has ended
 * @param cancelRequested whether it is to be undone
 * @param lastDecline the newest "no" of the bank; absent where there was none
 * @param actionRequired what the guest must do; absent where nothing
 * @param refunds every refund
 * @param disputes every dispute
 * @param attention why a person must look at it; absent where nobody must
 * @param position of its newest event, as {@code partition:offset}
 */
public record PaymentView(
        UUID paymentId,
        String hotelId,
        UUID bookingId,
        Status status,
        int version,
        Terms terms,
        Sums sums,
        @Nullable Authorization authorization,
        @Nullable Attempt underWay,
        List<Queued> queued,
        boolean cancelRequested,
        @Nullable Decline lastDecline,
        @Nullable Action actionRequired,
        List<Refund> refunds,
        List<Dispute> disputes,
        @Nullable Attention attention,
        String position) {

    /** Where the money stands. */
    public enum Status {
        INITIATED,
        AUTHORIZING,
        ACTION_REQUIRED,
        DECLINED,
        CANCELLED,
        AUTHORIZED,
        VOIDED,
        EXPIRED,
        PARTIALLY_CAPTURED,
        CAPTURED,
        CAPTURE_FAILED,
        PARTIALLY_REFUNDED,
        REFUNDED
    }

    /** Whether nothing is under way, so that it stays as it is until somebody asks for something. */
    public boolean settled() {
        return underWay == null && queued.isEmpty();
    }

    /** What it was asked for with. */
    public record Terms(
            String purpose,
            long amountMinor,
            String currency,
            String captureMode,
            String initiator,
            LocalDate businessDate,
            String gateway) {}

    /**
     * How much has moved, in minor units.
     *
     * @param authorizedMinor reserved at one time
     * @param capturedMinor taken
     * @param refundedMinor given back by the bank
     * @param refundPendingMinor being given back
     * @param manuallyRefundedMinor given back outside the bank
     * @param disputedMinor in open disputes
     * @param disputeLostMinor lost in disputes
     */
    public record Sums(
            long authorizedMinor,
            long capturedMinor,
            long refundedMinor,
            long refundPendingMinor,
            long manuallyRefundedMinor,
            long disputedMinor,
            long disputeLostMinor) {}

    /** What the bank has reserved. */
    public record Authorization(
            String pspReference, String authCode, @Nullable Instant expiresAt, String brand, String last4) {}

    /**
     * What the bank is being asked.
     *
     * @param operation what to do
     * @param attemptNo which attempt
     * @param amountMinor how much
     * @param startedAt since when
     * @param requestId the request that is being fulfilled; absent where it is none
     * @param unknownSince since when nobody knows what became of it; absent where that is not so
     * @param lookups how often the bank was asked what became of it
     * @param reason why nobody knows; absent where that is not so
     */
    public record Attempt(
            String operation,
            int attemptNo,
            long amountMinor,
            Instant startedAt,
            @Nullable UUID requestId,
            @Nullable Instant unknownSince,
            int lookups,
            @Nullable String reason) {
        Attempt unknown(Instant since, String why) {
            return new Attempt(
                    operation,
                    attemptNo,
                    amountMinor,
                    startedAt,
                    requestId,
                    unknownSince == null ? since : unknownSince,
                    lookups,
                    why);
        }

        Attempt lookedUp(int times) {
            return new Attempt(operation, attemptNo, amountMinor, startedAt, requestId, unknownSince, times, reason);
        }
    }

    /** What waits. */
    public record Queued(UUID requestId, String operation, long amountMinor) {}

    /**
     * A "no" of the bank.
     *
     * @param operation what was refused
     * @param declineCode stable code
     * @param category how to take it
     * @param at when
     * @param retryAt then it is asked again by itself; absent where it is not
     */
    public record Decline(
            String operation,
            String declineCode,
            String category,
            Instant at,
            @Nullable Instant retryAt) {}

    /** What the guest must do, and until when. */
    public record Action(String actionUrl, Instant expiresAt) {}

    /** How far a refund has come. */
    public enum RefundStatus {
        PENDING,
        REFUNDED,
        FAILED,
        MANUAL
    }

    /**
     * A refund.
     *
     * @param refundId as asked for
     * @param amountMinor how much
     * @param status how far it has come
     * @param at since when
     * @param note why it failed, or how it was paid outside the bank; empty where neither
     */
    public record Refund(UUID refundId, long amountMinor, RefundStatus status, Instant at, String note) {}

    /** How far a dispute has come. */
    public enum DisputeStatus {
        OPEN,
        CHALLENGED,
        ACCEPTED,
        WON,
        LOST;

        boolean isOpen() {
            return this == OPEN || this == CHALLENGED || this == ACCEPTED;
        }
    }

    /** A dispute. */
    public record Dispute(
            String disputeId,
            DisputeStatus status,
            long amountMinor,
            String reasonCode,
            String stage,
            Instant openedAt,
            @Nullable Instant evidenceDueAt) {
        Dispute with(DisputeStatus next) {
            return new Dispute(disputeId, next, amountMinor, reasonCode, stage, openedAt, evidenceDueAt);
        }
    }

    /** Why a person must look. */
    public record Attention(Instant since, String operation, String reason) {}
}
