package io.staylog.booking.view;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a hotel offers for a stay.
 *
 * @param hotelId the hotel
 * @param arrivalDate first night
 * @param departureDate the day the guest leaves
 * @param adults adults in the room
 * @param businessDate the hotel's open business date
 * @param currency ISO 4217 code of all amounts
 * @param offers every room class under every rate plan that was asked for
 * @param position of the newest event that is taken into account, as {@code partition:offset}
 */
public record Availability(
        String hotelId,
        LocalDate arrivalDate,
        LocalDate departureDate,
        int adults,
        LocalDate businessDate,
        String currency,
        List<Offer> offers,
        String position) {

    /**
     * One room class under one rate plan.
     *
     * @param ratePlanId prices and rules
     * @param roomTypeId class of rooms
     * @param bookable whether the same request as a booking would be accepted now
     * @param rooms rooms left on the scarcest night
     * @param totalGrossMinor price of the stay in minor units; absent where it cannot be booked
     * @param nights each night; none for a stay of more than 92
     * @param refusal why it cannot be booked; absent where it can
     */
    public record Offer(
            String ratePlanId,
            String roomTypeId,
            boolean bookable,
            long rooms,
            @Nullable Long totalGrossMinor,
            List<NightOffer> nights,
            BookingView.@Nullable Rejected refusal) {}

    /**
     * One night of an offer.
     *
     * @param night the night that begins on this date
     * @param rooms rooms left
     * @param grossMinor its price; absent where none is set
     * @param restrictions names of what restricts it, with their nights, for example {@code minStayArrival=3}
     */
    public record NightOffer(
            LocalDate night, long rooms, @Nullable Long grossMinor, Map<String, Integer> restrictions) {}
}
