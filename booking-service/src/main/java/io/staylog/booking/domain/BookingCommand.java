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

    /** The guest sleeps elsewhere, because there is no room. */
    record WalkGuest(Request request, UUID bookingId, String toHotel, long compensationMinor) implements AboutBooking {}

    /**
     * The guest owes something besides the nights.
     *
     * @param taxRateBps the tax contained in the amount; null where the hotel's own rate counts
     */
    record PostCharge(
            Request request,
            UUID bookingId,
            String description,
            long amountMinor,
            ChargeKind kind,
            @Nullable Integer taxRateBps)
            implements AboutBooking {}

    /**
     * The guest gets an invoice over everything that no invoice has yet.
     *
     * @param buyerVatCountry what the buyer's VAT number begins with; empty where there is none
     */
    record IssueInvoice(Request request, UUID bookingId, UUID partyId, String buyerVatCountry)
            implements AboutBooking {}

    /** An invoice is taken back as a whole. */
    record IssueCreditNote(Request request, UUID bookingId, String series, long number, String reason)
            implements AboutBooking {}

    /** A booking that has ended lives again. */
    record Reinstate(
            Request request, UUID bookingId, @Nullable Integer expectedVersion) implements AboutBooking {}

    /** Ends a business date. */
    record CloseDay(Request request, LocalDate businessDate) implements Asked {}

    /** What payment-service says of a payment. */
    sealed interface PaymentNews extends BookingCommand {
        UUID paymentId();
    }

    /** The bank has agreed to a payment. */
    record ConfirmPaid(UUID bookingId, UUID paymentId, long amountMinor) implements PaymentNews {}

    /** What the bank refused. */
    enum Refused {
        AUTHORIZATION,
        CAPTURE,
        ADJUSTMENT
    }

    /**
     * The bank has refused a payment, and is not asked again by itself.
     *
     * @param mayTryAgain whether another attempt can succeed
     * @param attemptNo which attempt; 0 where nobody said
     */
    record PaymentRefused(
            UUID bookingId, UUID paymentId, Refused what, String declineCode, boolean mayTryAgain, int attemptNo)
            implements PaymentNews {}

    /** The bank is being asked for a payment, perhaps not for the first time. */
    record PaymentTried(UUID bookingId, UUID paymentId, int attemptNo) implements PaymentNews {}

    /** Another amount is authorised. */
    record AuthorizationRaised(UUID bookingId, UUID paymentId, UUID requestId, long amountMinor)
            implements PaymentNews {}

    /** What was authorised has expired. */
    record AuthorizationGone(UUID bookingId, UUID paymentId) implements PaymentNews {}

    /** What was taken is not there after all. */
    record CaptureUndone(UUID bookingId, UUID paymentId) implements PaymentNews {}

    /** payment-service has refused something that it was asked for. */
    record PaymentRequestRefused(UUID paymentId, UUID requestId, String code) implements PaymentNews {}

    /** The time of a hold, or of a change that waits for its payment, is up. */
    record HoldExpiryDue(UUID bookingId) implements BookingCommand {}
}
