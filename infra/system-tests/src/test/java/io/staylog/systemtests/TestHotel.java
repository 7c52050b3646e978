package io.staylog.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import io.staylog.schemas.Topics;
import io.staylog.schemas.booking.BookingRequested;
import io.staylog.schemas.booking.RoomStayRequest;
import io.staylog.schemas.common.Actor;
import io.staylog.schemas.common.ActorType;
import io.staylog.schemas.common.Channel;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.avro.specific.SpecificRecord;
import tools.jackson.databind.JsonNode;

/** A hotel of one test, with one class of rooms at 100 EUR a night. */
final class TestHotel {
    static final String DOUBLE = "DBL";
    /** Paid at check-out; cancelling costs the first night on the last day before arrival. */
    static final String FLEX = "FLEX";
    /** As FLEX, but authorised at booking. */
    static final String CARD = "CARD";
    /** Captured at booking; cancelling costs all on the last day. */
    static final String PREPAID = "PREPAID";
    /** Prices come with the booking. */
    static final String AGREED = "AGREED";

    static final String GOOD = "tok_ok";
    static final long NIGHT = 10_000;

    private static final String ZONE = "Europe/Lisbon";
    private static final int YEAR = 365;

    private final Staylog staylog;
    private final String id;
    private final LocalDate today = LocalDate.now(ZoneId.of(ZONE));

    private TestHotel(Staylog staylog, String id) {
        this.staylog = staylog;
        this.id = id;
    }

    /** Registers a hotel that sells so many rooms from today on. */
    static TestHotel open(Staylog staylog, String name, int rooms) {
        var hotel = new TestHotel(staylog, staylog.newHotelId(name));
        hotel.setUp(rooms);
        return hotel;
    }

    private void setUp(int rooms) {
        put("", Map.of("name", id, "timeZone", ZONE, "currency", "EUR", "businessDate", today));
        put("/room-types/" + DOUBLE, Map.of("name", "Double", "physicalCount", rooms));
        plan(FLEX, "CALENDAR", "NONE", fee("NIGHTS", 1));
        plan(CARD, "CALENDAR", "CARD", fee("NIGHTS", 1));
        plan(PREPAID, "CALENDAR", "PREPAYMENT", fee("PERCENT_BPS", 10_000));
        plan(AGREED, "AGREED", "NONE", fee("NIGHTS", 1));
        for (var plan : List.of(FLEX, CARD, PREPAID)) {
            put(
                    "/prices",
                    Map.of(
                            "ratePlanId",
                            plan,
                            "roomTypeId",
                            DOUBLE,
                            "from",
                            today,
                            "to",
                            today.plusDays(YEAR),
                            "currency",
                            "EUR",
                            "grossMinor",
                            NIGHT));
        }
    }

    private void plan(String plan, String pricing, String guarantee, Map<String, Object> fee) {
        put(
                "/rate-plans/" + plan,
                Map.of(
                        "name",
                        plan,
                        "pricing",
                        pricing,
                        "guarantee",
                        guarantee,
                        "cancellationTiers",
                        List.of(Map.of("hoursBeforeArrival", 24, "fee", fee)),
                        "noShowFee",
                        fee));
    }

    private static Map<String, Object> fee(String type, long value) {
        return Map.of("type", type, "value", value);
    }

    private void put(String path, Object body) {
        staylog.booking().put("/v1/hotels/" + id + path, body).expect(200);
    }

    String id() {
        return id;
    }

    LocalDate day(int fromToday) {
        return today.plusDays(fromToday);
    }

    /** What HTTP is sent to ask for a room. */
    Map<String, Object> body(String plan, int arrival, int departure, String token) {
        var stay = Map.of("roomTypeId", DOUBLE, "arrivalDate", day(arrival), "departureDate", day(departure));
        return Map.of(
                "ratePlanId",
                plan,
                "channel",
                "DIRECT_WEB",
                "roomStays",
                List.of(stay),
                "currency",
                "EUR",
                "paymentMethodToken",
                token);
    }

    /** Asks over HTTP and waits for the answer. */
    Http.Reply book(String plan, int arrival, int departure, String token) {
        return staylog.booking().post("/v1/hotels/" + id + "/bookings", body(plan, arrival, departure, token));
    }

    /** Books over HTTP what must be sold. */
    JsonNode booked(String plan, int arrival, int departure) {
        var booking = book(plan, arrival, departure, GOOD).expect(201).json();
        assertThat(booking.at("/status").asString()).isEqualTo("CONFIRMED");
        return booking;
    }

    /** What Kafka is sent to ask for a room. */
    BookingRequested request(String plan, int arrival, int departure, String token) {
        return request(
                plan, new RoomStayRequest(DOUBLE, day(arrival), day(departure), 1, List.of(), null, false), token);
    }

    BookingRequested request(String plan, RoomStayRequest stay, String token) {
        return new BookingRequested(
                UUID.randomUUID(),
                id,
                UUID.randomUUID(),
                plan,
                Channel.OTA,
                null,
                null,
                List.of(stay),
                "EUR",
                null,
                token,
                new Actor(ActorType.CHANNEL, "test"));
    }

    /** Asks for something to be done with a booking, whatever its version. */
    Http.Reply act(JsonNode booking, String action, Object body) {
        var path = "/v1/bookings/" + booking.at("/bookingId").asString() + "/" + action;
        var versioned = action.equals("cancel") || action.equals("modify");
        return staylog.booking().post(path, body, versioned ? Map.of("If-Match", "*") : Map.of());
    }

    void closeDay(int fromToday) {
        var body = Map.of("businessDate", day(fromToday));
        staylog.booking().post("/v1/hotels/" + id + "/close-day", body).expect(200);
    }

    /** The booking as booking-service shows it. */
    JsonNode show(JsonNode booking) {
        return show(booking.at("/bookingId").asString());
    }

    JsonNode show(Object bookingId) {
        return staylog.booking().read("/v1/bookings/" + bookingId);
    }

    /** Its events so far. */
    List<SpecificRecord> events(Log log) {
        return log.events(Topics.BOOKING_EVENTS, id);
    }

    /** Its events of one type so far. */
    <E extends SpecificRecord> List<E> events(Log log, Class<E> type) {
        return log.events(Topics.BOOKING_EVENTS, id, type);
    }
}
