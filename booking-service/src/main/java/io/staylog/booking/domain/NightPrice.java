package io.staylog.booking.domain;

import java.time.LocalDate;

/**
 * The price of one night. Gross is net plus tax.
 *
 * @param night the night that begins on this hotel-local date
 * @param grossMinor what the guest pays, in minor units
 * @param netMinor the part without tax, in minor units
 * @param taxRateBps the tax rate in basis points
 */
public record NightPrice(LocalDate night, long grossMinor, long netMinor, int taxRateBps) {
    private static final long BPS = 10_000;

    /** Takes the tax out of a gross price, rounded half up. */
    public static NightPrice ofGross(LocalDate night, long grossMinor, int taxRateBps) {
        long divisor = BPS + taxRateBps;
        long net = (grossMinor * BPS + divisor / 2) / divisor;
        return new NightPrice(night, grossMinor, net, taxRateBps);
    }

    /** The tax in minor units. */
    public long taxMinor() {
        return grossMinor - netMinor;
    }
}
