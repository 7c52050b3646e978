package io.staylog.bench.sagas;

/** How far a booking has come, in order. */
public enum Stage {
    /** The log has acknowledged the request. */
    ACCEPTED("request acknowledged by the log"),
    /** Rooms are held, as a reader of committed events sees it. */
    HELD("BookingHeld"),
    /** The bank's word is on the log: authorised or captured, as the rate plan says. */
    PAID("PaymentAuthorized"),
    /** The rooms are the guest's. */
    CONFIRMED("BookingConfirmed"),
    /** The row is committed in the reporting database. */
    REPORTED("visible in reporting");

    private final String title;

    Stage(String title) {
        this.title = title;
    }

    /** For people. */
    public String title() {
        return title;
    }
}
