package io.staylog.payment.domain;

import io.staylog.payment.domain.PaymentEvent.About;
import io.staylog.payment.domain.PaymentEvent.OfPayment;
import io.staylog.payment.domain.PaymentEvent.PaymentInitiated;
import io.staylog.payment.domain.Request.AtTheBank;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One payment, folded from its events.
 *
 * @param gateway which bank it is with; empty for the only one
 * @param version counts its events
 * @param attempts counts its attempts
 * @param stage how far the money is
 * @param authorization what is reserved, or was before it was taken; null before the bank's first approval
 * @param token the stored card that is tried next; null where there is none
 * @param open the attempt that has not ended, null where there is none; there is never a second one
 * @param retryAt when the bank is asked again by itself; null where it is not
 * @param retried the attempt that asked again by itself; 0 where none did
 * @param superseded the bank's number of an authorisation that was replaced and is still to be voided; null where none is
 * @param waiting requests that wait for their turn, in order
 * @param cancellation the wish to undo the payment, null where there is none or it is being fulfilled
 * @param answered requests that were taken on, so that a repeat is known as one
 * @param undone attempts that have ended without having been done, as far as everybody knows
 * @param captures what was taken by which attempt, without what has failed after all
 * @param disputes every charge that the guest's bank has questioned
 * @param needsAttention whether a person was called to it, other than to the open attempt
 * @param changedAt time of its last event
 */
public record Payment(
        Terms terms,
        String gateway,
        int version,
        int attempts,
        Stage stage,
        Sums sums,
        @Nullable Authorization authorization,
        @Nullable String token,
        @Nullable OpenAttempt open,
        @Nullable Instant retryAt,
        int retried,
        @Nullable String superseded,
        List<AtTheBank> waiting,
        @Nullable Cancellation cancellation,
        List<RequestId> answered,
        List<Integer> undone,
        List<Captured> captures,
        List<Dispute> disputes,
        boolean needsAttention,
        Instant changedAt) {

    /** How far the money is. What is under way says {@link #open}. */
    public enum Stage {
        /** The bank has not agreed yet. */
        INITIATED,
        /** It is reserved. */
        AUTHORIZED,
        /** A part is taken, and the rest still reserved. */
        PARTIALLY_CAPTURED,
        /** It is taken, and perhaps given back in part or whole. */
        CAPTURED,
        /** The bank has refused; another card may be tried. */
        DECLINED,
        /** It was given up before the bank did anything. */
        CANCELLED,
        /** It was reserved and let go. */
        VOIDED,
        /** The bank has let go of it because its time was over. */
        EXPIRED,
        /** It was taken, but that has failed after all. */
        FAILED
    }

    /** How much money moved, in minor units; what went back outside the bank is apart. */
    public record Sums(long authorizedMinor, long capturedMinor, long refundedMinor, long refundedByHandMinor) {
        static final Sums NOTHING = new Sums(0, 0, 0, 0);

        /** What was taken and is still there, as far as nobody disputes it. */
        long leftMinor() {
            return capturedMinor - refundedMinor - refundedByHandMinor;
        }
    }

    /** How much an attempt took, in minor units. */
    public record Captured(int attemptNo, long amountMinor) {}

    /** The wish to undo a payment. */
    public record Cancellation(RequestId requestId, LocalDate businessDate) {}

    /** Keeps its own copies. */
    public Payment {
        waiting = List.copyOf(waiting);
        answered = List.copyOf(answered);
        undone = List.copyOf(undone);
        captures = List.copyOf(captures);
        disputes = List.copyOf(disputes);
    }

    static Payment of(PaymentInitiated event, Instant at) {
        return new Payment(
                event.terms(),
                event.gateway(),
                event.about().version(),
                0,
                Stage.INITIATED,
                Sums.NOTHING,
                null,
                event.terms().token(),
                null,
                null,
                0,
                null,
                List.of(),
                null,
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                false,
                at);
    }

    About nextEvent() {
        return new About(terms.paymentId(), terms.bookingId(), version + 1);
    }

    /** The bank's number of it; null before its first approval. */
    @Nullable
    String pspReference() {
        return authorization == null ? null : authorization.pspReference();
    }

    boolean isBusy() {
        return open != null || retryAt != null || !waiting.isEmpty();
    }

    /** Whether everybody believes that no money moved or will move. */
    boolean isOff() {
        return stage == Stage.DECLINED || stage == Stage.CANCELLED;
    }

    /** Whether the bank holds money that can be taken. */
    boolean isReserved() {
        return stage == Stage.AUTHORIZED || stage == Stage.PARTIALLY_CAPTURED;
    }

    /** Whether an attempt that is not open was done. */
    boolean hasDone(int attemptNo) {
        return attemptNo <= attempts && !undone.contains(attemptNo);
    }

    /** Whether a person is waited for. */
    boolean waitsForAPerson() {
        return needsAttention || (open != null && open.needsAttention());
    }

    /** Whether nothing can come of it any more: nothing is under way, and no money is left that somebody could ask for. */
    boolean isSettled() {
        return !isBusy()
                && switch (stage) {
                    case DECLINED, CANCELLED, VOIDED, EXPIRED, FAILED -> true;
                    case CAPTURED -> sums.leftMinor() == 0;
                    case INITIATED, AUTHORIZED, PARTIALLY_CAPTURED -> false;
                };
    }

    boolean hasAnswered(RequestId request) {
        return answered.contains(request);
    }

    /** How much can be captured: what is authorised, or is about to be, and not taken nor about to be. */
    long capturableMinor() {
        long capturable =
                (stage == Stage.INITIATED ? terms.amountMinor() : sums.authorizedMinor()) - sums.capturedMinor();
        return capturable - underWayMinor(Operation.CAPTURE, Request.Kind.CAPTURE);
    }

    /** What was captured and is neither given back nor about to be, nor disputed. */
    long refundableMinor() {
        long refundable = sums.leftMinor() - underWayMinor(Operation.REFUND, Request.Kind.REFUND);
        return Math.max(0, refundable - disputedMinor());
    }

    /** What guests' banks hold of it or have kept. */
    long disputedMinor() {
        long disputed = 0;
        for (var dispute : disputes) {
            disputed += dispute.holdsMoney() ? dispute.amountMinor() : 0;
        }
        return disputed;
    }

    /** How much more was given back and disputed than was taken; not positive where it was not. */
    long missingMinor() {
        return disputedMinor() - sums.leftMinor();
    }

    private long underWayMinor(Operation operation, Request.Kind kind) {
        long amountMinor = 0;
        if (open != null && open.is(operation)) {
            amountMinor += open.attempt().amountMinor();
        }
        for (var request : waiting) {
            amountMinor += request.kind() == kind ? request.amountMinor() : 0;
        }
        return amountMinor;
    }

    /** The dispute of that number, or null. */
    @Nullable
    Dispute dispute(String id) {
        for (var dispute : disputes) {
            if (dispute.id().equals(id)) {
                return dispute;
            }
        }
        return null;
    }

    Payment evolve(OfPayment event, Instant at) {
        var next = new PaymentFold(this, event.about().version(), at);
        next.take(event);
        return next.payment();
    }

    /** Without a request that waited and was refused when its turn came. */
    Payment without(RequestId refused, Instant at) {
        var next = new PaymentFold(this, version, at);
        next.dropped(refused);
        return next.payment();
    }
}
