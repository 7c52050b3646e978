package io.staylog.booking.domain;

import io.staylog.booking.domain.BookingCommand.CancelBooking;
import io.staylog.booking.domain.BookingCommand.CheckIn;
import io.staylog.booking.domain.BookingCommand.CheckOut;
import io.staylog.booking.domain.BookingCommand.CloseDay;
import io.staylog.booking.domain.BookingCommand.Declare;
import io.staylog.booking.domain.BookingCommand.MarkNoShow;
import io.staylog.booking.domain.BookingCommand.ModifyBooking;
import io.staylog.booking.domain.BookingCommand.PlaceBooking;
import io.staylog.booking.domain.BookingCommand.Request;
import io.staylog.booking.domain.BookingEvent.HotelRegistered;
import io.staylog.booking.domain.BookingEvent.PricesSet;
import io.staylog.booking.domain.BookingEvent.RatePlanDefined;
import io.staylog.booking.domain.BookingEvent.RoomTypeDefined;
import io.staylog.booking.stream.HotelRules;
import io.staylog.testkit.DeciderSpec;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;

/** A hotel in Rio with two doubles and five rate plans, and the people who book there. */
final class HotelFixture {
    static final Instant NOW = Instant.parse("2026-06-01T10:00:00Z");
    /** Nothing is asked for after it is decided, so this is the time of the decision. */
    static final Instant JUST_NOW = Instant.MAX;

    static final LocalDate TODAY = LocalDate.parse("2026-06-01");
    static final UUID ANNA = UUID.fromString("00000000-0000-4000-8000-00000000000a");
    static final UUID BELA = UUID.fromString("00000000-0000-4000-8000-00000000000b");
    static final UUID CARA = UUID.fromString("00000000-0000-4000-8000-00000000000c");
    static final UUID PARTY = UUID.fromString("00000000-0000-4000-8000-0000000000aa");
    static final String DOUBLE = "DBL";
    static final String FLEX = "FLEX";
    static final String CARD = "CARD";
    static final String PREPAID = "PREPAID";
    static final String DEPOSIT = "DEPOSIT";
    static final String AGREED = "AGREED";
    static final long NIGHT = 10_000;
    static final int HOLD_SECONDS = 900;
    static final int GRACE_SECONDS = 300;

    static final Fiscal SELLER =
            new Fiscal("Rio Hotels Lda", "Rua Augusta 1\n1100-048 Lisboa", "PT501234567", "INV", "CRN", List.of());

    /** The same with reasons for taking no tax. */
    static Fiscal seller(TaxReason... reasons) {
        return new Fiscal(
                SELLER.legalName(),
                SELLER.address(),
                SELLER.vatNumber(),
                SELLER.invoiceSeries(),
                SELLER.creditNoteSeries(),
                List.of(reasons));
    }

    private int requests;

    static HotelRegistered registered() {
        return new HotelRegistered(
                id(1),
                "Rio",
                ZoneId.of("Europe/Lisbon"),
                "EUR",
                TODAY,
                LocalTime.of(15, 0),
                600,
                730,
                366,
                HOLD_SECONDS,
                GRACE_SECONDS,
                SELLER);
    }

    static HotelRegistered registeredAs(int request, Fiscal fiscal) {
        var it = registered();
        return new HotelRegistered(
                id(request),
                it.name(),
                it.timeZone(),
                it.currency(),
                it.businessDate(),
                it.checkInTime(),
                it.taxRateBps(),
                it.horizonDays(),
                it.stayNightsMax(),
                it.holdSeconds(),
                it.holdGraceSeconds(),
                fiscal);
    }

    static DeciderSpec<Hotel, BookingCommand, BookingEvent> unregistered() {
        return new DeciderSpec<>(new HotelRules(), "rio", NOW, Hotel::picture);
    }

    /** Two doubles at 100 EUR a night. */
    static DeciderSpec<Hotel, BookingCommand, BookingEvent> rio() {
        var oneNight = new Fee(Fee.Type.NIGHTS, 1);
        var all = new Fee(Fee.Type.PERCENT_BPS, 10_000);
        var late = List.of(new RatePlan.TierTemplate(24, oneNight));
        var always = List.of(new RatePlan.TierTemplate(null, all));
        return unregistered()
                .given(registered(), new RoomTypeDefined(id(2), DOUBLE, "Double", 2, 3))
                .given(plan(3, FLEX, new RatePlan(false, Guarantee.NONE, 10_000, late, oneNight)))
                .given(plan(4, CARD, new RatePlan(false, Guarantee.CARD, 10_000, late, oneNight)))
                .given(plan(5, PREPAID, new RatePlan(false, Guarantee.PREPAYMENT, 10_000, always, all)))
                .given(plan(6, DEPOSIT, deposit()))
                .given(plan(11, AGREED, new RatePlan(true, Guarantee.NONE, 10_000, List.of(), Fee.FREE)))
                .given(prices(7, FLEX), prices(8, CARD), prices(9, PREPAID), prices(10, DEPOSIT));
    }

    private static RatePlan deposit() {
        return new RatePlan(false, Guarantee.PREPAYMENT, 3_000, List.of(), new Fee(Fee.Type.PERCENT_BPS, 3_000));
    }

    private static RatePlanDefined plan(int request, String id, RatePlan plan) {
        return new RatePlanDefined(id(request), id, id, plan);
    }

    private static PricesSet prices(int request, String plan) {
        return new PricesSet(id(request), plan, DOUBLE, TODAY, TODAY.plusDays(365), "EUR", NIGHT, 127);
    }

    static UUID id(int number) {
        return new UUID(0, number);
    }

    Request request(String type) {
        requests++;
        return new Request(id(1_000 + requests), type);
    }

    static RoomStayRequest stay(String arrival, String departure) {
        return new RoomStayRequest(
                DOUBLE, LocalDate.parse(arrival), LocalDate.parse(departure), 2, List.of(), null, false);
    }

    static RoomStayRequest dayUse(String date) {
        return new RoomStayRequest(DOUBLE, LocalDate.parse(date), LocalDate.parse(date), 2, List.of(), List.of(), true);
    }

    PlaceBooking place(UUID bookingId, String plan, RoomStayRequest... stays) {
        return new PlaceBooking(
                request("BookingRequested"),
                bookingId,
                plan,
                Channel.DIRECT_WEB,
                null,
                null,
                Arrays.asList(stays),
                "EUR",
                null,
                "tok_ok");
    }

    CancelBooking cancel(UUID bookingId) {
        return new CancelBooking(
                request("CancellationRequested"), bookingId, CancelReason.GUEST_REQUEST, null, JUST_NOW);
    }

    ModifyBooking modify(UUID bookingId, RoomStayRequest... stays) {
        return new ModifyBooking(request("ModificationRequested"), bookingId, Arrays.asList(stays), null, JUST_NOW);
    }

    CheckIn checkIn(UUID bookingId) {
        return new CheckIn(request("CheckInReported"), bookingId, "101");
    }

    CheckOut checkOut(UUID bookingId) {
        return new CheckOut(request("CheckOutReported"), bookingId);
    }

    MarkNoShow noShow(UUID bookingId) {
        return new MarkNoShow(request("NoShowReported"), bookingId);
    }

    CloseDay close(String date) {
        return new CloseDay(request("DayCloseRequested"), LocalDate.parse(date));
    }

    Declare declare(BookingEvent.HotelFact fact) {
        return new Declare(new Request(fact.requestId(), fact.getClass().getSimpleName()), fact);
    }

    static BookingCommand paid(UUID bookingId, Hotel hotel, long amountMinor) {
        var booking = java.util.Objects.requireNonNull(hotel.booking(bookingId));
        return new BookingCommand.ConfirmPaid(
                bookingId, java.util.Objects.requireNonNull(booking.paymentId()), amountMinor);
    }

    static BookingCommand.PaymentRefused declined(UUID bookingId, UUID paymentId, int attemptNo) {
        return new BookingCommand.PaymentRefused(
                bookingId, paymentId, BookingCommand.Refused.AUTHORIZATION, "insufficient_funds", true, attemptNo);
    }

    static BookingCommand.PaymentRefused declinedForGood(UUID bookingId, UUID paymentId) {
        return new BookingCommand.PaymentRefused(
                bookingId, paymentId, BookingCommand.Refused.AUTHORIZATION, "stolen_card", false, 1);
    }

    BookingCommand.WalkGuest walk(UUID bookingId, long compensationMinor) {
        return new BookingCommand.WalkGuest(
                request("GuestWalkReported"), bookingId, "Hotel Atlantico", compensationMinor);
    }

    BookingCommand.PostCharge charge(UUID bookingId, long amountMinor) {
        return new BookingCommand.PostCharge(
                request("ChargeReported"), bookingId, "MINIBAR", amountMinor, ChargeKind.MINIBAR, null);
    }

    BookingCommand.IssueInvoice invoice(UUID bookingId) {
        return invoice(bookingId, "");
    }

    BookingCommand.IssueInvoice invoice(UUID bookingId, String buyerVatCountry) {
        return new BookingCommand.IssueInvoice(request("InvoiceRequested"), bookingId, PARTY, buyerVatCountry);
    }

    BookingCommand.IssueCreditNote credit(UUID bookingId, String series, long number) {
        return new BookingCommand.IssueCreditNote(
                request("CreditNoteRequested"), bookingId, series, number, "wrong address");
    }

    BookingCommand.Reinstate reinstate(UUID bookingId) {
        return new BookingCommand.Reinstate(request("ReinstatementRequested"), bookingId, null);
    }
}
