package io.staylog.systemtests;

import static io.staylog.systemtests.TestHotel.AGREED;
import static io.staylog.systemtests.TestHotel.DOUBLE;
import static io.staylog.systemtests.TestHotel.FLEX;
import static io.staylog.systemtests.TestHotel.GOOD;
import static io.staylog.systemtests.TestHotel.PREPAID;

import io.staylog.schemas.booking.BookingRequested;
import io.staylog.schemas.booking.CancellationReason;
import io.staylog.schemas.booking.CancellationRequested;
import io.staylog.schemas.booking.CheckInReported;
import io.staylog.schemas.booking.DayCloseRequested;
import io.staylog.schemas.booking.HotelRegistered;
import io.staylog.schemas.booking.PricesSet;
import io.staylog.schemas.booking.RoomStayRequest;
import io.staylog.schemas.booking.RoomTypeDefined;
import io.staylog.schemas.common.Actor;
import io.staylog.schemas.common.ActorType;
import io.staylog.schemas.common.Channel;
import java.time.LocalDate;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;

/**
 * A request that can be read and makes no sense.
 *
 * @param name what is wrong with it
 * @param code what it must be rejected with
 * @param request makes one
 */
record Nonsense(String name, String code, Function<TestHotel, SpecificRecord> request) {
    static final String CARD = "4111111111111111";
    static final String CARD_IN_GROUPS = "4111 1111 1111 1111";

    private static final Actor ACTOR = new Actor(ActorType.CHANNEL, "test");
    private static final int ROOMS_BEYOND = 51;

    SpecificRecord of(TestHotel hotel) {
        return request.apply(hotel);
    }

    @Override
    public String toString() {
        return name + " -> " + code;
    }

    static Stream<Nonsense> requests() {
        return Stream.of(stays(), bookings(), others()).flatMap(lines -> lines);
    }

    private static Stream<Nonsense> stays() {
        return Stream.of(
                stay("departure before arrival", "stay_invalid", it -> stay(it, 10, 8, 1, null)),
                stay("departure on the day of arrival", "stay_invalid", it -> stay(it, 10, 10, 1, null)),
                stay(
                        "day use over night",
                        "stay_invalid",
                        it -> new RoomStayRequest(DOUBLE, it.day(10), it.day(11), 1, List.of(), null, true)),
                stay("10,000 nights", "stay_invalid", it -> stay(it, 10, 10_010, 1, null)),
                stay("arrival in five years", "stay_invalid", it -> stay(it, 1_900, 1_901, 1, null)),
                stay("arrival yesterday", "day_closed", it -> stay(it, -1, 1, 1, null)),
                stay(
                        "the end of time",
                        "stay_invalid",
                        it -> new RoomStayRequest(
                                DOUBLE,
                                LocalDate.EPOCH.plusDays(Integer.MAX_VALUE),
                                endOfTime(),
                                1,
                                List.of(),
                                null,
                                false)),
                stay(
                        "the beginning of time",
                        "stay_invalid",
                        it -> new RoomStayRequest(
                                DOUBLE,
                                LocalDate.EPOCH.plusDays(Integer.MIN_VALUE),
                                endOfTime(),
                                1,
                                List.of(),
                                null,
                                false)),
                stay("nobody", "stay_invalid", it -> stay(it, 10, 11, 0, null)),
                stay("two billion guests", "stay_invalid", it -> stay(it, 10, 11, Integer.MAX_VALUE, null)),
                stay(
                        "a child of 99",
                        "stay_invalid",
                        it -> new RoomStayRequest(DOUBLE, it.day(10), it.day(11), 1, List.of(99), null, false)),
                stay(
                        "rooms of an unknown type",
                        "room_type_not_found",
                        it -> new RoomStayRequest("PENTHOUSE", it.day(10), it.day(11), 1, List.of(), null, false)),
                stay("a price of one's own", "agreed_price_not_allowed", it -> stay(it, 10, 11, 1, List.of(1L))));
    }

    private static LocalDate endOfTime() {
        return LocalDate.EPOCH.plusDays(Integer.MAX_VALUE);
    }

    private static Nonsense stay(String name, String code, Function<TestHotel, RoomStayRequest> stay) {
        return new Nonsense(name, code, hotel -> hotel.request(FLEX, stay.apply(hotel), GOOD));
    }

    private static RoomStayRequest stay(
            TestHotel hotel, int arrival, int departure, int adults, List<Long> agreedNightsMinor) {
        return new RoomStayRequest(
                DOUBLE, hotel.day(arrival), hotel.day(departure), adults, List.of(), agreedNightsMinor, false);
    }

    private static Stream<Nonsense> bookings() {
        return Stream.of(
                booking("unknown hotel", "hotel_not_found", it -> it.setHotelId("atlantis")),
                booking("unknown rate plan", "rate_plan_not_found", it -> it.setRatePlanId("FREE")),
                booking("other currency", "currency_mismatch", it -> it.setCurrency("USD")),
                booking("no currency", "currency_mismatch", it -> it.setCurrency("")),
                booking("unknown channel", "field_invalid", it -> it.setChannel(Channel.UNKNOWN)),
                booking("no rooms", "limit_exceeded", it -> it.setRoomStays(List.of())),
                booking(
                        "51 rooms",
                        "limit_exceeded",
                        it -> it.setRoomStays(Collections.nCopies(
                                ROOMS_BEYOND, it.getRoomStays().getFirst()))),
                booking("another price", "price_changed", it -> it.setExpectedTotalMinor(1L)),
                booking("a card number as reference", "sensitive_card_data", it -> it.setChannelReference(CARD)),
                booking(
                        "a card number as token",
                        "sensitive_card_data",
                        it -> it.setPaymentMethodToken(CARD_IN_GROUPS)),
                booking("a very long reference", "field_invalid", it -> it.setChannelReference("x".repeat(10_000))),
                new Nonsense("no token", "guarantee_insufficient", hotel -> hotel.request(PREPAID, 10, 11, null)),
                agreed("negative price", "price_not_positive", List.of(-1L)),
                agreed("a price beyond all numbers", "price_not_positive", List.of(Long.MAX_VALUE)),
                agreed("too few prices", "price_not_set", List.of()));
    }

    private static Nonsense booking(String name, String code, UnaryOperator<BookingRequested.Builder> change) {
        return new Nonsense(
                name,
                code,
                hotel -> change.apply(BookingRequested.newBuilder(hotel.request(FLEX, 10, 11, GOOD)))
                        .build());
    }

    private static Nonsense agreed(String name, String code, List<Long> prices) {
        return new Nonsense(name, code, hotel -> hotel.request(AGREED, stay(hotel, 10, 11, 1, prices), GOOD));
    }

    private static Stream<Nonsense> others() {
        return Stream.of(
                new Nonsense(
                        "a card number as name",
                        "sensitive_card_data",
                        it -> new RoomTypeDefined(
                                UUID.randomUUID(), it.id(), "SUITE", "Suite " + CARD_IN_GROUPS, 1, 0)),
                new Nonsense(
                        "minus one room",
                        "negative_quantity",
                        it -> new RoomTypeDefined(UUID.randomUUID(), it.id(), "SUITE", "Suite", -1, 0)),
                new Nonsense("no such time zone", "field_invalid", it -> hotel(it, "Europe/Atlantis", "EUR")),
                new Nonsense(
                        "another currency for the hotel", "currency_mismatch", it -> hotel(it, "Europe/Lisbon", "USD")),
                new Nonsense("a negative price", "price_not_positive", it -> prices(it, it.day(10), -1)),
                new Nonsense("prices that end before they begin", "range_invalid", it -> prices(it, it.day(1), 100)),
                new Nonsense(
                        "an unknown booking cancelled",
                        "booking_not_found",
                        it -> new CancellationRequested(
                                UUID.randomUUID(),
                                it.id(),
                                UUID.randomUUID(),
                                CancellationReason.GUEST_REQUEST,
                                null,
                                ACTOR)),
                new Nonsense(
                        "an unknown guest arrives",
                        "booking_not_found",
                        it -> new CheckInReported(UUID.randomUUID(), it.id(), UUID.randomUUID(), "101", ACTOR)),
                new Nonsense(
                        "tomorrow closed today",
                        "day_not_current",
                        it -> new DayCloseRequested(UUID.randomUUID(), it.id(), it.day(1), ACTOR)));
    }

    private static HotelRegistered hotel(TestHotel hotel, String zone, String currency) {
        return HotelRegistered.newBuilder()
                .setRequestId(UUID.randomUUID())
                .setHotelId(hotel.id())
                .setName("Rubbish")
                .setTimeZone(zone)
                .setCurrency(currency)
                .setBusinessDate(hotel.day(0))
                .build();
    }

    private static PricesSet prices(TestHotel hotel, LocalDate to, long grossMinor) {
        return new PricesSet(UUID.randomUUID(), hotel.id(), FLEX, DOUBLE, hotel.day(5), to, "EUR", grossMinor, 127);
    }
}
