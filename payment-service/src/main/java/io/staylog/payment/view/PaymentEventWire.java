package io.staylog.payment.view;

import io.staylog.payment.view.PaymentView.Action;
import io.staylog.payment.view.PaymentView.Attempt;
import io.staylog.payment.view.PaymentView.Attention;
import io.staylog.payment.view.PaymentView.Authorization;
import io.staylog.payment.view.PaymentView.Decline;
import io.staylog.payment.view.PaymentView.Dispute;
import io.staylog.payment.view.PaymentView.DisputeStatus;
import io.staylog.payment.view.PaymentView.Queued;
import io.staylog.payment.view.PaymentView.Refund;
import io.staylog.payment.view.PaymentView.RefundStatus;
import io.staylog.payment.view.PaymentView.Terms;
import io.staylog.schemas.payment.AttentionAcknowledged;
import io.staylog.schemas.payment.AuthorizationAdjusted;
import io.staylog.schemas.payment.AuthorizationExpired;
import io.staylog.schemas.payment.AuthorizationRenewalDeclined;
import io.staylog.schemas.payment.AuthorizationReplaced;
import io.staylog.schemas.payment.BankOperation;
import io.staylog.schemas.payment.DisputeAccepted;
import io.staylog.schemas.payment.DisputeChallenged;
import io.staylog.schemas.payment.DisputeLost;
import io.staylog.schemas.payment.DisputeOpened;
import io.staylog.schemas.payment.DisputeWon;
import io.staylog.schemas.payment.ManualRefundRecorded;
import io.staylog.schemas.payment.PaymentActionRequired;
import io.staylog.schemas.payment.PaymentAttemptFailed;
import io.staylog.schemas.payment.PaymentAttemptStarted;
import io.staylog.schemas.payment.PaymentAuthorized;
import io.staylog.schemas.payment.PaymentCancellationNoted;
import io.staylog.schemas.payment.PaymentCancelled;
import io.staylog.schemas.payment.PaymentCaptureFailed;
import io.staylog.schemas.payment.PaymentCaptured;
import io.staylog.schemas.payment.PaymentDeclined;
import io.staylog.schemas.payment.PaymentInitiated;
import io.staylog.schemas.payment.PaymentLookupStarted;
import io.staylog.schemas.payment.PaymentNeedsAttention;
import io.staylog.schemas.payment.PaymentOperatorActed;
import io.staylog.schemas.payment.PaymentOutcomeResolved;
import io.staylog.schemas.payment.PaymentOutcomeUnknown;
import io.staylog.schemas.payment.PaymentRefundFailed;
import io.staylog.schemas.payment.PaymentRefundPending;
import io.staylog.schemas.payment.PaymentRefunded;
import io.staylog.schemas.payment.PaymentRequestQueued;
import io.staylog.schemas.payment.PaymentRetryScheduled;
import io.staylog.schemas.payment.PaymentVoided;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/** Folds records of {@code payment.events} into what is shown of a payment. What it does not know changes nothing that is shown. */
final class PaymentEventWire {
    private static final String AUTHORIZE = BankOperation.AUTHORIZE.name();
    private static final String CAPTURE = BankOperation.CAPTURE.name();
    private static final String REFUND = BankOperation.REFUND.name();

    private PaymentEventWire() {}

    /** The payment that an event is about; null where it is about none. */
    static @Nullable UUID paymentOf(SpecificRecord event) {
        return event.getSchema().getField("paymentId") == null
                ? null
                : (UUID) event.get(event.getSchema().getField("paymentId").pos());
    }

    /** The payment that an event begins; null where it begins none. */
    static @Nullable PaymentEntry begunBy(PaymentFact fact) {
        if (!(fact.event() instanceof PaymentInitiated e)) {
            return null;
        }
        var terms = new Terms(
                e.getPurpose().name(),
                e.getAmountMinor(),
                e.getCurrency(),
                e.getCaptureMode().name(),
                e.getInitiator().name(),
                e.getBusinessDate(),
                e.getGateway());
        var entry = new PaymentEntry(e.getPaymentId(), e.getBookingId(), fact, terms);
        entry.version = e.getVersion();
        return entry;
    }

    /** Changes a fresh copy to what it is after an event of its own. */
    static void apply(PaymentEntry next, PaymentFact fact) {
        var version = fact.event().getSchema().getField("version");
        if (version != null) {
            next.version = (Integer) fact.event().get(version.pos());
        }
        attempts(next, fact);
        declines(next, fact);
        money(next, fact);
        refunds(next, fact);
        disputes(next, fact);
        people(next, fact);
    }

    private static void attempts(PaymentEntry next, PaymentFact fact) {
        switch (fact.event()) {
            case PaymentAttemptStarted e -> start(next, e, fact.at());
            case PaymentRequestQueued e -> {
                var queued = new ArrayList<>(next.queued);
                queued.add(new Queued(e.getRequestId(), e.getOperation().name(), e.getAmountMinor()));
                next.queued = queued;
            }
            case PaymentCancellationNoted _ -> next.cancelRequested = true;
            case PaymentCancelled _ -> {
                next.end(AUTHORIZE, true, "");
                next.isCancelled = true;
                next.queued = List.of();
            }
            case PaymentOutcomeUnknown e -> {
                if (next.underWay != null) {
                    next.underWay = next.underWay.unknown(fact.at(), e.getReason());
                }
            }
            case PaymentLookupStarted e -> {
                if (next.underWay != null) {
                    next.underWay = next.underWay.lookedUp(e.getLookupNo());
                }
            }
            case PaymentActionRequired e -> next.action = new Action(e.getActionUrl(), e.getExpiresAt());
            default -> {} // Not about attempts.
        }
    }

    private static void start(PaymentEntry next, PaymentAttemptStarted e, Instant at) {
        var requestId = e.getRequestId();
        next.action = null;
        next.underWay = new Attempt(
                e.getOperation().name(),
                e.getAttemptNo(),
                e.getAmountMinor(),
                at,
                requestId == null ? next.actedRequest : requestId,
                null,
                0,
                null);
        next.queued = next.queued.stream()
                .filter(queued -> !queued.requestId().equals(requestId))
                .toList();
    }

    private static void declines(PaymentEntry next, PaymentFact fact) {
        switch (fact.event()) {
            case PaymentDeclined e -> {
                var operation = e.getOperation().name();
                next.end(operation, false, e.getDeclineCode());
                next.decline = new Decline(
                        operation, e.getDeclineCode(), e.getCategory().name(), fact.at(), null);
            }
            case PaymentRetryScheduled e -> {
                next.end(AUTHORIZE, false, e.getDeclineCode());
                next.decline = new Decline(AUTHORIZE, e.getDeclineCode(), "SOFT", fact.at(), e.getRetryAt());
            }
            case AuthorizationRenewalDeclined e -> {
                next.end(AUTHORIZE, false, e.getDeclineCode());
                next.decline = new Decline(AUTHORIZE, e.getDeclineCode(), "UNKNOWN", fact.at(), null);
            }
            case PaymentAttemptFailed e -> next.end(e.getOperation().name(), false, "not_executed");
            case PaymentOutcomeResolved e -> {
                if (next.underWay != null) {
                    var attempt = next.underWay;
                    next.underWay = new Attempt(
                            attempt.operation(),
                            attempt.attemptNo(),
                            attempt.amountMinor(),
                            attempt.startedAt(),
                            attempt.requestId(),
                            null,
                            attempt.lookups(),
                            null);
                }
                if (next.attention != null
                        && next.attention.operation().equals(e.getOperation().name())) {
                    next.attention = null;
                }
            }
            default -> {} // No "no".
        }
    }

    private static void money(PaymentEntry next, PaymentFact fact) {
        switch (fact.event()) {
            case PaymentAuthorized e -> {
                next.end(AUTHORIZE, true, "");
                next.authorizedMinor = e.getAmountMinor();
                next.isExpired = false;
                next.authorization = new Authorization(
                        e.getPspReference(),
                        e.getAuthCode(),
                        e.getAuthorizationExpiresAt(),
                        e.getBrand(),
                        e.getLast4());
            }
            case PaymentCaptured e -> {
                // A payment that is captured at once is not said to be authorised before.
                next.end(next.underWay == null ? CAPTURE : next.underWay.operation(), true, "");
                next.capturedMinor += e.getAmountMinor();
                next.authorizedMinor = Math.max(next.authorizedMinor, next.capturedMinor);
                next.isFinal |= e.getIsFinal();
                next.hasCaptureFailed = false;
                if (next.authorization == null) {
                    next.authorization = new Authorization(e.getPspReference(), "", null, "", "");
                }
            }
            case PaymentCaptureFailed e -> {
                next.capturedMinor = Math.max(0, next.capturedMinor - e.getAmountMinor());
                next.hasCaptureFailed = true;
                next.isFinal = false;
            }
            case PaymentVoided _ -> {
                next.end(BankOperation.VOID.name(), true, "");
                next.isVoided = true;
            }
            case AuthorizationExpired _ -> {
                next.underWay = null;
                next.isExpired = true;
            }
            case AuthorizationAdjusted e -> {
                next.end(BankOperation.ADJUST.name(), true, "");
                next.authorizedMinor = e.getNewAmountMinor();
            }
            case AuthorizationReplaced _ -> next.end(BankOperation.VOID.name(), true, "");
            default -> {} // No money that is taken.
        }
    }

    private static void refunds(PaymentEntry next, PaymentFact fact) {
        switch (fact.event()) {
            case PaymentRefundPending e -> {
                next.end(REFUND, true, "");
                next.put(new Refund(e.getRefundId(), e.getAmountMinor(), RefundStatus.PENDING, fact.at(), ""));
            }
            case PaymentRefunded e -> {
                next.end(REFUND, true, "");
                next.put(new Refund(e.getRefundId(), e.getAmountMinor(), RefundStatus.REFUNDED, fact.at(), ""));
            }
            case PaymentRefundFailed e -> {
                next.end(REFUND, false, "refund_failed");
                next.put(
                        new Refund(e.getRefundId(), e.getAmountMinor(), RefundStatus.FAILED, fact.at(), e.getReason()));
            }
            case ManualRefundRecorded e -> {
                // It is paid back because the bank could not, so nobody needs to look at that any more.
                next.acknowledge();
                next.put(
                        new Refund(e.getRefundId(), e.getAmountMinor(), RefundStatus.MANUAL, fact.at(), e.getMethod()));
            }
            default -> {} // No money that goes back.
        }
    }

    private static void disputes(PaymentEntry next, PaymentFact fact) {
        switch (fact.event()) {
            case DisputeOpened e ->
                next.put(new Dispute(
                        e.getDisputeId(),
                        DisputeStatus.OPEN,
                        e.getAmountMinor(),
                        e.getReasonCode(),
                        e.getStage().name(),
                        fact.at(),
                        e.getEvidenceDueAt()));
            case DisputeChallenged e -> dispute(next, e.getDisputeId(), DisputeStatus.CHALLENGED);
            case DisputeAccepted e -> dispute(next, e.getDisputeId(), DisputeStatus.ACCEPTED);
            case DisputeWon e -> dispute(next, e.getDisputeId(), DisputeStatus.WON);
            case DisputeLost e -> dispute(next, e.getDisputeId(), DisputeStatus.LOST);
            default -> {} // No dispute.
        }
    }

    private static void dispute(PaymentEntry next, String disputeId, DisputeStatus status) {
        var dispute = next.dispute(disputeId);
        if (dispute != null) {
            next.put(dispute.with(status));
        }
    }

    private static void people(PaymentEntry next, PaymentFact fact) {
        switch (fact.event()) {
            case PaymentNeedsAttention e ->
                next.attention = new Attention(fact.at(), e.getOperation().name(), e.getReason());
            case PaymentOperatorActed e -> {
                next.actedRequest = e.getRequestId();
                next.actedCause = fact.cause();
                if (e.getRequestType().equals(AttentionAcknowledged.class.getSimpleName())) {
                    next.acknowledge();
                }
            }
            default -> {} // Not for a person.
        }
    }
}
