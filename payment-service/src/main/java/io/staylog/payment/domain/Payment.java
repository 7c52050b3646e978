package io.staylog.payment.domain;

import io.staylog.payment.domain.PaymentEvent.About;
import io.staylog.payment.domain.PaymentEvent.OfPayment;
import io.staylog.payment.domain.PaymentEvent.PaymentAttemptFailed;
import io.staylog.payment.domain.PaymentEvent.PaymentAttemptNotFound;
import io.staylog.payment.domain.PaymentEvent.PaymentAttemptStarted;
import io.staylog.payment.domain.PaymentEvent.PaymentAuthorized;
import io.staylog.payment.domain.PaymentEvent.PaymentCancellationNoted;
import io.staylog.payment.domain.PaymentEvent.PaymentCancelled;
import io.staylog.payment.domain.PaymentEvent.PaymentCaptured;
import io.staylog.payment.domain.PaymentEvent.PaymentDeclined;
import io.staylog.payment.domain.PaymentEvent.PaymentInitiated;
import io.staylog.payment.domain.PaymentEvent.PaymentLookupStarted;
import io.staylog.payment.domain.PaymentEvent.PaymentNeedsAttention;
import io.staylog.payment.domain.PaymentEvent.PaymentOutcomeResolved;
import io.staylog.payment.domain.PaymentEvent.PaymentOutcomeUnknown;
import io.staylog.payment.domain.PaymentEvent.PaymentRefundFailed;
import io.staylog.payment.domain.PaymentEvent.PaymentRefunded;
import io.staylog.payment.domain.PaymentEvent.PaymentRequestQueued;
import io.staylog.payment.domain.PaymentEvent.PaymentVoided;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One payment, folded from its events.
 *
 * @param version counts its events
 * @param attempts counts its attempts
 * @param stage how far the money is
 * @param pspReference the bank's number; null before its first approval
 * @param open the attempt that has not ended, null where there is none; there is never a second one
 * @param waiting requests that wait for their turn, in order
 * @param cancellation the wish to undo the payment, null where there is none or it is being fulfilled
 * @param answered requests that were taken on, so that a repeat is known as one
 * @param undone attempts that have ended without having been done, as far as everybody knows
 * @param needsAttention whether a person was called to it, other than to the open attempt
 * @param changedAt time of its last event
 */
public record Payment(
        Terms terms,
        int version,
        int attempts,
        Stage stage,
        Sums sums,
        @Nullable String pspReference,
        @Nullable OpenAttempt open,
        List<Request> waiting,
        @Nullable Cancellation cancellation,
        List<RequestId> answered,
        List<Integer> undone,
        boolean needsAttention,
        Instant changedAt) {

    /** How far the money is. What is under way says {@link #open}. */
    public enum Stage {
        /** The bank has not agreed yet. */
        INITIATED,
        /** It is reserved. */
        AUTHORIZED,
        /** It is taken, and perhaps given back in part or whole. */
        CAPTURED,
        /** The bank has refused. */
        DECLINED,
        /** It was given up before the bank did anything. */
        CANCELLED,
        /** It was reserved and let go. */
        VOIDED
    }

    /** How much money moved, in minor units. */
    public record Sums(long authorizedMinor, long capturedMinor, long refundedMinor) {
        static final Sums NOTHING = new Sums(0, 0, 0);
    }

    /** The wish to undo a payment. */
    public record Cancellation(RequestId requestId, LocalDate businessDate) {}

    /** Keeps its own copies. */
    public Payment {
        waiting = List.copyOf(waiting);
        answered = List.copyOf(answered);
        undone = List.copyOf(undone);
    }

    static Payment of(PaymentInitiated event, Instant at) {
        return new Payment(
                event.terms(),
                event.about().version(),
                0,
                Stage.INITIATED,
                Sums.NOTHING,
                null,
                null,
                List.of(),
                null,
                List.of(),
                List.of(),
                false,
                at);
    }

    About nextEvent() {
        return new About(terms.paymentId(), terms.bookingId(), version + 1);
    }

    boolean isBusy() {
        return open != null || !waiting.isEmpty();
    }

    /** Whether everybody believes that no money moved or will move. */
    boolean isOff() {
        return stage == Stage.DECLINED || stage == Stage.CANCELLED;
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
                    case DECLINED, CANCELLED, VOIDED -> true;
                    case CAPTURED -> sums.refundedMinor() == sums.capturedMinor();
                    case INITIATED, AUTHORIZED -> false;
                };
    }

    boolean hasAnswered(RequestId request) {
        return answered.contains(request);
    }

    /** How much can be captured: what is authorised, or is about to be. */
    long authorizableMinor() {
        return stage == Stage.INITIATED ? terms.amountMinor() : sums.authorizedMinor();
    }

    /** What was captured and is neither given back nor about to be. */
    long refundableMinor() {
        long refundable = sums.capturedMinor() - sums.refundedMinor();
        if (open != null && open.is(Operation.REFUND)) {
            refundable -= open.attempt().amountMinor();
        }
        for (var request : waiting) {
            refundable -= request instanceof Request.Refund ? request.amountMinor() : 0;
        }
        return refundable;
    }

    Payment evolve(OfPayment event, Instant at) {
        var next = new PaymentFold(this, event.about().version(), at);
        switch (event) {
            case PaymentInitiated _ -> {} // Folded by the hotel: it makes the payment.
            case PaymentAttemptStarted e -> next.started(e.attempt());
            case PaymentRequestQueued e -> next.queued(e.request());
            case PaymentCancellationNoted e -> next.toBeCancelled(new Cancellation(e.requestId(), e.businessDate()));
            case PaymentAuthorized e -> next.authorized(e.amountMinor(), e.pspReference());
            case PaymentCaptured e -> next.captured(e.amountMinor(), e.pspReference());
            case PaymentDeclined e -> next.declined(e.operation());
            case PaymentAttemptFailed _ -> next.open(open == null ? null : open.hadNoEffect(at));
            case PaymentOutcomeUnknown e -> next.outcomeUnknown(e.operation(), e.attemptNo());
            case PaymentLookupStarted e -> next.open(open == null ? null : open.lookedUp(e.lookupNo(), at));
            case PaymentAttemptNotFound _ -> next.open(open == null ? null : open.notFound(at));
            case PaymentOutcomeResolved e -> next.resolved(e.outcome());
            case PaymentVoided _ -> next.done(Stage.VOIDED);
            case PaymentRefunded e -> next.refunded(e.amountMinor());
            case PaymentRefundFailed _ -> next.undone(stage);
            case PaymentCancelled _ -> next.undone(Stage.CANCELLED);
            case PaymentNeedsAttention e -> next.needsAttention(e.operation());
        }
        return next.payment();
    }

    /** Without a request that waited and was refused when its turn came. */
    Payment without(RequestId refused, Instant at) {
        var left = new ArrayList<>(waiting);
        left.removeIf(request -> request.id().equals(refused));
        return new Payment(
                terms,
                version,
                attempts,
                stage,
                sums,
                pspReference,
                open,
                left,
                cancellation,
                answered,
                undone,
                needsAttention,
                at);
    }
}
