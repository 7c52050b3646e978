package io.staylog.payment.domain;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
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

    /**
     * A payment is taken on.
     *
     * @param gateway which bank it is with; empty for the only one
     */
    record PaymentInitiated(About about, Terms terms, String gateway) implements OfPayment {}

    /** The bank is about to be told, for the first time or again. */
    record PaymentAttemptStarted(About about, Attempt attempt) implements OfPayment {}

    /** A request waits until the operation that is under way has ended. */
    record PaymentRequestQueued(About about, Request.AtTheBank request) implements OfPayment {}

    /** The payment is to be undone as soon as that is possible. */
    record PaymentCancellationNoted(About about, RequestId requestId, LocalDate businessDate) implements OfPayment {}

    /** The bank has reserved the money. */
    record PaymentAuthorized(
            About about, int attemptNo, long amountMinor, String currency, String pspReference, BankAnswer.Card card)
            implements MoneyMoved {}

    /**
     * The bank has taken the money.
     *
     * @param brand the card's brand as this answer says it; empty where it does not
     * @param last4 the card's last four digits as this answer says them; empty where it does not
     */
    record PaymentCaptured(
            About about,
            int attemptNo,
            Purpose purpose,
            long amountMinor,
            String currency,
            String pspReference,
            boolean isFinal,
            LocalDate businessDate,
            String brand,
            String last4)
            implements MoneyMoved {}

    /** The bank has refused. */
    record PaymentDeclined(
            About about, Operation operation, int attemptNo, String declineCode, DeclineCategory category)
            implements OfPayment {}

    /**
     * An attempt certainly had no effect so far.
     *
     * @param notTried whether the bank was not even called
     */
    record PaymentAttemptFailed(About about, Operation operation, int attemptNo, String reason, boolean notTried)
            implements OfPayment {}

    /** Nobody knows whether an attempt had an effect. */
    record PaymentOutcomeUnknown(About about, Operation operation, int attemptNo, String reason) implements OfPayment {}

    /** The bank is about to be asked what became of an attempt. */
    record PaymentLookupStarted(About about, Operation operation, int attemptNo, int lookupNo) implements OfPayment {}

    /** The bank knows nothing of an attempt, yet. */
    record PaymentAttemptNotFound(About about, Operation operation, int attemptNo) implements OfPayment {}

    /** An unknown outcome is known; what follows comes next. */
    record PaymentOutcomeResolved(About about, Operation operation, int attemptNo, Resolved outcome, Resolver resolver)
            implements OfPayment {
        /** Who found out. */
        public enum Source {
            /** The bank was asked. */
            POLL,
            /** The bank said it by itself. */
            WEBHOOK,
            /** A person. */
            OPERATOR
        }

        /**
         * Who found out.
         *
         * @param actor with {@link Source#OPERATOR}: which person
         * @param reason with {@link Source#OPERATOR}: how that person knows
         */
        public record Resolver(Source source, Actor actor, String reason) {
            static final Resolver POLL = new Resolver(Source.POLL, Actor.UNKNOWN, "");
            static final Resolver WEBHOOK = new Resolver(Source.WEBHOOK, Actor.UNKNOWN, "");
        }

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
    record PaymentVoided(About about, int attemptNo, long amountMinor, String currency) implements MoneyMoved {}

    /** Captured money went back. */
    record PaymentRefunded(
            About about,
            int attemptNo,
            Purpose purpose,
            RequestId refundId,
            long amountMinor,
            String currency,
            String pspReference,
            LocalDate businessDate)
            implements MoneyMoved {}

    /** The bank could not give the money back. */
    record PaymentRefundFailed(About about, int attemptNo, RequestId refundId, long amountMinor, String reason)
            implements MoneyMoved {}

    /** The payment was given up before the bank had done anything. */
    record PaymentCancelled(About about) implements OfPayment {}

    /**
     * Neither the bank nor a rule can bring this payment on.
     *
     * @param operation what hangs or has failed at the bank; null where something was asked for that is not done
     */
    record PaymentNeedsAttention(About about, @Nullable Operation operation, String reason) implements OfPayment {}

    /** The bank has refused for the moment; it is asked again by itself. */
    record PaymentRetryScheduled(About about, int attemptNo, String declineCode, Instant retryAt)
            implements OfPayment {}

    /** The guest must do something before the bank decides. */
    record PaymentActionRequired(About about, int attemptNo, String actionUrl, Instant expiresAt, String pspReference)
            implements OfPayment {}

    /** A capture that the bank had accepted has failed after all. */
    record PaymentCaptureFailed(
            About about, int attemptNo, long amountMinor, String currency, String reason, LocalDate businessDate)
            implements MoneyMoved {}

    /** The bank has taken a refund on, and will say later whether it worked. */
    record PaymentRefundPending(About about, int attemptNo, RequestId refundId, long amountMinor, String currency)
            implements MoneyMoved {}

    /** Money was given back outside the bank. */
    record ManualRefundRecorded(
            About about, RequestId refundId, long amountMinor, String currency, String method, LocalDate businessDate)
            implements MoneyMoved {}

    /** Something that says how long money stays reserved, and how much. */
    sealed interface OfAuthorization extends OfPayment {}

    /** The bank has let go of an authorisation because its time was over. */
    record AuthorizationExpired(About about, long amountMinor, String currency, String pspReference)
            implements OfAuthorization {}

    /** A new authorisation is asked for in place of one that is about to expire. */
    record AuthorizationRenewalStarted(About about, int attemptNo, String pspReference, Instant expiresAt)
            implements OfAuthorization {}

    /** There is no new one. */
    record AuthorizationRenewalDeclined(About about, int attemptNo, String declineCode) implements OfAuthorization {}

    /** The old one is the guest's again; the new one counts. */
    record AuthorizationReplaced(About about, int attemptNo, String oldPspReference, String pspReference)
            implements OfAuthorization {}

    /** More or less is authorised than before. */
    record AuthorizationAdjusted(
            About about, int attemptNo, RequestId requestId, long oldAmountMinor, long newAmountMinor, String currency)
            implements OfAuthorization {}

    /** Something that happened to a dispute. */
    sealed interface OfDispute extends OfPayment {
        /** As the bank calls it. */
        String disputeId();
    }

    /** The guest's bank has taken money back, or announces that it may. */
    record DisputeOpened(
            About about,
            String disputeId,
            long amountMinor,
            String currency,
            String reasonCode,
            Dispute.Stage stage,
            @Nullable Instant evidenceDueAt,
            LocalDate businessDate)
            implements OfDispute {}

    /** The hotel has proved the charge. */
    record DisputeChallenged(About about, String disputeId) implements OfDispute {}

    /** The hotel lets the money go. */
    record DisputeAccepted(About about, String disputeId) implements OfDispute {}

    /** The money is the hotel's. */
    record DisputeWon(About about, String disputeId, long amountMinor, String currency) implements OfDispute {}

    /** The money is the guest's. */
    record DisputeLost(About about, String disputeId, long amountMinor, String currency) implements OfDispute {}

    /** A person has asked for something, and it is being done. */
    record PaymentOperatorActed(About about, RequestId requestId, Request.Kind kind, Actor actor, String reason)
            implements OfPayment {}

    /** The bank speaks of an operation that nobody here knows. */
    record GatewayNotificationUnmatched(PaymentId paymentId, BankNotification notification) implements PaymentEvent {}

    /** A settlement was compared with the books. */
    record SettlementReconciled(Settlement settlement, int matched, List<Settlement.Difference> differences)
            implements PaymentEvent {
        /** Keeps its own copy. */
        public SettlementReconciled {
            differences = List.copyOf(differences);
        }

        /** It is about many payments, so it goes by its own number. */
        @Override
        public PaymentId paymentId() {
            return new PaymentId(settlement.requestId().value());
        }
    }

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

        static PaymentRequestRejected of(Settlement settlement, Rejection rejection, Map<String, String> details) {
            var id = settlement.requestId();
            return new PaymentRequestRejected(
                    id, new PaymentId(id.value()), Request.Kind.SETTLEMENT, rejection, details);
        }

        static PaymentRequestRejected of(PaymentCommand.Refuse refusal) {
            return new PaymentRequestRejected(
                    refusal.id(),
                    refusal.paymentId(),
                    refusal.kind(),
                    refusal.rejection(),
                    Map.of("field", refusal.field()));
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
