package io.staylog.reporting.testing;

import io.staylog.schemas.booking.BookingCancelled;
import io.staylog.schemas.booking.BookingConfirmed;
import io.staylog.schemas.booking.BookingExpired;
import io.staylog.schemas.booking.BookingHeld;
import io.staylog.schemas.booking.BookingModified;
import io.staylog.schemas.booking.BookingNoShow;
import io.staylog.schemas.booking.BookingReleased;
import io.staylog.schemas.booking.BookingTerms;
import io.staylog.schemas.booking.BusinessDayClosed;
import io.staylog.schemas.booking.CancellationReason;
import io.staylog.schemas.booking.GuestCheckedIn;
import io.staylog.schemas.booking.GuestCheckedOut;
import io.staylog.schemas.booking.HotelRegistered;
import io.staylog.schemas.booking.InventorySet;
import io.staylog.schemas.booking.RequestRejected;
import io.staylog.schemas.booking.RoomTypeDefined;
import io.staylog.schemas.booking.RoomsOutOfOrder;
import io.staylog.schemas.common.CancellationPolicy;
import io.staylog.schemas.common.Channel;
import io.staylog.schemas.common.Fee;
import io.staylog.schemas.common.FeeType;
import io.staylog.schemas.common.Guarantee;
import io.staylog.schemas.common.NightPrice;
import io.staylog.schemas.common.RoomStay;
import io.staylog.schemas.payment.BankOperation;
import io.staylog.schemas.payment.CaptureMode;
import io.staylog.schemas.payment.DeclineCategory;
import io.staylog.schemas.payment.Initiator;
import io.staylog.schemas.payment.PaymentAuthorized;
import io.staylog.schemas.payment.PaymentCaptured;
import io.staylog.schemas.payment.PaymentDeclined;
import io.staylog.schemas.payment.PaymentInitiated;
import io.staylog.schemas.payment.PaymentNeedsAttention;
import io.staylog.schemas.payment.PaymentOutcomeUnknown;
import io.staylog.schemas.payment.PaymentPurpose;
import io.staylog.schemas.payment.PaymentRefunded;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;

/** Makes events with as few words as a test needs. Dates are ISO text; prices are in cents. */
public final class Events {
    public static final String HOTEL = "seaview";
    private static final Instant LATER = Instant.parse("2030-01-01T00:00:00Z");

    private Events() {}

    /** The same id for the same name, always. */
    public static UUID id(String name) {
        return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8));
    }

    public static HotelRegistered hotel(String hotel, String opens) {
        return HotelRegistered.newBuilder()
                .setRequestId(id("register"))
                .setHotelId(hotel)
                .setName("Hotel " + hotel)
                .setTimeZone("Europe/Lisbon")
                .setCurrency("EUR")
                .setBusinessDate(LocalDate.parse(opens))
                .build();
    }

    public static RoomTypeDefined roomType(String hotel, String type, int rooms) {
        return RoomTypeDefined.newBuilder()
                .setRequestId(id("type"))
                .setHotelId(hotel)
                .setRoomTypeId(type)
                .setName("Room " + type)
                .setPhysicalCount(rooms)
                .build();
    }

    public static InventorySet inventory(String hotel, String type, String from, String to, int rooms) {
        return InventorySet.newBuilder()
                .setRequestId(id("inventory"))
                .setHotelId(hotel)
                .setRoomTypeId(type)
                .setFrom(LocalDate.parse(from))
                .setTo(LocalDate.parse(to))
                .setPhysical(rooms)
                .build();
    }

    public static RoomsOutOfOrder outOfOrder(String hotel, String type, String from, String to, int rooms) {
        return RoomsOutOfOrder.newBuilder()
                .setRequestId(id("ooo"))
                .setHotelId(hotel)
                .setRoomTypeId(type)
                .setFrom(LocalDate.parse(from))
                .setTo(LocalDate.parse(to))
                .setRooms(rooms)
                .build();
    }

    public static BusinessDayClosed closed(String hotel, String date) {
        return BusinessDayClosed.newBuilder()
                .setRequestId(id("close" + date))
                .setHotelId(hotel)
                .setClosedDate(LocalDate.parse(date))
                .setBusinessDate(LocalDate.parse(date).plusDays(1))
                .build();
    }

    /** One room from that date on, with one price per night. */
    public static RoomStay stay(int no, String arrival, long... prices) {
        var first = LocalDate.parse(arrival);
        return RoomStay.newBuilder()
                .setRoomStayNo(no)
                .setRoomTypeId("DBL")
                .setArrivalDate(first)
                .setDepartureDate(first.plusDays(prices.length))
                .setAdults(2)
                .setChildrenAges(List.of())
                .setNights(IntStream.range(0, prices.length)
                        .mapToObj(i -> new NightPrice(first.plusDays(i), prices[i], prices[i], 0L, 0))
                        .toList())
                .build();
    }

    public static BookingTerms terms(RoomStay... stays) {
        return BookingTerms.newBuilder()
                .setConfirmationCode("ABCD2345")
                .setChannel(Channel.OTA)
                .setRatePlanId("FLEX")
                .setGuarantee(Guarantee.CARD)
                .setRoomStays(List.of(stays))
                .setCurrency("EUR")
                .setTotalGrossMinor(total(List.of(stays)))
                .setDueNowMinor(0)
                .setCancellationPolicy(new CancellationPolicy(List.of(), new Fee(FeeType.NIGHTS, 1L)))
                .build();
    }

    private static long total(List<RoomStay> stays) {
        return stays.stream()
                .flatMap(s -> s.getNights().stream())
                .mapToLong(NightPrice::getGrossMinor)
                .sum();
    }

    public static BookingHeld held(String booking, String on, RoomStay... stays) {
        return heldAt(HOTEL, booking, on, stays);
    }

    public static BookingHeld heldAt(String hotel, String booking, String on, RoomStay... stays) {
        return BookingHeld.newBuilder()
                .setRequestId(id("request " + booking))
                .setHotelId(hotel)
                .setBookingId(id(booking))
                .setVersion(1)
                .setBusinessDate(LocalDate.parse(on))
                .setTerms(terms(stays))
                .setPaymentId(id("payment of " + booking))
                .setHoldExpiresAt(LATER)
                .build();
    }

    /** Confirms a booking that was held. */
    public static BookingConfirmed confirmed(String booking, int version, String on) {
        return BookingConfirmed.newBuilder()
                .setHotelId(HOTEL)
                .setBookingId(id(booking))
                .setVersion(version)
                .setBusinessDate(LocalDate.parse(on))
                .build();
    }

    /** Sells a booking at once. */
    public static BookingConfirmed booked(String booking, String on, RoomStay... stays) {
        return bookedAt(HOTEL, booking, on, stays);
    }

    public static BookingConfirmed bookedAt(String hotel, String booking, String on, RoomStay... stays) {
        return BookingConfirmed.newBuilder()
                .setRequestId(id("request " + booking))
                .setHotelId(hotel)
                .setBookingId(id(booking))
                .setVersion(1)
                .setBusinessDate(LocalDate.parse(on))
                .setTerms(terms(stays))
                .build();
    }

    public static BookingReleased released(String booking, int version, String on) {
        return new BookingReleased(HOTEL, id(booking), version, LocalDate.parse(on), "insufficient_funds");
    }

    public static BookingExpired expired(String booking, int version, String on) {
        return new BookingExpired(HOTEL, id(booking), version, LocalDate.parse(on));
    }

    public static BookingCancelled cancelled(String booking, int version, String on, long fee) {
        return BookingCancelled.newBuilder()
                .setRequestId(id("cancel " + booking))
                .setHotelId(HOTEL)
                .setBookingId(id(booking))
                .setVersion(version)
                .setBusinessDate(LocalDate.parse(on))
                .setReason(CancellationReason.GUEST_REQUEST)
                .setFeeMinor(fee)
                .setRefundDueMinor(0)
                .setTierIndex(-1)
                .setLate(false)
                .build();
    }

    public static BookingModified modified(String booking, int version, String on, RoomStay... stays) {
        return BookingModified.newBuilder()
                .setRequestId(id("modify " + booking))
                .setHotelId(HOTEL)
                .setBookingId(id(booking))
                .setVersion(version)
                .setBusinessDate(LocalDate.parse(on))
                .setRoomStays(List.of(stays))
                .setTotalGrossMinor(total(List.of(stays)))
                .setDeltaMinor(0)
                .build();
    }

    public static GuestCheckedIn arrived(String booking, int version, String on) {
        return GuestCheckedIn.newBuilder()
                .setHotelId(HOTEL)
                .setBookingId(id(booking))
                .setVersion(version)
                .setBusinessDate(LocalDate.parse(on))
                .build();
    }

    /** The guest has left; with stays: earlier than sold. */
    public static GuestCheckedOut left(String booking, int version, String on, RoomStay... used) {
        return GuestCheckedOut.newBuilder()
                .setRequestId(id("out " + booking))
                .setHotelId(HOTEL)
                .setBookingId(id(booking))
                .setVersion(version)
                .setBusinessDate(LocalDate.parse(on))
                .setRoomStays(used.length == 0 ? null : List.of(used))
                .setTotalGrossMinor(total(List.of(used)))
                .build();
    }

    public static BookingNoShow noShow(String booking, int version, String on, long fee) {
        return BookingNoShow.newBuilder()
                .setRequestId(id("no show " + booking))
                .setHotelId(HOTEL)
                .setBookingId(id(booking))
                .setVersion(version)
                .setBusinessDate(LocalDate.parse(on))
                .setFeeMinor(fee)
                .setRefundDueMinor(0)
                .build();
    }

    public static RequestRejected rejected(String request, String code, String message) {
        return RequestRejected.newBuilder()
                .setRequestId(id(request))
                .setHotelId(HOTEL)
                .setBusinessDate(LocalDate.parse("2026-03-01"))
                .setRequestType("BookingRequested")
                .setCode(code)
                .setMessage(message)
                .setRetriable(false)
                .setDetails(Map.of("night", "2026-03-05"))
                .build();
    }

    public static PaymentInitiated initiated(String payment, PaymentPurpose purpose, long amount, String on) {
        return PaymentInitiated.newBuilder()
                .setPaymentId(id(payment))
                .setHotelId(HOTEL)
                .setBookingId(id("booking of " + payment))
                .setVersion(1)
                .setPurpose(purpose)
                .setAmountMinor(amount)
                .setCurrency("EUR")
                .setCaptureMode(CaptureMode.MANUAL)
                .setInitiator(Initiator.CUSTOMER)
                .setBusinessDate(LocalDate.parse(on))
                .build();
    }

    public static PaymentAuthorized authorized(String payment, int version, long amount) {
        return PaymentAuthorized.newBuilder()
                .setPaymentId(id(payment))
                .setHotelId(HOTEL)
                .setBookingId(id("booking of " + payment))
                .setVersion(version)
                .setAmountMinor(amount)
                .setCurrency("EUR")
                .setPspReference("psp-1")
                .build();
    }

    public static PaymentCaptured captured(
            String payment, int version, PaymentPurpose purpose, long amount, String on) {
        return PaymentCaptured.newBuilder()
                .setPaymentId(id(payment))
                .setHotelId(HOTEL)
                .setBookingId(id("booking of " + payment))
                .setVersion(version)
                .setPurpose(purpose)
                .setAmountMinor(amount)
                .setCurrency("EUR")
                .setPspReference("psp-2")
                .setBrand("visa")
                .setLast4("4242")
                .setBusinessDate(LocalDate.parse(on))
                .build();
    }

    public static PaymentRefunded refunded(
            String payment, int version, PaymentPurpose purpose, long amount, String on) {
        return PaymentRefunded.newBuilder()
                .setPaymentId(id(payment))
                .setHotelId(HOTEL)
                .setBookingId(id("booking of " + payment))
                .setVersion(version)
                .setPurpose(purpose)
                .setRefundId(id("refund of " + payment))
                .setAmountMinor(amount)
                .setCurrency("EUR")
                .setPspReference("psp-3")
                .setBusinessDate(LocalDate.parse(on))
                .build();
    }

    public static PaymentDeclined declined(String payment, int version, BankOperation operation) {
        return new PaymentDeclined(
                id(payment),
                HOTEL,
                id("booking of " + payment),
                version,
                operation,
                "insufficient_funds",
                DeclineCategory.SOFT,
                1);
    }

    public static PaymentOutcomeUnknown unknown(String payment, int version) {
        return new PaymentOutcomeUnknown(
                id(payment), HOTEL, id("booking of " + payment), version, BankOperation.AUTHORIZE, 1, "time-out");
    }

    public static PaymentNeedsAttention attention(String payment, int version) {
        return new PaymentNeedsAttention(
                id(payment), HOTEL, id("booking of " + payment), version, BankOperation.AUTHORIZE, "ask the bank");
    }
}
