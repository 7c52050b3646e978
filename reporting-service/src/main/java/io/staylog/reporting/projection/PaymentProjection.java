package io.staylog.reporting.projection;

import io.staylog.reporting.projection.PaymentChange.Action;
import io.staylog.reporting.projection.RowChange.MoneyKind;
import io.staylog.reporting.projection.RowChange.MoneyMoved;
import io.staylog.reporting.projection.RowChange.PaymentOpened;
import io.staylog.reporting.projection.RowChange.RequestRefused;
import io.staylog.schemas.payment.AuthorizationAdjusted;
import io.staylog.schemas.payment.AuthorizationExpired;
import io.staylog.schemas.payment.AuthorizationRenewalDeclined;
import io.staylog.schemas.payment.AuthorizationRenewalStarted;
import io.staylog.schemas.payment.AuthorizationReplaced;
import io.staylog.schemas.payment.BankOperation;
import io.staylog.schemas.payment.ManualRefundRecorded;
import io.staylog.schemas.payment.PaymentActionRequired;
import io.staylog.schemas.payment.PaymentAttemptFailed;
import io.staylog.schemas.payment.PaymentAttemptNotFound;
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
import io.staylog.schemas.payment.PaymentOutcomeResolved;
import io.staylog.schemas.payment.PaymentOutcomeUnknown;
import io.staylog.schemas.payment.PaymentRefundFailed;
import io.staylog.schemas.payment.PaymentRefundPending;
import io.staylog.schemas.payment.PaymentRefunded;
import io.staylog.schemas.payment.PaymentRequestQueued;
import io.staylog.schemas.payment.PaymentRequestRejected;
import io.staylog.schemas.payment.PaymentRetryScheduled;
import io.staylog.schemas.payment.PaymentVoided;
import java.util.List;
import java.util.UUID;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/** What the events of a payment mean for the rows. */
final class PaymentProjection {
    private PaymentProjection() {}

    static List<RowChange> changes(SpecificRecord event, Position at) {
        return switch (event) {
            case PaymentInitiated e -> List.of(initiated(e, at));
            case PaymentAttemptStarted e -> List.of(started(e, at));
            case PaymentAuthorized e -> List.of(authorized(e, at));
            case PaymentActionRequired e -> List.of(actionRequired(e, at));
            case AuthorizationAdjusted e -> List.of(adjusted(e, at));
            case AuthorizationExpired e ->
                List.of(of(e.getPaymentId(), e.getHotelId(), e.getVersion(), at).state(PaymentState.EXPIRED));
            case PaymentCaptured e -> captured(e, at);
            case PaymentCaptureFailed e -> captureFailed(e, at);
            case PaymentDeclined e -> List.of(declined(e, at));
            case PaymentOutcomeUnknown e -> List.of(unknown(e, at));
            case PaymentVoided e ->
                List.of(of(e.getPaymentId(), e.getHotelId(), e.getVersion(), at)
                        .state(PaymentState.VOIDED, e.getAttemptNo())
                        .attention(settled(BankOperation.VOID)));
            case PaymentCancelled e ->
                List.of(of(e.getPaymentId(), e.getHotelId(), e.getVersion(), at).state(PaymentState.CANCELLED));
            case PaymentRefundPending e ->
                List.of(of(e.getPaymentId(), e.getHotelId(), e.getVersion(), at).state(PaymentState.REFUND_PENDING));
            case PaymentRefunded e -> refunded(e, at);
            case ManualRefundRecorded e -> refundedByHand(e, at);
            case PaymentRefundFailed e -> List.of(refundFailed(e, at));
            case PaymentNeedsAttention e -> List.of(needsAttention(e, at));
            case PaymentRequestRejected e -> List.of(refused(e, at));
            case PaymentOutcomeResolved e ->
                List.of(of(e.getPaymentId(), e.getHotelId(), e.getVersion(), at).attention(settled(e.getOperation())));
            case PaymentAttemptFailed e -> List.of(of(e.getPaymentId(), e.getHotelId(), e.getVersion(), at));
            case PaymentRequestQueued e -> List.of(of(e.getPaymentId(), e.getHotelId(), e.getVersion(), at));
            case PaymentCancellationNoted e -> List.of(of(e.getPaymentId(), e.getHotelId(), e.getVersion(), at));
            case PaymentLookupStarted e -> List.of(of(e.getPaymentId(), e.getHotelId(), e.getVersion(), at));
            case PaymentAttemptNotFound e -> List.of(of(e.getPaymentId(), e.getHotelId(), e.getVersion(), at));
            case AuthorizationRenewalStarted e -> List.of(of(e.getPaymentId(), e.getHotelId(), e.getVersion(), at));
            case AuthorizationRenewalDeclined e -> List.of(of(e.getPaymentId(), e.getHotelId(), e.getVersion(), at));
            case AuthorizationReplaced e ->
                List.of(of(e.getPaymentId(), e.getHotelId(), e.getVersion(), at)
                        .pspReference(Checked.text(e.getPspReference())));
            case PaymentRetryScheduled e ->
                List.of(of(e.getPaymentId(), e.getHotelId(), e.getVersion(), at)
                        .declineCode(Checked.text(e.getDeclineCode())));
            default -> CareProjection.changes(event, at);
        };
    }

    /** Nobody need look at what has worked, or what the bank or a person has told the outcome of. */
    private static AttentionChange settled(BankOperation operation) {
        return AttentionChange.settled(operation.name());
    }

    private static PaymentChange of(UUID paymentId, String hotelId, int version, Position at) {
        return PaymentChange.of(paymentId, hotelId, version, at);
    }

    private static PaymentChange initiated(PaymentInitiated e, Position at) {
        var opened = new PaymentOpened(
                e.getBookingId(),
                e.getPurpose().name(),
                e.getAmountMinor(),
                Checked.id(e.getCurrency()),
                e.getCaptureMode().name(),
                Checked.date(e.getBusinessDate()));
        return of(e.getPaymentId(), e.getHotelId(), e.getVersion(), at)
                .state(PaymentState.INITIATED)
                .opened(opened);
    }

    private static PaymentChange started(PaymentAttemptStarted e, Position at) {
        var change = of(e.getPaymentId(), e.getHotelId(), e.getVersion(), at);
        // The payment stands on another authorisation than the one that this is about, or will after it.
        return e.getIsRenewal() || e.getPspReference() != null
                ? change.sideAttempt(e.getAttemptNo())
                : change.state(underWay(e.getOperation()));
    }

    private static @Nullable PaymentState underWay(BankOperation operation) {
        return switch (operation) {
            case AUTHORIZE -> PaymentState.AUTHORIZING;
            case CAPTURE -> PaymentState.CAPTURING;
            case VOID -> PaymentState.VOIDING;
            case REFUND -> PaymentState.REFUNDING;
            case LOOKUP, ADJUST, UNKNOWN -> null;
        };
    }

    private static PaymentChange authorized(PaymentAuthorized e, Position at) {
        return of(e.getPaymentId(), e.getHotelId(), e.getVersion(), at)
                .state(PaymentState.AUTHORIZED)
                .attention(settled(BankOperation.AUTHORIZE))
                .authorizedMinor(e.getAmountMinor())
                .pspReference(Checked.text(e.getPspReference()))
                .card(Checked.text(e.getBrand()), Checked.text(e.getLast4()));
    }

    private static List<RowChange> captured(PaymentCaptured e, Position at) {
        var moved = new MoneyMoved(
                e.getPaymentId(),
                e.getVersion(),
                Checked.id(e.getHotelId()),
                e.getBookingId(),
                MoneyKind.CAPTURE,
                e.getPurpose().name(),
                e.getAmountMinor(),
                Checked.id(e.getCurrency()),
                Checked.date(e.getBusinessDate()));
        var change = of(e.getPaymentId(), e.getHotelId(), e.getVersion(), at)
                .state(e.getIsFinal() ? PaymentState.CAPTURED : PaymentState.PARTIALLY_CAPTURED)
                .attention(AttentionChange.settled(BankOperation.AUTHORIZE.name(), BankOperation.CAPTURE.name()))
                .pspReference(Checked.text(e.getPspReference()))
                .card(Checked.text(e.getBrand()), Checked.text(e.getLast4()))
                .capturedMinor(e.getAmountMinor());
        return List.of(change, moved);
    }

    private static PaymentChange actionRequired(PaymentActionRequired e, Position at) {
        return of(e.getPaymentId(), e.getHotelId(), e.getVersion(), at)
                .state(PaymentState.ACTION_REQUIRED, e.getAttemptNo())
                .action(new Action(Checked.text(e.getActionUrl()), Checked.instant(e.getExpiresAt())));
    }

    private static PaymentChange adjusted(AuthorizationAdjusted e, Position at) {
        return of(e.getPaymentId(), e.getHotelId(), e.getVersion(), at)
                .attention(settled(BankOperation.ADJUST))
                .authorizedMinor(e.getNewAmountMinor());
    }

    private static List<RowChange> captureFailed(PaymentCaptureFailed e, Position at) {
        var moved = new MoneyMoved(
                e.getPaymentId(),
                e.getVersion(),
                Checked.id(e.getHotelId()),
                e.getBookingId(),
                MoneyKind.CAPTURE_FAILED,
                null,
                e.getAmountMinor(),
                Checked.id(e.getCurrency()),
                Checked.date(e.getBusinessDate()));
        var change = of(e.getPaymentId(), e.getHotelId(), e.getVersion(), at)
                .state(PaymentState.CAPTURE_FAILED)
                .attention(AttentionChange.called(BankOperation.CAPTURE.name(), Checked.text(e.getReason())))
                .capturedMinor(-e.getAmountMinor());
        return List.of(change, moved);
    }

    private static List<RowChange> refundedByHand(ManualRefundRecorded e, Position at) {
        var moved = new MoneyMoved(
                e.getPaymentId(),
                e.getVersion(),
                Checked.id(e.getHotelId()),
                e.getBookingId(),
                MoneyKind.MANUAL_REFUND,
                null,
                e.getAmountMinor(),
                Checked.id(e.getCurrency()),
                Checked.date(e.getBusinessDate()));
        var change = of(e.getPaymentId(), e.getHotelId(), e.getVersion(), at)
                .state(PaymentState.REFUNDED)
                .attention(settled(BankOperation.REFUND))
                .refundedByHandMinor(e.getAmountMinor());
        return List.of(change, moved);
    }

    private static List<RowChange> refunded(PaymentRefunded e, Position at) {
        var moved = new MoneyMoved(
                e.getPaymentId(),
                e.getVersion(),
                Checked.id(e.getHotelId()),
                e.getBookingId(),
                MoneyKind.REFUND,
                e.getPurpose().name(),
                e.getAmountMinor(),
                Checked.id(e.getCurrency()),
                Checked.date(e.getBusinessDate()));
        var change = of(e.getPaymentId(), e.getHotelId(), e.getVersion(), at)
                .state(PaymentState.REFUNDED)
                .attention(settled(BankOperation.REFUND))
                .refundedMinor(e.getAmountMinor());
        return List.of(change, moved);
    }

    private static PaymentChange declined(PaymentDeclined e, Position at) {
        // A refused void, refund or adjustment leaves the money where it is; what comes of it says the next event.
        var state = switch (e.getOperation()) {
            case AUTHORIZE, CAPTURE, LOOKUP, UNKNOWN -> PaymentState.DECLINED;
            case VOID, REFUND, ADJUST -> null;
        };
        return of(e.getPaymentId(), e.getHotelId(), e.getVersion(), at)
                .state(state, e.getAttemptNo())
                .declineCode(Checked.text(e.getDeclineCode()));
    }

    private static PaymentChange unknown(PaymentOutcomeUnknown e, Position at) {
        return of(e.getPaymentId(), e.getHotelId(), e.getVersion(), at).state(PaymentState.UNKNOWN, e.getAttemptNo());
    }

    private static PaymentChange refundFailed(PaymentRefundFailed e, Position at) {
        return of(e.getPaymentId(), e.getHotelId(), e.getVersion(), at)
                .state(PaymentState.REFUND_FAILED)
                .attention(AttentionChange.called(BankOperation.REFUND.name(), Checked.text(e.getReason())));
    }

    private static PaymentChange needsAttention(PaymentNeedsAttention e, Position at) {
        var called = AttentionChange.called(e.getOperation().name(), Checked.text(e.getReason()));
        var change = of(e.getPaymentId(), e.getHotelId(), e.getVersion(), at).attention(called);
        // Otherwise the payment itself goes on, and only what was asked for is not done.
        return e.getOperation() == BankOperation.UNKNOWN ? change : change.state(PaymentState.NEEDS_ATTENTION);
    }

    private static RequestRefused refused(PaymentRequestRejected e, Position at) {
        return new RequestRefused(
                at,
                Checked.id(e.getHotelId()),
                e.getRequestId(),
                null,
                e.getPaymentId(),
                null,
                Checked.text(e.getRequestType()),
                Checked.text(e.getCode()),
                Checked.text(e.getMessage()),
                false,
                Checked.details(e.getDetails()));
    }
}
