package io.staylog.reporting.projection;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What one event changes in the rows. Amounts are in minor units of the named currency, dates are hotel-local. */
public sealed interface RowChange
        permits BookingChange,
                PaymentChange,
                RowChange.HotelOpened,
                RowChange.DayClosed,
                RowChange.RoomsCounted,
                RowChange.RoomsOnNights,
                RowChange.RatePlanNamed,
                RowChange.NightOverbooked,
                RowChange.NightsSet,
                RowChange.MoneyMoved,
                RowChange.RequestRefused {

    /** A hotel exists. */
    record HotelOpened(String hotelId, String name, String timeZone, String currency, LocalDate businessDate)
            implements RowChange {}

    /** A hotel has moved on to its next business date. */
    record DayClosed(String hotelId, LocalDate closedDate, LocalDate businessDate, long offset, Instant at)
            implements RowChange {}

    /** A hotel has so many rooms of a class, from its business date at that offset on. */
    record RoomsCounted(String hotelId, String roomTypeId, String name, int rooms, int occupancyMax, long offset)
            implements RowChange {}

    /** Other numbers of rooms on some nights; null leaves a number as it is. */
    record RoomsOnNights(
            String hotelId,
            String roomTypeId,
            Nights nights,
            @Nullable Integer physical,
            @Nullable Integer outOfOrder) implements RowChange {}

    /** A rate plan exists. */
    record RatePlanNamed(String hotelId, String ratePlanId, String name, String pricing, String guarantee)
            implements RowChange {}

    /** A night is oversold by so many rooms. */
    record NightOverbooked(String hotelId, String roomTypeId, LocalDate night, int rooms) implements RowChange {}

    /** What stays true of a booking however it goes on. */
    record Sale(
            LocalDate bookedOn,
            String confirmationCode,
            String channel,
            String ratePlanId,
            String guarantee,
            String currency,
            Stay booked) {}

    /** What the rooms of a booking come to; day use has no room nights. */
    record Stay(
            LocalDate arrival,
            LocalDate departure,
            int rooms,
            int roomNights,
            int adults,
            int children,
            long grossMinor,
            long netMinor) {}

    /** A booking has left the books without a stay. */
    record OffBooks(
            LocalDate on,
            @Nullable String reason,
            @Nullable Long feeMinor,
            @Nullable Boolean late) {}

    /** From this booking version on the booking has these nights and no others. */
    record NightsSet(UUID bookingId, String hotelId, int version, LocalDate on, boolean first, List<Night> nights)
            implements RowChange {}

    /** One room on one night. */
    record Night(int roomStayNo, LocalDate night, String roomTypeId, int guests, long grossMinor, long netMinor) {}

    /** What stays true of a payment however it goes on. */
    record PaymentOpened(
            UUID bookingId,
            String purpose,
            long amountMinor,
            String currency,
            String captureMode,
            LocalDate businessDate) {}

    /** Money came in (CAPTURE) or went back (REFUND); the amount is positive in both. */
    record MoneyMoved(
            UUID paymentId,
            int version,
            String hotelId,
            UUID bookingId,
            MoneyKind kind,
            String purpose,
            long amountMinor,
            String currency,
            LocalDate businessDate)
            implements RowChange {}

    /** Which way money moved. */
    enum MoneyKind {
        CAPTURE,
        REFUND
    }

    /** A request was refused. */
    record RequestRefused(
            Position position,
            String hotelId,
            UUID requestId,
            @Nullable UUID bookingId,
            @Nullable UUID paymentId,
            @Nullable LocalDate businessDate,
            String requestType,
            String code,
            String message,
            boolean retriable,
            Map<String, String> details)
            implements RowChange {}
}
