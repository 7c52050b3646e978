package io.staylog.booking.domain;

import static io.staylog.booking.domain.HotelFixture.ANNA;
import static io.staylog.booking.domain.HotelFixture.BELA;
import static io.staylog.booking.domain.HotelFixture.CARA;
import static io.staylog.booking.domain.HotelFixture.CARD;
import static io.staylog.booking.domain.HotelFixture.DEPOSIT;
import static io.staylog.booking.domain.HotelFixture.DOUBLE;
import static io.staylog.booking.domain.HotelFixture.FLEX;
import static io.staylog.booking.domain.HotelFixture.NIGHT;
import static io.staylog.booking.domain.HotelFixture.NOW;
import static io.staylog.booking.domain.HotelFixture.PREPAID;
import static io.staylog.booking.domain.HotelFixture.TODAY;
import static io.staylog.booking.domain.HotelFixture.id;
import static io.staylog.booking.domain.HotelFixture.rio;
import static io.staylog.booking.domain.HotelFixture.stay;
import static io.staylog.booking.domain.HotelFixture.unregistered;
import static org.assertj.core.api.Assertions.assertThat;

import io.staylog.booking.domain.Booking.State;
import io.staylog.booking.domain.BookingEvent.BookingConfirmed;
import io.staylog.booking.domain.BookingEvent.BookingHeld;
import io.staylog.booking.domain.BookingEvent.GuestCheckedIn;
import io.staylog.booking.domain.BookingEvent.InventorySet;
import io.staylog.booking.domain.BookingEvent.OverbookedDetected;
import io.staylog.booking.domain.BookingEvent.OverbookingSet;
import io.staylog.booking.domain.BookingEvent.PaymentRequested;
import io.staylog.booking.domain.BookingEvent.RequestRejected;
import io.staylog.booking.domain.BookingEvent.RestrictionsSet;
import io.staylog.booking.domain.BookingEvent.RoomsOutOfOrder;
import io.staylog.testkit.DeciderSpec;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

class SellingRoomsTest {
    private final HotelFixture ask = new HotelFixture();
    private final DeciderSpec<Hotel, BookingCommand, BookingEvent> rio = rio();

    @Test
    void a_stay_without_guarantee_is_confirmed_at_once() {
        rio.when(ask.place(ANNA, FLEX, stay("2026-07-01", "2026-07-03")));

        var confirmed = (BookingConfirmed) rio.decided().getFirst();
        assertThat(rio.decided()).hasSize(1);
        assertThat(confirmed.version()).isEqualTo(1);
        assertThat(confirmed.terms().totalMinor()).isEqualTo(2 * NIGHT);
        assertThat(confirmed.terms().confirmationCode()).hasSize(8).doesNotContain("0", "O", "1", "I");
    }

    @Test
    void a_prepaid_stay_is_held_until_the_whole_price_is_captured() {
        rio.when(ask.place(ANNA, PREPAID, stay("2026-07-01", "2026-07-03")));

        var held = (BookingHeld) rio.decided().getFirst();
        var asked = (PaymentRequested) rio.decided().getLast();
        assertThat(held.holdExpiresAt()).isEqualTo(NOW.plusSeconds(HotelFixture.HOLD_SECONDS));
        assertThat(asked.paymentId()).isEqualTo(held.paymentId());
        assertThat(asked.amountMinor()).isEqualTo(2 * NIGHT);
        assertThat(asked.captureNow()).isTrue();
        assertThat(asked.purpose()).isEqualTo(BookingEvent.Purpose.PREPAYMENT);
    }

    @Test
    void a_deposit_is_a_share_of_the_price_rounded_half_up() {
        assertThat(Fee.share(335, 3_000)).isEqualTo(101);
        assertThat(Fee.share(334, 3_000)).isEqualTo(100);
        rio.when(ask.place(ANNA, DEPOSIT, stay("2026-07-01", "2026-07-02")));
        assertThat(((PaymentRequested) rio.decided().getLast()).amountMinor()).isEqualTo(3_000);
    }

    @Test
    void a_card_is_authorised_for_the_whole_price_and_captured_later() {
        rio.when(ask.place(ANNA, CARD, stay("2026-07-01", "2026-07-03")));
        var asked = (PaymentRequested) rio.decided().getLast();
        assertThat(asked.captureNow()).isFalse();
        assertThat(asked.amountMinor()).isEqualTo(2 * NIGHT);
    }

    @Test
    void the_last_room_cannot_be_sold_twice_and_the_answer_says_which_night() {
        rio.after(
                ask.place(ANNA, FLEX, stay("2026-07-01", "2026-07-03")),
                ask.place(BELA, FLEX, stay("2026-07-02", "2026-07-04")));
        rio.when(ask.place(CARA, FLEX, stay("2026-07-01", "2026-07-05")));
        var rejection = rejection();
        assertThat(rejection.reason()).isEqualTo(Reason.SOLD_OUT);
        assertThat(rejection.details())
                .containsEntry("night", "2026-07-02")
                .containsEntry("roomTypeId", DOUBLE)
                .containsEntry("available", "0");
    }

    @Test
    void guests_who_follow_each_other_need_one_room_between_them() {
        rio.after(
                ask.place(ANNA, FLEX, stay("2026-07-01", "2026-07-03"), stay("2026-07-01", "2026-07-02")),
                ask.place(BELA, FLEX, stay("2026-07-03", "2026-07-05")));
        rio.when(ask.place(CARA, FLEX, stay("2026-07-02", "2026-07-04")));
        assertThat(rio.decided().getFirst()).isInstanceOf(BookingConfirmed.class);
    }

    @Test
    void all_rooms_of_a_booking_are_sold_or_none() {
        rio.after(ask.place(ANNA, FLEX, stay("2026-07-01", "2026-07-02")));
        rio.when(ask.place(BELA, FLEX, stay("2026-07-01", "2026-07-02"), stay("2026-07-01", "2026-07-02")));
        assertThat(rejection().reason()).isEqualTo(Reason.SOLD_OUT);
        assertThat(rio.state().available(DOUBLE, LocalDate.parse("2026-07-01"))).isEqualTo(1);
    }

    @Test
    void a_day_use_takes_no_night() {
        rio.after(
                ask.place(ANNA, FLEX, stay("2026-07-01", "2026-07-02")),
                ask.place(BELA, FLEX, stay("2026-07-01", "2026-07-02")));
        rio.when(ask.place(CARA, HotelFixture.AGREED, HotelFixture.dayUse("2026-07-01")));
        assertThat(rio.decided().getFirst()).isInstanceOf(BookingConfirmed.class);
    }

    @Test
    void a_stay_without_a_night_is_a_day_use_only_where_it_is_asked_for_as_one() {
        rio.when(ask.place(ANNA, HotelFixture.AGREED, stay("2026-07-01", "2026-07-01")));
        assertThat(rejection().reason()).isEqualTo(Reason.STAY_INVALID);
        var overNight = new RoomStayRequest(
                DOUBLE, LocalDate.parse("2026-07-01"), LocalDate.parse("2026-07-02"), 1, List.of(), List.of(), true);
        rio.when(ask.place(ANNA, HotelFixture.AGREED, overNight));
        assertThat(rejection().reason()).isEqualTo(Reason.STAY_INVALID);
    }

    @Test
    void a_day_use_is_not_given_away_under_the_prices_of_nights_and_obeys_restrictions() {
        var dayUse = new RoomStayRequest(
                DOUBLE, LocalDate.parse("2026-07-01"), LocalDate.parse("2026-07-01"), 1, List.of(), null, true);
        rio.when(ask.place(ANNA, PREPAID, dayUse));
        assertThat(rejection().reason()).isEqualTo(Reason.PRICE_NOT_SET);

        rio.given(new RestrictionsSet(
                id(20),
                DOUBLE,
                null,
                LocalDate.parse("2026-07-01"),
                LocalDate.parse("2026-07-02"),
                new Restriction(true, false, false, 0, 0, 0)));
        rio.when(ask.place(ANNA, HotelFixture.AGREED, HotelFixture.dayUse("2026-07-01")));
        assertThat(rejection().reason()).isEqualTo(Reason.STOP_SELL);
    }

    @Test
    void two_billion_guests_are_too_many_however_they_are_counted() {
        var many = new RoomStayRequest(
                DOUBLE,
                LocalDate.parse("2026-07-01"),
                LocalDate.parse("2026-07-02"),
                Integer.MAX_VALUE,
                List.of(1),
                null,
                false);
        rio.when(ask.place(ANNA, FLEX, many));
        assertThat(rejection().reason()).isEqualTo(Reason.STAY_INVALID);
    }

    @Test
    void the_overbooking_allowance_sells_beyond_what_exists() {
        rio.given(new OverbookingSet(id(20), DOUBLE, TODAY, TODAY.plusDays(60), 1));
        rio.after(
                ask.place(ANNA, FLEX, stay("2026-07-01", "2026-07-02")),
                ask.place(BELA, FLEX, stay("2026-07-01", "2026-07-02")));
        rio.when(ask.place(CARA, FLEX, stay("2026-07-01", "2026-07-02")));
        assertThat(rio.decided().getFirst()).isInstanceOf(BookingConfirmed.class);
        assertThat(rio.state().available(DOUBLE, LocalDate.parse("2026-07-01"))).isZero();
    }

    @Test
    void rooms_out_of_order_are_not_sold_and_what_is_sold_already_is_reported() {
        rio.after(
                ask.place(ANNA, FLEX, stay("2026-07-01", "2026-07-02")),
                ask.place(BELA, FLEX, stay("2026-07-01", "2026-07-02")));
        var broken = new RoomsOutOfOrder(
                id(20), DOUBLE, LocalDate.parse("2026-07-01"), LocalDate.parse("2026-07-03"), 1, "pipe");
        rio.when(ask.declare(broken))
                .then(broken, new OverbookedDetected(id(20), DOUBLE, LocalDate.parse("2026-07-01"), 1));
    }

    @Test
    void inventory_of_a_range_counts_instead_of_the_room_type_s() {
        rio.given(new InventorySet(id(20), DOUBLE, TODAY, TODAY.plusDays(60), 0));
        rio.when(ask.place(ANNA, FLEX, stay("2026-07-01", "2026-07-02")));
        assertThat(rejection().reason()).isEqualTo(Reason.SOLD_OUT);
    }

    @Test
    void restrictions_are_told_apart() {
        assertThat(restricted(new Restriction(true, false, false, 0, 0, 0))).isEqualTo(Reason.STOP_SELL);
        assertThat(restricted(new Restriction(false, true, false, 0, 0, 0))).isEqualTo(Reason.CLOSED_TO_ARRIVAL);
        assertThat(restricted(new Restriction(false, false, false, 3, 0, 0))).isEqualTo(Reason.MIN_STAY_NOT_MET);
        assertThat(restricted(new Restriction(false, false, false, 0, 3, 0))).isEqualTo(Reason.MIN_STAY_NOT_MET);
        assertThat(restricted(new Restriction(false, false, false, 0, 0, 1))).isEqualTo(Reason.MAX_STAY_EXCEEDED);
    }

    private Reason restricted(Restriction restriction) {
        var hotel = rio().given(restriction(null, "2026-07-01", "2026-07-02", restriction));
        hotel.when(ask.place(ANNA, FLEX, stay("2026-07-01", "2026-07-03")));
        return ((RequestRejected) hotel.decided().getFirst()).rejection().reason();
    }

    private static RestrictionsSet restriction(String plan, String from, String to, Restriction restriction) {
        return new RestrictionsSet(id(20), DOUBLE, plan, LocalDate.parse(from), LocalDate.parse(to), restriction);
    }

    @Test
    void nobody_may_leave_on_a_day_closed_to_departure() {
        rio.given(restriction(null, "2026-07-03", "2026-07-04", new Restriction(false, false, true, 0, 0, 0)));
        rio.when(ask.place(ANNA, FLEX, stay("2026-07-01", "2026-07-03")));
        assertThat(rejection().reason()).isEqualTo(Reason.CLOSED_TO_DEPARTURE);
    }

    @Test
    void a_restriction_of_one_rate_plan_leaves_the_others_alone() {
        rio.given(restriction(CARD, "2026-07-01", "2026-07-04", new Restriction(true, false, false, 0, 0, 0)));
        rio.when(ask.place(ANNA, FLEX, stay("2026-07-01", "2026-07-03")));
        assertThat(rio.decided().getFirst()).isInstanceOf(BookingConfirmed.class);
    }

    @Test
    void requests_that_make_no_sense_have_their_own_answers() {
        assertThat(refusal(stay("2026-07-03", "2026-07-01"))).isEqualTo(Reason.STAY_INVALID);
        assertThat(refusal(stay("2026-07-01", "2053-11-16"))).isEqualTo(Reason.STAY_INVALID);
        assertThat(refusal(stay("2026-05-31", "2026-06-02"))).isEqualTo(Reason.DAY_CLOSED);
        assertThat(refusal(stay("9999-01-01", "9999-01-02"))).isEqualTo(Reason.STAY_INVALID);
        assertThat(refusal(room("SUITE", 2))).isEqualTo(Reason.ROOM_TYPE_NOT_FOUND);
        assertThat(refusal(room(DOUBLE, 4))).isEqualTo(Reason.OCCUPANCY_EXCEEDED);
        assertThat(refusal(room(DOUBLE, 0))).isEqualTo(Reason.STAY_INVALID);
        assertThat(refusal()).isEqualTo(Reason.LIMIT_EXCEEDED);
    }

    private Reason refusal(RoomStayRequest... stays) {
        rio.when(ask.place(ANNA, FLEX, stays));
        return rejection().reason();
    }

    private static RoomStayRequest room(String type, int adults) {
        return new RoomStayRequest(
                type, LocalDate.parse("2026-07-01"), LocalDate.parse("2026-07-02"), adults, List.of(), null, false);
    }

    @Test
    void a_plan_with_agreed_prices_takes_them_from_the_request_and_no_other_plan_does() {
        var agreed = new RoomStayRequest(
                DOUBLE,
                LocalDate.parse("2026-07-01"),
                LocalDate.parse("2026-07-02"),
                1,
                List.of(),
                List.of(5_000L),
                false);
        rio.when(ask.place(ANNA, FLEX, agreed));
        assertThat(rejection().reason()).isEqualTo(Reason.AGREED_PRICE_NOT_ALLOWED);

        var plan = new RatePlan(true, Guarantee.NONE, 10_000, List.of(), Fee.FREE);
        rio.given(new BookingEvent.RatePlanDefined(id(20), "OTA", "OTA", plan));
        rio.when(ask.place(ANNA, "OTA", agreed));
        assertThat(((BookingConfirmed) rio.decided().getFirst()).terms().totalMinor())
                .isEqualTo(5_000);

        rio.when(ask.place(BELA, "OTA", stay("2026-07-01", "2026-07-02")));
        assertThat(rejection().reason()).isEqualTo(Reason.PRICE_NOT_SET);
        rio.when(ask.place(
                BELA,
                "OTA",
                new RoomStayRequest(
                        DOUBLE,
                        LocalDate.parse("2026-07-01"),
                        LocalDate.parse("2026-07-02"),
                        1,
                        List.of(),
                        List.of(-1L),
                        false)));
        assertThat(rejection().reason()).isEqualTo(Reason.PRICE_NOT_POSITIVE);
    }

    @Test
    void a_price_that_has_changed_since_it_was_shown_is_not_charged() {
        var place = ask.place(ANNA, FLEX, stay("2026-07-01", "2026-07-02"));
        rio.when(new BookingCommand.PlaceBooking(
                place.request(), ANNA, FLEX, place.channel(), null, null, place.roomStays(), "EUR", 9_999L, null));
        assertThat(rejection().reason()).isEqualTo(Reason.PRICE_CHANGED);
        assertThat(rejection().details()).containsEntry("actual", "10000");
    }

    @Test
    void a_guarantee_without_a_card_is_not_enough() {
        var place = ask.place(ANNA, PREPAID, stay("2026-07-01", "2026-07-02"));
        rio.when(new BookingCommand.PlaceBooking(
                place.request(), ANNA, PREPAID, place.channel(), null, null, place.roomStays(), "EUR", null, null));
        assertThat(rejection().reason()).isEqualTo(Reason.GUARANTEE_INSUFFICIENT);
    }

    @Test
    void the_same_request_again_is_answered_once() {
        var place = ask.place(ANNA, FLEX, stay("2026-07-01", "2026-07-02"));
        rio.after(place).when(place).then();
    }

    @Test
    void a_booking_id_cannot_be_used_twice_nor_can_a_channel_s_reference() {
        rio.after(ask.place(ANNA, FLEX, stay("2026-07-01", "2026-07-02")));
        rio.when(ask.place(ANNA, FLEX, stay("2026-08-01", "2026-08-02")));
        assertThat(rejection().reason()).isEqualTo(Reason.IDEMPOTENCY_CONFLICT);

        rio.after(withReference(ask.place(BELA, FLEX, stay("2026-07-01", "2026-07-02"))));
        rio.when(withReference(ask.place(CARA, FLEX, stay("2026-08-01", "2026-08-02"))));
        assertThat(rejection().reason()).isEqualTo(Reason.DUPLICATE_CHANNEL_REFERENCE);
        assertThat(rejection().details()).containsEntry("bookingId", BELA.toString());
    }

    private static BookingCommand.PlaceBooking withReference(BookingCommand.PlaceBooking place) {
        return new BookingCommand.PlaceBooking(
                place.request(),
                place.bookingId(),
                FLEX,
                Channel.OTA,
                "X-1",
                null,
                place.roomStays(),
                "EUR",
                null,
                null);
    }

    @Test
    void a_walk_in_is_in_house_at_once() {
        var place = ask.place(ANNA, FLEX, stay("2026-06-01", "2026-06-02"));
        rio.when(new BookingCommand.PlaceBooking(
                place.request(), ANNA, FLEX, Channel.WALK_IN, null, null, place.roomStays(), "EUR", null, null));
        assertThat(rio.decided()).hasSize(2).last().isInstanceOf(GuestCheckedIn.class);
        assertThat(rio.state().booking(ANNA).state()).isEqualTo(State.IN_HOUSE);
    }

    @Test
    void a_hotel_that_nobody_registered_says_so() {
        var nowhere = unregistered().when(ask.place(ANNA, FLEX, stay("2026-07-01", "2026-07-02")));
        assertThat(((RequestRejected) nowhere.decided().getFirst()).rejection().reason())
                .isEqualTo(Reason.HOTEL_NOT_FOUND);
    }

    @Test
    void another_currency_is_not_the_hotel_s() {
        var place = ask.place(ANNA, FLEX, stay("2026-07-01", "2026-07-02"));
        rio.when(new BookingCommand.PlaceBooking(
                place.request(), ANNA, FLEX, place.channel(), null, null, place.roomStays(), "USD", null, null));
        assertThat(rejection().reason()).isEqualTo(Reason.CURRENCY_MISMATCH);
    }

    private Rejection rejection() {
        assertThat(rio.decided()).hasSize(1);
        return ((RequestRejected) rio.decided().getFirst()).rejection();
    }
}
