package io.staylog.payment.domain;

import java.time.LocalDate;

/** Somebody asks for something to be done about a payment that is there. */
public sealed interface Request {
    /** On whose behalf. */
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
        CANCELLATION,
        /** Authorise another amount. */
        ADJUSTMENT,
        /** Try another card. */
        METHOD,
        /** Say what an unknown outcome was. */
        RESOLUTION,
        /** Answer a dispute. */
        DISPUTE_RESPONSE,
        /** Money went back outside the bank. */
        MANUAL_REFUND,
        /** Somebody has dealt with it. */
        ACKNOWLEDGEMENT,
        /** Compare with what the bank has settled; it is no request about one payment. */
        SETTLEMENT
    }

    /**
     * What every request says.
     *
     * @param id names the request, so that a repeat is known as one
     * @param businessDate the hotel's date that the money belongs to
     * @param actor who asks
     * @param reason why, in that person's words; empty where nobody said
     */
    record Head(RequestId id, PaymentId paymentId, LocalDate businessDate, Asker asker, Actor actor, String reason) {
        /** booking-service, or somebody who does not say who. */
        public Head(RequestId id, PaymentId paymentId, LocalDate businessDate, Asker asker) {
            this(id, paymentId, businessDate, asker, Actor.UNKNOWN, "");
        }
    }

    /** What the bank has to do, for which a request may have to wait. */
    sealed interface AtTheBank extends Request {}

    /** What is decided at once, whatever is under way. */
    sealed interface AtOnce extends Request {}

    /** What every request says. */
    Head head();

    /** How much, in minor units; 0 where it is about no amount. */
    default long amountMinor() {
        return 0;
    }

    /** What is asked for. */
    Kind kind();

    /** Names the request. */
    default RequestId id() {
        return head().id();
    }

    /**
     * Take what is authorised.
     *
     * @param isFinal whether the rest is let go
     */
    record Capture(Head head, long amountMinor, boolean isFinal) implements AtTheBank {
        /** The last one. */
        public Capture(Head head, long amountMinor) {
            this(head, amountMinor, true);
        }

        @Override
        public Kind kind() {
            return Kind.CAPTURE;
        }
    }

    /** Give money back. */
    record Refund(Head head, long amountMinor) implements AtTheBank {
        @Override
        public Kind kind() {
            return Kind.REFUND;
        }
    }

    /**
     * Authorise another amount.
     *
     * @param amountMinor how much in all, in minor units
     */
    record Adjustment(Head head, long amountMinor) implements AtTheBank {
        @Override
        public Kind kind() {
            return Kind.ADJUSTMENT;
        }
    }

    /** Undo the payment. */
    record Cancellation(Head head) implements Request {
        @Override
        public Kind kind() {
            return Kind.CANCELLATION;
        }
    }

    /** Try another card. */
    record Method(Head head, String token) implements AtOnce {
        @Override
        public Kind kind() {
            return Kind.METHOD;
        }

        /** Without the token, which opens a guest's purse. */
        @Override
        public String toString() {
            return "Method[" + head.id() + "]";
        }
    }

    /**
     * Say what an unknown outcome was.
     *
     * @param pspReference the bank's number of the payment; empty where it is known already
     */
    record Resolution(
            Head head, int attemptNo, PaymentEvent.PaymentOutcomeResolved.Resolved outcome, String pspReference)
            implements AtOnce {
        @Override
        public Kind kind() {
            return Kind.RESOLUTION;
        }
    }

    /**
     * Answer a dispute.
     *
     * @param isChallenge whether the hotel proves the charge; else it lets the money go
     */
    record DisputeResponse(Head head, String disputeId, boolean isChallenge) implements AtOnce {
        @Override
        public Kind kind() {
            return Kind.DISPUTE_RESPONSE;
        }
    }

    /**
     * Money went back outside the bank.
     *
     * @param method how
     */
    record ManualRefund(Head head, long amountMinor, String method) implements AtOnce {
        @Override
        public Kind kind() {
            return Kind.MANUAL_REFUND;
        }
    }

    /** Somebody has dealt with it. */
    record Acknowledgement(Head head) implements AtOnce {
        @Override
        public Kind kind() {
            return Kind.ACKNOWLEDGEMENT;
        }
    }
}
