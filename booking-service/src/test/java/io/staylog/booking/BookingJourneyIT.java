package io.staylog.booking;

import static io.staylog.booking.HotelCalls.WAIT;
import static io.staylog.booking.HotelCalls.stay;
import static org.assertj.core.api.Assertions.assertThat;

import io.staylog.booking.Http.Answer;
import io.staylog.realbroker.RealBroker;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.context.ConfigurableApplicationContext;

/** The whole service over HTTP: what is asked, what is decided, and what is told, with a real broker between. */
class BookingJourneyIT {
    private static RunningService service;
    private static ConfigurableApplicationContext context;
    private static Http http;
    private static int hotels;

    @BeforeAll
    static void start() {
        service = new RunningService(RealBroker.shared()).withTopics();
        context = service.start("one");
        http = RunningService.ready(service.http(context));
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    private static HotelCalls hotel(int rooms) {
        return new HotelCalls(http, "rio-" + ++hotels).open(rooms);
    }

    private static String id() {
        return "rio-" + hotels;
    }

    @Test
    void a_booking_that_needs_no_payment_is_confirmed_while_the_caller_waits() {
        var answer = hotel(1).book("k", "free", "2026-12-05", "2026-12-07");

        assertThat(answer.status()).as(answer.response().body()).isEqualTo(201);
        var booking = answer.json();
        assertThat(booking.path("status").asString()).isEqualTo("CONFIRMED");
        assertThat(booking.path("version").asInt()).isEqualTo(1);
        assertThat(booking.path("sold").path("totalGrossMinor").asLong()).isEqualTo(20_000);
        assertThat(answer.header("Preference-Applied")).isEqualTo("wait=20");
        assertThat(answer.header("ETag")).isEqualTo("\"1\"");
        assertThat(answer.header("X-Position")).matches("\\d+:\\d+");
        assertThat(answer.header("Location"))
                .isEqualTo("/v1/bookings/" + booking.path("bookingId").asString());
        var shown = http.get(answer.header("Location") + "?min-position=" + answer.header("X-Position"));
        assertThat(shown.json()).isEqualTo(booking);
        assertThat(shown.response().body()).doesNotContain("tok_visa", "Anna", "example.org");
    }

    @Test
    void without_a_wish_to_wait_the_answer_is_that_the_log_has_it() {
        var answer = hotel(1).book("k", stay("free", "2026-12-05", "2026-12-07"), "respond-async");

        assertThat(answer.status()).isEqualTo(202);
        assertThat(answer.json().path("status").asString()).isEqualTo("REQUESTED");
        var shown = http.get(answer.header("Location") + "?waitFor=settled&timeout=20s");
        assertThat(shown.json().path("status").asString()).isEqualTo("CONFIRMED");
    }

    @Test
    void two_hundred_ask_for_the_last_room_and_one_gets_it() throws Exception {
        var hotel = hotel(1);
        var answers = all(200, i -> () -> hotel.book("guest-" + i, "free", "2026-12-05", "2026-12-07"));

        var byStatus = answers.stream().collect(Collectors.groupingBy(Answer::status, Collectors.counting()));
        assertThat(byStatus).containsOnlyKeys(201, 409).containsEntry(201, 1L).containsEntry(409, 199L);
        assertThat(answers).filteredOn(answer -> answer.status() == 409).allSatisfy(answer -> {
            assertThat(answer.code()).isEqualTo("sold_out");
            assertThat(answer.json().path("details").path("night").asString()).isEqualTo("2026-12-05");
        });
    }

    @Test
    void a_repeat_gets_the_same_answer_and_books_nothing() throws Exception {
        var hotel = hotel(10);
        var answers = all(20, _ -> () -> hotel.book("same", "free", "2026-12-05", "2026-12-07"));

        assertThat(answers).allSatisfy(answer -> assertThat(answer.status()).isEqualTo(201));
        assertThat(answers.stream().map(answer -> answer.json()).distinct()).hasSize(1);
        assertThat(rooms("2026-12-05", "2026-12-07")).isEqualTo(9);
    }

    @Test
    void another_request_under_the_same_key_is_told_so() throws Exception {
        var hotel = hotel(10);
        assertThat(hotel.book("key", "free", "2026-12-05", "2026-12-07").status())
                .isEqualTo(201);
        for (var prefer : List.of(WAIT, "respond-async")) {
            var answer = hotel.book("key", stay("free", "2026-12-05", "2026-12-08"), prefer);
            assertThat(answer.status()).isEqualTo(422);
            assertThat(answer.code()).isEqualTo("idempotency_conflict");
        }
        var both = all(2, i -> () -> hotel.book("race", "free", "2026-12-05", "2026-12-0" + (7 + i)));
        assertThat(both.stream().map(Answer::status)).containsExactlyInAnyOrder(201, 422);
    }

    @Test
    void a_booking_with_a_card_is_held_until_the_bank_has_answered() {
        var answer = hotel(2).book("card", stay("card", "2026-12-05", "2026-12-07"), "wait=1");
        assertThat(answer.status()).isEqualTo(202);
        assertThat(answer.json().path("status").asString()).isEqualTo("HELD");

        var held = http.get(answer.header("Location")).json();
        assertThat(held.path("holdExpiresAt").asString()).isNotBlank();
        assertThat(held.path("payment").asString()).isEqualTo("REQUESTED");
        service.authorize(id(), uuid(held, "bookingId"), uuid(held, "paymentId"), 20_000);
        var confirmed = http.get(answer.header("Location") + "?waitFor=confirmed&timeout=20s")
                .json();
        assertThat(confirmed.path("status").asString()).isEqualTo("CONFIRMED");
        assertThat(confirmed.path("payment").asString()).isEqualTo("SECURED");
        assertThat(new HotelCalls(http, id())
                        .book("card", stay("card", "2026-12-05", "2026-12-07"), "wait=1")
                        .status())
                .isEqualTo(201);
    }

    @Test
    void a_booking_whose_card_is_declined_is_released() {
        var hotel = hotel(1);
        var answer = hotel.book("card", stay("card", "2026-12-05", "2026-12-07"), "wait=1");
        var held = http.get(answer.header("Location")).json();
        service.decline(id(), uuid(held, "bookingId"), uuid(held, "paymentId"));

        var repeat = hotel.book("card", "card", "2026-12-05", "2026-12-07");
        assertThat(repeat.status()).isEqualTo(402);
        assertThat(repeat.code()).isEqualTo("payment_declined");
        assertThat(repeat.json().path("details").path("declineCode").asString()).isEqualTo("insufficient_funds");
        assertThat(rooms("2026-12-05", "2026-12-07")).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({
        "free, 2030-12-05, 2030-12-06, 422, stay_invalid",
        "free, 2026-11-30, 2026-12-02, 409, day_closed",
        "gold, 2026-12-05, 2026-12-06, 422, rate_plan_not_found",
        "free, 2027-03-01, 2027-03-02, 422, price_not_set"
    })
    void a_stay_that_makes_no_sense_gets_its_own_answer(
            String plan, String arrival, String departure, int status, String code) {
        var answer = hotel(1).book("k", plan, arrival, departure);
        assertThat(answer.code()).isEqualTo(code);
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.json().path("correlationId").asString()).isNotBlank();
    }

    @Test
    void what_the_hotel_does_not_have_or_does_not_reckon_in_gets_its_own_answer() {
        var hotel = hotel(1);
        var stay = stay("free", "2026-12-05", "2026-12-06");
        assertThat(hotel.book("a", stay.replace("\"double\"", "\"suite\""), WAIT)
                        .code())
                .isEqualTo("room_type_not_found");
        assertThat(hotel.book("b", stay.replace("\"EUR\"", "\"USD\""), WAIT).code())
                .isEqualTo("currency_mismatch");
        assertThat(hotel.book("c", stay.replace("\"EUR\"", "\"EUR\", \"expectedTotalMinor\": 1"), WAIT)
                        .code())
                .isEqualTo("price_changed");
        assertThat(hotel.book("d", stay.replace("-06\"", "-06\", \"adults\": 3"), WAIT)
                        .code())
                .isEqualTo("occupancy_exceeded");
        var price = http.put(hotel.path("/prices"), """
                {"ratePlanId": "free", "roomTypeId": "double", "from": "2026-12-01", "to": "2026-12-02",
                 "currency": "EUR", "grossMinor": -1}
                """, "Prefer", WAIT);
        assertThat(price.code()).isEqualTo("price_not_positive");
        assertThat(price.status()).isEqualTo(422);
        var unknown = new HotelCalls(http, "nowhere").book("k", "free", "2026-12-05", "2026-12-06");
        assertThat(unknown.status()).isEqualTo(404);
        assertThat(unknown.code()).isEqualTo("hotel_not_found");
    }

    @Test
    void a_rejected_booking_can_be_looked_at() {
        var answer = hotel(0).book("k", stay("free", "2026-12-05", "2026-12-06"), "respond-async");
        var shown = http.get(answer.header("Location") + "?waitFor=settled&timeout=20s");
        assertThat(shown.json().path("status").asString()).isEqualTo("REJECTED");
        assertThat(shown.json().path("rejection").path("code").asString()).isEqualTo("sold_out");
        assertThat(http.get(answer.header("Location") + "/events").json().path("events"))
                .hasSize(1);
    }

    @Test
    void a_booking_lives_from_change_to_check_out_and_its_history_tells_it() {
        var hotel = hotel(2);
        var booked = hotel.book("k", "free", "2026-12-01", "2026-12-03");
        var booking = booked.header("Location");
        var rooms = "{\"roomStays\": [{\"roomTypeId\": \"double\", \"arrivalDate\": \"2026-12-01\","
                + " \"departureDate\": \"2026-12-04\"}]}";

        assertThat(change(booking, "modify", rooms, "\"9\"").status()).isEqualTo(412);
        var modified = change(booking, "modify", rooms, "\"1\"");
        assertThat(modified.status()).as(modified.response().body()).isEqualTo(200);
        assertThat(modified.header("ETag")).isEqualTo("\"2\"");
        assertThat(modified.json().path("sold").path("totalGrossMinor").asLong())
                .isEqualTo(30_000);
        var arrived = change(booking, "check-in", "{\"roomNumber\": \"12\"}", "*");
        assertThat(arrived.json().path("status").asString()).isEqualTo("IN_HOUSE");
        assertThat(arrived.json().path("roomNumber").asString()).isEqualTo("12");
        var cancelled = change(booking, "cancel", "{}", "*");
        assertThat(cancelled.status()).isEqualTo(409);
        assertThat(cancelled.code()).isEqualTo("illegal_transition");
        var left = http.post(booking + "/check-out", null, "Idempotency-Key", "out", "Prefer", WAIT);
        assertThat(left.json().path("status").asString()).isEqualTo("CHECKED_OUT");

        var events = http.get(booking + "/events").json().path("events");
        var types = new ArrayList<String>();
        events.forEach(event -> types.add(event.path("type").asString()));
        assertThat(types)
                .startsWith("BookingConfirmed", "RequestRejected", "BookingModified", "GuestCheckedIn")
                .contains("GuestCheckedOut");
        assertThat(events).allSatisfy(event -> {
            assertThat(event.path("cause").asString()).isNotBlank();
            assertThat(event.path("traceParent").asString()).matches("00-[0-9a-f]{32}-[0-9a-f]{16}-0[01]");
            assertThat(event.path("data").path("hotelId").asString()).isEqualTo(id());
        });
        assertThat(events.path(0)
                        .path("data")
                        .path("terms")
                        .path("paymentMethodToken")
                        .asString())
                .isEqualTo("***");
        assertThat(events.path(0).path("data").path("businessDate").asString()).isEqualTo("2026-12-01");
    }

    private static Answer change(String booking, String action, String body, String ifMatch) {
        var key = action + "-" + UUID.randomUUID();
        return http.post(booking + "/" + action, body, "Idempotency-Key", key, "If-Match", ifMatch, "Prefer", WAIT);
    }

    @Test
    void a_walk_in_is_checked_in_at_once() {
        var hotel = hotel(1);
        var body = stay("free", "2026-12-01", "2026-12-02").replace("\"channel\": \"DIRECT_WEB\",", "");
        var answer = http.post(hotel.path("/walk-ins"), body, "Idempotency-Key", "k", "Prefer", WAIT);
        assertThat(answer.status()).isEqualTo(201);
        assertThat(answer.json().path("status").asString()).isEqualTo("IN_HOUSE");
    }

    @Test
    void a_hundred_walk_ins_at_once_are_all_told_that_they_are_in() throws Exception {
        var hotel = hotel(100);
        var body = stay("free", "2026-12-01", "2026-12-02").replace("\"channel\": \"DIRECT_WEB\",", "");
        var answers = all(
                100, i -> () -> http.post(hotel.path("/walk-ins"), body, "Idempotency-Key", "k" + i, "Prefer", WAIT));
        assertThat(answers).allSatisfy(answer -> {
            assertThat(answer.status()).isEqualTo(201);
            assertThat(answer.json().path("status").asString()).isEqualTo("IN_HOUSE");
        });
    }

    @Test
    void a_closed_day_is_over_for_everybody() {
        var hotel = hotel(1);
        var booking = hotel.book("k", "free", "2026-12-01", "2026-12-03").header("Location");
        var close = http.post(
                hotel.path("/close-day"), "{\"businessDate\": \"2026-12-01\"}", "Idempotency-Key", "c", "Prefer", WAIT);
        assertThat(close.status()).isEqualTo(200);
        assertThat(close.json().path("status").asString()).isEqualTo("APPLIED");
        assertThat(close.json().has("bookingId")).isFalse(); // Not one of those who did not arrive.
        var asked = http.get(hotel.path("/requests/" + uuid(close.json(), "requestId")))
                .json();
        assertThat(asked.path("status").asString()).isEqualTo("DONE");
        assertThat(asked.path("event").asString()).isEqualTo("BusinessDayClosed");
        assertThat(asked.path("position").asString()).isEqualTo(close.header("X-Position"));
        var position = "?min-position=" + close.header("X-Position");
        assertThat(http.get(hotel.path("/business-date") + position)
                        .json()
                        .path("businessDate")
                        .asString())
                .isEqualTo("2026-12-02");
        assertThat(http.get(booking + position).json().path("status").asString())
                .isEqualTo("NO_SHOW");
        var again = http.post(
                hotel.path("/close-day"), "{\"businessDate\": \"2026-12-01\"}", "Idempotency-Key", "d", "Prefer", WAIT);
        assertThat(again.status()).isEqualTo(409);
        assertThat(again.code()).isEqualTo("day_not_current");
    }

    @Test
    void availability_offers_what_would_be_sold_and_says_why_not_the_rest() {
        var hotel = hotel(2);
        assertThat(rooms("2026-12-05", "2026-12-07")).isEqualTo(2);
        hotel.book("k", "free", "2026-12-06", "2026-12-07");
        var offers = http.get(
                        hotel.path("/availability?arrival=2026-12-05&departure=2026-12-07&adults=2&ratePlan=free"))
                .json()
                .path("offers");
        assertThat(offers).hasSize(1);
        assertThat(offers.path(0).path("bookable").asBoolean()).isTrue();
        assertThat(offers.path(0).path("rooms").asInt()).isEqualTo(1);
        assertThat(offers.path(0).path("totalGrossMinor").asLong()).isEqualTo(20_000);
        assertThat(offers.path(0).path("nights").path(0).path("rooms").asInt()).isEqualTo(2);
        hotel.book("l", "free", "2026-12-06", "2026-12-07");
        var full = http.get(hotel.path("/availability?arrival=2026-12-05&departure=2026-12-07&ratePlan=free"))
                .json();
        assertThat(full.path("offers").path(0).path("refusal").path("code").asString())
                .isEqualTo("sold_out");
    }

    private static int rooms(String arrival, String departure) {
        var path = "/v1/hotels/" + id() + "/availability?ratePlan=free&arrival=" + arrival + "&departure=" + departure;
        return http.get(path).json().path("offers").path(0).path("rooms").asInt();
    }

    private static UUID uuid(tools.jackson.databind.JsonNode json, String field) {
        return UUID.fromString(json.path(field).asString());
    }

    private interface Numbered {
        Callable<Answer> of(int number);
    }

    private static List<Answer> all(int count, Numbered call) throws InterruptedException, ExecutionException {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var calls = new ArrayList<Callable<Answer>>();
            for (int i = 0; i < count; i++) {
                calls.add(call.of(i));
            }
            var answers = new ArrayList<Answer>();
            for (var future : threads.invokeAll(calls)) {
                answers.add(future.get());
            }
            return answers;
        }
    }
}
