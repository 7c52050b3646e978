package io.staylog.booking.domain;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What a hotel can be asked, or told, to do. */
public sealed interface BookingCommand {

    /**
     * Tells requests apart.
     *
     * @param id chosen by the caller; the same id again is the same request
     * @param type record type of the request, for the answer
     */
    record Request(UUID id, String type) {}

    /** Commands that somebody waits for an answer to. */
    sealed interface Asked extends BookingCommand {
        Request request();
    }

    /** Makes a fact about the hotel itself true. */
    record Declare(Request request, BookingEvent.HotelFact fact) implements Asked {}

    /** A request that makes no sense still deserves an answer. */
    record Refuse(Request request, @Nullable UUID bookingId, Rejection rejection) implements Asked {}

    /** Sells rooms: all of them or none. */
    record PlaceBooking(
            Request request,
            UUID bookingId,
            String ratePlanId,
            Channel channel,
            @Nullable String channelReference,
            @Nullable UUID guestId,
            List<RoomStayRequest> roomStays,
            String currency,
            @Nullable Long expectedTotalMinor,
            @Nullable String paymentMethodToken)
            implements Asked {}

    /** Commands about one booking. */
    sealed interface AboutBooking extends Asked {
        UUID bookingId();
    }

    /**
     * Gives the rooms back under the frozen policy.
     *
     * @param askedAt when the guest asked: who asks in time pays no fee, however long the request had to wait
     */
    record CancelBooking(
            Request request,
            UUID bookingId,
            CancelReason reason,
            @Nullable Integer expectedVersion,
            Instant askedAt) implements AboutBooking {}

    /**
     * Replaces dates and rooms.
     *
     * @param askedAt when the guest asked; fees that were due by then stay due
     */
    record ModifyBooking(
            Request request,
            UUID bookingId,
            List<RoomStayRequest> roomStays,
            @Nullable Integer expectedVersion,
            Instant askedAt)
            implements AboutBooking {}

    /** The guest is here. */
    record CheckIn(
            Request request, UUID bookingId, @Nullable String roomNumber) implements AboutBooking {}

    /** The guest leaves. */
    record CheckOut(Request request, UUID bookingId) implements AboutBooking {}

    /** The guest did not come. */
    record MarkNoShow(Request request, UUID bookingId) implements AboutBooking {}

    /** Ends a business date. */
    record CloseDay(Request request, LocalDate businessDate) implements Asked {}

    /** A payment has secured a held booking. */
    record ConfirmPaid(UUID bookingId, UUID paymentId, long amountMinor) implements BookingCommand {}

    /** The bank has refused a held booking's payment. */
    record ReleaseUnpaid(UUID bookingId, UUID paymentId, String declineCode) implements BookingCommand {}

    /** The time of a hold is up. */
    record HoldExpiryDue(UUID bookingId) implements BookingCommand {}
}
