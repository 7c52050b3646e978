package io.staylog.payment.domain;

import java.time.LocalDate;

/** Somebody asks for something to be done about a payment that is there. */
public sealed interface Request {
    /** Who asks. */
    enum Asker {
        /** booking-service. Its requests wait for their turn, because nobody would send them again. */
        BOOKING_SERVICE,
        /** A person, who is told at once when it is not the time. */
        OPERATOR
    }

    /** What can be asked for. */
    enum Kind {
        /** Take money for a booking; it is no request about a payment that is there. */
        PAYMENT,
        /** Take what is authorised. */
        CAPTURE,
        /** Give money back. */
        REFUND,
        /** Undo the payment. */
        CANCELLATION
    }

    /**
     * What every request says.
     *
     * @param id names the request, so that a repeat is known as one
     * @param businessDate the hotel's date that the money belongs to
     */
    record Head(RequestId id, PaymentId paymentId, LocalDate businessDate, Asker asker) {}

    /** What every request says. */
    Head head();

    /** How much, in minor units. */
    long amountMinor();

    /** What is asked for. */
    Kind kind();

    /** Names the request. */
    default RequestId id() {
        return head().id();
    }

    /** Take what is authorised. */
    record Capture(Head head, long amountMinor) implements Request {
        @Override
        public Kind kind() {
            return Kind.CAPTURE;
        }
    }

    /** Give money back. */
    record Refund(Head head, long amountMinor) implements Request {
        @Override
        public Kind kind() {
            return Kind.REFUND;
        }
    }

    /** Undo the payment. */
    record Cancellation(Head head) implements Request {
        /** It is about all there is. */
        @Override
        public long amountMinor() {
            return 0;
        }

        @Override
        public Kind kind() {
            return Kind.CANCELLATION;
        }
    }
}
