package io.staylog.booking.domain;

import java.time.LocalDate;
import java.util.List;

/**
 * One room for the nights [arrival, departure), as it was sold.
 *
 * @param number numbers the rooms of one booking from 1
 * @param roomTypeId the sellable class of rooms
 * @param arrival first night, hotel-local
 * @param departure day of departure; equal to {@code arrival} where no night was sold or used
 * @param adults adults in the room
 * @param childrenAges age in years of each child
 * @param nights one price per night, in order
 */
public record RoomStay(
        int number,
        String roomTypeId,
        LocalDate arrival,
        LocalDate departure,
        int adults,
        List<Integer> childrenAges,
        List<NightPrice> nights) {

    /** Keeps its own copies of what may change, and shares what does not. */
    public RoomStay {
        roomTypeId = Shared.text(roomTypeId);
        arrival = Shared.day(arrival);
        departure = Shared.day(departure);
        childrenAges = List.copyOf(childrenAges);
        nights = List.copyOf(nights);
    }

    /** Sum of all nights in minor units. */
    public long totalMinor() {
        long total = 0;
        for (var night : nights) {
            total += night.grossMinor();
        }
        return total;
    }

    /** Sum of all rooms in minor units. */
    public static long total(List<RoomStay> roomStays) {
        long total = 0;
        for (var stay : roomStays) {
            total += stay.totalMinor();
        }
        return total;
    }

    /** The day on which the first guest of these rooms arrives. */
    public static LocalDate arrival(List<RoomStay> roomStays) {
        var first = roomStays.getFirst().arrival();
        for (var stay : roomStays) {
            first = stay.arrival().isBefore(first) ? stay.arrival() : first;
        }
        return first;
    }

    /** The day on which the last guest of these rooms leaves. */
    public static LocalDate departure(List<RoomStay> roomStays) {
        var last = roomStays.getFirst().departure();
        for (var stay : roomStays) {
            last = stay.departure().isAfter(last) ? stay.departure() : last;
        }
        return last;
    }

    long firstNights(long count) {
        return nights.stream().limit(count).mapToLong(NightPrice::grossMinor).sum();
    }

    boolean covers(LocalDate night) {
        return !night.isBefore(arrival) && night.isBefore(departure);
    }

    /** The same room with the nights alone that another state of it does not have. */
    RoomStay without(RoomStay used) {
        var left = nights.stream().filter(price -> !used.covers(price.night())).toList();
        return new RoomStay(number, roomTypeId, arrival, departure, adults, childrenAges, left);
    }

    /** The same room when its guest leaves on a day. The night of arrival counts as used, but not before that day. */
    RoomStay leftOn(LocalDate day) {
        if (day.isBefore(arrival)) {
            return new RoomStay(number, roomTypeId, arrival, arrival, adults, childrenAges, List.of());
        }
        var leave = day.isAfter(arrival) || nights.isEmpty() ? day : arrival.plusDays(1);
        if (!leave.isBefore(departure)) {
            return this;
        }
        var used =
                nights.stream().filter(price -> price.night().isBefore(leave)).toList();
        return new RoomStay(number, roomTypeId, arrival, leave, adults, childrenAges, used);
    }
}
