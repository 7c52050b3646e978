package io.staylog.payment.domain;

/** What can be asked of the payments of a hotel. */
public sealed interface PaymentCommand {
    /** The payment it is about. */
    PaymentId paymentId();

    /** Take money for a booking. */
    record RequestPayment(Terms terms) implements PaymentCommand {
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

    /** Hear what the bank said. */
    record TakeBankAnswer(PaymentId paymentId, BankAnswer answer) implements PaymentCommand {}

    /** The time has come for which a payment waited. */
    record PassDeadline(PaymentId paymentId) implements PaymentCommand {}
}
