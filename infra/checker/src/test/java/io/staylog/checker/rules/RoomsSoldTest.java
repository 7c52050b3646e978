package io.staylog.checker.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** R3, and how it tells that it has seen a full house. The hotel rio has two doubles; nights are days since the epoch. */
class RoomsSoldTest {
    private static final int TODAY = 20_000;

    private final HandMade log = new HandMade();
    private final Map<String, Integer> versions = new HashMap<>();

    RoomsSoldTest() {
        fact("HotelRegistered", "businessDate", TODAY);
        fact("RoomTypeDefined", "roomTypeId", "double", "physicalCount", 2);
    }

    private Place fact(String type, Object... fields) {
        return log.write(TopicNames.BOOKING_EVENTS, type, HandMade.with(Map.of(), fields));
    }

    private static List<Body> rooms(int from, int to) {
        var nights = IntStream.range(from, to)
                .mapToObj(night -> Body.of(Map.of("night", night, "grossMinor", 10_000L)))
                .toList();
        return List.of(Body.of(Map.of("roomTypeId", "double", "nights", nights)));
    }

    private Place booking(String id, String type, Object... fields) {
        var usual = Map.of("bookingId", id, "version", versions.merge(id, 1, Integer::sum), "businessDate", TODAY);
        return log.write(TopicNames.BOOKING_EVENTS, type, HandMade.with(usual, fields));
    }

    private Place confirmed(String id, int from, int to) {
        var terms = Map.of("guarantee", "NONE", "currency", "EUR", "roomStays", rooms(from, to));
        return booking(id, "BookingConfirmed", "terms", Body.of(terms));
    }

    private Verdict.Figures figures() {
        return log.judge().figures();
    }

    @Test
    void a_full_house_is_good_and_is_counted_as_full() {
        confirmed("anna", TODAY, TODAY + 2);
        confirmed("bela", TODAY + 1, TODAY + 3);
        fact("RequestRejected", "requestId", "r-9", "requestType", "BookingRequested", "code", "sold_out");
        log.holds(Invariant.R3);
        assertThat(figures().soldOut()).as("the night that both have").isEqualTo(1);
        assertThat(figures().refused()).isEqualTo(1);
        assertThat(figures().roomNights()).isEqualTo(4);
        assertThat(figures().oversold()).isZero();
    }

    @Test
    void a_third_guest_in_two_rooms_is_oversold() {
        confirmed("anna", TODAY, TODAY + 2);
        confirmed("bela", TODAY, TODAY + 2);
        var third = confirmed("cara", TODAY + 1, TODAY + 3);
        log.isBroken(Invariant.R3, third);
        assertThat(figures().oversold()).isEqualTo(1);
    }

    @Test
    void it_is_oversold_even_if_somebody_cancels_right_after() {
        confirmed("anna", TODAY, TODAY + 1);
        confirmed("bela", TODAY, TODAY + 1);
        var third = confirmed("cara", TODAY, TODAY + 1);
        booking("anna", "BookingCancelled", "feeMinor", 0);
        log.isBroken(Invariant.R3, third);
    }

    @Test
    void rooms_that_were_given_back_can_be_sold_again() {
        confirmed("anna", TODAY, TODAY + 1);
        confirmed("bela", TODAY, TODAY + 1);
        booking("anna", "BookingCancelled", "feeMinor", 0);
        confirmed("cara", TODAY, TODAY + 1);
        log.holds(Invariant.R3);
    }

    @Test
    void an_allowance_lets_more_be_sold_and_a_broken_room_less() {
        fact("OverbookingSet", "roomTypeId", "double", "from", TODAY, "to", TODAY + 1, "allowance", 1);
        confirmed("anna", TODAY, TODAY + 1);
        confirmed("bela", TODAY, TODAY + 1);
        confirmed("cara", TODAY, TODAY + 1);
        log.holds(Invariant.R3);
        fact("RoomsOutOfOrder", "roomTypeId", "double", "from", TODAY + 1, "to", TODAY + 2, "rooms", 1);
        confirmed("dora", TODAY + 1, TODAY + 2);
        var second = confirmed("emil", TODAY + 1, TODAY + 2);
        log.isBroken(Invariant.R3, second);
    }

    @Test
    void a_hotel_that_has_fewer_rooms_than_it_has_sold_must_say_so() {
        confirmed("anna", TODAY, TODAY + 1);
        confirmed("bela", TODAY, TODAY + 1);
        var lowered = fact("InventorySet", "roomTypeId", "double", "from", TODAY, "to", TODAY + 1, "physical", 1);
        log.isBroken(Invariant.R3, lowered);
        fact("OverbookedDetected", "roomTypeId", "double", "night", TODAY, "rooms", 1);
        log.holds(Invariant.R3);
        assertThat(figures().admitted()).isEqualTo(1);
        booking("bela", "GuestWalked");
        assertThat(figures().walked()).isEqualTo(1);
        assertThat(figures().oversold()).isZero();
    }

    @Test
    void after_it_has_said_so_it_sells_no_more() {
        confirmed("anna", TODAY, TODAY + 1);
        confirmed("bela", TODAY, TODAY + 1);
        fact("RoomTypeDefined", "roomTypeId", "double", "physicalCount", 1);
        fact("OverbookedDetected", "roomTypeId", "double", "night", TODAY, "rooms", 1);
        var third = confirmed("cara", TODAY, TODAY + 1);
        log.isBroken(Invariant.R3, third);
        assertThat(figures().oversold()).isEqualTo(1);
    }

    @Test
    void who_says_that_too_much_is_sold_must_be_right() {
        confirmed("anna", TODAY, TODAY + 1);
        var wrong = fact("OverbookedDetected", "roomTypeId", "double", "night", TODAY, "rooms", 1);
        log.isBroken(Invariant.R3, wrong);
    }

    @Test
    void a_change_that_waits_for_its_payment_has_its_new_nights() {
        confirmed("anna", TODAY, TODAY + 1);
        booking("anna", "BookingChangeHeld", "roomStays", rooms(TODAY, TODAY + 2), "requestId", "r-1");
        confirmed("bela", TODAY + 1, TODAY + 2);
        var third = confirmed("cara", TODAY + 1, TODAY + 2);
        log.isBroken(Invariant.R3, third);
    }

    @Test
    void a_change_that_was_given_up_has_given_them_back() {
        confirmed("anna", TODAY, TODAY + 1);
        booking("anna", "BookingChangeHeld", "roomStays", rooms(TODAY, TODAY + 2), "requestId", "r-1");
        confirmed("bela", TODAY + 1, TODAY + 2);
        booking("anna", "BookingChangeAbandoned", "requestId", "r-1");
        confirmed("cara", TODAY + 1, TODAY + 2);
        log.holds(Invariant.R3);
    }

    @Test
    void who_does_not_come_keeps_the_first_night_and_can_have_the_others_again() {
        confirmed("anna", TODAY, TODAY + 2);
        confirmed("bela", TODAY, TODAY + 2);
        booking("anna", "BookingNoShow", "feeMinor", 0);
        confirmed("cara", TODAY + 1, TODAY + 2);
        log.holds(Invariant.R3);
        var back = booking("anna", "BookingReinstated");
        log.isBroken(Invariant.R3, back);
    }

    @Test
    void who_leaves_early_gives_back_the_nights_not_used() {
        confirmed("anna", TODAY, TODAY + 3);
        confirmed("bela", TODAY, TODAY + 3);
        booking("anna", "GuestCheckedIn");
        booking("anna", "GuestCheckedOut", "roomStays", rooms(TODAY, TODAY + 1), "totalGrossMinor", 10_000);
        confirmed("cara", TODAY + 1, TODAY + 3);
        log.holds(Invariant.R3);
    }

    @Test
    void a_hotel_of_which_the_log_tells_nothing_is_not_judged() {
        var other = new HandMade();
        other.prepaid();
        assertThat(other.judge().findings().looks(Invariant.R3)).isZero();
    }
}
