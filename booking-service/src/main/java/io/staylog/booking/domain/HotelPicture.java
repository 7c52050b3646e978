package io.staylog.booking.domain;

import io.staylog.booking.domain.BookingEvent.HotelRegistered;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Everything a {@link Hotel} knows at one moment, as a value: for comparison in tests and for snapshots.
 *
 * @param registration what it was registered with
 * @param businessDate the open date
 * @param roomTypes its room classes with their counts
 * @param ratePlans its plans
 * @param prices calendar prices
 * @param restrictions restricted nights
 * @param bookings live bookings by the date of their end (those that have not ended last), then by id
 * @param answered ids of answered requests, oldest first
 * @param lastNumbers the last number of each series of invoices and credit notes
 */
public record HotelPicture(
        @Nullable HotelRegistered registration,
        @Nullable LocalDate businessDate,
        Map<String, RoomType.Picture> roomTypes,
        Map<String, RatePlan> ratePlans,
        List<Prices> prices,
        List<RestrictedNight> restrictions,
        List<Booking> bookings,
        List<UUID> answered,
        Map<String, Long> lastNumbers) {

    /** Calendar prices of a plan and class. */
    public record Prices(String ratePlanId, String roomTypeId, Days.Picture days) {}

    /** One restricted night of a plan and class, either of which may be empty for "any". */
    public record RestrictedNight(String ratePlanId, String roomTypeId, LocalDate night, Restriction restriction) {}

    /** Keeps its own copies. */
    public HotelPicture {
        roomTypes = Map.copyOf(roomTypes);
        ratePlans = Map.copyOf(ratePlans);
        prices = List.copyOf(prices);
        restrictions = List.copyOf(restrictions);
        bookings = List.copyOf(bookings);
        answered = List.copyOf(answered);
        lastNumbers = Map.copyOf(lastNumbers);
    }
}
