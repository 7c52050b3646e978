package io.staylog.booking.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.staylog.booking.CapturedLog;
import io.staylog.booking.Http.Answer;
import io.staylog.booking.domain.BookingCommand.CancelBooking;
import io.staylog.booking.domain.BookingCommand.CloseDay;
import io.staylog.booking.domain.BookingCommand.Request;
import io.staylog.booking.domain.CancelReason;
import io.staylog.booking.view.ViewFixture;
import io.staylog.schemas.EventHeaders;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What callers are told once the view shows what was decided, or while it cannot be relied on. */
class OutcomesTest extends EdgeTest {
    private static int hotels;
    private String hotelId;
    private ViewFixture hotel;

    @BeforeEach
    void open() {
        hotelId = "hotel-" + ++hotels;
        hotel = hotel(hotelId);
    }

    /** What it decides is on its view as soon as it is decided. */
    private ViewFixture hotel(String id) {
        return new ViewFixture(model, id, 1, new AtomicReference<>(Instant.now())).open(10);
    }

    private String path(String more) {
        return "/v1/hotels/" + hotelId + more;
    }

    private Answer book(String key, String... headers) {
        return send(key, booking(), headers);
    }

    private Answer send(String key, String body, String... headers) {
        var all = new String[headers.length + 2];
        all[0] = "Idempotency-Key";
        all[1] = key;
        System.arraycopy(headers, 0, all, 2, headers.length);
        return http.post(path("/bookings"), body, all);
    }

    /** Decides what the last record on the log asks for, as the engine would. */
    private void decide(Answer accepted, String plan) {
        var requestId = uuid(accepted, "requestId");
        hotel.decide(ViewFixture.placing(requestId, uuid(accepted, "bookingId"), plan), recordId());
    }

    private String recordId() {
        return EventHeaders.text(log.history().getLast().headers(), EventHeaders.ID);
    }

    private static UUID uuid(Answer answer, String field) {
        return UUID.fromString(answer.json().path(field).asString());
    }

    @Test
    void a_repeat_of_a_decided_request_is_answered_at_once_also_without_a_wish_to_wait() {
        var accepted = book("k");
        assertThat(accepted.status()).isEqualTo(202);
        decide(accepted, "NONE");
        int written = log.history().size();
        var repeat = book("k");
        assertThat(repeat.status()).isEqualTo(201);
        assertThat(repeat.json().path("status").asString()).isEqualTo("CONFIRMED");
        assertThat(repeat.header("Preference-Applied")).isEmpty();
        assertThat(log.history()).hasSize(written);
    }

    @Test
    void what_became_of_a_request_can_be_asked_for() {
        var accepted = http.put(
                path("/room-types/single"), "{\"name\": \"Single\", \"physicalCount\": 1}", "Idempotency-Key", "k");
        assertThat(accepted.status()).isEqualTo(202);
        var location = accepted.header("Location");
        assertThat(location).isEqualTo(path("/requests/" + uuid(accepted, "requestId")));
        var pending = http.get(location);
        assertThat(pending.status()).isEqualTo(200);
        assertThat(pending.json().path("status").asString()).isEqualTo("PENDING");
        assertThat(pending.header("Retry-After")).isNotEmpty();

        var close = request("DayCloseRequested", uuid(accepted, "requestId"));
        hotel.decide(new CloseDay(close, LocalDate.parse("2026-12-01")), recordId());
        var done = http.get(location);
        assertThat(done.json().path("status").asString()).isEqualTo("DONE");
        assertThat(done.json().path("event").asString()).isEqualTo("BusinessDayClosed");
        assertThat(done.header("X-Position"))
                .isEqualTo(done.json().path("position").asString());
    }

    @Test
    void a_rejected_request_is_shown_with_its_problem_and_one_that_nobody_knows_is_not_found() {
        var close = request("DayCloseRequested", UUID.randomUUID());
        hotel.decide(new CloseDay(close, LocalDate.parse("2026-12-09")), null);
        var rejected = http.get(path("/requests/" + close.id()));
        assertThat(rejected.status()).isEqualTo(200);
        assertThat(rejected.json().path("status").asString()).isEqualTo("REJECTED");
        assertThat(rejected.json().path("problem").path("code").asString()).isEqualTo("day_not_current");
        assertThat(rejected.json().path("problem").path("status").asInt()).isEqualTo(409);
        var elsewhere = http.get("/v1/hotels/elsewhere/requests/" + close.id());
        assertThat(elsewhere.status()).isEqualTo(404);
        assertThat(elsewhere.code()).isEqualTo("request_not_found");
    }

    private static Request request(String type, UUID id) {
        return new Request(id, type);
    }

    @Test
    void a_closed_day_is_the_answer_to_who_closed_it_whoever_did_not_arrive() {
        var bookingId = UUID.randomUUID();
        hotel.decide(ViewFixture.placing(UUID.randomUUID(), bookingId, "NONE"), null);
        for (var day = LocalDate.parse("2026-12-01");
                day.isBefore(LocalDate.parse("2026-12-05"));
                day = day.plusDays(1)) {
            hotel.decide(new CloseDay(request("DayCloseRequested", UUID.randomUUID()), day), null);
        }
        var body = "{\"businessDate\": \"2026-12-05\"}";
        var accepted = http.post(path("/close-day"), body, "Idempotency-Key", "k");
        hotel.decide(
                new CloseDay(request("DayCloseRequested", uuid(accepted, "requestId")), LocalDate.parse("2026-12-05")),
                recordId());
        var closed = http.post(path("/close-day"), body, "Idempotency-Key", "k", "Prefer", "wait=5");
        assertThat(closed.status()).isEqualTo(200);
        assertThat(closed.json().path("status").asString()).isEqualTo("APPLIED");
        assertThat(closed.json().has("bookingId")).isFalse();
        assertThat(closed.json().has("sold")).isFalse();
        assertThat(http.get("/v1/bookings/" + bookingId).json().path("status").asString())
                .isEqualTo("NO_SHOW");
        var date = http.get(path("/business-date?min-position=" + closed.header("X-Position")));
        assertThat(date.json().path("businessDate").asString()).isEqualTo("2026-12-06");
    }

    @Test
    void a_booking_id_that_another_hotel_uses_is_refused_and_nothing_is_written() {
        var bookingId = UUID.randomUUID();
        hotel.decide(ViewFixture.placing(UUID.randomUUID(), bookingId, "NONE"), null);
        log.clear();
        var body = booking().replace("\"currency\"", "\"bookingId\": \"" + bookingId + "\", \"currency\"");
        var answer = http.post("/v1/hotels/elsewhere/bookings", body, "Idempotency-Key", "taken", "Prefer", "wait=5");
        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.code()).isEqualTo("booking_id_taken");
        assertThat(answer.json().path("field").asString()).isEqualTo("bookingId");
        assertThat(log.history()).isEmpty();
    }

    @Test
    void two_hotels_that_decided_about_one_id_both_answer_their_callers() {
        var bookingId = UUID.randomUUID();
        var body = booking().replace("\"currency\"", "\"bookingId\": \"" + bookingId + "\", \"currency\"");
        var accepted = send("k", body);
        var before = hotel("a-" + hotelId);
        before.decide(ViewFixture.placing(UUID.randomUUID(), bookingId, "NONE"), null);
        hotel.decide(ViewFixture.placing(uuid(accepted, "requestId"), bookingId, "NONE"), recordId());
        var answer = send("k", body, "Prefer", "wait=5");
        assertThat(answer.status()).isEqualTo(201);
        assertThat(answer.json().path("hotelId").asString()).isEqualTo(hotelId);
    }

    @Test
    void while_the_view_cannot_be_relied_on_nothing_is_said_and_nothing_is_taken_in() {
        var accepted = book("k");
        decide(accepted, "NONE");
        var booking = accepted.header("Location");
        log.clear();
        ViewFixture.replaying(view);
        try {
            for (var path : new String[] {
                booking,
                booking + "?waitFor=settled",
                booking + "/events",
                "/v1/bookings/" + UUID.randomUUID(),
                path(""),
                path("/business-date"),
                path("/availability?arrival=2026-12-05&departure=2026-12-06"),
                path("/requests/" + UUID.randomUUID())
            }) {
                notReady(http.get(path));
            }
            notReady(http.post(booking + "/cancel", "{}", "Idempotency-Key", "c", "If-Match", "*"));
            notReady(http.post(booking + "/check-in", "{}", "Idempotency-Key", "c"));
            notReady(book("other"));
            notReady(http.put(path("/room-types/x"), "{\"name\": \"X\", \"physicalCount\": 1}"));
            assertThat(log.history()).isEmpty();
        } finally {
            ViewFixture.caughtUp(view, 4);
        }
        assertThat(http.get(booking).status()).isEqualTo(200);
    }

    private static void notReady(Answer answer) {
        assertThat(answer.status()).as(answer.response().uri().toString()).isEqualTo(503);
        assertThat(answer.code()).isEqualTo("not_ready");
        assertThat(answer.json().path("retriable").asBoolean()).isTrue();
        assertThat(answer.header("Retry-After")).isNotEmpty();
    }

    @Test
    void an_action_on_a_booking_that_this_instance_is_about_to_hear_of_waits_for_it() {
        var bookingId = UUID.randomUUID();
        var answer = CompletableFuture.supplyAsync(() ->
                http.post("/v1/bookings/" + bookingId + "/cancel", "{}", "Idempotency-Key", "soon", "If-Match", "*"));
        await().until(() -> model.waiters().count() == 1);
        hotel.decide(ViewFixture.placing(UUID.randomUUID(), bookingId, "NONE"), null);
        assertThat(answer.join().status()).isEqualTo(202);
        var beyond = http.post(
                "/v1/bookings/" + bookingId + "/cancel?min-position=9:0",
                "{}",
                "Idempotency-Key",
                "s",
                "If-Match",
                "*");
        assertThat(beyond.status()).isEqualTo(400);
        assertThat(beyond.json().path("field").asString()).isEqualTo("min-position");
    }

    @Test
    void who_waits_for_what_is_past_already_is_answered_at_once() {
        var accepted = book("k");
        decide(accepted, "NONE");
        hotel.decide(
                new CancelBooking(
                        request("CancellationRequested", UUID.randomUUID()),
                        uuid(accepted, "bookingId"),
                        CancelReason.HOTEL,
                        null,
                        Instant.MAX),
                null);
        long begun = System.nanoTime();
        var shown = http.get(accepted.header("Location") + "?waitFor=confirmed&timeout=30s");
        assertThat(shown.json().path("status").asString()).isEqualTo("CANCELLED");
        assertThat(System.nanoTime() - begun).isLessThan(20_000_000_000L);
    }

    @Test
    void a_position_that_is_nowhere_on_the_log_is_no_position() {
        for (var nowhere : new String[] {"4:0", "99999:0", "2:999"}) {
            var answer = http.get(path("?min-position=" + nowhere));
            assertThat(answer.status()).as(nowhere).isEqualTo(400);
            assertThat(answer.code()).isEqualTo("invalid_parameter");
            assertThat(answer.json().path("field").asString()).isEqualTo("min-position");
        }
    }

    @Test
    void where_too_many_wait_already_nobody_is_told_that_his_wish_was_followed() {
        // There is room for one.
        var waiting = CompletableFuture.supplyAsync(() -> book("first", "Prefer", "wait=3"));
        await().until(() -> model.waiters().count() == 1);
        var answer = book("second", "Prefer", "wait=3");
        assertThat(answer.status()).isEqualTo(202);
        assertThat(answer.header("Preference-Applied")).isEmpty();
        assertThat(waiting.join().header("Preference-Applied")).isEqualTo("wait=3");
    }

    @Test
    void a_log_line_about_a_request_says_in_fields_of_its_own_what_it_is_about() {
        var bookingId = UUID.randomUUID();
        hotel.decide(ViewFixture.placing(UUID.randomUUID(), bookingId, "NONE"), null);
        try (var captured = new CapturedLog()) {
            var placed = book("logged");
            http.post("/v1/bookings/" + bookingId + "/cancel", "{}", "Idempotency-Key", "l", "If-Match", "*");
            send("logged", booking().replace("Anna", "Bela"));
            assertThat(captured.fields("BookingRequested was answered with 202"))
                    .containsEntry("hotelId", hotelId)
                    .containsEntry("bookingId", placed.json().path("bookingId").asString())
                    .containsEntry("requestId", placed.json().path("requestId").asString())
                    .hasEntrySatisfying("traceId", id -> assertThat(id).matches("[0-9a-f]{32}"));
            assertThat(captured.fields("CancellationRequested was answered with 202"))
                    .containsEntry("hotelId", hotelId)
                    .containsEntry("bookingId", bookingId.toString())
                    .containsKey("traceId");
            assertThat(captured.fields("BookingRequested was answered with 422"))
                    .containsEntry("hotelId", hotelId);
            assertThat(captured.text()).doesNotContain("Anna", "Bela", "example.org");
        }
    }
}
