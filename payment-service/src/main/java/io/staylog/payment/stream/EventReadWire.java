package io.staylog.payment.stream;

import io.staylog.payment.domain.Attempt;
import io.staylog.payment.domain.BookingId;
import io.staylog.payment.domain.PaymentEvent;
import io.staylog.payment.domain.PaymentEvent.About;
import io.staylog.payment.domain.PaymentId;
import io.staylog.payment.domain.Request;
import io.staylog.payment.domain.RequestId;
import io.staylog.payment.domain.Terms;
import io.staylog.schemas.payment.BankOperation;
import io.staylog.schemas.payment.PaymentAttemptFailed;
import io.staylog.schemas.payment.PaymentAttemptNotFound;
import io.staylog.schemas.payment.PaymentAttemptStarted;
import io.staylog.schemas.payment.PaymentAuthorized;
import io.staylog.schemas.payment.PaymentCancellationNoted;
import io.staylog.schemas.payment.PaymentCancelled;
import io.staylog.schemas.payment.PaymentCaptured;
import io.staylog.schemas.payment.PaymentDeclined;
import io.staylog.schemas.payment.PaymentInitiated;
import io.staylog.schemas.payment.PaymentLookupStarted;
import io.staylog.schemas.payment.PaymentNeedsAttention;
import io.staylog.schemas.payment.PaymentOutcomeResolved;
import io.staylog.schemas.payment.PaymentOutcomeUnknown;
import io.staylog.schemas.payment.PaymentRefundFailed;
import io.staylog.schemas.payment.PaymentRefunded;
import io.staylog.schemas.payment.PaymentRequestQueued;
import io.staylog.schemas.payment.PaymentRequestRejected;
import io.staylog.schemas.payment.PaymentVoided;
import java.util.UUID;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/** The service's own events, read back from Avro. One that is not known here stops the fold: a part of the past is none. */
final class EventReadWire {
    private EventReadWire() {}

    static PaymentEvent fromAvro(SpecificRecord record) {
        return switch (record) {
            case PaymentRequestRejected e -> RejectionWire.fromAvro(e);
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
                        about(e), TermsWire.operation(e.getOperation()), e.getAttemptNo(), e.getReason());
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
                        TermsWire.resolved(e.getOutcome()));
            default -> ofMoney(record);
        };
    }

    private static PaymentEvent ofMoney(SpecificRecord record) {
        return switch (record) {
            case PaymentAuthorized e ->
                new PaymentEvent.PaymentAuthorized(
                        about(e), e.getAmountMinor(), e.getCurrency(), e.getPspReference(), MoneyWire.card(e));
            case PaymentCaptured e ->
                new PaymentEvent.PaymentCaptured(
                        about(e),
                        TermsWire.purpose(e.getPurpose()),
                        e.getAmountMinor(),
                        e.getCurrency(),
                        e.getPspReference(),
                        e.getBusinessDate());
            case PaymentVoided e -> new PaymentEvent.PaymentVoided(about(e), e.getAmountMinor(), e.getCurrency());
            case PaymentRefunded e ->
                new PaymentEvent.PaymentRefunded(
                        about(e),
                        TermsWire.purpose(e.getPurpose()),
                        new RequestId(e.getRefundId()),
                        e.getAmountMinor(),
                        e.getCurrency(),
                        e.getPspReference(),
                        e.getBusinessDate());
            case PaymentRefundFailed e ->
                new PaymentEvent.PaymentRefundFailed(
                        about(e), new RequestId(e.getRefundId()), e.getAmountMinor(), e.getReason());
            default -> throw new IllegalStateException(record.getSchema().getFullName() + " is no event of a payment");
        };
    }

    /** Every event of a payment has these fields; they are read by name, so that each case above fits a line. */
    private static About about(SpecificRecord event) {
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
        return new PaymentEvent.PaymentInitiated(about, terms);
    }

    private static Attempt attempt(PaymentAttemptStarted e) {
        return new Attempt(
                TermsWire.operation(e.getOperation()),
                e.getAttemptNo(),
                e.getGatewayKey(),
                e.getMerchantReference(),
                e.getAmountMinor(),
                requestId(e.getRequestId()),
                e.getBusinessDate());
    }

    private static @Nullable RequestId requestId(@Nullable UUID value) {
        return value == null ? null : new RequestId(value);
    }

    /** Only booking-service's requests ever wait. */
    private static Request request(PaymentRequestQueued e) {
        var asker = Request.Asker.BOOKING_SERVICE;
        var head = new Request.Head(
                new RequestId(e.getRequestId()), new PaymentId(e.getPaymentId()), e.getBusinessDate(), asker);
        return e.getOperation() == BankOperation.CAPTURE
                ? new Request.Capture(head, e.getAmountMinor())
                : new Request.Refund(head, e.getAmountMinor());
    }
}
