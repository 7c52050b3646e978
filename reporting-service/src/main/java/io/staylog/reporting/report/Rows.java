package io.staylog.reporting.report;

import java.math.BigDecimal;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * The rows of the reports. Columns named {@code …Minor} are in minor units of the row's currency; revenue is net of tax, what
 * is called gross or value is with tax. A {@code period} is a day ({@code 2016-08-15}), a month ({@code 2016-08}), or null where
 * the row is about all time asked for. Averages and rates come from the sums of the row, HALF_UP, and are null where there
 * is nothing to divide by.
 */
public final class Rows {
    private Rows() {}

    /** Bookings in one status, by arrival. */
    public record Status(
            String hotelId,
            @Nullable String period,
            String status,
            String currency,
            long bookings,
            long roomNights,
            long grossMinor) {}

    /**
     * Everything of one hotel. {@code bookings} are those that were ever secured; held, released and expired ones are apart.
     * Sold nights and revenue are of guests who came; no-show and cancellation fees are apart.
     */
    public record Totals(
            String hotelId,
            String name,
            String currency,
            LocalDate businessDate,
            long bookings,
            long held,
            long confirmed,
            long inHouse,
            long checkedOut,
            long cancelled,
            long noShow,
            long walked,
            long released,
            long expired,
            long roomNightsBooked,
            long roomNightsSold,
            long revenueMinor,
            long revenueGrossMinor,
            @Nullable BigDecimal adrMinor,
            long lostGrossMinor,
            long cancellationFeesMinor,
            long noShowFeesMinor,
            long capturedMinor,
            long refundedMinor,
            long netCashMinor) {}

    /** Room nights sold, by stay night. Complimentary ones have a price of 0. */
    public record Nights(
            String hotelId,
            String period,
            long roomNightsSold,
            long roomNightsPaid,
            long complimentary,
            long guestNights,
            long revenueMinor,
            long grossMinor) {}

    /** A month of nights. */
    public record Months(
            String hotelId,
            String month,
            long roomNightsSold,
            long revenueMinor,
            @Nullable BigDecimal adrMinor,
            long peakRoomsSold,
            long nightsWithSales) {}

    /**
     * Bookings by arrival. {@code cancellationRate} is (cancelled + noShow) / bookings, {@code alos} nights per stay,
     * {@code leadDaysMean} days from booking to arrival over all bookings; rates have 4 to 6 decimals.
     */
    public record Arrivals(
            String hotelId,
            @Nullable String period,
            long bookings,
            long checkedOut,
            long cancelled,
            long noShow,
            long roomNightsSold,
            long revenueMinor,
            @Nullable BigDecimal adrMinor,
            @Nullable BigDecimal alos,
            @Nullable BigDecimal leadDaysMean,
            @Nullable BigDecimal cancellationRate) {}

    /** What happened on a business date; {@code net…} is booked less cancelled, no-show and walked, the pickup of that date. */
    public record EventDays(
            String hotelId,
            String period,
            long booked,
            long bookedNights,
            long bookedValueMinor,
            long cancelled,
            long cancelledNights,
            long cancelledValueMinor,
            long noShow,
            long noShowNights,
            long noShowValueMinor,
            long walked,
            long walkedNights,
            long walkedValueMinor,
            long arrivals,
            long departures,
            long netNights,
            long netValueMinor) {}

    /**
     * Occupancy, average daily rate and revenue per available room. {@code …Paid} leaves complimentary rooms out of the rooms
     * sold; rates and percentages have 2 decimals.
     */
    public record Kpi(
            String hotelId,
            String period,
            long roomsAvailable,
            long roomsOutOfOrder,
            long roomsSold,
            long roomsSoldPaid,
            long complimentary,
            long revenueMinor,
            @Nullable BigDecimal occupancyPct,
            @Nullable BigDecimal occupancyPaidPct,
            @Nullable BigDecimal adrMinor,
            @Nullable BigDecimal adrPaidMinor,
            @Nullable BigDecimal revparMinor) {}

    /**
     * What is on the books for stay nights at the end of two business dates, and the difference: added less lost. A night that
     * came and went in between is in neither.
     */
    public record Pickup(
            String hotelId,
            String period,
            LocalDate since,
            LocalDate until,
            long nightsBefore,
            long revenueBeforeMinor,
            long nightsAfter,
            long revenueAfterMinor,
            long addedNights,
            long lostNights,
            long pickupNights,
            long pickupRevenueMinor) {}

    /** Money by purpose, by the business date it belongs to. */
    public record Cash(
            String hotelId,
            @Nullable String period,
            String currency,
            String purpose,
            long captures,
            long capturedMinor,
            long refunds,
            long refundedMinor,
            long netMinor) {}
}
