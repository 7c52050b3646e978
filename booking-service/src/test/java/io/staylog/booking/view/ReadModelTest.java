package io.staylog.booking.view;

import static org.assertj.core.api.Assertions.assertThat;

import io.staylog.booking.domain.BookingCommand;
import io.staylog.booking.domain.BookingCommand.CancelBooking;
import io.staylog.booking.domain.BookingCommand.CheckIn;
import io.staylog.booking.domain.BookingCommand.CheckOut;
import io.staylog.booking.domain.BookingCommand.CloseDay;
import io.staylog.booking.domain.BookingCommand.Request;
import io.staylog.booking.domain.CancelReason;
import io.staylog.booking.view.BookingView.PaymentState;
import io.staylog.booking.view.BookingView.Status;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What the view shows after events. */
class ReadModelTest {
    private static final String ONE = "1111111111111111";
    private static final String OTHER = "2222222222222222";
    private final ViewFixture rio = ViewFixture.rio(1);
    private final ReadModel model = rio.model;

    private static Request request(String type) {
        return new Request(ViewFixture.id(), type);
    }

    @Test
    void nothing_is_known_at_first() {
        assertThat(model.booking(ViewFixture.id())).isNull();
        assertThat(model.history(ViewFixture.id())).isEmpty();
        assertThat(model.outcome(ViewFixture.id(), ONE)).isNull();
        assertThat(model.hotel("oslo")).isNull();
        assertThat(model.availability("oslo", stay(1))).isNull();
    }

    @Test
    void a_confirmed_booking_is_shown_with_its_terms() {
        var booking = model.booking(rio.place("NONE"));
        assertThat(booking.status()).isEqualTo(Status.CONFIRMED);
        assertThat(booking.version()).isEqualTo(1);
        assertThat(booking.hotelId()).isEqualTo("rio");
        assertThat(booking.sold().totalGrossMinor()).isEqualTo(20_000);
        assertThat(booking.sold().roomStays()).singleElement().satisfies(room -> {
            assertThat(room.arrivalDate()).isEqualTo("2026-12-05");
            assertThat(room.nights()).hasSize(2);
        });
        assertThat(booking.payment()).isEqualTo(PaymentState.NONE);
    }

    @Test
    void a_held_booking_shows_what_it_waits_for_and_then_what_came() {
        var id = rio.place("CARD");
        var held = model.booking(id);
        assertThat(held.status()).isEqualTo(Status.HELD);
        assertThat(held.holdExpiresAt()).isEqualTo(ViewFixture.NOW.plusSeconds(900));
        assertThat(held.payment()).isEqualTo(PaymentState.REQUESTED);
        rio.decide(new BookingCommand.ConfirmPaid(id, held.paymentId(), 20_000), "payment.events/3/0");
        var confirmed = model.booking(id);
        assertThat(confirmed.status()).isEqualTo(Status.CONFIRMED);
        assertThat(confirmed.payment()).isEqualTo(PaymentState.SECURED);
        assertThat(confirmed.holdExpiresAt()).isNull();
        assertThat(model.history(id)).hasSize(3); // BookingHeld, PaymentRequested, BookingConfirmed.
    }

    @Test
    void a_declined_booking_shows_the_banks_reason() {
        var id = rio.place("CARD");
        var paymentId = model.booking(id).paymentId();
        rio.decide(new BookingCommand.ReleaseUnpaid(id, paymentId, "insufficient_funds"), null);
        assertThat(model.booking(id).status()).isEqualTo(Status.RELEASED);
        assertThat(model.booking(id).endReason()).isEqualTo("insufficient_funds");
        assertThat(model.booking(id).payment()).isEqualTo(PaymentState.DECLINED);
    }

    @Test
    void a_hold_that_runs_out_is_extended_once_and_then_over() {
        var id = rio.place("CARD");
        rio.at(ViewFixture.NOW.plusSeconds(900)).decide(new BookingCommand.HoldExpiryDue(id), null);
        assertThat(model.booking(id).holdExpiresAt()).isEqualTo(ViewFixture.NOW.plusSeconds(1_200));
        rio.at(ViewFixture.NOW.plusSeconds(1_200)).decide(new BookingCommand.HoldExpiryDue(id), null);
        assertThat(model.booking(id).status()).isEqualTo(Status.EXPIRED);
        assertThat(model.booking(id).payment()).isEqualTo(PaymentState.CANCELLATION_REQUESTED);
        assertThat(offered()).isEqualTo(1);
    }

    @Test
    void a_rejected_booking_is_shown_with_the_reason() {
        rio.place("NONE");
        var rejected = rio.place("NONE");
        var booking = model.booking(rejected);
        assertThat(booking.status()).isEqualTo(Status.REJECTED);
        assertThat(booking.version()).isZero();
        assertThat(booking.rejection().code()).isEqualTo("sold_out");
        assertThat(booking.rejection().retriable()).isTrue();
        assertThat(model.history(rejected)).hasSize(1);
    }

    @Test
    void a_refused_change_is_part_of_the_history_and_changes_nothing() {
        var id = rio.place("NONE");
        var before = model.booking(id);
        var cancel =
                new CancelBooking(request("CancellationRequested"), id, CancelReason.GUEST_REQUEST, 9, Instant.MAX);
        rio.decide(cancel, null);
        assertThat(model.booking(id).status()).isEqualTo(before.status());
        assertThat(model.booking(id).version()).isEqualTo(before.version());
        assertThat(model.history(id)).hasSize(2);
        var outcome = model.outcome(cancel.request().id(), ONE);
        assertThat(outcome.refusal().code()).isEqualTo("version_conflict");
        assertThat(outcome.bookingId()).isEqualTo(id);
    }

    @Test
    void a_booking_stays_known_long_after_its_hotel_has_forgotten_it() {
        var id = rio.place("NONE");
        rio.decide(
                new CancelBooking(request("CancellationRequested"), id, CancelReason.HOTEL, null, Instant.MAX), null);
        for (var day = ViewFixture.TODAY; day.isBefore(ViewFixture.TODAY.plusDays(50)); day = day.plusDays(1)) {
            rio.decide(new CloseDay(request("DayCloseRequested"), day), null);
        }
        assertThat(model.booking(id).status()).isEqualTo(Status.CANCELLED);
        assertThat(model.booking(id).endReason()).isEqualTo("HOTEL");
        assertThat(model.hotel("rio").businessDate()).isEqualTo(ViewFixture.TODAY.plusDays(50));
    }

    @Test
    void a_guest_comes_and_goes() {
        var id = rio.place("NONE");
        for (var day = ViewFixture.TODAY; day.isBefore(LocalDate.parse("2026-12-05")); day = day.plusDays(1)) {
            rio.decide(new CloseDay(request("DayCloseRequested"), day), null);
        }
        rio.decide(new CheckIn(request("CheckInReported"), id, "101"), null);
        assertThat(model.booking(id).status()).isEqualTo(Status.IN_HOUSE);
        assertThat(model.booking(id).roomNumber()).isEqualTo("101");
        rio.decide(new CloseDay(request("DayCloseRequested"), LocalDate.parse("2026-12-05")), null);
        rio.decide(new CheckOut(request("CheckOutReported"), id), null);
        assertThat(model.booking(id).status()).isEqualTo(Status.CHECKED_OUT);
        assertThat(model.booking(id).sold().totalGrossMinor()).isEqualTo(10_000); // Left a night early.
    }

    @Test
    void the_first_answer_to_a_request_stays_and_tells_what_it_answered() {
        var requestId = ViewFixture.id();
        var id = rio.place(requestId, "NONE", ONE);
        var outcome = model.outcome(requestId, ONE);
        assertThat(outcome.bookingId()).isEqualTo(id);
        assertThat(outcome.refusal()).isNull();
        assertThat(outcome.answers(ONE)).isTrue();
        assertThat(outcome.answers(OTHER)).isFalse();
        assertThat(model.outcome(requestId, OTHER)).isEqualTo(outcome);
    }

    @Test
    void a_request_of_a_foreign_producer_is_taken_for_the_same() {
        var requestId = ViewFixture.id();
        rio.decide(ViewFixture.placing(requestId, ViewFixture.id(), "NONE"), "booking.requests/3/17");
        assertThat(model.outcome(requestId, ONE).answers(ONE)).isTrue();
    }

    @Test
    void answers_are_forgotten_by_number_and_by_age_and_their_rejected_bookings_too() {
        var first = ViewFixture.id();
        rio.place("NONE");
        var rejected = rio.place(first, "NONE", ONE);
        assertThat(model.booking(rejected)).isNotNull();
        for (int i = 0; i < 100; i++) {
            rio.place("NONE");
        }
        assertThat(model.outcome(first, ONE)).isNull();
        assertThat(model.booking(rejected)).isNull();
        assertThat(model.sizes()).containsEntry("answers", 100);
        rio.at(ViewFixture.NOW.plus(Duration.ofHours(25))).place("NONE");
        assertThat(model.sizes()).containsEntry("answers", 1);
    }

    @Test
    void a_booking_id_that_two_hotels_use_stays_with_the_first() {
        var oslo = new ViewFixture(model, "oslo", 1).open(1);
        var id = rio.place("NONE");
        oslo.decide(ViewFixture.placing(ViewFixture.id(), id, "NONE"), null);
        assertThat(model.booking(id).hotelId()).isEqualTo("rio");
        assertThat(model.history(id)).hasSize(1);
    }

    @Test
    void positions_count_for_their_own_partition() {
        rio.place("NONE");
        var position = Position.parse(model.booking(rio.place("NONE")).position());
        assertThat(model.includes(position)).isTrue();
        assertThat(model.includes(new Position(3, position.offset() + 1))).isFalse();
        assertThat(model.includes(new Position(2, 0))).isFalse();
    }

    @Test
    void availability_is_what_the_rules_would_sell() {
        var before = model.availability("rio", stay(1));
        assertThat(before.offers()).hasSize(2).allSatisfy(offer -> {
            assertThat(offer.bookable()).isTrue();
            assertThat(offer.rooms()).isEqualTo(1);
            assertThat(offer.totalGrossMinor()).isEqualTo(20_000);
        });
        var tooMany = model.availability("rio", stay(3)).offers().getFirst();
        assertThat(tooMany.bookable()).isFalse();
        assertThat(tooMany.refusal().code()).isEqualTo("occupancy_exceeded");
        rio.place("NONE");
        assertThat(offered()).isZero();
        assertThat(model.availability("rio", stay(1)).offers()).allSatisfy(offer -> {
            assertThat(offer.bookable()).isFalse();
            assertThat(offer.refusal().code()).isEqualTo("sold_out");
        });
    }

    @Test
    void asking_for_availability_changes_nothing() {
        for (int i = 0; i < 10; i++) {
            model.availability("rio", stay(1));
        }
        assertThat(offered()).isEqualTo(1);
        assertThat(model.booking(rio.place("NONE")).status()).isEqualTo(Status.CONFIRMED);
    }

    @Test
    void a_stay_of_ten_thousand_nights_is_answered_like_any_other() {
        var far = new StayQuestion(ViewFixture.TODAY, ViewFixture.TODAY.plusDays(10_000), 1, null);
        assertThat(model.availability("rio", far).offers()).allSatisfy(offer -> {
            assertThat(offer.refusal().code()).isEqualTo("stay_invalid");
            assertThat(offer.nights().size()).isLessThan(100);
        });
    }

    @Test
    void a_hotel_is_shown_with_what_it_sells() {
        var hotel = model.hotel("rio");
        assertThat(hotel.businessDate()).isEqualTo(ViewFixture.TODAY);
        assertThat(hotel.currency()).isEqualTo("EUR");
        assertThat(hotel.roomTypes())
                .singleElement()
                .satisfies(type -> assertThat(type.name()).isEqualTo("Double"));
        assertThat(hotel.ratePlans())
                .extracting(HotelView.RatePlanView::ratePlanId)
                .containsExactly("CARD", "NONE");
    }

    private long offered() {
        return model.availability("rio", stay(1)).offers().getFirst().rooms();
    }

    private static StayQuestion stay(int adults) {
        return new StayQuestion(LocalDate.parse("2026-12-05"), LocalDate.parse("2026-12-07"), adults, null);
    }

    @Test
    void ids_that_are_no_record_ids_of_the_edge_have_no_fingerprint() {
        var id = UUID.randomUUID();
        assertThat(Outcome.fingerprint(id, Outcome.recordId(id, ONE))).isEqualTo(ONE);
        assertThat(Outcome.fingerprint(id, id.toString())).isNull();
        assertThat(Outcome.fingerprint(id, id + "/short")).isNull();
        assertThat(Outcome.fingerprint(id, UUID.randomUUID() + "/" + ONE)).isNull();
        assertThat(Outcome.fingerprint(id, null)).isNull();
    }
}
