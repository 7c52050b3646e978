package io.staylog.bench.decisions;

import io.staylog.schemas.common.Guarantee;

/** What the hotels sell, and with it how much follows from one request. */
public enum Workload {
    /** Paid on the spot: a request is confirmed by one event. */
    PAID_AT_THE_HOTEL("confirmed", "one event each: paid at the hotel", Guarantee.NONE, 1),
    /** Guaranteed by a card: a room is held and the payment asked for, which are two events. */
    PAID_BY_CARD("held", "two events each: held, and the payment asked for", Guarantee.CARD, 2);

    private final String id;
    private final String sentence;
    private final Guarantee guarantee;
    private final int events;

    Workload(String id, String sentence, Guarantee guarantee, int events) {
        this.id = id;
        this.sentence = sentence;
        this.guarantee = guarantee;
        this.events = events;
    }

    String id() {
        return id;
    }

    String sentence() {
        return sentence;
    }

    Guarantee guarantee() {
        return guarantee;
    }

    /** How many events follow from one request. */
    int events() {
        return events;
    }
}
