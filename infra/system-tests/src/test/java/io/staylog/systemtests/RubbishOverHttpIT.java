package io.staylog.systemtests;

import static io.staylog.systemtests.TestHotel.AGREED;
import static io.staylog.systemtests.TestHotel.DOUBLE;
import static io.staylog.systemtests.TestHotel.FLEX;
import static io.staylog.systemtests.TestHotel.GOOD;
import static org.assertj.core.api.Assertions.assertThat;

import io.staylog.schemas.Topics;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever anybody sends over HTTP: the answer is a problem with its own code, and nothing of it is kept. */
@Order(4)
@ExtendWith(Staylog.Extension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RubbishOverHttpIT {
    // Another one than on Kafka, to find out where it came from if it is kept.
    private static final String CARD = "5555555555554444";
    private static final int NIGHTS = 10_000;

    private Staylog staylog;
    private TestHotel hotel;

    @BeforeAll
    void start(Staylog running) {
        staylog = running;
        hotel = TestHotel.open(staylog, "rubbish-http", 1);
    }

    @AfterAll
    void good_bookings_go_on() {
        hotel.booked(FLEX, 10, 11);
    }

    /** What is sent and what must come back. */
    record Wrong(String name, int status, String code, Function<RubbishOverHttpIT, Http.Reply> call) {
        @Override
        public String toString() {
            return name + " -> " + status + " " + code;
        }
    }

    static Stream<Wrong> wrong() {
        return Stream.of(senseless(), misshapen(), strangers()).flatMap(lines -> lines);
    }

    private static Stream<Wrong> senseless() {
        return Stream.of(
                stay("departure before arrival", 422, "stay_invalid", 10, 8),
                stay("10,000 nights", 422, "stay_invalid", 10, 10 + NIGHTS),
                stay("arrival yesterday", 409, "day_closed", -1, 1),
                body("other currency", 422, "currency_mismatch", "currency", "USD"),
                body("unknown rate plan", 422, "rate_plan_not_found", "ratePlanId", "FREE"),
                body("another price", 409, "price_changed", "expectedTotalMinor", 1),
                body("a card number as name", 422, "sensitive_card_data", "guest", Map.of("name", "Ada " + CARD)),
                body("a card number as token", 422, "sensitive_card_data", "paymentMethodToken", CARD),
                body("negative price", 422, "price_not_positive", it -> it.agreed(-1)),
                new Wrong(
                        "unknown hotel",
                        404,
                        "hotel_not_found",
                        it -> it.post("/v1/hotels/atlantis/bookings", it.body())),
                new Wrong(
                        "unknown booking",
                        404,
                        "booking_not_found",
                        it -> it.staylog.booking().get("/v1/bookings/00000000-0000-4000-8000-000000000000")),
                new Wrong(
                        "negative calendar price",
                        422,
                        "price_not_positive",
                        it -> it.staylog.booking().put("/v1/hotels/" + it.hotel.id() + "/prices", it.prices(-1))));
    }

    private static Stream<Wrong> misshapen() {
        return Stream.of(
                raw("no JSON", 400, "malformed_body", "{\"ratePlanId\":"),
                raw("two bodies", 400, "malformed_body", "{} {}"),
                raw("not even text", 400, "malformed_body", "\u0000"),
                raw("a list", 422, "invalid_value", "[]"),
                raw("nothing", 400, "malformed_body", ""),
                raw("far too much", 413, "body_too_large", "\"" + "x".repeat(70_000) + "\""),
                raw("nested without end", 400, "malformed_body", "[".repeat(30_000)),
                body("a field that does not exist", 400, "unknown_field", "discount", 100),
                body("a day that does not exist", 422, "invalid_value", it -> it.arrival("2027-02-30")),
                body("a number for a date", 422, "invalid_value", it -> it.arrival(20_000)),
                body("a text for a number", 422, "invalid_value", "expectedTotalMinor", "ten"),
                body("half a cent", 422, "invalid_value", "expectedTotalMinor", 0.5),
                body("no rooms", 422, "invalid_value", "roomStays", List.of()),
                body("an unknown channel", 422, "invalid_value", "channel", "UNKNOWN"));
    }

    private static Stream<Wrong> strangers() {
        return Stream.of(
                headers("a wrong token", 401, "unauthorized", Map.of("Authorization", "Bearer guess")),
                headers("a page of another site", 403, "forbidden_origin", Map.of("Origin", "https://evil.example")),
                headers("no key", 400, "idempotency_key_missing", Map.of("Idempotency-Key", " ")),
                headers("a card number as key", 422, "sensitive_card_data", Map.of("Idempotency-Key", CARD)),
                headers("another type", 415, "media_type_not_supported", Map.of("Content-Type", "text/plain")),
                new Wrong("no such place", 404, "not_found", it -> it.post("/v1/reservations", Map.of())),
                new Wrong("no id", 400, "invalid_id", it -> it.staylog.booking().get("/v1/bookings/42")),
                new Wrong("no hotel's name", 400, "invalid_id", it -> it.post("/v1/hotels/a%20b/bookings", it.body())));
    }

    private static Wrong stay(String name, int status, String code, int arrival, int departure) {
        return new Wrong(name, status, code, it -> it.hotel.book(FLEX, arrival, departure, GOOD));
    }

    private static Wrong body(String name, int status, String code, String field, Object value) {
        return body(name, status, code, it -> {
            var body = new HashMap<>(it.body());
            body.put(field, value);
            return body;
        });
    }

    private static Wrong body(
            String name, int status, String code, Function<RubbishOverHttpIT, Map<String, Object>> body) {
        return new Wrong(name, status, code, it -> it.post(it.bookings(), body.apply(it)));
    }

    private static Wrong raw(String name, int status, String code, String body) {
        return new Wrong(name, status, code, it -> it.staylog.booking().send("POST", it.bookings(), body, Map.of()));
    }

    private static Wrong headers(String name, int status, String code, Map<String, String> headers) {
        return new Wrong(name, status, code, it -> it.staylog.booking().post(it.bookings(), it.body(), headers));
    }

    private String bookings() {
        return "/v1/hotels/" + hotel.id() + "/bookings";
    }

    private Map<String, Object> body() {
        return hotel.body(FLEX, 10, 11, GOOD);
    }

    private Map<String, Object> agreed(long price) {
        return withStay(Map.of("agreedNightsMinor", List.of(price)), Map.of("ratePlanId", AGREED));
    }

    private Map<String, Object> arrival(Object date) {
        return withStay(Map.of("arrivalDate", date), Map.of());
    }

    private Map<String, Object> withStay(Map<String, Object> change, Map<String, Object> around) {
        var stay = new HashMap<String, Object>(
                Map.of("roomTypeId", DOUBLE, "arrivalDate", hotel.day(10), "departureDate", hotel.day(11)));
        stay.putAll(change);
        var body = new HashMap<>(body());
        body.put("roomStays", List.of(stay));
        body.putAll(around);
        return body;
    }

    private Map<String, Object> prices(long grossMinor) {
        return Map.of(
                "ratePlanId",
                FLEX,
                "roomTypeId",
                DOUBLE,
                "from",
                hotel.day(0),
                "to",
                hotel.day(10),
                "currency",
                "EUR",
                "grossMinor",
                grossMinor);
    }

    private Http.Reply post(String path, Object body) {
        return staylog.booking().post(path, body);
    }

    @ParameterizedTest
    @MethodSource("wrong")
    void what_makes_no_sense_is_answered_with_a_problem_of_its_own(Wrong wrong) {
        var reply = wrong.call().apply(this);
        assertThat(reply.status()).as(reply.text()).isEqualTo(wrong.status());
        assertThat(reply.header("Content-Type")).startsWith("application/problem+json");
        assertThat(reply.text("/code")).as(reply.text()).isEqualTo(wrong.code());
        assertThat(reply.text("/detail")).isNotBlank();
        assertThat(reply.text()).doesNotContain(CARD);
    }

    @Test
    void a_card_number_leaves_no_trace_on_any_topic() {
        var body = new HashMap<>(body());
        body.put("guest", Map.of("name", "Ada", "email", CARD + "@example.org"));
        post(bookings(), body).expect(422);
        try (var log = staylog.log()) {
            for (var topic : Topics.all()) {
                for (var name : List.of(topic.name(), topic.dead())) {
                    var everywhere =
                            IntStream.range(0, log.partitions(name)).boxed().toList();
                    assertThat(log.readRaw(name, everywhere))
                            .as(name)
                            .extracting(record ->
                                    record.value() == null ? "" : new String(record.value(), StandardCharsets.UTF_8))
                            .noneMatch(text -> text.contains(CARD));
                }
            }
        }
    }
}
