package io.staylog.payment.stream;

import io.staylog.eventsourcing.UnreadableRecordException;
import io.staylog.payment.domain.BankAnswer;
import io.staylog.payment.domain.BookingId;
import io.staylog.payment.domain.PaymentCommand;
import io.staylog.payment.domain.PaymentEvent.PaymentOutcomeResolved.Resolved;
import io.staylog.payment.domain.PaymentId;
import io.staylog.payment.domain.Rejection;
import io.staylog.payment.domain.Request;
import io.staylog.payment.domain.Request.Asker;
import io.staylog.payment.domain.RequestId;
import io.staylog.payment.domain.Terms;
import io.staylog.schemas.CardNumbers;
import io.staylog.schemas.common.Actor;
import io.staylog.schemas.common.ActorType;
import io.staylog.schemas.payment.AttentionAcknowledged;
import io.staylog.schemas.payment.AuthorizationAdjustmentRequested;
import io.staylog.schemas.payment.BankAnswered;
import io.staylog.schemas.payment.BankNotified;
import io.staylog.schemas.payment.BankOperation;
import io.staylog.schemas.payment.DisputeResponseRequested;
import io.staylog.schemas.payment.ManualRefundReported;
import io.staylog.schemas.payment.PaymentCancellationRequested;
import io.staylog.schemas.payment.PaymentCaptureRequested;
import io.staylog.schemas.payment.PaymentMethodSubmitted;
import io.staylog.schemas.payment.PaymentRefundRequested;
import io.staylog.schemas.payment.PaymentRequested;
import io.staylog.schemas.payment.PaymentResolutionRequested;
import io.staylog.schemas.payment.ResolvedOutcome;
import io.staylog.schemas.payment.SettlementReported;
import java.time.LocalDate;
import java.util.UUID;
import org.apache.avro.specific.SpecificRecord;

/** What a record asks for. Whether it makes sense is for the rules to say. */
final class CommandWire {
    private static final Actor NOBODY = new Actor(ActorType.UNKNOWN, "");
    /** No money moves with it, so it belongs to no date. */
    private static final LocalDate NO_DATE = LocalDate.EPOCH;

    private CommandWire() {}

    /** What anybody may write is looked through for card numbers first: they would live on in the answers. */
    static PaymentCommand toCommand(SpecificRecord record, Asker asker) {
        var card = asker == Asker.OPERATOR && isAsked(record) ? CardNumbers.find(record) : null;
        return card == null ? plain(record, asker) : refusal(record, card);
    }

    /** The bank's own words are made safe where they are heard. */
    private static boolean isAsked(SpecificRecord record) {
        return !(record instanceof BankAnswered || record instanceof BankNotified);
    }

    /** A settlement goes by its own number, as it has no payment's. */
    private static PaymentCommand.Refuse refusal(SpecificRecord record, String field) {
        var id = (UUID) value(record, "requestId");
        var paymentId = record instanceof SettlementReported ? id : (UUID) value(record, "paymentId");
        return new PaymentCommand.Refuse(
                new RequestId(id),
                new PaymentId(paymentId),
                RejectionWire.kind(record.getSchema().getName()),
                Rejection.SENSITIVE_CARD_DATA,
                field);
    }

    private static Object value(SpecificRecord record, String field) {
        return record.get(record.getSchema().getField(field).pos());
    }

    private static PaymentCommand plain(SpecificRecord record, Asker asker) {
        return switch (record) {
            case PaymentRequested e -> new PaymentCommand.RequestPayment(terms(e), e.getNeededUntil());
            case BankAnswered e -> new PaymentCommand.TakeBankAnswer(new PaymentId(e.getPaymentId()), answer(e));
            case BankNotified e -> NotificationWire.toCommand(e);
            case SettlementReported e -> new PaymentCommand.Reconcile(SettlementWire.settlement(e));
            default -> new PaymentCommand.Ask(request(record, asker));
        };
    }

    private static Request request(SpecificRecord record, Asker asker) {
        return switch (record) {
            case PaymentCaptureRequested e ->
                new Request.Capture(
                        head(record, e.getBusinessDate(), asker, e.getActor(), e.getReason()),
                        e.getAmountMinor(),
                        e.getIsFinal());
            case PaymentRefundRequested e ->
                new Request.Refund(
                        head(record, e.getBusinessDate(), asker, e.getActor(), e.getReason()), e.getAmountMinor());
            case PaymentCancellationRequested e ->
                new Request.Cancellation(head(record, e.getBusinessDate(), asker, e.getActor(), e.getReason()));
            case AuthorizationAdjustmentRequested e ->
                new Request.Adjustment(head(record, e.getBusinessDate(), asker, NOBODY, ""), e.getAmountMinor());
            default -> act(record, asker);
        };
    }

    private static Request act(SpecificRecord record, Asker asker) {
        return switch (record) {
            case PaymentMethodSubmitted e ->
                new Request.Method(
                        head(record, NO_DATE, asker, e.getActor(), e.getReason()), e.getPaymentMethodToken());
            case PaymentResolutionRequested e ->
                new Request.Resolution(
                        head(record, NO_DATE, asker, e.getActor(), e.getReason()),
                        e.getAttemptNo(),
                        outcome(e),
                        e.getPspReference());
            case DisputeResponseRequested e ->
                new Request.DisputeResponse(
                        head(record, NO_DATE, asker, e.getActor(), e.getReason()), e.getDisputeId(), isChallenge(e));
            case ManualRefundReported e ->
                new Request.ManualRefund(
                        head(record, e.getBusinessDate(), asker, e.getActor(), e.getReason()),
                        e.getAmountMinor(),
                        e.getMethod());
            case AttentionAcknowledged e ->
                new Request.Acknowledgement(head(record, NO_DATE, asker, e.getActor(), e.getReason()));
            default ->
                throw new IllegalStateException(
                        "no rule for a " + record.getSchema().getFullName());
        };
    }

    private static Terms terms(PaymentRequested e) {
        return new Terms(
                new PaymentId(e.getPaymentId()),
                new BookingId(e.getBookingId()),
                TermsWire.purpose(e.getPurpose()),
                e.getAmountMinor(),
                e.getCurrency(),
                TermsWire.captureMode(e.getCaptureMode()),
                e.getPaymentMethodToken(),
                TermsWire.initiator(e.getInitiator()),
                e.getBusinessDate());
    }

    private static Resolved outcome(PaymentResolutionRequested e) {
        if (e.getOutcome() == ResolvedOutcome.UNKNOWN) {
            throw new UnreadableRecordException(
                    "outcome-unknown", "outcome must be APPROVED, DECLINED or NOT_EXECUTED");
        }
        return TermsWire.resolved(e.getOutcome());
    }

    private static boolean isChallenge(DisputeResponseRequested e) {
        return switch (e.getResponse()) {
            case CHALLENGE -> true;
            case ACCEPT -> false;
            case UNKNOWN ->
                throw new UnreadableRecordException("response-unknown", "response must be CHALLENGE or ACCEPT");
        };
    }

    /** Every request has these two fields; they are read by name, so that each case above fits its lines. */
    private static Request.Head head(
            SpecificRecord request, LocalDate businessDate, Asker asker, Actor actor, String reason) {
        return new Request.Head(
                new RequestId((UUID) field(request, "requestId")),
                new PaymentId((UUID) field(request, "paymentId")),
                businessDate,
                asker,
                TermsWire.actor(actor),
                reason);
    }

    private static Object field(SpecificRecord record, String name) {
        return record.get(record.getSchema().getField(name).pos());
    }

    private static BankAnswer answer(BankAnswered e) {
        int lookupNo = e.getOperation() == BankOperation.LOOKUP ? Math.max(1, e.getLookupNo()) : 0;
        return new BankAnswer(e.getAttemptNo(), lookupNo, said(e));
    }

    private static BankAnswer.Said said(BankAnswered e) {
        return switch (e.getOutcome()) {
            case APPROVED -> new BankAnswer.Approved(e.getAmountMinor(), e.getPspReference(), card(e));
            case DECLINED -> declined(e);
            case NOT_EXECUTED -> new BankAnswer.NotExecuted(e.getMessage(), e.getNotTried());
            case PENDING -> new BankAnswer.Pending(e.getPspReference());
            case ACTION_REQUIRED -> actionRequired(e);
            case NOT_FOUND -> new BankAnswer.NotFound();
            // Who does not know what an answer means, knows as much as after none.
            case OUTCOME_UNKNOWN, UNKNOWN -> new BankAnswer.OutcomeUnknown(e.getMessage());
        };
    }

    /** Only a bank that did not take a call has more to say of it than a code. */
    private static BankAnswer.Said declined(BankAnswered e) {
        return e.getMessage().isEmpty()
                ? new BankAnswer.Declined(e.getDeclineCode())
                : new BankAnswer.NotTaken(e.getDeclineCode(), e.getMessage());
    }

    private static BankAnswer.Said actionRequired(BankAnswered e) {
        var expiresAt = e.getActionExpiresAt();
        return expiresAt == null
                ? new BankAnswer.OutcomeUnknown("the bank wants the guest to act and does not say until when")
                : new BankAnswer.ActionRequired(e.getActionUrl(), expiresAt, e.getPspReference());
    }

    private static BankAnswer.Card card(BankAnswered e) {
        return new BankAnswer.Card(e.getAuthCode(), e.getAuthorizationExpiresAt(), e.getBrand(), e.getLast4());
    }
}
