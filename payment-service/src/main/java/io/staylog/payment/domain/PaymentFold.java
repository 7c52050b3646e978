package io.staylog.payment.domain;

import io.staylog.payment.domain.Payment.Cancellation;
import io.staylog.payment.domain.Payment.Captured;
import io.staylog.payment.domain.Payment.Stage;
import io.staylog.payment.domain.Payment.Sums;
import io.staylog.payment.domain.PaymentEvent.AuthorizationAdjusted;
import io.staylog.payment.domain.PaymentEvent.AuthorizationExpired;
import io.staylog.payment.domain.PaymentEvent.AuthorizationRenewalDeclined;
import io.staylog.payment.domain.PaymentEvent.AuthorizationRenewalStarted;
import io.staylog.payment.domain.PaymentEvent.AuthorizationReplaced;
import io.staylog.payment.domain.PaymentEvent.DisputeAccepted;
import io.staylog.payment.domain.PaymentEvent.DisputeChallenged;
import io.staylog.payment.domain.PaymentEvent.DisputeLost;
import io.staylog.payment.domain.PaymentEvent.DisputeOpened;
import io.staylog.payment.domain.PaymentEvent.DisputeWon;
import io.staylog.payment.domain.PaymentEvent.ManualRefundRecorded;
import io.staylog.payment.domain.PaymentEvent.MoneyMoved;
import io.staylog.payment.domain.PaymentEvent.OfAuthorization;
import io.staylog.payment.domain.PaymentEvent.OfDispute;
import io.staylog.payment.domain.PaymentEvent.OfPayment;
import io.staylog.payment.domain.PaymentEvent.PaymentActionRequired;
import io.staylog.payment.domain.PaymentEvent.PaymentAttemptFailed;
import io.staylog.payment.domain.PaymentEvent.PaymentAttemptNotFound;
import io.staylog.payment.domain.PaymentEvent.PaymentAttemptStarted;
import io.staylog.payment.domain.PaymentEvent.PaymentAuthorized;
import io.staylog.payment.domain.PaymentEvent.PaymentCancellationNoted;
import io.staylog.payment.domain.PaymentEvent.PaymentCancelled;
import io.staylog.payment.domain.PaymentEvent.PaymentCaptureFailed;
import io.staylog.payment.domain.PaymentEvent.PaymentCaptured;
import io.staylog.payment.domain.PaymentEvent.PaymentDeclined;
import io.staylog.payment.domain.PaymentEvent.PaymentInitiated;
import io.staylog.payment.domain.PaymentEvent.PaymentLookupStarted;
import io.staylog.payment.domain.PaymentEvent.PaymentNeedsAttention;
import io.staylog.payment.domain.PaymentEvent.PaymentOperatorActed;
import io.staylog.payment.domain.PaymentEvent.PaymentOutcomeResolved;
import io.staylog.payment.domain.PaymentEvent.PaymentOutcomeResolved.Resolved;
import io.staylog.payment.domain.PaymentEvent.PaymentOutcomeUnknown;
import io.staylog.payment.domain.PaymentEvent.PaymentRefundFailed;
import io.staylog.payment.domain.PaymentEvent.PaymentRefundPending;
import io.staylog.payment.domain.PaymentEvent.PaymentRefunded;
import io.staylog.payment.domain.PaymentEvent.PaymentRequestQueued;
import io.staylog.payment.domain.PaymentEvent.PaymentRetryScheduled;
import io.staylog.payment.domain.PaymentEvent.PaymentVoided;
import io.staylog.payment.domain.Request.AtTheBank;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A payment on its way to its next state: what one event changes, with everything else taken over. */
final class PaymentFold {
    private final Payment before;
    private final int version;
    private final Instant at;
    private int attempts;
    private Stage stage;
    private Sums sums;
    private @Nullable Authorization authorization;
    private @Nullable String token;
    private @Nullable OpenAttempt open;
    private @Nullable Instant retryAt;
    private int retried;
    private @Nullable String superseded;
    private @Nullable Cancellation cancellation;
    private final List<AtTheBank> waiting;
    private final List<RequestId> answered;
    private final List<Integer> undone;
    private final List<Captured> captures;
    private final List<Dispute> disputes;
    private boolean needsAttention;

    PaymentFold(Payment before, int version, Instant at) {
        this.before = before;
        this.version = version;
        this.at = at;
        attempts = before.attempts();
        stage = before.stage();
        sums = before.sums();
        authorization = before.authorization();
        token = before.token();
        open = before.open();
        retryAt = before.retryAt();
        retried = before.retried();
        superseded = before.superseded();
        cancellation = before.cancellation();
        waiting = new ArrayList<>(before.waiting());
        answered = new ArrayList<>(before.answered());
        undone = new ArrayList<>(before.undone());
        captures = new ArrayList<>(before.captures());
        disputes = new ArrayList<>(before.disputes());
        needsAttention = before.needsAttention();
    }

    Payment payment() {
        return new Payment(
                before.terms(),
                before.gateway(),
                version,
                attempts,
                stage,
                sums,
                authorization,
                token,
                open,
                retryAt,
                retried,
                superseded,
                waiting,
                cancellation,
                answered,
                undone,
                captures,
                disputes,
                needsAttention,
                at);
    }

    void dropped(RequestId refused) {
        waiting.removeIf(request -> request.id().equals(refused));
    }

    void take(OfPayment event) {
        switch (event) {
            case PaymentInitiated _ -> {} // Folded by the hotel: it makes the payment.
            case MoneyMoved it -> take(it);
            case OfAuthorization it -> take(it);
            case OfDispute it -> take(it);
            case PaymentAttemptStarted e -> started(e.attempt());
            case PaymentRequestQueued e -> queued(e.request());
            case PaymentCancellationNoted e -> toBeCancelled(new Cancellation(e.requestId(), e.businessDate()));
            case PaymentDeclined e -> declined(e.operation());
            case PaymentRetryScheduled e -> retryScheduled(e.retryAt());
            case PaymentActionRequired e -> open = open == null ? null : open.waitsForTheGuest(e, at);
            case PaymentAttemptFailed e -> open = open == null ? null : open.hadNoEffect(e.notTried(), at);
            case PaymentOutcomeUnknown e -> outcomeUnknown(e.operation(), e.attemptNo());
            case PaymentLookupStarted e -> open = open == null ? null : open.lookedUp(e.lookupNo(), at);
            case PaymentAttemptNotFound _ -> open = open == null ? null : open.notFound(at);
            case PaymentOutcomeResolved e -> resolved(e.outcome());
            case PaymentCancelled _ -> cancelled();
            case PaymentNeedsAttention e -> needsAttention(e.operation());
            case PaymentOperatorActed e -> acted(e);
        }
    }

    private void take(MoneyMoved event) {
        switch (event) {
            case PaymentAuthorized e -> authorized(e);
            case PaymentCaptured e -> captured(e);
            case PaymentVoided _ -> ended(Stage.VOIDED);
            case PaymentRefundPending _ -> open = open == null ? null : open.pending(at);
            case PaymentRefunded e -> refunded(e.amountMinor());
            case PaymentRefundFailed _ -> undone(stage);
            case PaymentCaptureFailed e -> captureFailed(e);
            case ManualRefundRecorded e ->
                sums = new Sums(
                        sums.authorizedMinor(),
                        sums.capturedMinor(),
                        sums.refundedMinor(),
                        sums.refundedByHandMinor() + e.amountMinor());
        }
    }

    private void take(OfAuthorization event) {
        switch (event) {
            case AuthorizationExpired _ -> stage = sums.capturedMinor() > 0 ? Stage.CAPTURED : Stage.EXPIRED;
            case AuthorizationRenewalStarted _ -> {} // The attempt that follows says all.
            case AuthorizationRenewalDeclined _ -> {
                authorization = authorization == null ? null : authorization.withoutRenewal();
                undone(stage);
            }
            case AuthorizationReplaced _ -> {
                superseded = null;
                ended(stage);
            }
            case AuthorizationAdjusted e -> {
                sums = new Sums(
                        e.newAmountMinor(), sums.capturedMinor(), sums.refundedMinor(), sums.refundedByHandMinor());
                ended(stage);
            }
        }
    }

    private void take(OfDispute event) {
        switch (event) {
            case DisputeOpened e -> {
                disputes.removeIf(dispute -> dispute.id().equals(e.disputeId()));
                disputes.add(new Dispute(e.disputeId(), e.amountMinor(), e.stage(), Dispute.Standing.OPEN));
            }
            case DisputeChallenged _ -> stands(event, Dispute.Standing.CHALLENGED);
            case DisputeAccepted _ -> stands(event, Dispute.Standing.ACCEPTED);
            case DisputeWon _ -> stands(event, Dispute.Standing.WON);
            case DisputeLost _ -> stands(event, Dispute.Standing.LOST);
        }
    }

    private void stands(OfDispute event, Dispute.Standing standing) {
        disputes.replaceAll(it -> it.id().equals(event.disputeId()) ? it.standing(standing) : it);
    }

    private void started(Attempt attempt) {
        boolean again = open != null && open.attempt().no() == attempt.no();
        if (open != null && !again) {
            undone.add(open.attempt()
                    .no()); // A person said that it had no effect, and its key is too old to be used again.
        }
        open = open != null && again ? open.startedAgain(at) : OpenAttempt.started(attempt, at);
        attempts = attempt.no();
        retried = retryAt == null ? retried : attempt.no();
        retryAt = null;
        if (stage == Stage.DECLINED && !again) {
            stage = Stage.INITIATED; // Another card.
            token = attempt.details().token();
        }
        var request = attempt.requestId();
        if (request == null || again) {
            return;
        }
        waiting.removeIf(it -> it.id().equals(request));
        answer(request);
        if (cancellation != null && cancellation.requestId().equals(request)) {
            cancellation = null;
        }
    }

    private void queued(AtTheBank request) {
        waiting.add(request);
        answer(request.id());
    }

    private void toBeCancelled(Cancellation wish) {
        cancellation = wish;
        answer(wish.requestId());
    }

    private void authorized(PaymentAuthorized e) {
        boolean isRenewal = open != null && open.attempt().isRenewal();
        if (isRenewal && authorization != null) {
            superseded = authorization.pspReference();
        }
        sums = new Sums(e.amountMinor(), sums.capturedMinor(), sums.refundedMinor(), sums.refundedByHandMinor());
        authorization =
                new Authorization(e.attemptNo(), e.pspReference(), at, e.card().expiresAt(), false);
        authorized(Stage.AUTHORIZED, e.attemptNo());
    }

    private void captured(PaymentCaptured e) {
        // Authorised and captured in one call is not announced as authorised.
        long authorized = Math.max(sums.authorizedMinor(), e.amountMinor());
        long captured = sums.capturedMinor() + e.amountMinor();
        sums = new Sums(authorized, captured, sums.refundedMinor(), sums.refundedByHandMinor());
        if (authorization == null) {
            authorization = new Authorization(e.attemptNo(), e.pspReference(), at, null, true);
        }
        captures.add(new Captured(e.attemptNo(), e.amountMinor()));
        authorized(e.isFinal() || captured == authorized ? Stage.CAPTURED : Stage.PARTIALLY_CAPTURED, e.attemptNo());
    }

    /** The bank has let go of the authorisation too. */
    private void captureFailed(PaymentCaptureFailed e) {
        sums = new Sums(
                sums.authorizedMinor(),
                Math.max(0, sums.capturedMinor() - e.amountMinor()),
                sums.refundedMinor(),
                sums.refundedByHandMinor());
        // It was done all the same, so that the approval heard late is a repeat.
        captures.removeIf(it -> it.attemptNo() == e.attemptNo());
        stage = sums.capturedMinor() > 0 ? Stage.CAPTURED : Stage.FAILED;
    }

    private void refunded(long amountMinor) {
        sums = new Sums(
                sums.authorizedMinor(),
                sums.capturedMinor(),
                sums.refundedMinor() + amountMinor,
                sums.refundedByHandMinor());
        ended(stage);
    }

    /** Only a declined authorisation ends the payment; money that is reserved or taken stays so. */
    private void declined(Operation operation) {
        if (open != null && open.attempt().details().onReference() != null) {
            superseded = null; // A person was called to it; the bank will let it go when its time is over.
        } else if (operation == Operation.CAPTURE || operation == Operation.VOID) {
            // A person was called to it too. Renewed, it would hold the guest's money until that person comes.
            authorization = authorization == null ? null : authorization.withoutRenewal();
        }
        undone(operation == Operation.AUTHORIZE ? Stage.DECLINED : stage);
    }

    private void retryScheduled(Instant time) {
        undone(stage);
        retryAt = time;
    }

    private void cancelled() {
        retryAt = null;
        undone(Stage.CANCELLED);
    }

    /** An attempt that everybody believed to have ended without effect is open again. */
    private void outcomeUnknown(Operation operation, int attemptNo) {
        var terms = before.terms();
        var attempt = open == null
                ? OpenAttempt.started(
                        Attempt.of(
                                terms.paymentId(),
                                operation,
                                attemptNo,
                                terms.amountMinor(),
                                null,
                                terms.businessDate()),
                        at)
                : open;
        open = attempt.outcomeUnknown(at);
    }

    private void resolved(Resolved outcome) {
        if (outcome == Resolved.NOT_EXECUTED && open != null) {
            open = open.hadNoEffect(false, at);
        }
    }

    /** It may be about what is open, which then goes on no more by itself, or about the payment as a whole. */
    private void needsAttention(@Nullable Operation operation) {
        if (open != null && operation != null && open.is(operation)) {
            open = open.leftToAPerson();
        } else {
            needsAttention = true;
        }
    }

    private void acted(PaymentOperatorActed e) {
        answer(e.requestId());
        if (e.kind() == Request.Kind.ACKNOWLEDGEMENT) {
            needsAttention = false;
        }
    }

    /** The bank has done an authorisation; without an open attempt one that everybody believed undone. */
    private void authorized(Stage reached, int attemptNo) {
        if (open == null) {
            undone.remove(
                    Integer.valueOf(Math.max(1, attemptNo))); // Older events name no attempt; there was only one then.
        }
        ended(reached);
    }

    private void undone(Stage reached) {
        if (open != null) {
            undone.add(open.attempt().no());
        }
        ended(reached);
    }

    private void ended(Stage reached) {
        open = null;
        stage = reached;
        if (reached == Stage.CANCELLED || reached == Stage.VOIDED) {
            cancellation = null; // Nothing is left to undo.
        }
    }

    private void answer(RequestId request) {
        if (!answered.contains(request)) {
            answered.add(request);
        }
    }
}
