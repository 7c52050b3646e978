package io.staylog.sagas;

import static io.staylog.schemas.Topics.BOOKING_REQUESTS;
import static io.staylog.schemas.Topics.PAYMENT_REQUESTS;

import io.staylog.schemas.Topic;
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
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/**
 * Everything that guests, the front desk and operators of a hotel may ask for: doubles at 100 EUR a night. Cancelling is
 * free until a day before arrival and costs the first night then, as a guest does who does not come.
 */
public class Desk {
    public static final String PREPAID = "PREPAID";
    public static final String CARD = "CARD";
    public static final String FLEX = "FLEX";
    public static final long NIGHT = 10_000;
    public static final LocalDate FIRST_DAY = LocalDate.parse("2027-05-01");
    public static final String DOUBLE = "DBL";

    private static final Actor DESK = new Actor(ActorType.STAFF, "desk-1");

    /** The topic of a request and the request. */
    @FunctionalInterface
    public interface Door {
        /** Takes it. */
        void take(Topic topic, String hotel, SpecificRecord request);
    }

    private final String hotel;
    private final Supplier<UUID> ids;
    private final Door door;
    private final LocalDate lastDay;
    private LocalDate today = FIRST_DAY;

    /**
     * The desk of a hotel that need not be registered yet.
     *
     * @param daysSold for how many days there are prices
     * @param ids names of requests and bookings
     * @param door where requests go
     */
    public Desk(String hotel, int daysSold, Supplier<UUID> ids, Door door) {
        this.hotel = hotel;
        this.lastDay = FIRST_DAY.plusDays(daysSold);
        this.ids = ids;
        this.door = door;
    }

    public void setUp(int rooms) {
        ask(HotelRegistered.newBuilder()
                .setRequestId(id())
                .setHotelId(hotel)
                .setName(hotel)
                .setTimeZone("Europe/Lisbon")
                .setCurrency("EUR")
                .setBusinessDate(FIRST_DAY)
                .build());
        ask(RoomTypeDefined.newBuilder()
                .setRequestId(id())
                .setHotelId(hotel)
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
                .setHotelId(hotel)
                .setRatePlanId(plan)
                .setName(plan)
                .setPricing(Pricing.CALENDAR)
                .setGuarantee(guarantee)
                .setCancellationTiers(List.of(new CancellationTierTemplate(24, night)))
                .setNoShowFee(night)
                .build());
        price(plan, NIGHT);
    }

    public void price(String plan, long minor) {
        ask(PricesSet.newBuilder()
                .setRequestId(id())
                .setHotelId(hotel)
                .setRatePlanId(plan)
                .setRoomTypeId(DOUBLE)
                .setFrom(FIRST_DAY)
                .setTo(lastDay)
                .setCurrency("EUR")
                .setGrossMinor(minor)
                .build());
    }

    public void overbook(int rooms) {
        ask(OverbookingSet.newBuilder()
                .setRequestId(id())
                .setHotelId(hotel)
                .setRoomTypeId(DOUBLE)
                .setFrom(FIRST_DAY)
                .setTo(lastDay)
                .setAllowance(rooms)
                .build());
    }

    /** Its open day, as far as nothing that it asked for was refused. */
    public LocalDate today() {
        return today;
    }

    private UUID id() {
        return ids.get();
    }

    private void ask(SpecificRecord request) {
        door.take(BOOKING_REQUESTS, hotel, request);
    }

    private void operate(SpecificRecord request) {
        door.take(PAYMENT_REQUESTS, hotel, request);
    }

    /** Asks for two nights, three days from now. */
    public UUID book(String plan, String token) {
        return book(plan, token, 3, 2);
    }

    public UUID book(String plan, String token, int inDays, int nights) {
        var booking = id();
        ask(request(booking, plan, token, inDays, nights).build());
        return booking;
    }

    /** A request that can still be changed before it is sent with {@link #send}. */
    public BookingRequested.Builder request(UUID booking, String plan, String token, int inDays, int nights) {
        return BookingRequested.newBuilder()
                .setRequestId(id())
                .setHotelId(hotel)
                .setBookingId(booking)
                .setRatePlanId(plan)
                .setChannel(Channel.DIRECT_WEB)
                .setRoomStays(List.of(stay(inDays, nights)))
                .setCurrency("EUR")
                .setPaymentMethodToken(token);
    }

    public void send(BookingRequested request) {
        ask(request);
    }

    private RoomStayRequest stay(int inDays, int nights) {
        return RoomStayRequest.newBuilder()
                .setRoomTypeId(DOUBLE)
                .setArrivalDate(FIRST_DAY.plusDays(inDays))
                .setDepartureDate(FIRST_DAY.plusDays(inDays + nights))
                .build();
    }

    public void cancel(UUID booking) {
        cancel(booking, null);
    }

    public void cancel(UUID booking, @Nullable Integer version) {
        ask(CancellationRequested.newBuilder()
                .setRequestId(id())
                .setHotelId(hotel)
                .setBookingId(booking)
                .setReason(CancellationReason.GUEST_REQUEST)
                .setExpectedVersion(version)
                .build());
    }

    /** Asks for other nights; days count from the hotel's first. */
    public void modify(UUID booking, int inDays, int nights) {
        modify(booking, inDays, nights, null);
    }

    public void modify(UUID booking, int inDays, int nights, @Nullable Integer version) {
        ask(ModificationRequested.newBuilder()
                .setRequestId(id())
                .setHotelId(hotel)
                .setBookingId(booking)
                .setRoomStays(List.of(stay(inDays, nights)))
                .setExpectedVersion(version)
                .build());
    }

    public void checkIn(UUID booking) {
        ask(CheckInReported.newBuilder()
                .setRequestId(id())
                .setHotelId(hotel)
                .setBookingId(booking)
                .build());
    }

    public void checkOut(UUID booking) {
        ask(CheckOutReported.newBuilder()
                .setRequestId(id())
                .setHotelId(hotel)
                .setBookingId(booking)
                .build());
    }

    public void walk(UUID booking, long compensationMinor) {
        ask(GuestWalkReported.newBuilder()
                .setRequestId(id())
                .setHotelId(hotel)
                .setBookingId(booking)
                .setToHotel("oslo")
                .setCompensationMinor(compensationMinor)
                .build());
    }

    public void charge(UUID booking, long amountMinor) {
        ask(ChargeReported.newBuilder()
                .setRequestId(id())
                .setHotelId(hotel)
                .setBookingId(booking)
                .setDescription("minibar")
                .setAmountMinor(amountMinor)
                .build());
    }

    public void reinstate(UUID booking) {
        ask(ReinstatementRequested.newBuilder()
                .setRequestId(id())
                .setHotelId(hotel)
                .setBookingId(booking)
                .build());
    }

    /** Ends the hotel's day, a day later by the clock. */
    public void closeDay() {
        closeDay(today);
        today = today.plusDays(1);
    }

    /** Ends this day, if it is the open one. */
    public void closeDay(LocalDate day) {
        ask(DayCloseRequested.newBuilder()
                .setRequestId(id())
                .setHotelId(hotel)
                .setBusinessDate(day)
                .build());
    }

    public void submitCard(UUID payment, String token) {
        operate(PaymentMethodSubmitted.newBuilder()
                .setRequestId(id())
                .setHotelId(hotel)
                .setPaymentId(payment)
                .setPaymentMethodToken(token)
                .setActor(new Actor(ActorType.GUEST, "anna"))
                .build());
    }

    public void resolve(UUID payment, int attemptNo, ResolvedOutcome outcome, String pspReference) {
        operate(PaymentResolutionRequested.newBuilder()
                .setRequestId(id())
                .setHotelId(hotel)
                .setPaymentId(payment)
                .setAttemptNo(attemptNo)
                .setOutcome(outcome)
                .setPspReference(pspReference)
                .setActor(DESK)
                .setReason("the bank says so on the telephone")
                .build());
    }

    public void refund(UUID payment, long amountMinor) {
        operate(PaymentRefundRequested.newBuilder()
                .setRequestId(id())
                .setHotelId(hotel)
                .setPaymentId(payment)
                .setAmountMinor(amountMinor)
                .setBusinessDate(today)
                .setActor(DESK)
                .setReason("the shower was cold")
                .build());
    }

    public void refundByHand(UUID payment, long amountMinor) {
        operate(ManualRefundReported.newBuilder()
                .setRequestId(id())
                .setHotelId(hotel)
                .setPaymentId(payment)
                .setAmountMinor(amountMinor)
                .setMethod("bank transfer")
                .setBusinessDate(today)
                .setActor(DESK)
                .setReason("the card is closed")
                .build());
    }

    public void acknowledge(UUID payment) {
        operate(AttentionAcknowledged.newBuilder()
                .setRequestId(id())
                .setHotelId(hotel)
                .setPaymentId(payment)
                .setActor(DESK)
                .setReason("done")
                .build());
    }

    public void respond(UUID payment, String disputeId, DisputeResponse response) {
        operate(DisputeResponseRequested.newBuilder()
                .setRequestId(id())
                .setHotelId(hotel)
                .setPaymentId(payment)
                .setDisputeId(disputeId)
                .setResponse(response)
                .setActor(DESK)
                .setReason("the guest was there")
                .build());
    }
}
