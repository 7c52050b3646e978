package io.staylog.checker.rules;

import java.util.List;

/** The topics that are read, spelled here once more on purpose: nothing is shared with what is checked. */
public final class TopicNames {
    /** Where anybody asks for bookings. */
    public static final String BOOKING_REQUESTS = "booking.requests";

    /** What booking-service has decided. */
    public static final String BOOKING_EVENTS = "booking.events";

    /** Where operators ask for something to be done about a payment. */
    public static final String PAYMENT_REQUESTS = "payment.requests";

    /** What happened to money. */
    public static final String PAYMENT_EVENTS = "payment.events";

    /** Instructions to the bank. */
    public static final String BANK_CALLS = "payment.bank-calls";

    /** What the bank said. */
    public static final String BANK_ANSWERS = "payment.bank-answers";

    /** Ending of a dead-letter topic's name. */
    public static final String DEAD = ".dead";

    /** In the order in which they are read: what is asked for before what follows from it. */
    public static final List<String> ALL = List.of(
            BOOKING_REQUESTS,
            BOOKING_EVENTS,
            PAYMENT_REQUESTS,
            PAYMENT_EVENTS,
            BANK_CALLS,
            BANK_ANSWERS,
            BOOKING_REQUESTS + DEAD,
            BOOKING_EVENTS + DEAD,
            PAYMENT_REQUESTS + DEAD,
            PAYMENT_EVENTS + DEAD,
            BANK_CALLS + DEAD,
            BANK_ANSWERS + DEAD);

    private TopicNames() {}
}
