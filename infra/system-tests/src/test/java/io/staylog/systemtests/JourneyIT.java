package io.staylog.systemtests;

import static io.staylog.systemtests.Books.eventually;
import static io.staylog.systemtests.TestHotel.CARD;
import static io.staylog.systemtests.TestHotel.FLEX;
import static io.staylog.systemtests.TestHotel.GOOD;
import static io.staylog.systemtests.TestHotel.NIGHT;
import static io.staylog.systemtests.TestHotel.PREPAID;
import static org.assertj.core.api.Assertions.assertThat;

import io.staylog.schemas.Topics;
import io.staylog.schemas.booking.BookingConfirmed;
import io.staylog.schemas.booking.BookingHeld;
import io.staylog.schemas.payment.PaymentOutcomeResolved;
import io.staylog.schemas.payment.PaymentOutcomeUnknown;
import io.staylog.systemtests.Books.Money;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

/** What guests, desks and channels do in a day, through all services, with the money right in every book. */
@Order(1)
@Tag(Staylog.ANYWHERE)
@ExtendWith(Staylog.Extension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class JourneyIT {
    private Staylog staylog;
    private Log log;

    @BeforeAll
    void start(Staylog running) {
        staylog = running;
        log = running.log();
    }

    @AfterAll
    void close() {
        log.close();
    }

    @Test
    void a_prepaid_booking_over_http_is_confirmed_when_the_money_is_there() {
        var hotel = TestHotel.open(staylog, "prepaid", 3);
        var booking = hotel.booked(PREPAID, 30, 32);
        assertThat(booking.at("/sold/totalGrossMinor").asLong()).isEqualTo(2 * NIGHT);
        assertThat(booking.at("/payment").asString()).isEqualTo("SECURED");
        assertMoney(hotel, new Money(1, 2 * NIGHT, 0, 0));
        assertReported(hotel, "confirmed", 1);
    }

    @Test
    void the_same_request_again_is_the_same_booking() {
        var hotel = TestHotel.open(staylog, "repeat", 3);
        var key = Map.of("Idempotency-Key", "retry-1");
        var path = "/v1/hotels/" + hotel.id() + "/bookings";
        var first = staylog.booking().post(path, hotel.body(PREPAID, 30, 32, GOOD), key);
        var again = staylog.booking().post(path, hotel.body(PREPAID, 30, 32, GOOD), key);
        assertThat(again.expect(201).text("/bookingId"))
                .isEqualTo(first.expect(201).text("/bookingId"));
        staylog.booking().post(path, hotel.body(FLEX, 30, 32, GOOD), key).expect(422);
        assertMoney(hotel, new Money(1, 2 * NIGHT, 0, 0));
    }

    @Test
    void a_booking_over_kafka_is_confirmed_when_the_card_is_authorized() {
        var hotel = TestHotel.open(staylog, "kafka", 3);
        var request = hotel.request(CARD, 30, 33, GOOD);
        log.asked(hotel.id(), request);
        eventually(() -> assertThat(hotel.events(log, BookingConfirmed.class))
                .extracting(BookingConfirmed::getBookingId)
                .containsExactly(request.getBookingId()));
        eventually(() -> assertThat(
                        hotel.show(request.getBookingId()).at("/status").asString())
                .isEqualTo("CONFIRMED"));
        assertMoney(hotel, new Money(0, 0, 0, 0)); // Reserved only.
        assertReported(hotel, "confirmed", 1);
    }

    @Test
    void a_card_that_will_never_be_good_gives_the_rooms_back() {
        var hotel = TestHotel.open(staylog, "decline", 1);
        var declined = hotel.book(PREPAID, 30, 32, "tok_decline_lost").expect(402);
        assertThat(declined.text("/code")).isEqualTo("payment_declined");
        assertThat(declined.text("/details/declineCode")).isEqualTo("lost_card");
        hotel.booked(PREPAID, 30, 32); // The only room is free again.
        assertMoney(hotel, new Money(1, 2 * NIGHT, 0, 0));
        assertReported(hotel, "released", 1);
        assertReported(hotel, "confirmed", 1);
    }

    @Test
    void cancelling_in_time_gives_all_the_money_back() {
        var hotel = TestHotel.open(staylog, "cancel", 1);
        var booking = hotel.booked(PREPAID, 30, 32);
        var cancelled = hotel.act(booking, "cancel", Map.of()).expect(200);
        assertThat(cancelled.text("/status")).isEqualTo("CANCELLED");
        assertMoney(hotel, new Money(1, 2 * NIGHT, 1, 2 * NIGHT));
        hotel.booked(FLEX, 30, 32);
        assertReported(hotel, "cancelled", 1);
        hotel.act(booking, "cancel", Map.of()).expect(409);
    }

    @Test
    void cancelling_too_late_costs_the_fee_and_no_more() {
        var hotel = TestHotel.open(staylog, "late", 1);
        var booking = hotel.booked(CARD, 0, 3);
        hotel.act(booking, "cancel", Map.of()).expect(200);
        assertMoney(hotel, new Money(1, NIGHT, 0, 0));
        assertThat(totals(hotel).get("cancellationFeesMinor").asLong()).isEqualTo(NIGHT);
    }

    @Test
    void a_changed_stay_is_sold_at_its_new_price_and_only_while_there_are_rooms() {
        var hotel = TestHotel.open(staylog, "modify", 1);
        var booking = hotel.booked(PREPAID, 30, 33);
        hotel.booked(FLEX, 33, 34);
        var tooLong = hotel.act(booking, "modify", stays(hotel, 30, 34)).expect(409);
        assertThat(tooLong.text("/code")).isEqualTo("sold_out");
        var shorter = hotel.act(booking, "modify", stays(hotel, 30, 32)).expect(200);
        assertThat(shorter.text("/sold/totalGrossMinor")).isEqualTo(Long.toString(2 * NIGHT));
        assertMoney(hotel, new Money(1, 3 * NIGHT, 1, NIGHT)); // Too much was paid.
        hotel.booked(FLEX, 32, 33); // The night that was given up.
    }

    private static Map<String, Object> stays(TestHotel hotel, int arrival, int departure) {
        return Map.of(
                "roomStays",
                List.of(Map.of(
                        "roomTypeId",
                        TestHotel.DOUBLE,
                        "arrivalDate",
                        hotel.day(arrival),
                        "departureDate",
                        hotel.day(departure))));
    }

    @Test
    void a_change_that_others_were_faster_than_is_refused() {
        var hotel = TestHotel.open(staylog, "version", 2);
        var booking = hotel.booked(FLEX, 30, 33);
        hotel.act(booking, "modify", stays(hotel, 30, 32)).expect(200);
        var path = "/v1/bookings/" + booking.at("/bookingId").asString() + "/cancel";
        var stale = staylog.booking().post(path, Map.of(), Map.of("If-Match", "\"1\""));
        assertThat(stale.expect(412).text("/code")).isEqualTo("version_conflict");
    }

    @Test
    void a_guest_comes_stays_and_pays_when_leaving() {
        var hotel = TestHotel.open(staylog, "stay", 2);
        var withCard = hotel.booked(CARD, 0, 1);
        var without = hotel.booked(FLEX, 0, 1);
        for (var booking : List.of(withCard, without)) {
            var in = hotel.act(booking, "check-in", Map.of("roomNumber", "101")).expect(200);
            assertThat(in.text("/status")).isEqualTo("IN_HOUSE");
        }
        hotel.closeDay(0);
        for (var booking : List.of(withCard, without)) {
            var out = hotel.act(booking, "check-out", Map.of()).expect(200);
            assertThat(out.text("/status")).isEqualTo("CHECKED_OUT");
        }
        assertMoney(hotel, new Money(2, 2 * NIGHT, 0, 0));
        assertReported(hotel, "checkedOut", 2);
        assertReported(hotel, "roomNightsSold", 2);
        assertReported(hotel, "revenueGrossMinor", 2 * NIGHT);
    }

    @Test
    void who_has_not_come_when_the_day_is_closed_pays_the_first_night() {
        var hotel = TestHotel.open(staylog, "no-show", 1);
        var booking = hotel.booked(CARD, 0, 3);
        hotel.closeDay(0);
        eventually(
                () -> assertThat(hotel.show(booking).at("/status").asString()).isEqualTo("NO_SHOW"));
        assertMoney(hotel, new Money(1, NIGHT, 0, 0));
        hotel.booked(FLEX, 1, 3); // The other nights are free again.
        assertReported(hotel, "noShow", 1);
        assertReported(hotel, "noShowFeesMinor", NIGHT);
    }

    @Test
    void a_guest_at_the_desk_is_booked_and_checked_in_at_once() {
        var hotel = TestHotel.open(staylog, "walk-in", 1);
        var body = new HashMap<>(hotel.body(FLEX, 0, 1, GOOD));
        body.remove("channel");
        var walkIn = staylog.booking().post("/v1/hotels/" + hotel.id() + "/walk-ins", body);
        assertThat(walkIn.expect(201).text("/status")).isEqualTo("IN_HOUSE");
        assertThat(walkIn.text("/sold/channel")).isEqualTo("WALK_IN");
        assertReported(hotel, "inHouse", 1);
    }

    @Test
    void an_answer_of_the_bank_that_gets_lost_costs_the_guest_once() {
        var hotel = TestHotel.open(staylog, "lost", 1);
        var booking = hotel.book(PREPAID, 30, 32, "tok_timeout_then_approved")
                .expect(201)
                .json();
        assertThat(booking.at("/status").asString()).isEqualTo("CONFIRMED");
        assertMoney(hotel, new Money(1, 2 * NIGHT, 0, 0));
        assertThat(log.events(Topics.PAYMENT_EVENTS, hotel.id(), PaymentOutcomeUnknown.class))
                .hasSize(1);
        assertThat(log.events(Topics.PAYMENT_EVENTS, hotel.id(), PaymentOutcomeResolved.class))
                .hasSize(1);
    }

    @Test
    void a_call_that_the_bank_never_got_is_made_again_and_a_bank_that_is_down_is_asked_again() {
        var hotel = TestHotel.open(staylog, "again", 2);
        var lost = hotel.request(PREPAID, 30, 32, "tok_timeout_never_executed_1");
        var down = hotel.request(PREPAID, 30, 32, "tok_5xx_1");
        log.asked(hotel.id(), lost);
        log.asked(hotel.id(), down);
        eventually(() -> assertThat(hotel.events(log, BookingConfirmed.class))
                .extracting(BookingConfirmed::getBookingId)
                .containsExactlyInAnyOrder(lost.getBookingId(), down.getBookingId()));
        assertMoney(hotel, new Money(2, 4 * NIGHT, 0, 0));
    }

    @Test
    void a_booking_cancelled_while_its_payment_is_under_way_ends_without_money() {
        var hotel = TestHotel.open(staylog, "hasty", 1);
        var request = hotel.request(PREPAID, 30, 32, "tok_slow_2500");
        log.asked(hotel.id(), request);
        eventually(() -> assertThat(hotel.events(log, BookingHeld.class)).hasSize(1));
        var held = Books.await().until(() -> known(request.getBookingId()), booking -> booking != null);
        assertThat(held.at("/status").asString()).isEqualTo("HELD");
        hotel.act(held, "cancel", Map.of()).expect(200);
        assertMoney(hotel, new Money(1, 2 * NIGHT, 1, 2 * NIGHT));
        assertThat(hotel.events(log, BookingConfirmed.class)).isEmpty();
        assertThat(hotel.show(held).at("/status").asString()).isEqualTo("CANCELLED");
    }

    private JsonNode known(UUID bookingId) {
        var reply = staylog.booking().get("/v1/bookings/" + bookingId);
        return reply.status() == 200 ? reply.json() : null;
    }

    private void assertMoney(TestHotel hotel, Money expected) {
        eventually(() -> assertThat(Books.log(log, hotel.id())).isEqualTo(expected));
        assertThat(Books.agreed(staylog, log, hotel.id())).isEqualTo(expected);
        Books.assertNothingIsDoneTwice(staylog, log, hotel.id());
        Accounts.assertEven(staylog, hotel.id(), expected);
    }

    private void assertReported(TestHotel hotel, String column, long expected) {
        eventually(
                () -> assertThat(totals(hotel).get(column).asLong()).as(column).isEqualTo(expected));
    }

    private JsonNode totals(TestHotel hotel) {
        return staylog.reporting()
                .read("/v1/reports/totals?hotel=" + hotel.id())
                .get("rows")
                .get(0);
    }
}
