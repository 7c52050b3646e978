package io.staylog.booking.domain;

import static io.staylog.booking.domain.HotelFixture.ANNA;
import static io.staylog.booking.domain.HotelFixture.BELA;
import static io.staylog.booking.domain.HotelFixture.DOUBLE;
import static io.staylog.booking.domain.HotelFixture.FLEX;
import static io.staylog.booking.domain.HotelFixture.id;
import static io.staylog.booking.domain.HotelFixture.registered;
import static io.staylog.booking.domain.HotelFixture.rio;
import static io.staylog.booking.domain.HotelFixture.stay;
import static io.staylog.booking.domain.HotelFixture.unregistered;
import static org.assertj.core.api.Assertions.assertThat;

import io.staylog.booking.domain.BookingEvent.HotelFact;
import io.staylog.booking.domain.BookingEvent.HotelRegistered;
import io.staylog.booking.domain.BookingEvent.OverbookedDetected;
import io.staylog.booking.domain.BookingEvent.OverbookingSet;
import io.staylog.booking.domain.BookingEvent.RatePlanDefined;
import io.staylog.booking.domain.BookingEvent.RequestRejected;
import io.staylog.booking.domain.BookingEvent.RoomTypeDefined;
import io.staylog.booking.domain.BookingEvent.RoomsOutOfOrder;
import io.staylog.testkit.DeciderSpec;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DescribingAHotelTest {
    private static final LocalDate NIGHT = LocalDate.parse("2026-07-01");

    private final HotelFixture ask = new HotelFixture();
    private final DeciderSpec<Hotel, BookingCommand, BookingEvent> rio = rio();

    @Test
    void fewer_rooms_than_are_sold_is_a_fact_that_is_told_night_by_night() {
        rio.after(
                ask.place(ANNA, FLEX, stay("2026-07-01", "2026-07-03")),
                ask.place(BELA, FLEX, stay("2026-07-01", "2026-07-02")));
        var one = new RoomTypeDefined(id(20), DOUBLE, "Double", 1, 3);
        rio.when(ask.declare(one)).then(one, new OverbookedDetected(id(20), DOUBLE, NIGHT, 1));
        var renamed = new RoomTypeDefined(id(21), DOUBLE, "Twin", 1, 3);
        rio.when(ask.declare(renamed)).then(renamed);
    }

    @Test
    void what_is_broken_beyond_all_rooms_eats_into_the_overbooking_allowance() {
        rio.given(
                new OverbookingSet(id(20), DOUBLE, NIGHT, NIGHT.plusDays(1), 2),
                new RoomsOutOfOrder(id(21), DOUBLE, NIGHT, NIGHT.plusDays(1), 3, "pipe"));
        assertThat(rio.state().available(DOUBLE, NIGHT)).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1999-12-31", "2200-01-01", "-999999999-01-01", "+999999999-12-31"})
    void a_business_date_is_a_date_that_hotels_live_in(String date) {
        var hotel = unregistered();
        hotel.when(ask.declare(opening(LocalDate.parse(date))));
        assertThat(((RequestRejected) hotel.decided().getFirst()).rejection().details())
                .containsEntry("field", "businessDate");
    }

    private static HotelRegistered opening(LocalDate date) {
        var it = registered();
        return new HotelRegistered(
                it.requestId(),
                it.name(),
                it.timeZone(),
                it.currency(),
                date,
                it.checkInTime(),
                it.taxRateBps(),
                it.horizonDays(),
                it.stayNightsMax(),
                it.holdSeconds(),
                it.holdGraceSeconds(),
                it.fiscal());
    }

    @ParameterizedTest
    @CsvSource({"PERCENT_BPS, 10001", "NIGHTS, 731", "FIXED, 10000000001", "FIXED, -1"})
    void a_fee_is_what_a_guest_can_be_asked_for(Fee.Type type, long value) {
        var plan = new RatePlan(false, Guarantee.NONE, 10_000, List.of(), new Fee(type, value));
        assertThat(refused(new RatePlanDefined(id(20), "NEW", "New", plan)).details())
                .containsEntry("field", "noShowFee.value");
        var tier = new RatePlan.TierTemplate(24, new Fee(type, value));
        plan = new RatePlan(false, Guarantee.NONE, 10_000, List.of(tier), Fee.FREE);
        assertThat(refused(new RatePlanDefined(id(21), "NEW", "New", plan)).details())
                .containsEntry("field", "cancellationTiers.fee.value");
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 87_601})
    void a_deadline_lies_before_arrival_and_within_the_horizon(int hours) {
        var tier = new RatePlan.TierTemplate(hours, Fee.FREE);
        var plan = new RatePlan(false, Guarantee.NONE, 10_000, List.of(tier), Fee.FREE);
        assertThat(refused(new RatePlanDefined(id(20), "NEW", "New", plan)).details())
                .containsEntry("field", "cancellationTiers.hoursBeforeArrival");
    }

    @Test
    void room_types_and_rate_plans_have_a_limit_that_known_ones_do_not_meet() {
        for (int i = 1; i < HotelFacts.ROOM_TYPES_MAX; i++) {
            rio.given(new RoomTypeDefined(id(100 + i), "T" + i, "Type", 1, 1));
        }
        assertThat(refused(new RoomTypeDefined(id(20), "ONE-MORE", "Type", 1, 1))
                        .reason())
                .isEqualTo(Reason.LIMIT_EXCEEDED);
        var known = new RoomTypeDefined(id(21), "T1", "Type", 2, 1);
        rio.when(ask.declare(known)).then(known);
    }

    @Test
    void a_room_has_no_negative_number_of_beds() {
        assertThat(refused(new RoomTypeDefined(id(20), "NEW", "New", 1, -1)).details())
                .containsEntry("field", "occupancyMax");
    }

    private Rejection refused(HotelFact fact) {
        rio.when(ask.declare(fact));
        assertThat(rio.decided()).hasSize(1);
        return ((RequestRejected) rio.decided().getFirst()).rejection();
    }
}
