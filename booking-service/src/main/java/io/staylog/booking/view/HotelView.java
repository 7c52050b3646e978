package io.staylog.booking.view;

import java.time.LocalDate;
import java.util.List;

/**
 * A hotel as it is shown.
 *
 * @param hotelId the hotel
 * @param name what people call it
 * @param timeZone IANA time zone
 * @param currency ISO 4217 code of all its prices
 * @param businessDate the open business date
 * @param checkInTime earliest arrival, hotel-local
 * @param taxRateBps tax contained in gross prices, in basis points
 * @param horizonDays how many days ahead a stay may begin
 * @param stayNightsMax the longest stay in nights
 * @param holdSeconds how long rooms are held for a payment
 * @param roomTypes its classes of rooms
 * @param ratePlans its rate plans
 * @param position of the newest event that is taken into account, as {@code partition:offset}
 */
public record HotelView(
        String hotelId,
        String name,
        String timeZone,
        String currency,
        LocalDate businessDate,
        String checkInTime,
        int taxRateBps,
        int horizonDays,
        int stayNightsMax,
        int holdSeconds,
        List<RoomTypeView> roomTypes,
        List<RatePlanView> ratePlans,
        String position) {

    /** A class of equal rooms. */
    public record RoomTypeView(String roomTypeId, String name, int physicalCount, int occupancyMax) {}

    /** Prices and rules under one name. */
    public record RatePlanView(String ratePlanId, String name, boolean agreedPrices, String guarantee) {}
}
