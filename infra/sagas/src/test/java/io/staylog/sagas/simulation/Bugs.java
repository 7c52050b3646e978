package io.staylog.sagas.simulation;

import io.staylog.booking.domain.BookingCommand;
import io.staylog.booking.domain.BookingEvent;
import io.staylog.booking.domain.Hotel;
import io.staylog.eventsourcing.Decider;
import io.staylog.payment.domain.HotelPayments;
import io.staylog.payment.domain.PaymentCommand;
import io.staylog.payment.domain.PaymentEvent;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * What is wrong on purpose, so that the simulation can be seen to find it.
 *
 * @param machinery what is wrong with engine and bank worker
 * @param bookings what is wrong with the rules of bookings
 * @param payments what is wrong with the rules of payments
 */
record Bugs(
        Set<Machinery> machinery,
        UnaryOperator<Decider<Hotel, BookingCommand, BookingEvent>> bookings,
        UnaryOperator<Decider<HotelPayments, PaymentCommand, PaymentEvent>> payments) {
    static final Bugs NONE =
            new Bugs(EnumSet.noneOf(Machinery.class), UnaryOperator.identity(), UnaryOperator.identity());

    /** What can be wrong with what the rules run in. */
    enum Machinery {
        /** What an aborted transaction has changed stays in the state. */
        KEEPS_STATE_AFTER_ABORT,
        /** What is decided is written although the position behind it may not be committed any more. */
        WRITES_OUTSIDE_OF_TRANSACTIONS,
        /** An owner whose partitions have moved on may still commit. */
        DOES_NOT_FENCE,
        /** A snapshot holds what is not committed yet. */
        SNAPSHOTS_TOO_EARLY,
        /** Each call to the bank has a key of its own. */
        DRAWS_KEYS
    }

    static Bugs in(Machinery one) {
        return new Bugs(EnumSet.of(one), UnaryOperator.identity(), UnaryOperator.identity());
    }

    static Bugs inBookings(UnaryOperator<Decider<Hotel, BookingCommand, BookingEvent>> bug) {
        return new Bugs(EnumSet.noneOf(Machinery.class), bug, UnaryOperator.identity());
    }

    static Bugs inPayments(UnaryOperator<Decider<HotelPayments, PaymentCommand, PaymentEvent>> bug) {
        return new Bugs(EnumSet.noneOf(Machinery.class), UnaryOperator.identity(), bug);
    }

    boolean has(Machinery one) {
        return machinery.contains(one);
    }
}
