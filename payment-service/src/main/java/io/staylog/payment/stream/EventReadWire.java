package io.staylog.payment.stream;

import io.staylog.payment.domain.Attempt;
import io.staylog.payment.domain.BookingId;
import io.staylog.payment.domain.PaymentEvent;
import io.staylog.payment.domain.PaymentEvent.About;
import io.staylog.payment.domain.PaymentId;
import io.staylog.payment.domain.Request;
import io.staylog.payment.domain.RequestId;
import io.staylog.payment.domain.Terms;
import io.staylog.schemas.payment.GatewayNotificationUnmatched;
import io.staylog.schemas.payment.PaymentActionRequired;
import io.staylog.schemas.payment.PaymentAttemptFailed;
import io.staylog.schemas.payment.PaymentAttemptNotFound;
import io.staylog.schemas.payment.PaymentAttemptStarted;
import io.staylog.schemas.payment.PaymentCancellationNoted;
import io.staylog.schemas.payment.PaymentCancelled;
import io.staylog.schemas.payment.PaymentDeclined;
import io.staylog.schemas.payment.PaymentInitiated;
import io.staylog.schemas.payment.PaymentLookupStarted;
import io.staylog.schemas.payment.PaymentNeedsAttention;
import io.staylog.schemas.payment.PaymentOperatorActed;
import io.staylog.schemas.payment.PaymentOutcomeResolved;
import io.staylog.schemas.payment.PaymentOutcomeUnknown;
import io.staylog.schemas.payment.PaymentRequestQueued;
import io.staylog.schemas.payment.PaymentRequestRejected;
import io.staylog.schemas.payment.PaymentRetryScheduled;
import io.staylog.schemas.payment.SettlementReconciled;
import java.util.UUID;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/** The service's own events, read back from Avro. One that is not known here stops the fold: a part of the past is none. */
final class EventReadWire {
    private EventReadWire() {}

    static PaymentEvent fromAvro(SpecificRecord record) {
        return switch (record) {
            case PaymentRequestRejected e -> RejectionWire.fromAvro(e);
            case SettlementReconciled e -> SettlementWire.fromAvro(e);
            case GatewayNotificationUnmatched e -> NotificationWire.fromAvro(e);
            case PaymentOperatorActed e ->
                new PaymentEvent.PaymentOperatorActed(
                        about(e),
                        new RequestId(e.getRequestId()),
                        RejectionWire.kind(e.getRequestType()),
                        TermsWire.actor(e.getActor()),
                        e.getReason());
            case PaymentInitiated e -> initiated(e);
            case PaymentAttemptStarted e -> new PaymentEvent.PaymentAttemptStarted(about(e), attempt(e));
            case PaymentRequestQueued e -> new PaymentEvent.PaymentRequestQueued(about(e), request(e));
            case PaymentCancellationNoted e ->
                new PaymentEvent.PaymentCancellationNoted(
                        about(e), new RequestId(e.getRequestId()), e.getBusinessDate());
            case PaymentDeclined e ->
                new PaymentEvent.PaymentDeclined(
                        about(e),
                        TermsWire.operation(e.getOperation()),
                        e.getAttemptNo(),
                        e.getDeclineCode(),
                        TermsWire.category(e.getCategory()));
            case PaymentCancelled e -> new PaymentEvent.PaymentCancelled(about(e));
            case PaymentNeedsAttention e ->
                new PaymentEvent.PaymentNeedsAttention(
                        about(e), TermsWire.operationOrNone(e.getOperation()), e.getReason());
            default -> ofAttempt(record);
        };
    }

    private static PaymentEvent ofAttempt(SpecificRecord record) {
        return switch (record) {
            case PaymentAttemptFailed e ->
                new PaymentEvent.PaymentAttemptFailed(
                        about(e),
                        TermsWire.operation(e.getOperation()),
                        e.getAttemptNo(),
                        e.getReason(),
                        e.getNotTried());
            case PaymentOutcomeUnknown e ->
                new PaymentEvent.PaymentOutcomeUnknown(
                        about(e), TermsWire.operation(e.getOperation()), e.getAttemptNo(), e.getReason());
            case PaymentLookupStarted e ->
                new PaymentEvent.PaymentLookupStarted(
                        about(e), TermsWire.operation(e.getOperation()), e.getAttemptNo(), e.getLookupNo());
            case PaymentAttemptNotFound e ->
                new PaymentEvent.PaymentAttemptNotFound(
                        about(e), TermsWire.operation(e.getOperation()), e.getAttemptNo());
            case PaymentOutcomeResolved e ->
                new PaymentEvent.PaymentOutcomeResolved(
                        about(e),
                        TermsWire.operation(e.getOperation()),
                        e.getAttemptNo(),
                        TermsWire.resolved(e.getOutcome()),
                        TermsWire.resolver(e));
            case PaymentRetryScheduled e ->
                new PaymentEvent.PaymentRetryScheduled(about(e), e.getAttemptNo(), e.getDeclineCode(), e.getRetryAt());
            case PaymentActionRequired e ->
                new PaymentEvent.PaymentActionRequired(
                        about(e), e.getAttemptNo(), e.getActionUrl(), e.getExpiresAt(), e.getPspReference());
            default -> ofMoney(record);
        };
    }

    private static PaymentEvent ofMoney(SpecificRecord record) {
        var money = MoneyWire.fromAvro(record);
        var event = money == null ? AuthorizationWire.fromAvro(record) : money;
        if (event == null) {
            throw new IllegalStateException(record.getSchema().getFullName() + " is no event of a payment");
        }
        return event;
    }

    /** Every event of a payment has these fields; they are read by name, so that each case above fits a line. */
    static About about(SpecificRecord event) {
        return new About(
                new PaymentId((UUID) field(event, "paymentId")),
                new BookingId((UUID) field(event, "bookingId")),
                (Integer) field(event, "version"));
    }

    private static Object field(SpecificRecord event, String name) {
        return event.get(event.getSchema().getField(name).pos());
    }

    private static PaymentEvent initiated(PaymentInitiated e) {
        var about = about(e);
        var terms = new Terms(
                about.paymentId(),
                about.bookingId(),
                TermsWire.purpose(e.getPurpose()),
                e.getAmountMinor(),
                e.getCurrency(),
                TermsWire.captureMode(e.getCaptureMode()),
                e.getPaymentMethodToken(),
                TermsWire.initiator(e.getInitiator()),
                e.getBusinessDate());
        return new PaymentEvent.PaymentInitiated(about, terms, e.getGateway());
    }

    private static Attempt attempt(PaymentAttemptStarted e) {
        return new Attempt(
                TermsWire.operation(e.getOperation()),
                e.getAttemptNo(),
                e.getGatewayKey(),
                e.getMerchantReference(),
                e.getAmountMinor(),
                requestId(e.getRequestId()),
                e.getBusinessDate(),
                new Attempt.Details(e.getPspReference(), e.getPaymentMethodToken(), e.getIsFinal(), e.getIsRenewal()));
    }

    private static @Nullable RequestId requestId(@Nullable UUID value) {
        return value == null ? null : new RequestId(value);
    }

    /** Only booking-service's requests ever wait. */
    private static Request.AtTheBank request(PaymentRequestQueued e) {
        var asker = Request.Asker.BOOKING_SERVICE;
        var head = new Request.Head(
                new RequestId(e.getRequestId()), new PaymentId(e.getPaymentId()), e.getBusinessDate(), asker);
        return switch (e.getOperation()) {
            case CAPTURE -> new Request.Capture(head, e.getAmountMinor(), e.getIsFinal());
            case REFUND -> new Request.Refund(head, e.getAmountMinor());
            case ADJUST -> new Request.Adjustment(head, e.getAmountMinor());
            case AUTHORIZE, VOID, LOOKUP, UNKNOWN ->
                throw new IllegalStateException("a request for " + e.getOperation() + " does not queue");
        };
    }
}
