package io.staylog.booking.domain;

/** Takes the tax out of gross amounts, rounded half up, line by line. */
final class Tax {
    static final int BPS_MAX = 10_000;

    private Tax() {}

    /** What is left of a gross amount of 0 or more without its tax. */
    static long net(long grossMinor, int taxRateBps) {
        long divisor = (long) BPS_MAX + taxRateBps;
        return (grossMinor * BPS_MAX + divisor / 2) / divisor;
    }
}
