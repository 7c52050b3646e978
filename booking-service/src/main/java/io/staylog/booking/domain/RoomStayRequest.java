package io.staylog.booking.domain;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A room that is asked for. Nothing in it has been checked.
 *
 * @param roomTypeId the sellable class of rooms
 * @param arrival first night
 * @param departure day of departure
 * @param adults adults in the room
 * @param childrenAges age of each child
 * @param agreedNightsMinor gross price of each night, or null where the calendar's prices count
 * @param dayUse whether the room is used during the day of arrival only, so that there is no night
 */
public record RoomStayRequest(
        String roomTypeId,
        LocalDate arrival,
        LocalDate departure,
        int adults,
        List<Integer> childrenAges,
        @Nullable List<Long> agreedNightsMinor,
        boolean dayUse) {}
