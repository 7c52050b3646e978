package io.staylog.booking.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.staylog.booking.Http.Answer;
import io.staylog.booking.domain.BookingCommand;
import io.staylog.booking.domain.BookingCommand.CheckIn;
import io.staylog.booking.domain.BookingCommand.CloseDay;
import io.staylog.booking.domain.BookingCommand.ConfirmPaid;
import io.staylog.booking.domain.BookingCommand.ModifyBooking;
import io.staylog.booking.domain.BookingCommand.PaymentRefused;
import io.staylog.booking.domain.BookingCommand.PaymentTried;
import io.staylog.booking.domain.BookingCommand.Refused;
import io.staylog.booking.domain.BookingCommand.Request;
import io.staylog.booking.domain.ChargeKind;
import io.staylog.booking.domain.RoomStayRequest;
import io.staylog.booking.view.ViewFixture;
import io.staylog.schemas.EventHeaders;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What callers are told where a payment stands between asking and having. */
class PayingAtTheEdgeTest extends EdgeTest {
    private static int hotels;
    private String hotelId;
    private ViewFixture hotel;

    @BeforeEach
    void open() {
        hotelId = "paying-" + ++hotels;
        hotel = new ViewFixture(model, hotelId, 2, new AtomicReference<>(Instant.now())).open(10);
    }

    @Test
    void a_decline_that_can_be_retried_is_told_with_the_attempts_left_and_where_another_card_goes() {
        var bookingId = held("k");
        var paymentId = shown(bookingId).json().path("paymentId").asString();
        hotel.decide(declined(bookingId, paymentId, 1), null);

        var told = book("k", "Prefer", "wait=5");
        assertThat(told.status()).isEqualTo(402);
        assertThat(told.code()).isEqualTo("payment_declined");
        assertThat(told.json().path("retriable").asBoolean()).isTrue();
        var details = told.json().path("details");
        assertThat(details.path("attemptsLeft").asString()).isEqualTo("2");
        assertThat(details.path("declineCode").asString()).isEqualTo("insufficient_funds");
        assertThat(details.path("submitTo").asString())
                .isEqualTo("POST /v1/hotels/" + hotelId + "/payments/" + paymentId + "/method");
        var shown = shown(bookingId).json();
        assertThat(shown.path("status").asString()).isEqualTo("HELD");
        assertThat(shown.at("/declined/attemptsLeft").asInt()).isEqualTo(2);

        hotel.decide(new PaymentTried(bookingId, UUID.fromString(paymentId), 2), null);
        assertThat(shown(bookingId).json().has("declined")).isFalse();
        assertThat(book("k").status()).isEqualTo(202);
        hotel.decide(new ConfirmPaid(bookingId, UUID.fromString(paymentId), 20_000), null);
        assertThat(book("k", "Prefer", "wait=5").status()).isEqualTo(201);
    }

    @Test
    void a_decline_for_good_is_told_as_final() {
        var bookingId = held("k");
        var paymentId = shown(bookingId).json().path("paymentId").asString();
        for (int attempt = 1; attempt <= 3; attempt++) {
            hotel.decide(new PaymentTried(bookingId, UUID.fromString(paymentId), attempt), null);
            hotel.decide(declined(bookingId, paymentId, attempt), null);
        }
        var told = book("k", "Prefer", "wait=5");
        assertThat(told.status()).isEqualTo(402);
        assertThat(told.json().path("retriable").asBoolean()).isFalse();
        assertThat(shown(bookingId).json().path("status").asString()).isEqualTo("RELEASED");
    }

    @Test
    void a_change_that_waits_for_its_payment_is_no_answer_until_it_is_paid() {
        var bookingId = confirmed("k");
        var accepted = modify(bookingId, "m");
        assertThat(accepted.status()).isEqualTo(202);
        decideChange(bookingId, accepted);
        var waiting = modify(bookingId, "m", "Prefer", "wait=1");
        assertThat(waiting.status()).isEqualTo(202);
        assertThat(waiting.json().path("status").asString()).isEqualTo("CHANGE_PENDING");
        var pending = shown(bookingId).json().path("pendingChange");
        assertThat(pending.path("totalGrossMinor").asLong()).isEqualTo(30_000);

        // The bank does not raise what is authorised, so the difference is a payment of its own.
        var guarantee = pending.path("paymentId").asString();
        hotel.decide(
                new PaymentRefused(bookingId, UUID.fromString(guarantee), Refused.ADJUSTMENT, "do_not_honor", true, 0),
                null);
        var difference = shown(bookingId).json().at("/pendingChange/paymentId").asString();
        assertThat(difference).isNotEqualTo(guarantee);
        hotel.decide(new ConfirmPaid(bookingId, UUID.fromString(difference), 10_000), null);
        var done = modify(bookingId, "m", "Prefer", "wait=5");
        assertThat(done.status()).isEqualTo(200);
        assertThat(done.json().has("pendingChange")).isFalse();
        assertThat(done.json().at("/sold/totalGrossMinor").asLong()).isEqualTo(30_000);
        assertThat(done.json().path("payments").size()).isEqualTo(2);
        assertThat(done.json().at("/payments/1/purpose").asString()).isEqualTo("CHANGE_DIFFERENCE");
    }

    @Test
    void a_change_whose_payment_is_declined_is_told_as_such_also_to_who_asks_again() {
        var bookingId = confirmed("k");
        decideChange(bookingId, modify(bookingId, "m"));
        var guarantee = shown(bookingId).json().path("paymentId").asString();
        hotel.decide(
                new PaymentRefused(bookingId, UUID.fromString(guarantee), Refused.ADJUSTMENT, "do_not_honor", true, 0),
                null);
        var difference = shown(bookingId).json().at("/pendingChange/paymentId").asString();
        hotel.decide(declined(bookingId, difference, 1), null);
        var told = modify(bookingId, "m", "Prefer", "wait=5");
        assertThat(told.status()).isEqualTo(402);
        assertThat(told.code()).isEqualTo("payment_declined");
        assertThat(shown(bookingId).json().at("/sold/totalGrossMinor").asLong()).isEqualTo(20_000);
    }

    @Test
    void a_debt_is_to_be_seen_and_so_is_what_a_desk_did() {
        var bookingId = confirmed("k");
        for (int day = 1; day < 5; day++) {
            hotel.decide(new CloseDay(request("DayCloseRequested"), LocalDate.of(2026, 12, day)), null);
        }
        hotel.decide(new CheckIn(request("CheckInReported"), bookingId, "12"), null);
        var accepted = http.post(
                "/v1/bookings/" + bookingId + "/charges",
                "{\"description\": \"MINIBAR\", \"amountMinor\": 1200}",
                "Idempotency-Key",
                "c");
        assertThat(accepted.status()).isEqualTo(202);
        hotel.decide(
                new BookingCommand.PostCharge(
                        new Request(uuid(accepted, "requestId"), "ChargeReported"),
                        bookingId,
                        "MINIBAR",
                        1_200,
                        ChargeKind.OTHER,
                        null),
                recordId());
        assertThat(shown(bookingId).json().at("/money/owedMinor").asLong()).isEqualTo(21_200);
        hotel.decide(new CloseDay(request("DayCloseRequested"), LocalDate.of(2026, 12, 5)), null);
        hotel.decide(new CloseDay(request("DayCloseRequested"), LocalDate.of(2026, 12, 6)), null);
        hotel.decide(new BookingCommand.CheckOut(request("CheckOutReported"), bookingId), null);
        var balance = shown(bookingId).json().at("/payments/1");
        assertThat(balance.path("amountMinor").asLong()).isEqualTo(1_200);
        assertThat(shown(bookingId).json().at("/money/receivableMinor").asLong())
                .isZero();
        hotel.decide(declined(bookingId, balance.path("paymentId").asString(), 1), null);
        assertThat(shown(bookingId).json().at("/money/receivableMinor").asLong())
                .isEqualTo(1_200);
    }

    @Test
    void a_walk_and_a_charge_need_to_say_what_and_a_reinstatement_a_version() {
        var booking = "/v1/bookings/" + confirmed("k");
        var nowhere = http.post(booking + "/walk", "{\"toHotel\": \" \"}", "Idempotency-Key", "w");
        assertThat(nowhere.status()).isEqualTo(422);
        assertThat(nowhere.json().path("field").asString()).isEqualTo("toHotel");
        var nothing = http.post(
                booking + "/charges", "{\"description\": \"BAR\", \"amountMinor\": 0}", "Idempotency-Key", "c");
        assertThat(nothing.status()).isEqualTo(422);
        assertThat(nothing.json().path("field").asString()).isEqualTo("amountMinor");
        var card = http.post(booking + "/walk", "{\"toHotel\": \"4242 4242 4242 4242\"}", "Idempotency-Key", "w2");
        assertThat(card.code()).isEqualTo("sensitive_card_data");
        assertThat(http.post(booking + "/reinstate", "{}", "Idempotency-Key", "r")
                        .code())
                .isEqualTo("precondition_required");
        assertThat(http.post(booking + "/walk", "{\"toHotel\": \"Atlantico\"}", "Idempotency-Key", "w3")
                        .status())
                .isEqualTo(202);
    }

    private static PaymentRefused declined(UUID bookingId, String paymentId, int attemptNo) {
        return new PaymentRefused(
                bookingId, UUID.fromString(paymentId), Refused.AUTHORIZATION, "insufficient_funds", true, attemptNo);
    }

    private UUID held(String key) {
        var accepted = book(key);
        var bookingId = uuid(accepted, "bookingId");
        hotel.decide(ViewFixture.placing(uuid(accepted, "requestId"), bookingId, "CARD"), recordId());
        return bookingId;
    }

    private UUID confirmed(String key) {
        var bookingId = held(key);
        var paymentId = shown(bookingId).json().path("paymentId").asString();
        hotel.decide(new ConfirmPaid(bookingId, UUID.fromString(paymentId), 20_000), null);
        return bookingId;
    }

    private void decideChange(UUID bookingId, Answer accepted) {
        var stay = new RoomStayRequest(
                "double", LocalDate.parse("2026-12-05"), LocalDate.parse("2026-12-08"), 1, List.of(), null, false);
        var request = new Request(uuid(accepted, "requestId"), "ModificationRequested");
        hotel.decide(new ModifyBooking(request, bookingId, List.of(stay), null, Instant.MAX), recordId());
    }

    private Answer modify(UUID bookingId, String key, String... headers) {
        var all = new String[headers.length + 4];
        System.arraycopy(new String[] {"Idempotency-Key", key, "If-Match", "*"}, 0, all, 0, 4);
        System.arraycopy(headers, 0, all, 4, headers.length);
        return http.post("/v1/bookings/" + bookingId + "/modify", """
                {"roomStays": [{"roomTypeId": "double", "arrivalDate": "2026-12-05", "departureDate": "2026-12-08"}]}
                """, all);
    }

    private Answer book(String key, String... headers) {
        var all = new String[headers.length + 2];
        all[0] = "Idempotency-Key";
        all[1] = key;
        System.arraycopy(headers, 0, all, 2, headers.length);
        return http.post("/v1/hotels/" + hotelId + "/bookings", booking(), all);
    }

    private Answer shown(UUID bookingId) {
        return http.get("/v1/bookings/" + bookingId);
    }

    private String recordId() {
        return EventHeaders.text(log.history().getLast().headers(), EventHeaders.ID);
    }

    private static Request request(String type) {
        return new Request(UUID.randomUUID(), type);
    }

    private static UUID uuid(Answer answer, String field) {
        return UUID.fromString(answer.json().path(field).asString());
    }
}
