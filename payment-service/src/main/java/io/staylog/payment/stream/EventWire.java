package io.staylog.payment.stream;

import io.staylog.payment.domain.Attempt;
import io.staylog.payment.domain.PaymentEvent;
import io.staylog.payment.domain.PaymentEvent.About;
import io.staylog.payment.domain.Request;
import io.staylog.payment.domain.RequestId;
import io.staylog.schemas.payment.BankCallInstructed;
import io.staylog.schemas.payment.BankOperation;
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
import io.staylog.schemas.payment.PaymentRetryScheduled;
import io.staylog.schemas.payment.ResolutionSource;
import java.util.UUID;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/** What was decided, as Avro. Total: a new kind of event does not compile until it has a wire form. */
final class EventWire {
    private EventWire() {}

    static SpecificRecord toAvro(PaymentEvent event, String hotelId) {
        return switch (event) {
            case PaymentEvent.OfPayment it -> toAvro(it, hotelId);
            case PaymentEvent.PaymentRequestRejected it -> RejectionWire.toAvro(it, hotelId);
            case PaymentEvent.BankCallInstructed it -> call(it, hotelId);
            case PaymentEvent.SettlementReconciled it -> SettlementWire.toAvro(it, hotelId);
            case PaymentEvent.GatewayNotificationUnmatched it -> NotificationWire.toAvro(it, hotelId);
        };
    }

    private static SpecificRecord toAvro(PaymentEvent.OfPayment event, String hotelId) {
        var about = event.about();
        var id = about.paymentId().value();
        var booking = about.bookingId().value();
        int version = about.version();
        return switch (event) {
            case PaymentEvent.PaymentInitiated e -> initiated(e, hotelId);
            case PaymentEvent.PaymentAttemptStarted e -> started(about, e.attempt(), hotelId);
            case PaymentEvent.PaymentRequestQueued e -> queued(e, hotelId);
            case PaymentEvent.MoneyMoved e -> MoneyWire.toAvro(e, hotelId);
            case PaymentEvent.OfAuthorization e -> AuthorizationWire.toAvro(e, hotelId);
            case PaymentEvent.OfDispute e -> AuthorizationWire.toAvro(e, hotelId);
            case PaymentEvent.PaymentRetryScheduled e ->
                new PaymentRetryScheduled(id, hotelId, booking, version, e.attemptNo(), e.declineCode(), e.retryAt());
            case PaymentEvent.PaymentActionRequired e ->
                new PaymentActionRequired(
                        id, hotelId, booking, version, e.attemptNo(), e.actionUrl(), e.expiresAt(), e.pspReference());
            case PaymentEvent.PaymentOperatorActed e ->
                new PaymentOperatorActed(
                        id,
                        hotelId,
                        booking,
                        version,
                        e.requestId().value(),
                        RejectionWire.requestType(e.kind()),
                        TermsWire.actor(e.actor()),
                        e.reason());
            case PaymentEvent.PaymentCancellationNoted e ->
                new PaymentCancellationNoted(
                        id, hotelId, booking, version, e.requestId().value(), e.businessDate());
            case PaymentEvent.PaymentDeclined e ->
                new PaymentDeclined(
                        id,
                        hotelId,
                        booking,
                        version,
                        TermsWire.operation(e.operation()),
                        e.declineCode(),
                        TermsWire.category(e.category()),
                        e.attemptNo());
            case PaymentEvent.PaymentAttemptFailed e ->
                new PaymentAttemptFailed(
                        id,
                        hotelId,
                        booking,
                        version,
                        TermsWire.operation(e.operation()),
                        e.attemptNo(),
                        e.reason(),
                        e.notTried());
            case PaymentEvent.PaymentOutcomeUnknown e ->
                new PaymentOutcomeUnknown(
                        id, hotelId, booking, version, TermsWire.operation(e.operation()), e.attemptNo(), e.reason());
            case PaymentEvent.PaymentLookupStarted e ->
                new PaymentLookupStarted(
                        id, hotelId, booking, version, TermsWire.operation(e.operation()), e.attemptNo(), e.lookupNo());
            case PaymentEvent.PaymentAttemptNotFound e ->
                new PaymentAttemptNotFound(
                        id, hotelId, booking, version, TermsWire.operation(e.operation()), e.attemptNo());
            case PaymentEvent.PaymentOutcomeResolved e ->
                new PaymentOutcomeResolved(
                        id,
                        hotelId,
                        booking,
                        version,
                        TermsWire.operation(e.operation()),
                        e.attemptNo(),
                        TermsWire.resolved(e.outcome()),
                        ResolutionSource.valueOf(e.resolver().source().name()),
                        TermsWire.actor(e.resolver().actor()),
                        e.resolver().reason());
            case PaymentEvent.PaymentCancelled _ -> new PaymentCancelled(id, hotelId, booking, version);
            case PaymentEvent.PaymentNeedsAttention e ->
                new PaymentNeedsAttention(
                        id, hotelId, booking, version, TermsWire.operationOrNone(e.operation()), e.reason());
        };
    }

    private static SpecificRecord initiated(PaymentEvent.PaymentInitiated event, String hotelId) {
        var terms = event.terms();
        return new PaymentInitiated(
                terms.paymentId().value(),
                hotelId,
                terms.bookingId().value(),
                event.about().version(),
                TermsWire.purpose(terms.purpose()),
                terms.amountMinor(),
                terms.currency(),
                TermsWire.captureMode(terms.captureMode()),
                terms.token(),
                TermsWire.initiator(terms.initiator()),
                terms.businessDate(),
                event.gateway());
    }

    private static SpecificRecord started(About about, Attempt attempt, String hotelId) {
        return new PaymentAttemptStarted(
                about.paymentId().value(),
                hotelId,
                about.bookingId().value(),
                about.version(),
                TermsWire.operation(attempt.operation()),
                attempt.no(),
                attempt.gatewayKey(),
                attempt.merchantReference(),
                attempt.amountMinor(),
                value(attempt.requestId()),
                attempt.businessDate(),
                attempt.details().onReference(),
                attempt.details().token(),
                attempt.details().isFinal(),
                attempt.details().isRenewal());
    }

    private static @Nullable UUID value(@Nullable RequestId id) {
        return id == null ? null : id.value();
    }

    private static SpecificRecord queued(PaymentEvent.PaymentRequestQueued event, String hotelId) {
        var request = event.request();
        var operation = switch (request) {
            case Request.Capture _ -> BankOperation.CAPTURE;
            case Request.Refund _ -> BankOperation.REFUND;
            case Request.Adjustment _ -> BankOperation.ADJUST;
        };
        return new PaymentRequestQueued(
                event.paymentId().value(),
                hotelId,
                event.about().bookingId().value(),
                event.about().version(),
                request.id().value(),
                operation,
                request.amountMinor(),
                request.head().businessDate(),
                !(request instanceof Request.Capture it) || it.isFinal());
    }

    private static SpecificRecord call(PaymentEvent.BankCallInstructed event, String hotelId) {
        var call = event.call();
        var attempt = call.attempt();
        var terms = call.terms();
        return new BankCallInstructed(
                event.paymentId().value(),
                hotelId,
                call.isLookup() ? BankOperation.LOOKUP : TermsWire.operation(attempt.operation()),
                attempt.no(),
                call.lookupNo(),
                attempt.gatewayKey(),
                attempt.merchantReference(),
                call.pspReference(),
                attempt.amountMinor(),
                terms.currency(),
                TermsWire.captureMode(terms.captureMode()),
                call.token(),
                TermsWire.initiator(call.initiator()),
                terms.bookingId().value(),
                call.gateway(),
                attempt.details().isFinal(),
                call.isLookup() ? TermsWire.operation(attempt.operation()) : BankOperation.UNKNOWN);
    }
}
