package io.staylog.bench.load;

import io.staylog.schemas.booking.BookingRequested;
import io.staylog.schemas.booking.HotelRegistered;
import io.staylog.schemas.booking.PricesSet;
import io.staylog.schemas.booking.Pricing;
import io.staylog.schemas.booking.RatePlanDefined;
import io.staylog.schemas.booking.RoomStayRequest;
import io.staylog.schemas.booking.RoomTypeDefined;
import io.staylog.schemas.common.Actor;
import io.staylog.schemas.common.ActorType;
import io.staylog.schemas.common.Channel;
import io.staylog.schemas.common.Fee;
import io.staylog.schemas.common.FeeType;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import java.util.random.RandomGenerator;

/**
 * Hotels with one class of rooms and so many of them that none is ever refused.
 *
 * @param name before each hotel's number
 * @param count how many
 * @param opening their first business date
 */
public record BenchHotels(String name, int count, LocalDate opening) {
    /** The class of rooms. */
    public static final String ROOM_TYPE = "DBL";

    /** All prices. */
    public static final String CURRENCY = "EUR";

    /** A card of the bank simulator that always pays. */
    public static final String GOOD_CARD = "tok_ok";

    private static final Actor ACTOR = new Actor(ActorType.CHANNEL, "bench");
    private static final int ROOMS = 100_000;
    private static final long GROSS_MINOR = 10_000;
    private static final int DAYS_SOLD = 400;
    private static final int LEAD_DAYS_MAX = 300;
    private static final int NIGHTS_MAX = 4;

    /** A hotel's id. */
    public String id(int hotel) {
        return name + "-" + hotel;
    }

    /** Registers all. What is asked of them afterwards is decided afterwards, as it is on the same partition. */
    public void open(RequestWriter writer) {
        for (int hotel = 0; hotel < count; hotel++) {
            var id = id(hotel);
            writer.write(
                    id,
                    HotelRegistered.newBuilder()
                            .setRequestId(UUID.randomUUID())
                            .setHotelId(id)
                            .setName(id)
                            .setTimeZone("Europe/Lisbon")
                            .setCurrency(CURRENCY)
                            .setBusinessDate(opening)
                            .build());
            writer.write(id, new RoomTypeDefined(UUID.randomUUID(), id, ROOM_TYPE, "Double", ROOMS, 0));
            for (var plan : Plan.values()) {
                writer.write(id, plan(id, plan));
            }
            sell(writer, hotel, opening);
        }
        writer.flush();
    }

    private static RatePlanDefined plan(String hotelId, Plan plan) {
        return RatePlanDefined.newBuilder()
                .setRequestId(UUID.randomUUID())
                .setHotelId(hotelId)
                .setRatePlanId(plan.name())
                .setName(plan.name())
                .setPricing(Pricing.CALENDAR)
                .setGuarantee(plan.guarantee())
                .setNoShowFee(new Fee(FeeType.NIGHTS, 1L))
                .build();
    }

    /** Sets the prices of a bit more than a year. */
    public void sell(RequestWriter writer, int hotel, LocalDate from) {
        for (var plan : Plan.values()) {
            writer.write(
                    id(hotel),
                    PricesSet.newBuilder()
                            .setRequestId(UUID.randomUUID())
                            .setHotelId(id(hotel))
                            .setRatePlanId(plan.name())
                            .setRoomTypeId(ROOM_TYPE)
                            .setFrom(from)
                            .setTo(from.plusDays(DAYS_SOLD))
                            .setCurrency(CURRENCY)
                            .setGrossMinor(GROSS_MINOR)
                            .build());
        }
    }

    /** Somebody asks for a room for one to four nights within the next months, counted from a business date. */
    public BookingRequested request(
            UUID requestId, UUID bookingId, int hotel, Plan plan, LocalDate today, RandomGenerator random) {
        var arrival = today.plusDays(1 + random.nextInt(LEAD_DAYS_MAX));
        return request(requestId, bookingId, hotel, plan, Channel.OTA, arrival, 1 + random.nextInt(NIGHTS_MAX));
    }

    /** Somebody asks for a room. */
    public BookingRequested request(
            UUID requestId, UUID bookingId, int hotel, Plan plan, Channel channel, LocalDate arrival, int nights) {
        return new BookingRequested(
                requestId,
                id(hotel),
                bookingId,
                plan.name(),
                channel,
                null,
                null,
                List.of(new RoomStayRequest(ROOM_TYPE, arrival, arrival.plusDays(nights), 2, List.of(), null, false)),
                CURRENCY,
                null,
                plan == Plan.FLEX ? null : GOOD_CARD,
                ACTOR);
    }
}
