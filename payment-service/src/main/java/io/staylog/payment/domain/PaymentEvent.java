package io.staylog.payment.domain;

import java.time.LocalDate;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What was decided about the payments of a hotel. */
public sealed interface PaymentEvent {
    /** The payment it is about. */
    PaymentId paymentId();

    /**
     * Which payment, and which of its events.
     *
     * @param version 1 for the first event of a payment, then 2, 3 and so on without gap
     */
    record About(PaymentId paymentId, BookingId bookingId, int version) {}

    /** Something that happened to a payment. Its state is the fold of these. */
    sealed interface OfPayment extends PaymentEvent {
        /** Which payment, and which of its events. */
        About about();

        @Override
        default PaymentId paymentId() {
            return about().paymentId();
        }
    }

    /** Something that says what money did, or did not. */
    sealed interface MoneyMoved extends OfPayment {}

    /** A payment is taken on. */
    record PaymentInitiated(About about, Terms terms) implements OfPayment {}

    /** The bank is about to be told, for the first time or again. */
    record PaymentAttemptStarted(About about, Attempt attempt) implements OfPayment {}

    /** A request waits until the operation that is under way has ended. */
    record PaymentRequestQueued(About about, Request request) implements OfPayment {}

    /** The payment is to be undone as soon as that is possible. */
    record PaymentCancellationNoted(About about, RequestId requestId, LocalDate businessDate) implements OfPayment {}

    /** The bank has reserved the money. */
    record PaymentAuthorized(About about, long amountMinor, String currency, String pspReference, BankAnswer.Card card)
            implements MoneyMoved {}

    /** The bank has taken the money. */
    record PaymentCaptured(
            About about,
            Purpose purpose,
            long amountMinor,
            String currency,
            String pspReference,
            LocalDate businessDate)
            implements MoneyMoved {}

    /** The bank has refused. */
    record PaymentDeclined(About about, Operation operation, String declineCode, DeclineCategory category)
            implements OfPayment {}

    /** An attempt certainly had no effect so far. */
    record PaymentAttemptFailed(About about, Operation operation, int attemptNo, String reason) implements OfPayment {}

    /** Nobody knows whether an attempt had an effect. */
    record PaymentOutcomeUnknown(About about, Operation operation, int attemptNo, String reason) implements OfPayment {}

    /** The bank is about to be asked what became of an attempt. */
    record PaymentLookupStarted(About about, Operation operation, int attemptNo, int lookupNo) implements OfPayment {}

    /** The bank knows nothing of an attempt, yet. */
    record PaymentAttemptNotFound(About about, Operation operation, int attemptNo) implements OfPayment {}

    /** An unknown outcome is known; what follows comes next. */
    record PaymentOutcomeResolved(About about, Operation operation, int attemptNo, Resolved outcome)
            implements OfPayment {
        /** What it turned out to be. */
        public enum Resolved {
            /** It was done. */
            APPROVED,
            /** It was refused. */
            DECLINED,
            /** It had no effect. */
            NOT_EXECUTED
        }
    }

    /** The reserved money is the guest's again. */
    record PaymentVoided(About about, long amountMinor, String currency) implements MoneyMoved {}

    /** Captured money went back. */
    record PaymentRefunded(
            About about,
            Purpose purpose,
            RequestId refundId,
            long amountMinor,
            String currency,
            String pspReference,
            LocalDate businessDate)
            implements MoneyMoved {}

    /** The bank could not give the money back. */
    record PaymentRefundFailed(About about, RequestId refundId, long amountMinor, String reason)
            implements MoneyMoved {}

    /** The payment was given up before the bank had done anything. */
    record PaymentCancelled(About about) implements OfPayment {}

    /**
     * Neither the bank nor a rule can bring this payment on.
     *
     * @param operation what hangs or has failed at the bank; null where something was asked for that is not done
     */
    record PaymentNeedsAttention(About about, @Nullable Operation operation, String reason) implements OfPayment {}

    /** A request was understood and refused. */
    record PaymentRequestRejected(
            RequestId requestId,
            PaymentId paymentId,
            Request.Kind kind,
            Rejection rejection,
            Map<String, String> details)
            implements PaymentEvent {
        /** Keeps its own copy of the details. */
        public PaymentRequestRejected {
            details = Map.copyOf(details);
        }

        static PaymentRequestRejected of(Request request, Rejection rejection, Map<String, String> details) {
            return new PaymentRequestRejected(
                    request.id(), request.head().paymentId(), request.kind(), rejection, details);
        }

        /** Such a request has no number of its own, so it goes by the payment's. */
        static PaymentRequestRejected idTaken(Terms asked) {
            var details = Map.of(
                    "bookingId", asked.bookingId().value().toString(),
                    "amountMinor", Long.toString(asked.amountMinor()),
                    "currency", asked.currency());
            var id = asked.paymentId();
            return new PaymentRequestRejected(
                    new RequestId(id.value()), id, Request.Kind.PAYMENT, Rejection.PAYMENT_ID_TAKEN, details);
        }
    }

    /** An instruction to the bank. It changes no state: the event before it says that it was given. */
    record BankCallInstructed(PaymentId paymentId, BankCall call) implements PaymentEvent {}
}
