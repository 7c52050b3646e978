package io.staylog.booking.web;

/** How much one request may ask for; the decider has limits of its own, for those who do not come through this door. */
final class Limits {
    static final int ROOMS_MAX = 50;
    static final int GUESTS_MAX = 100;
    static final int CHILDREN_MAX = 20;
    static final int CHILD_AGE_MAX = 17;
    /** Of a stay, and of a range of nights. */
    static final int NIGHTS_MAX = 730;

    static final int NAME_CHARS_MAX = 200;
    static final int ADDRESS_CHARS_MAX = 256;
    static final int VAT_NUMBER_CHARS_MAX = 32;
    static final int BPS_MAX = 10_000;

    private Limits() {}
}
