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
    /** Shares the day with others. */
    public NightPrice {
        night = Shared.day(night);
    }

    /** Takes the tax out of a gross price, rounded half up. */
    public static NightPrice ofGross(LocalDate night, long grossMinor, int taxRateBps) {
        return new NightPrice(night, grossMinor, Tax.net(grossMinor, taxRateBps), taxRateBps);
    }

    /** The tax in minor units. */
    public long taxMinor() {
        return grossMinor - netMinor;
    }
}
