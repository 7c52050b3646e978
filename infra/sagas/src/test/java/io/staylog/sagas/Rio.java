package io.staylog.sagas;

import static io.staylog.schemas.Topics.BOOKING_REQUESTS;
import static io.staylog.schemas.Topics.PAYMENT_REQUESTS;

import io.staylog.booking.domain.Booking;
import io.staylog.booking.domain.Booking.State;
import io.staylog.schemas.booking.BookingRequested;
import io.staylog.schemas.booking.CancellationReason;
import io.staylog.schemas.booking.CancellationRequested;
import io.staylog.schemas.booking.CancellationTierTemplate;
import io.staylog.schemas.booking.ChargeReported;
import io.staylog.schemas.booking.CheckInReported;
import io.staylog.schemas.booking.CheckOutReported;
import io.staylog.schemas.booking.DayCloseRequested;
import io.staylog.schemas.booking.GuestWalkReported;
import io.staylog.schemas.booking.HotelRegistered;
import io.staylog.schemas.booking.ModificationRequested;
import io.staylog.schemas.booking.OverbookingSet;
import io.staylog.schemas.booking.PricesSet;
import io.staylog.schemas.booking.Pricing;
import io.staylog.schemas.booking.RatePlanDefined;
import io.staylog.schemas.booking.ReinstatementRequested;
import io.staylog.schemas.booking.RoomStayRequest;
import io.staylog.schemas.booking.RoomTypeDefined;
import io.staylog.schemas.common.Actor;
import io.staylog.schemas.common.ActorType;
import io.staylog.schemas.common.Channel;
import io.staylog.schemas.common.Fee;
import io.staylog.schemas.common.FeeType;
import io.staylog.schemas.common.Guarantee;
import io.staylog.schemas.payment.AttentionAcknowledged;
import io.staylog.schemas.payment.DisputeResponse;
import io.staylog.schemas.payment.DisputeResponseRequested;
import io.staylog.schemas.payment.ManualRefundReported;
import io.staylog.schemas.payment.PaymentMethodSubmitted;
import io.staylog.schemas.payment.PaymentRefundRequested;
import io.staylog.schemas.payment.PaymentResolutionRequested;
import io.staylog.schemas.payment.ResolvedOutcome;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/**
 * Everything that guests, the front desk and operators of the hotel rio may ask for: doubles at 100 EUR a night. Cancelling is
 * free until a day before arrival and costs the first night then, as a guest does who does not come.
 */
final class Rio {
    static final String ID = "rio";
    static final String PREPAID = "PREPAID";
    static final String CARD = "CARD";
    static final String FLEX = "FLEX";
    static final long NIGHT = 10_000;

    private static final LocalDate FIRST_DAY = LocalDate.parse("2027-05-01");
    private static final LocalDate LAST_DAY = FIRST_DAY.plusDays(700);
    private static final Actor DESK = new Actor(ActorType.STAFF, "desk-1");
    private static final String DOUBLE = "DBL";

    private final World world;
    private LocalDate today = FIRST_DAY;

    private Rio(World world) {
        this.world = world;
    }

    /** Registers it in a new world. */
    static Rio open(int rooms) {
        var rio = new Rio(new World());
        rio.setUp(rooms);
        rio.world.settle();
        return rio;
    }

    private void setUp(int rooms) {
        ask(HotelRegistered.newBuilder()
                .setRequestId(id())
                .setHotelId(ID)
                .setName("Rio")
                .setTimeZone("Europe/Lisbon")
                .setCurrency("EUR")
                .setBusinessDate(FIRST_DAY)
                .build());
        ask(RoomTypeDefined.newBuilder()
                .setRequestId(id())
                .setHotelId(ID)
                .setRoomTypeId(DOUBLE)
                .setName("Double")
                .setPhysicalCount(rooms)
                .build());
        plan(PREPAID, Guarantee.PREPAYMENT);
        plan(CARD, Guarantee.CARD);
        plan(FLEX, Guarantee.NONE);
    }

    private void plan(String plan, Guarantee guarantee) {
        var night = new Fee(FeeType.NIGHTS, 1L);
        ask(RatePlanDefined.newBuilder()
                .setRequestId(id())
                .setHotelId(ID)
                .setRatePlanId(plan)
                .setName(plan)
                .setPricing(Pricing.CALENDAR)
                .setGuarantee(guarantee)
                .setCancellationTiers(List.of(new CancellationTierTemplate(24, night)))
                .setNoShowFee(night)
                .build());
        price(plan, NIGHT);
    }

    void price(String plan, long minor) {
        ask(PricesSet.newBuilder()
                .setRequestId(id())
                .setHotelId(ID)
                .setRatePlanId(plan)
                .setRoomTypeId(DOUBLE)
                .setFrom(FIRST_DAY)
                .setTo(LAST_DAY)
                .setCurrency("EUR")
                .setGrossMinor(minor)
                .build());
    }

    void overbook(int rooms) {
        ask(OverbookingSet.newBuilder()
                .setRequestId(id())
                .setHotelId(ID)
                .setRoomTypeId(DOUBLE)
                .setFrom(FIRST_DAY)
                .setTo(LAST_DAY)
                .setAllowance(rooms)
                .build());
    }

    /** How many rooms can still be sold for a night; days count from the hotel's first. */
    long freeRooms(int inDays) {
        return freeRooms(FIRST_DAY.plusDays(inDays));
    }

    long freeRooms(LocalDate night) {
        return world.bookings().state(ID).available(DOUBLE, night);
    }

    World world() {
        return world;
    }

    LocalDate today() {
        return today;
    }

    private UUID id() {
        return world.newId();
    }

    private void ask(SpecificRecord request) {
        world.ask(BOOKING_REQUESTS, ID, request);
    }

    private void operate(SpecificRecord request) {
        world.ask(PAYMENT_REQUESTS, ID, request);
    }

    /** Asks for two nights, three days from now. */
    UUID book(String plan, String token) {
        return book(plan, token, 3, 2);
    }

    UUID book(String plan, String token, int inDays, int nights) {
        var booking = id();
        ask(request(booking, plan, token, inDays, nights).build());
        return booking;
    }

    /** A request that can still be changed before it is sent with {@link #send}. */
    BookingRequested.Builder request(UUID booking, String plan, String token, int inDays, int nights) {
        return BookingRequested.newBuilder()
                .setRequestId(id())
                .setHotelId(ID)
                .setBookingId(booking)
                .setRatePlanId(plan)
                .setChannel(Channel.DIRECT_WEB)
                .setRoomStays(List.of(stay(inDays, nights)))
                .setCurrency("EUR")
                .setPaymentMethodToken(token);
    }

    void send(BookingRequested request) {
        ask(request);
    }

    private RoomStayRequest stay(int inDays, int nights) {
        return RoomStayRequest.newBuilder()
                .setRoomTypeId(DOUBLE)
                .setArrivalDate(FIRST_DAY.plusDays(inDays))
                .setDepartureDate(FIRST_DAY.plusDays(inDays + nights))
                .build();
    }

    void cancel(UUID booking) {
        cancel(booking, null);
    }

    void cancel(UUID booking, @Nullable Integer version) {
        ask(CancellationRequested.newBuilder()
                .setRequestId(id())
                .setHotelId(ID)
                .setBookingId(booking)
                .setReason(CancellationReason.GUEST_REQUEST)
                .setExpectedVersion(version)
                .build());
    }

    /** Asks for other nights; days count from the hotel's first. */
    void modify(UUID booking, int inDays, int nights) {
        modify(booking, inDays, nights, null);
    }

    void modify(UUID booking, int inDays, int nights, @Nullable Integer version) {
        ask(ModificationRequested.newBuilder()
                .setRequestId(id())
                .setHotelId(ID)
                .setBookingId(booking)
                .setRoomStays(List.of(stay(inDays, nights)))
                .setExpectedVersion(version)
                .build());
    }

    void checkIn(UUID booking) {
        ask(CheckInReported.newBuilder()
                .setRequestId(id())
                .setHotelId(ID)
                .setBookingId(booking)
                .build());
    }

    void checkOut(UUID booking) {
        ask(CheckOutReported.newBuilder()
                .setRequestId(id())
                .setHotelId(ID)
                .setBookingId(booking)
                .build());
    }

    /** Who is in the house. */
    List<UUID> inHouse() {
        return bookings(State.IN_HOUSE);
    }

    /** Whose booking is confirmed; not all of them come today. */
    List<UUID> expected() {
        return bookings(State.CONFIRMED);
    }

    private List<UUID> bookings(State state) {
        return world.bookings().state(ID).picture().bookings().stream()
                .filter(booking -> booking.state() == state)
                .map(Booking::id)
                .toList();
    }

    void walk(UUID booking, long compensationMinor) {
        ask(GuestWalkReported.newBuilder()
                .setRequestId(id())
                .setHotelId(ID)
                .setBookingId(booking)
                .setToHotel("oslo")
                .setCompensationMinor(compensationMinor)
                .build());
    }

    void charge(UUID booking, long amountMinor) {
        ask(ChargeReported.newBuilder()
                .setRequestId(id())
                .setHotelId(ID)
                .setBookingId(booking)
                .setDescription("minibar")
                .setAmountMinor(amountMinor)
                .build());
    }

    void reinstate(UUID booking) {
        ask(ReinstatementRequested.newBuilder()
                .setRequestId(id())
                .setHotelId(ID)
                .setBookingId(booking)
                .build());
    }

    /** Ends the hotel's day, a day later by the clock. */
    void closeDay() {
        ask(DayCloseRequested.newBuilder()
                .setRequestId(id())
                .setHotelId(ID)
                .setBusinessDate(today)
                .build());
        today = today.plusDays(1);
    }

    /** Brings the hotel to a day; days count from its first. */
    void goToDay(int inDays) {
        while (today.isBefore(FIRST_DAY.plusDays(inDays))) {
            world.pass(Duration.ofDays(1));
            closeDay();
            world.settle();
        }
    }

    void submitCard(UUID payment, String token) {
        operate(PaymentMethodSubmitted.newBuilder()
                .setRequestId(id())
                .setHotelId(ID)
                .setPaymentId(payment)
                .setPaymentMethodToken(token)
                .setActor(new Actor(ActorType.GUEST, "anna"))
                .build());
    }

    void resolve(UUID payment, int attemptNo, ResolvedOutcome outcome, String pspReference) {
        operate(PaymentResolutionRequested.newBuilder()
                .setRequestId(id())
                .setHotelId(ID)
                .setPaymentId(payment)
                .setAttemptNo(attemptNo)
                .setOutcome(outcome)
                .setPspReference(pspReference)
                .setActor(DESK)
                .setReason("the bank says so on the telephone")
                .build());
    }

    void refund(UUID payment, long amountMinor) {
        operate(PaymentRefundRequested.newBuilder()
                .setRequestId(id())
                .setHotelId(ID)
                .setPaymentId(payment)
                .setAmountMinor(amountMinor)
                .setBusinessDate(today)
                .setActor(DESK)
                .setReason("the shower was cold")
                .build());
    }

    void refundByHand(UUID payment, long amountMinor) {
        operate(ManualRefundReported.newBuilder()
                .setRequestId(id())
                .setHotelId(ID)
                .setPaymentId(payment)
                .setAmountMinor(amountMinor)
                .setMethod("bank transfer")
                .setBusinessDate(today)
                .setActor(DESK)
                .setReason("the card is closed")
                .build());
    }

    void acknowledge(UUID payment) {
        operate(AttentionAcknowledged.newBuilder()
                .setRequestId(id())
                .setHotelId(ID)
                .setPaymentId(payment)
                .setActor(DESK)
                .setReason("done")
                .build());
    }

    void respond(UUID payment, String disputeId, DisputeResponse response) {
        operate(DisputeResponseRequested.newBuilder()
                .setRequestId(id())
                .setHotelId(ID)
                .setPaymentId(payment)
                .setDisputeId(disputeId)
                .setResponse(response)
                .setActor(DESK)
                .setReason("the guest was there")
                .build());
    }
}
