package io.staylog.booking.domain;

import static io.staylog.booking.domain.HotelFixture.ANNA;
import static io.staylog.booking.domain.HotelFixture.BELA;
import static io.staylog.booking.domain.HotelFixture.DOUBLE;
import static io.staylog.booking.domain.HotelFixture.FLEX;
import static io.staylog.booking.domain.HotelFixture.NIGHT;
import static io.staylog.booking.domain.HotelFixture.NOW;
import static io.staylog.booking.domain.HotelFixture.PREPAID;
import static io.staylog.booking.domain.HotelFixture.TODAY;
import static io.staylog.booking.domain.HotelFixture.id;
import static io.staylog.booking.domain.HotelFixture.paid;
import static io.staylog.booking.domain.HotelFixture.rio;
import static io.staylog.booking.domain.HotelFixture.stay;
import static org.assertj.core.api.Assertions.assertThat;

import io.staylog.booking.domain.BookingEvent.BookingCancelled;
import io.staylog.booking.domain.BookingEvent.BookingModified;
import io.staylog.booking.domain.BookingEvent.PaymentRefundRequested;
import io.staylog.booking.domain.BookingEvent.PricesSet;
import io.staylog.booking.domain.BookingEvent.RequestRejected;
import io.staylog.booking.domain.BookingEvent.RestrictionsSet;
import io.staylog.testkit.DeciderSpec;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

class ChangingABookingTest {
    private static final Restriction STOP_SELL = new Restriction(true, false, false, 0, 0, 0);
    private static final Restriction CLOSED = new Restriction(false, true, true, 0, 0, 0);

    private final HotelFixture ask = new HotelFixture();
    private final DeciderSpec<Hotel, BookingCommand, BookingEvent> rio = rio();

    @Test
    void a_longer_stay_needs_only_the_new_nights_and_keeps_the_price_of_the_old() {
        rio.after(
                ask.place(ANNA, FLEX, stay("2026-07-01", "2026-07-03")),
                ask.place(BELA, FLEX, stay("2026-07-01", "2026-07-03")));
        rio.when(ask.modify(ANNA, stay("2026-07-01", "2026-07-04")));
        assertThat(types()).containsExactly(BookingModified.class);
        assertThat(((BookingModified) rio.decided().getFirst()).deltaMinor()).isEqualTo(NIGHT);
        assertThat(available("2026-07-02")).isZero();
        assertThat(available("2026-07-03")).isEqualTo(1);
    }

    @Test
    void a_shorter_prepaid_stay_is_refunded() {
        confirmed(PREPAID, 2 * NIGHT);
        rio.when(ask.modify(ANNA, stay("2026-07-01", "2026-07-02")));
        assertThat(types()).containsExactly(BookingModified.class, PaymentRefundRequested.class);
        assertThat(((PaymentRefundRequested) rio.decided().getLast()).amountMinor())
                .isEqualTo(NIGHT);
    }

    @Test
    void a_change_that_cannot_be_sold_leaves_everything_as_it_is() {
        rio.after(
                ask.place(ANNA, FLEX, stay("2026-07-01", "2026-07-03")),
                ask.place(BELA, FLEX, stay("2026-07-03", "2026-07-05"), stay("2026-07-03", "2026-07-05")));
        rio.when(ask.modify(ANNA, stay("2026-07-01", "2026-07-04")));
        assertThat(rejected().reason()).isEqualTo(Reason.SOLD_OUT);
    }

    @Test
    void nights_that_were_slept_in_cannot_be_changed() {
        rio.after(ask.place(ANNA, FLEX, stay("2026-06-01", "2026-06-05")), ask.checkIn(ANNA));
        closeUntil("2026-06-03");
        rio.when(ask.modify(ANNA, stay("2026-06-02", "2026-06-05")));
        assertThat(rejected().reason()).isEqualTo(Reason.MODIFICATION_NOT_ALLOWED);
        rio.when(ask.modify(ANNA, stay("2026-06-01", "2026-06-07")));
        assertThat(types()).containsExactly(BookingModified.class);
    }

    @Test
    void who_is_in_the_house_keeps_tonight_and_may_change_what_comes_after_it() {
        rio.after(ask.place(ANNA, FLEX, stay("2026-06-01", "2026-06-03")), ask.checkIn(ANNA));
        rio.when(ask.modify(ANNA, stay("2026-06-10", "2026-06-12")));
        assertThat(rejected().reason()).isEqualTo(Reason.MODIFICATION_NOT_ALLOWED);
        rio.when(ask.modify(ANNA, stay("2026-06-02", "2026-06-04")));
        assertThat(rejected().reason()).isEqualTo(Reason.MODIFICATION_NOT_ALLOWED);
        rio.when(ask.modify(ANNA, stay("2026-06-01", "2026-06-02")));
        assertThat(modified().deltaMinor()).isEqualTo(-NIGHT);
    }

    @Test
    void who_should_leave_today_may_stay_another_night() {
        rio.after(ask.place(ANNA, FLEX, stay("2026-06-01", "2026-06-02")), ask.checkIn(ANNA));
        rio.after(ask.close("2026-06-01"));
        rio.when(ask.modify(ANNA, stay("2026-06-01", "2026-06-03")));
        assertThat(modified().deltaMinor()).isEqualTo(NIGHT);
    }

    @Test
    void only_the_rooms_that_were_sold_keep_their_old_price() {
        rio.given(new BookingEvent.InventorySet(id(30), DOUBLE, TODAY, TODAY.plusDays(60), 10));
        rio.after(ask.place(ANNA, FLEX, stay("2026-07-01", "2026-07-02")));
        rio.given(new PricesSet(id(31), FLEX, DOUBLE, TODAY, TODAY.plusDays(60), "EUR", 5 * NIGHT, 127));
        rio.when(ask.modify(ANNA, stay("2026-07-01", "2026-07-02"), stay("2026-07-01", "2026-07-02")));
        assertThat(modified().deltaMinor()).isEqualTo(5 * NIGHT);
    }

    @Test
    void a_price_of_a_night_that_was_slept_in_cannot_be_agreed_anew() {
        rio.after(
                ask.place(ANNA, HotelFixture.AGREED, agreed("2026-06-01", "2026-06-04", 100, 100, 100)),
                ask.checkIn(ANNA));
        rio.after(ask.close("2026-06-01"));
        rio.when(ask.modify(ANNA, agreed("2026-06-01", "2026-06-04", 1, 100, 100)));
        assertThat(rejected().reason()).isEqualTo(Reason.MODIFICATION_NOT_ALLOWED);
        rio.when(ask.modify(ANNA, agreed("2026-06-01", "2026-06-04", 100, 100, 90)));
        assertThat(modified().deltaMinor()).isEqualTo(-10);
    }

    @Test
    void restrictions_bind_what_is_new_and_not_what_the_guest_has_already() {
        rio.after(ask.place(ANNA, FLEX, stay("2026-07-01", "2026-07-04")));
        restrict("2026-07-01", "2026-07-10", STOP_SELL);
        rio.when(ask.modify(ANNA, stay("2026-07-01", "2026-07-03")));
        assertThat(modified().deltaMinor()).isEqualTo(-NIGHT);
        rio.when(ask.modify(ANNA, stay("2026-07-01", "2026-07-05")));
        assertThat(rejected().reason()).isEqualTo(Reason.STOP_SELL);

        restrict("2026-07-01", "2026-07-10", CLOSED);
        rio.when(ask.modify(ANNA, stay("2026-07-01", "2026-07-05")));
        assertThat(rejected().reason()).isEqualTo(Reason.CLOSED_TO_DEPARTURE);
        rio.when(ask.modify(ANNA, stay("2026-07-02", "2026-07-04")));
        assertThat(rejected().reason()).isEqualTo(Reason.CLOSED_TO_ARRIVAL);
    }

    @Test
    void deadlines_follow_another_day_of_arrival() {
        rio.after(ask.place(ANNA, FLEX, stay("2026-08-01", "2026-08-03")));
        rio.after(ask.modify(ANNA, stay("2026-06-03", "2026-06-05")));
        rio.at(NOW.plus(Duration.ofDays(2))).when(ask.cancel(ANNA));
        assertThat(cancelled().feeMinor()).isEqualTo(NIGHT);

        rio.at(NOW).after(ask.place(BELA, FLEX, stay("2026-06-03", "2026-06-05")));
        rio.after(ask.modify(BELA, stay("2026-08-01", "2026-08-03")));
        rio.at(NOW.plus(Duration.ofDays(20))).when(ask.cancel(BELA));
        assertThat(cancelled().feeMinor()).isZero();
    }

    @Test
    void a_fee_that_is_due_stays_due_when_the_stay_is_moved() {
        rio.after(ask.place(ANNA, FLEX, stay("2026-06-02", "2026-06-04")));
        rio.at(NOW.plus(Duration.ofHours(12))).after(ask.modify(ANNA, stay("2026-09-01", "2026-09-03")));
        rio.when(ask.cancel(ANNA));
        assertThat(cancelled().feeMinor()).isEqualTo(NIGHT);
    }

    @Test
    void who_books_within_every_deadline_is_bound_by_the_one_closest_to_arrival() {
        var tenth = new Fee(Fee.Type.PERCENT_BPS, 1_000);
        var half = new Fee(Fee.Type.PERCENT_BPS, 5_000);
        var all = new Fee(Fee.Type.PERCENT_BPS, 10_000);
        var tiers = List.of(
                new RatePlan.TierTemplate(null, tenth),
                new RatePlan.TierTemplate(48, half),
                new RatePlan.TierTemplate(1, all));
        var plan = new RatePlan(false, Guarantee.NONE, 10_000, tiers, all);
        rio.given(new BookingEvent.RatePlanDefined(id(40), "STRICT", "Strict", plan));
        rio.given(new PricesSet(id(41), "STRICT", DOUBLE, TODAY, TODAY.plusDays(60), "EUR", NIGHT, 127));
        rio.after(ask.place(ANNA, "STRICT", stay("2026-06-02", "2026-06-03")));
        rio.when(ask.cancel(ANNA));
        assertThat(cancelled().feeMinor()).isEqualTo(NIGHT / 2);
    }

    private static RoomStayRequest agreed(String arrival, String departure, long... minor) {
        var prices = java.util.Arrays.stream(minor).boxed().toList();
        return new RoomStayRequest(
                DOUBLE, LocalDate.parse(arrival), LocalDate.parse(departure), 1, List.of(), prices, false);
    }

    private void restrict(String from, String to, Restriction restriction) {
        rio.given(new RestrictionsSet(id(50), DOUBLE, FLEX, LocalDate.parse(from), LocalDate.parse(to), restriction));
    }

    private void confirmed(String plan, long amountMinor) {
        rio.after(ask.place(ANNA, plan, stay("2026-07-01", "2026-07-03")));
        rio.after(paid(ANNA, rio.state(), amountMinor));
    }

    private void closeUntil(String date) {
        while (rio.state().businessDate().isBefore(LocalDate.parse(date))) {
            rio.after(ask.close(rio.state().businessDate().toString()));
        }
    }

    private List<Class<?>> types() {
        return rio.decided().stream().<Class<?>>map(Object::getClass).toList();
    }

    private BookingModified modified() {
        assertThat(types()).contains(BookingModified.class);
        return (BookingModified) rio.decided().getFirst();
    }

    private BookingCancelled cancelled() {
        return (BookingCancelled) rio.decided().getFirst();
    }

    private Rejection rejected() {
        assertThat(rio.decided()).hasSize(1);
        return ((RequestRejected) rio.decided().getFirst()).rejection();
    }

    private long available(String night) {
        return rio.state().available(DOUBLE, LocalDate.parse(night));
    }
}
