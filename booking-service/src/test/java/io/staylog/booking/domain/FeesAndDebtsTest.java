package io.staylog.booking.domain;

import static io.staylog.booking.domain.HotelFixture.ANNA;
import static io.staylog.booking.domain.HotelFixture.CARD;
import static io.staylog.booking.domain.HotelFixture.DEPOSIT;
import static io.staylog.booking.domain.HotelFixture.DOUBLE;
import static io.staylog.booking.domain.HotelFixture.FLEX;
import static io.staylog.booking.domain.HotelFixture.NIGHT;
import static io.staylog.booking.domain.HotelFixture.PREPAID;
import static io.staylog.booking.domain.HotelFixture.declined;
import static io.staylog.booking.domain.HotelFixture.paid;
import static io.staylog.booking.domain.HotelFixture.rio;
import static io.staylog.booking.domain.HotelFixture.stay;
import static org.assertj.core.api.Assertions.assertThat;

import io.staylog.booking.domain.Booking.State;
import io.staylog.booking.domain.BookingCommand.AuthorizationGone;
import io.staylog.booking.domain.BookingCommand.CaptureUndone;
import io.staylog.booking.domain.BookingCommand.PaymentRequestRefused;
import io.staylog.booking.domain.BookingCommand.PaymentTried;
import io.staylog.booking.domain.BookingEvent.BookingCancelled;
import io.staylog.booking.domain.BookingEvent.BookingGuaranteeLost;
import io.staylog.booking.domain.BookingEvent.BookingModified;
import io.staylog.booking.domain.BookingEvent.BookingNoShow;
import io.staylog.booking.domain.BookingEvent.BookingPaymentFailed;
import io.staylog.booking.domain.BookingEvent.BookingPaymentRetried;
import io.staylog.booking.domain.BookingEvent.BookingReinstated;
import io.staylog.booking.domain.BookingEvent.BusinessDayClosed;
import io.staylog.booking.domain.BookingEvent.FolioChargePosted;
import io.staylog.booking.domain.BookingEvent.GuestCheckedOut;
import io.staylog.booking.domain.BookingEvent.GuestWalked;
import io.staylog.booking.domain.BookingEvent.PaymentCancellationRequested;
import io.staylog.booking.domain.BookingEvent.PaymentCaptureRequested;
import io.staylog.booking.domain.BookingEvent.PaymentRefundRequested;
import io.staylog.booking.domain.BookingEvent.PaymentRequested;
import io.staylog.booking.domain.BookingEvent.Purpose;
import io.staylog.booking.domain.BookingEvent.RequestRejected;
import io.staylog.testkit.DeciderSpec;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is owed in the end, and what happens when it does not come: S9 to S11, S20 to S23 of domain.md, and charges. */
class FeesAndDebtsTest {
    private final HotelFixture ask = new HotelFixture();
    private final DeciderSpec<Hotel, BookingCommand, BookingEvent> rio = rio();

    @Test
    void who_cancels_in_time_gets_all_back() { // S9
        confirmed(CARD, "2026-07-01", "2026-07-03");
        rio.when(ask.cancel(ANNA));
        assertThat(types()).containsExactly(BookingCancelled.class, PaymentCancellationRequested.class);
        assertThat(booking().account().securedMinor()).isZero();
    }

    @Test
    void of_what_is_reserved_the_fee_is_captured_and_the_rest_let_go() { // S10
        confirmed(CARD, "2026-06-01", "2026-06-03");
        rio.when(ask.cancel(ANNA));
        assertThat(types()).containsExactly(BookingCancelled.class, PaymentCaptureRequested.class);
        assertThat(((PaymentCaptureRequested) rio.decided().getLast()).amountMinor())
                .isEqualTo(NIGHT);
        settled(NIGHT);
    }

    @Test
    void of_what_is_captured_all_but_the_fee_goes_back() { // S10
        var oneNight = new Fee(Fee.Type.NIGHTS, 1);
        var plan = new RatePlan(
                false, Guarantee.PREPAYMENT, 10_000, List.of(new RatePlan.TierTemplate(null, oneNight)), oneNight);
        rio.given(
                new BookingEvent.RatePlanDefined(HotelFixture.id(50), "FEE", "Fee", plan),
                new BookingEvent.PricesSet(
                        HotelFixture.id(51),
                        "FEE",
                        DOUBLE,
                        HotelFixture.TODAY,
                        HotelFixture.TODAY.plusDays(60),
                        "EUR",
                        NIGHT,
                        127));
        confirmed("FEE", "2026-07-01", "2026-07-03");
        rio.when(ask.cancel(ANNA));
        assertThat(types()).containsExactly(BookingCancelled.class, PaymentRefundRequested.class);
        assertThat(((BookingCancelled) rio.decided().getFirst()).refundDueMinor())
                .isEqualTo(NIGHT);
        settled(NIGHT);
    }

    @Test
    void a_fee_for_which_nothing_is_held_is_asked_for_with_the_stored_card_and_stays_owed_when_declined() { // S11
        rio.after(ask.place(ANNA, FLEX, stay("2026-06-01", "2026-06-03")));
        rio.when(ask.cancel(ANNA));
        assertThat(asked().purpose()).isEqualTo(Purpose.CANCELLATION_FEE);
        assertThat(asked().byMerchant()).isTrue();
        assertThat(asked().paymentMethodToken()).isEqualTo("tok_ok");
        var paymentId = asked().paymentId();
        settled(NIGHT);

        rio.when(declined(ANNA, paymentId, 1));
        assertThat(types()).containsExactly(BookingPaymentFailed.class);
        assertThat(((BookingPaymentFailed) rio.decided().getFirst()).attemptsLeft())
                .isZero();
        assertThat(booking().owedMinor() - booking().collectedMinor()).isEqualTo(NIGHT);
        assertThat(booking().state()).isEqualTo(State.CANCELLED);

        rio.when(new PaymentTried(ANNA, paymentId, 2)); // The guest hands in another card.
        assertThat(types()).containsExactly(BookingPaymentRetried.class);
        settled(NIGHT);
    }

    @Test
    void a_no_show_pays_with_what_was_reserved() { // S21
        confirmed(CARD, "2026-06-01", "2026-06-03");
        rio.when(ask.close("2026-06-01"));
        assertThat(types())
                .containsExactly(BookingNoShow.class, PaymentCaptureRequested.class, BusinessDayClosed.class);
        settled(NIGHT);
    }

    @Test
    void a_no_show_without_a_guarantee_is_charged_and_what_is_declined_stays_owed() { // S21
        rio.after(ask.place(ANNA, FLEX, stay("2026-06-01", "2026-06-03")));
        rio.when(ask.noShow(ANNA));
        assertThat(asked().purpose()).isEqualTo(Purpose.NO_SHOW_FEE);
        assertThat(asked().byMerchant()).isTrue();
        rio.when(declined(ANNA, asked().paymentId(), 1));
        assertThat(types()).containsExactly(BookingPaymentFailed.class);
        assertThat(booking().owedMinor() - booking().collectedMinor()).isEqualTo(NIGHT);
    }

    @Test
    void what_was_reserved_and_has_expired_is_collected_anew_at_check_out() { // S22
        confirmed(CARD, "2026-06-01", "2026-06-02");
        rio.when(new AuthorizationGone(ANNA, booking().paymentId()));
        assertThat(types()).containsExactly(BookingGuaranteeLost.class);
        assertThat(lost().code()).isEqualTo("authorization_expired");
        rio.when(new AuthorizationGone(ANNA, booking().paymentId())).then();
        rio.after(ask.checkIn(ANNA)).when(ask.checkOut(ANNA));
        assertThat(types()).containsExactly(GuestCheckedOut.class, PaymentRequested.class);
        assertThat(asked().purpose()).isEqualTo(Purpose.STAY_BALANCE);
        assertThat(asked().byMerchant()).isTrue();
        settled(NIGHT);
    }

    @Test
    void a_capture_that_comes_too_late_is_collected_anew() { // S22
        checkedOut(CARD);
        rio.when(new PaymentRequestRefused(
                booking().paymentId(), guarantee().captureRequestId(), "authorization_expired"));
        assertThat(types()).containsExactly(BookingGuaranteeLost.class, PaymentRequested.class);
        assertThat(asked().purpose()).isEqualTo(Purpose.STAY_BALANCE);
        assertThat(asked().amountMinor()).isEqualTo(NIGHT);
        settled(NIGHT);
    }

    @Test
    void a_capture_that_is_done_already_is_not_asked_for_twice() {
        checkedOut(CARD);
        rio.when(new PaymentRequestRefused(booking().paymentId(), guarantee().captureRequestId(), "already_captured"))
                .then();
        // Nor is one that an operator asked for in vain.
        rio.when(new PaymentRequestRefused(booking().paymentId(), HotelFixture.id(99), "amount_exceeds_authorized"))
                .then();
    }

    @Test
    void a_capture_of_which_an_operator_has_taken_a_part_is_undone_and_collected_anew() {
        checkedOut(CARD);
        rio.when(new PaymentRequestRefused(
                booking().paymentId(), guarantee().captureRequestId(), "amount_exceeds_authorized"));
        assertThat(types())
                .containsExactly(
                        BookingGuaranteeLost.class, PaymentRequested.class, PaymentCancellationRequested.class);
        settled(NIGHT);
    }

    @Test
    void a_capture_that_fails_afterwards_opens_the_account_and_is_tried_once_more() { // S23
        checkedOut(PREPAID);
        rio.when(new CaptureUndone(ANNA, booking().paymentId()));
        assertThat(types()).containsExactly(BookingGuaranteeLost.class, PaymentRequested.class);
        assertThat(lost().code()).isEqualTo("capture_failed");
        assertThat(asked().amountMinor()).isEqualTo(NIGHT);

        rio.when(new CaptureUndone(ANNA, asked().paymentId()));
        assertThat(types()).containsExactly(BookingGuaranteeLost.class);
        assertThat(booking().owedMinor() - booking().collectedMinor()).isEqualTo(NIGHT);
    }

    @Test
    void a_prepayment_whose_capture_fails_before_the_stay_is_collected_at_check_out() { // S23
        confirmed(PREPAID, "2026-06-01", "2026-06-02");
        rio.when(new CaptureUndone(ANNA, booking().paymentId()));
        assertThat(types()).containsExactly(BookingGuaranteeLost.class);
        rio.after(ask.checkIn(ANNA)).when(ask.checkOut(ANNA));
        assertThat(asked().amountMinor()).isEqualTo(NIGHT);
        settled(NIGHT);
    }

    @Test
    void a_walked_guest_gets_everything_back_and_the_rooms_are_free() { // S20
        confirmed(PREPAID, "2026-06-01", "2026-06-03");
        rio.when(ask.walk(ANNA, 5_000));
        assertThat(types()).containsExactly(GuestWalked.class, PaymentRefundRequested.class);
        var walked = (GuestWalked) rio.decided().getFirst();
        assertThat(walked.refundDueMinor()).isEqualTo(2 * NIGHT);
        assertThat(walked.compensationMinor()).isEqualTo(5_000);
        assertThat(booking().state()).isEqualTo(State.WALKED);
        assertThat(left("2026-06-01")).isEqualTo(2);
        settled(0);
    }

    @Test
    void a_guest_is_walked_on_the_day_of_arrival_only() { // B20
        confirmed(CARD, "2026-07-01", "2026-07-03");
        rio.when(ask.walk(ANNA, 0));
        assertThat(rejected()).isEqualTo(Reason.ILLEGAL_TRANSITION);
        rio.when(ask.walk(HotelFixture.BELA, 0));
        assertThat(rejected()).isEqualTo(Reason.BOOKING_NOT_FOUND);
    }

    @Test
    void a_charge_in_the_house_is_paid_at_check_out() { // B21
        confirmed(CARD, "2026-06-01", "2026-06-02");
        rio.after(ask.checkIn(ANNA)).when(ask.charge(ANNA, 1_200));
        assertThat(types()).containsExactly(FolioChargePosted.class);
        rio.when(ask.checkOut(ANNA));
        assertThat(types())
                .containsExactly(GuestCheckedOut.class, PaymentCaptureRequested.class, PaymentRequested.class);
        assertThat(asked().amountMinor()).isEqualTo(1_200);
        settled(NIGHT + 1_200);
    }

    @Test
    void a_charge_after_check_out_is_asked_for_at_once_for_three_days() { // B21
        checkedOut(PREPAID);
        closeUntil("2026-06-04");
        rio.when(ask.charge(ANNA, 1_200));
        assertThat(types()).containsExactly(FolioChargePosted.class, PaymentRequested.class);
        assertThat(asked().purpose()).isEqualTo(Purpose.LATE_CHARGE);
        settled(NIGHT + 1_200);
        closeUntil("2026-06-05");
        rio.when(ask.charge(ANNA, 1_200));
        assertThat(rejected()).isEqualTo(Reason.CHARGE_TOO_LATE);
    }

    @Test
    void a_charge_names_an_amount_and_what_it_is_for_and_a_guest_who_is_or_was_here() {
        confirmed(CARD, "2026-06-01", "2026-06-02");
        rio.when(ask.charge(ANNA, 1_200));
        assertThat(rejected()).isEqualTo(Reason.ILLEGAL_TRANSITION);
        rio.after(ask.checkIn(ANNA)).when(ask.charge(ANNA, 0));
        assertThat(rejected()).isEqualTo(Reason.FIELD_INVALID);
        rio.when(new BookingCommand.PostCharge(ask.request("ChargeReported"), ANNA, " ", 1, ChargeKind.OTHER, null));
        assertThat(rejected()).isEqualTo(Reason.FIELD_INVALID);
    }

    @Test
    void a_cancelled_booking_lives_again_where_its_nights_are_free_and_is_secured_anew() { // B19
        confirmed(CARD, "2026-07-01", "2026-07-03");
        rio.after(ask.cancel(ANNA)).when(ask.reinstate(ANNA));
        assertThat(types()).containsExactly(BookingReinstated.class, PaymentRequested.class);
        assertThat(asked().purpose()).isEqualTo(Purpose.GUARANTEE);
        assertThat(asked().amountMinor()).isEqualTo(2 * NIGHT);
        assertThat(booking().state()).isEqualTo(State.CONFIRMED);
        assertThat(left("2026-07-01")).isEqualTo(1);
        rio.when(ask.modify(ANNA, stay("2026-07-01", "2026-07-02")));
        assertThat(types()).containsExactly(BookingModified.class);
    }

    @Test
    void a_fee_that_was_paid_counts_for_the_stay_that_is_reinstated() { // B19
        confirmed(CARD, "2026-06-01", "2026-06-03");
        rio.after(ask.cancel(ANNA)).when(ask.reinstate(ANNA));
        assertThat(asked().amountMinor()).isEqualTo(NIGHT);
        rio.after(ask.checkIn(ANNA));
        closeUntil("2026-06-03");
        rio.when(ask.checkOut(ANNA));
        settled(2 * NIGHT);
    }

    @Test
    void no_other_card_brings_what_was_declined_once_the_stay_is_settled_otherwise() {
        confirmed(CARD, "2026-06-01", "2026-06-03");
        rio.after(ask.cancel(ANNA)).when(ask.reinstate(ANNA));
        rio.after(declined(ANNA, asked().paymentId(), 1), ask.checkIn(ANNA));
        closeUntil("2026-06-03");
        rio.when(ask.checkOut(ANNA));
        assertThat(types())
                .containsExactly(GuestCheckedOut.class, PaymentCancellationRequested.class, PaymentRequested.class);
        settled(2 * NIGHT);
    }

    @Test
    void a_guest_who_comes_a_day_late_is_reinstated_for_the_nights_that_are_left() { // B19
        rio.after(ask.place(ANNA, FLEX, stay("2026-06-01", "2026-06-04")), ask.close("2026-06-01"));
        assertThat(left("2026-06-02")).isEqualTo(2);
        rio.when(ask.reinstate(ANNA));
        assertThat(types()).containsExactly(BookingReinstated.class);
        assertThat(left("2026-06-02")).isEqualTo(1);
        rio.after(ask.checkIn(ANNA));
        assertThat(booking().state()).isEqualTo(State.IN_HOUSE);
    }

    @Test
    void what_is_sold_out_or_over_or_lives_is_not_reinstated() { // B19
        confirmed(CARD, "2026-06-02", "2026-06-03");
        rio.when(ask.reinstate(ANNA));
        assertThat(rejected()).isEqualTo(Reason.ILLEGAL_TRANSITION);
        rio.after(ask.cancel(ANNA));
        var taken = stay("2026-06-02", "2026-06-03");
        rio.after(ask.place(HotelFixture.BELA, FLEX, taken, taken)).when(ask.reinstate(ANNA));
        assertThat(rejected()).isEqualTo(Reason.SOLD_OUT);
        rio.after(ask.cancel(HotelFixture.BELA));
        closeUntil("2026-06-03");
        rio.when(ask.reinstate(ANNA));
        assertThat(rejected()).isEqualTo(Reason.REINSTATEMENT_TOO_LATE);
    }

    @Test
    void a_booking_that_was_reinstated_is_not_forgotten_when_its_first_end_would_have_been() {
        rio.after(ask.place(ANNA, DEPOSIT, stay("2026-08-01", "2026-08-03")));
        rio.after(paid(ANNA, rio.state(), 6_000), ask.cancel(ANNA), ask.reinstate(ANNA));
        closeUntil("2026-07-31");
        assertThat(booking()).isNotNull();
        var taken = rio.state().picture();
        assertThat(Hotel.of("rio", taken).picture()).isEqualTo(taken);
    }

    private void confirmed(String plan, String arrival, String departure) {
        rio.after(ask.place(ANNA, plan, stay(arrival, departure)));
        rio.after(paid(ANNA, rio.state(), booking().terms().dueNowMinor()));
        assertThat(booking().state()).isEqualTo(State.CONFIRMED);
    }

    private void checkedOut(String plan) {
        confirmed(plan, "2026-06-01", "2026-06-02");
        rio.after(ask.checkIn(ANNA), ask.checkOut(ANNA));
        settled(NIGHT);
    }

    private void settled(long netMinor) {
        assertThat(booking().owedMinor()).isEqualTo(netMinor);
        assertThat(booking().collectedMinor()).isEqualTo(netMinor);
        assertThat(booking().account().authorizedMinor()).isZero();
    }

    private Booking booking() {
        return rio.state().booking(ANNA);
    }

    private Money guarantee() {
        return booking().account().find(booking().paymentId());
    }

    private void closeUntil(String date) {
        while (rio.state().businessDate().isBefore(LocalDate.parse(date))) {
            rio.after(ask.close(rio.state().businessDate().toString()));
        }
    }

    private long left(String night) {
        return rio.state().available(DOUBLE, LocalDate.parse(night));
    }

    private PaymentRequested asked() {
        return (PaymentRequested) rio.decided().getLast();
    }

    private BookingGuaranteeLost lost() {
        return (BookingGuaranteeLost) rio.decided().getFirst();
    }

    private Reason rejected() {
        assertThat(rio.decided()).hasSize(1);
        return ((RequestRejected) rio.decided().getFirst()).rejection().reason();
    }

    private List<Class<?>> types() {
        return rio.decided().stream().<Class<?>>map(Object::getClass).toList();
    }
}
