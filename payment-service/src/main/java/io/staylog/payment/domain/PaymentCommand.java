package io.staylog.payment.domain;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What can be asked of the payments of a hotel. */
public sealed interface PaymentCommand {
    /** The payment it is about. */
    PaymentId paymentId();

    /**
     * Take money for a booking.
     *
     * @param neededUntil afterwards nobody waits for the money any more; null where there is no such time
     */
    record RequestPayment(Terms terms, @Nullable Instant neededUntil) implements PaymentCommand {
        boolean isTooLate(Instant now) {
            return neededUntil != null && now.isAfter(neededUntil);
        }

        @Override
        public PaymentId paymentId() {
            return terms.paymentId();
        }
    }

    /** Do something about a payment that is there. */
    record Ask(Request request) implements PaymentCommand {
        @Override
        public PaymentId paymentId() {
            return request.head().paymentId();
        }
    }

    /**
     * Say no to something that must not even be looked at, because it holds what may not be kept.
     *
     * @param field where in the request that is
     */
    record Refuse(RequestId id, PaymentId paymentId, Request.Kind kind, Rejection rejection, String field)
            implements PaymentCommand {}

    /** Hear what the bank said. */
    record TakeBankAnswer(PaymentId paymentId, BankAnswer answer) implements PaymentCommand {}

    /**
     * Hear what the bank said by itself.
     *
     * @param paymentId a number that no payment has where the bank speaks of none of ours
     */
    record TakeNotification(PaymentId paymentId, BankNotification notification) implements PaymentCommand {}

    /** Compare what the bank has settled with the books. */
    record Reconcile(Settlement settlement) implements PaymentCommand {
        /** It is about many payments, so it goes by its own number. */
        @Override
        public PaymentId paymentId() {
            return new PaymentId(settlement.requestId().value());
        }
    }

    /** The time has come for which a payment waited. */
    record PassDeadline(PaymentId paymentId) implements PaymentCommand {}
}
