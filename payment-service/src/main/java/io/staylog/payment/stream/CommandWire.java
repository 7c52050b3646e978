package io.staylog.payment.stream;

import io.staylog.payment.domain.BankAnswer;
import io.staylog.payment.domain.BookingId;
import io.staylog.payment.domain.PaymentCommand;
import io.staylog.payment.domain.PaymentId;
import io.staylog.payment.domain.Request;
import io.staylog.payment.domain.Request.Asker;
import io.staylog.payment.domain.RequestId;
import io.staylog.payment.domain.Terms;
import io.staylog.schemas.payment.BankAnswered;
import io.staylog.schemas.payment.BankOperation;
import io.staylog.schemas.payment.PaymentCancellationRequested;
import io.staylog.schemas.payment.PaymentCaptureRequested;
import io.staylog.schemas.payment.PaymentRefundRequested;
import io.staylog.schemas.payment.PaymentRequested;
import java.time.LocalDate;
import java.util.UUID;
import org.apache.avro.specific.SpecificRecord;

/** What a record asks for. Whether it makes sense is for the rules to say. */
final class CommandWire {
    private CommandWire() {}

    static PaymentCommand toCommand(SpecificRecord record, Asker asker) {
        return switch (record) {
            case PaymentRequested e -> new PaymentCommand.RequestPayment(terms(e), e.getNeededUntil());
            case PaymentCaptureRequested e ->
                new PaymentCommand.Ask(new Request.Capture(
                        head(e.getRequestId(), e.getPaymentId(), e.getBusinessDate(), asker), e.getAmountMinor()));
            case PaymentRefundRequested e ->
                new PaymentCommand.Ask(new Request.Refund(
                        head(e.getRequestId(), e.getPaymentId(), e.getBusinessDate(), asker), e.getAmountMinor()));
            case PaymentCancellationRequested e ->
                new PaymentCommand.Ask(
                        new Request.Cancellation(head(e.getRequestId(), e.getPaymentId(), e.getBusinessDate(), asker)));
            case BankAnswered e -> new PaymentCommand.TakeBankAnswer(new PaymentId(e.getPaymentId()), answer(e));
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

    private static Request.Head head(UUID requestId, UUID paymentId, LocalDate businessDate, Asker asker) {
        return new Request.Head(new RequestId(requestId), new PaymentId(paymentId), businessDate, asker);
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
