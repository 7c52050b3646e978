package io.staylog.booking.domain;

import java.time.LocalDate;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The nights that a booking has already while it asks for others: they stay free to it, at the price they were sold for. */
final class OwnedNights {
    private record RoomNight(String roomTypeId, LocalDate night) {}

    private final List<RoomStay> roomStays;
    private final Map<RoomNight, ArrayDeque<Long>> prices = new HashMap<>();

    /** Of these rooms; of none for a new booking. */
    OwnedNights(List<RoomStay> roomStays) {
        this.roomStays = roomStays;
        for (var stay : roomStays) {
            for (var price : stay.nights()) {
                prices.computeIfAbsent(new RoomNight(stay.roomTypeId(), price.night()), night -> new ArrayDeque<>())
                        .add(price.grossMinor());
            }
        }
    }

    /** The price of a room and night that it has, each of which is given out once; null where there is none left. */
    @Nullable
    Long takePrice(String roomTypeId, LocalDate night) {
        var left = prices.get(new RoomNight(roomTypeId, night));
        return left == null ? null : left.poll();
    }

    /** How many rooms it has for a night. */
    long rooms(String roomTypeId, LocalDate night) {
        return rooms(roomStays, roomTypeId, night);
    }

    static long rooms(List<RoomStay> roomStays, String roomTypeId, LocalDate night) {
        long rooms = 0;
        for (var stay : roomStays) {
            if (stay.roomTypeId().equals(roomTypeId) && stay.covers(night)) {
                rooms++;
            }
        }
        return rooms;
    }

    boolean arriveOn(String roomTypeId, LocalDate date) {
        return roomStays.stream()
                .anyMatch(stay ->
                        stay.roomTypeId().equals(roomTypeId) && stay.arrival().equals(date));
    }

    boolean leaveOn(String roomTypeId, LocalDate date) {
        return roomStays.stream()
                .anyMatch(stay ->
                        stay.roomTypeId().equals(roomTypeId) && stay.departure().equals(date));
    }

    /** Whether it has a room from that day to that day, so that nothing about its dates is new. */
    boolean stay(RoomStayRequest asked) {
        return roomStays.stream()
                .anyMatch(stay -> stay.roomTypeId().equals(asked.roomTypeId())
                        && stay.arrival().equals(asked.arrival())
                        && stay.departure().equals(asked.departure()));
    }
}
