package io.staylog.booking.domain;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What a hotel has decided. The fields are those of the Avro records of the same names, whose documentation counts. */
public sealed interface BookingEvent {

    /** Facts about the hotel itself. */
    sealed interface HotelFact extends BookingEvent {
        UUID requestId();
    }

    record HotelRegistered(
            UUID requestId,
            String name,
            ZoneId timeZone,
            String currency,
            LocalDate businessDate,
            LocalTime checkInTime,
            int taxRateBps,
            int horizonDays,
            int stayNightsMax,
            int holdSeconds,
            int holdGraceSeconds,
            Fiscal fiscal)
            implements HotelFact {}

    record RoomTypeDefined(UUID requestId, String roomTypeId, String name, int physicalCount, int occupancyMax)
            implements HotelFact {}

    record RatePlanDefined(UUID requestId, String ratePlanId, String name, RatePlan plan) implements HotelFact {}

    /** Facts about nights [from, to). */
    sealed interface RangeFact extends HotelFact {
        LocalDate from();

        LocalDate to();
    }

    record InventorySet(UUID requestId, String roomTypeId, LocalDate from, LocalDate to, int physical)
            implements RangeFact {}

    record RoomsOutOfOrder(UUID requestId, String roomTypeId, LocalDate from, LocalDate to, int rooms, String reason)
            implements RangeFact {}

    record OverbookingSet(UUID requestId, String roomTypeId, LocalDate from, LocalDate to, int allowance)
            implements RangeFact {}

    record PricesSet(
            UUID requestId,
            String ratePlanId,
            String roomTypeId,
            LocalDate from,
            LocalDate to,
            String currency,
            long grossMinor,
            int weekdays)
            implements RangeFact {}

    record RestrictionsSet(
            UUID requestId,
            @Nullable String roomTypeId,
            @Nullable String ratePlanId,
            LocalDate from,
            LocalDate to,
            Restriction restriction)
            implements RangeFact {}

    record OverbookedDetected(UUID requestId, String roomTypeId, LocalDate night, int rooms) implements BookingEvent {}

    record BusinessDayClosed(UUID requestId, LocalDate closedDate, LocalDate businessDate) implements BookingEvent {}

    record RequestRejected(
            UUID requestId,
            @Nullable UUID bookingId,
            @Nullable LocalDate businessDate,
            String requestType,
            Rejection rejection)
            implements BookingEvent {}

    /** Events that change one booking; each raises its version by one. */
    sealed interface OfBooking extends BookingEvent {
        UUID bookingId();

        int version();

        LocalDate businessDate();
    }

    /** What happens to a booking besides its usual way, above all to its money. */
    sealed interface Incident extends OfBooking {}

    record BookingHeld(
            UUID requestId,
            UUID bookingId,
            int version,
            LocalDate businessDate,
            Terms terms,
            UUID paymentId,
            Instant holdExpiresAt)
            implements OfBooking {}

    record BookingConfirmed(
            @Nullable UUID requestId,
            UUID bookingId,
            int version,
            LocalDate businessDate,
            @Nullable Terms terms,
            @Nullable UUID paymentId)
            implements OfBooking {}

    record HoldExtended(UUID bookingId, int version, LocalDate businessDate, Instant holdExpiresAt)
            implements OfBooking {}

    record BookingReleased(UUID bookingId, int version, LocalDate businessDate, String declineCode)
            implements OfBooking {}

    record BookingPaymentFailed(
            UUID bookingId,
            int version,
            LocalDate businessDate,
            UUID paymentId,
            String declineCode,
            int attemptsLeft,
            int attemptNo)
            implements Incident {}

    record BookingPaymentRetried(UUID bookingId, int version, LocalDate businessDate, UUID paymentId, int attemptNo)
            implements Incident {}

    record LatePaymentDetected(UUID bookingId, int version, LocalDate businessDate, UUID paymentId, long amountMinor)
            implements Incident {}

    record BookingGuaranteeLost(UUID bookingId, int version, LocalDate businessDate, UUID paymentId, String code)
            implements Incident {}

    record BookingExpired(UUID bookingId, int version, LocalDate businessDate) implements OfBooking {}

    record BookingCancelled(
            UUID requestId,
            UUID bookingId,
            int version,
            LocalDate businessDate,
            CancelReason reason,
            long feeMinor,
            long refundDueMinor,
            int tierIndex,
            boolean late)
            implements OfBooking {}

    record BookingModified(
            UUID requestId,
            UUID bookingId,
            int version,
            LocalDate businessDate,
            List<RoomStay> roomStays,
            long deltaMinor,
            @Nullable CancellationPolicy policy)
            implements OfBooking {}

    record BookingChangeHeld(
            UUID requestId,
            UUID bookingId,
            int version,
            LocalDate businessDate,
            List<RoomStay> roomStays,
            long deltaMinor,
            @Nullable CancellationPolicy policy,
            UUID paymentId,
            Instant holdExpiresAt)
            implements Incident {}

    record BookingChangeAbandoned(UUID requestId, UUID bookingId, int version, LocalDate businessDate, String code)
            implements Incident {}

    record GuestWalked(
            UUID requestId,
            UUID bookingId,
            int version,
            LocalDate businessDate,
            String toHotel,
            long compensationMinor,
            long refundDueMinor)
            implements Incident {}

    record FolioChargePosted(
            UUID requestId,
            UUID bookingId,
            int version,
            LocalDate businessDate,
            String description,
            long amountMinor,
            ChargeKind kind,
            long taxMinor,
            int taxRateBps)
            implements Incident {}

    record BookingReinstated(UUID requestId, UUID bookingId, int version, LocalDate businessDate) implements Incident {}

    /** Invoices and what takes them back. */
    sealed interface Invoicing extends OfBooking {}

    record InvoiceIssued(
            UUID requestId,
            UUID bookingId,
            int version,
            LocalDate businessDate,
            String series,
            long number,
            UUID partyId,
            String currency,
            List<InvoiceLine> lines)
            implements Invoicing {}

    record CreditNoteIssued(
            UUID requestId,
            UUID bookingId,
            int version,
            LocalDate businessDate,
            String series,
            long number,
            String creditedSeries,
            long creditedNumber,
            String reason,
            UUID partyId,
            String currency,
            List<InvoiceLine> lines)
            implements Invoicing {}

    record GuestCheckedIn(
            @Nullable UUID requestId,
            UUID bookingId,
            int version,
            LocalDate businessDate,
            @Nullable String roomNumber) implements OfBooking {}

    record GuestCheckedOut(
            UUID requestId,
            UUID bookingId,
            int version,
            LocalDate businessDate,
            @Nullable List<RoomStay> roomStays,
            long totalGrossMinor,
            long earlyDepartureFeeMinor)
            implements OfBooking {}

    record BookingNoShow(
            UUID requestId, UUID bookingId, int version, LocalDate businessDate, long feeMinor, long refundDueMinor)
            implements OfBooking {}

    /** Asks payment-service for something; changes no booking. */
    sealed interface PaymentAsked extends BookingEvent {
        UUID paymentId();
    }

    record PaymentRequested(
            UUID paymentId,
            UUID bookingId,
            Purpose purpose,
            long amountMinor,
            String currency,
            boolean captureNow,
            @Nullable String paymentMethodToken,
            boolean byMerchant,
            LocalDate businessDate,
            @Nullable Instant neededUntil)
            implements PaymentAsked {}

    record PaymentCaptureRequested(UUID requestId, UUID paymentId, long amountMinor, LocalDate businessDate)
            implements PaymentAsked {}

    record PaymentCancellationRequested(UUID requestId, UUID paymentId, LocalDate businessDate)
            implements PaymentAsked {}

    record PaymentRefundRequested(UUID requestId, UUID paymentId, long amountMinor, LocalDate businessDate)
            implements PaymentAsked {}

    record AuthorizationAdjustmentRequested(UUID requestId, UUID paymentId, long amountMinor, LocalDate businessDate)
            implements PaymentAsked {}

    /** What a payment is for. */
    enum Purpose {
        DEPOSIT,
        PREPAYMENT,
        GUARANTEE,
        STAY_BALANCE,
        CHANGE_DIFFERENCE,
        NO_SHOW_FEE,
        CANCELLATION_FEE,
        LATE_CHARGE
    }
}
