package io.staylog.booking.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.staylog.booking.domain.BookingCommand;
import io.staylog.booking.domain.BookingCommand.CancelBooking;
import io.staylog.booking.domain.BookingCommand.CheckIn;
import io.staylog.booking.domain.BookingCommand.CheckOut;
import io.staylog.booking.domain.BookingCommand.CloseDay;
import io.staylog.booking.domain.BookingCommand.MarkNoShow;
import io.staylog.booking.domain.BookingCommand.PlaceBooking;
import io.staylog.booking.domain.BookingCommand.Request;
import io.staylog.booking.domain.CancelReason;
import io.staylog.booking.domain.Channel;
import io.staylog.booking.domain.RoomStayRequest;
import io.staylog.booking.view.BookingView.PaymentState;
import io.staylog.booking.view.BookingView.Status;
import io.staylog.logview.Outcome;
import io.staylog.logview.Position;
import io.staylog.logview.RequestOutcomes;
import io.staylog.logview.Waiters;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
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
        assertThat(model.outcome("rio", ViewFixture.id(), ONE)).isNull();
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
        rio.decide(
                new BookingCommand.PaymentRefused(
                        id, paymentId, BookingCommand.Refused.AUTHORIZATION, "insufficient_funds", false, 1),
                null);
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
        var outcome = model.outcome("rio", cancel.request().id(), ONE);
        assertThat(outcome.refusal().code()).isEqualTo("version_conflict");
        assertThat(outcome.subjectId()).isEqualTo(id);
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
        var outcome = model.outcome("rio", requestId, ONE);
        assertThat(outcome.subjectId()).isEqualTo(id);
        assertThat(outcome.refusal()).isNull();
        assertThat(outcome.answers(ONE)).isTrue();
        assertThat(outcome.answers(OTHER)).isFalse();
        assertThat(model.outcome("rio", requestId, OTHER)).isEqualTo(outcome);
    }

    @Test
    void a_request_of_a_foreign_producer_is_taken_for_the_same() {
        var requestId = ViewFixture.id();
        rio.decide(ViewFixture.placing(requestId, ViewFixture.id(), "NONE"), "booking.requests/3/17");
        assertThat(model.outcome("rio", requestId, ONE).answers(ONE)).isTrue();
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
        assertThat(model.outcome("rio", first, ONE)).isNull();
        assertThat(model.booking(rejected)).isNull();
        assertThat(model.sizes()).containsEntry("answers", 100);
        var last = ViewFixture.id();
        rio.place(last, "NONE", ONE);
        rio.at(ViewFixture.NOW.plus(Duration.ofHours(25)));
        assertThat(model.outcome("rio", last, ONE)).isNull(); // Although nothing has come since.
        rio.place("NONE");
        assertThat(model.sizes()).containsEntry("answers", 1);
    }

    @Test
    void the_same_answers_are_known_whichever_partition_is_read_first_and_when() {
        var clock = new AtomicReference<>(ViewFixture.NOW);
        var old = outcome("rio", 3, ViewFixture.NOW.minus(Duration.ofHours(25)));
        var older = outcome("oslo", 1, ViewFixture.NOW.minus(Duration.ofHours(3)));
        var newer = outcome("rio", 3, ViewFixture.NOW.minus(Duration.ofHours(2)));
        var newest = outcome("oslo", 1, ViewFixture.NOW.minus(Duration.ofHours(1)));
        for (var order : List.of(List.of(old, older, newer, newest), List.of(old, newer, older, newest))) {
            var outcomes = new RequestOutcomes(2, Duration.ofHours(24), clock::get, "BookingRequested");
            order.forEach(outcomes::add);
            assertThat(order.stream().filter(each -> outcomes.find(each.hotelId(), each.requestId()) != null))
                    .containsExactlyInAnyOrder(newer, newest);
        }
    }

    private static Outcome outcome(String hotelId, int partition, Instant at) {
        return new Outcome(
                ViewFixture.id(), hotelId, null, ONE, new Position(partition, 0), at, "RoomTypeDefined", null);
    }

    @Test
    void what_two_hotels_booked_under_one_id_is_shown_the_same_whichever_partition_is_read_first() {
        for (boolean isRioFirst : new boolean[] {true, false}) {
            var clock = new AtomicReference<>(ViewFixture.NOW);
            var view = new ReadModel(100, Duration.ofHours(24), clock::get, new Waiters(10));
            var hotels = List.of(new ViewFixture(view, "rio", 3, clock), new ViewFixture(view, "oslo", 1, clock));
            hotels.forEach(hotel -> hotel.open(1));
            var id = ViewFixture.id();
            var requests = List.of(ViewFixture.id(), ViewFixture.id());
            for (int i : isRioFirst ? new int[] {0, 1} : new int[] {1, 0}) {
                clock.set(ViewFixture.NOW.plusSeconds(i)); // Rio booked first, whatever the view has read first.
                hotels.get(i).decide(ViewFixture.placing(requests.get(i), id, "NONE"), null);
            }
            assertThat(view.booking(id).hotelId()).isEqualTo("rio");
            assertThat(view.booking("oslo", id).hotelId()).isEqualTo("oslo");
            assertThat(view.history(id))
                    .singleElement()
                    .satisfies(at -> assertThat(at.partition()).isEqualTo(3));
            assertThat(view.outcome("rio", requests.get(0)).subjectId()).isEqualTo(id);
            assertThat(view.outcome("oslo", requests.get(1)).subjectId()).isEqualTo(id);
            var cancel = new CancelBooking(request("CancellationRequested"), id, CancelReason.HOTEL, null, Instant.MAX);
            hotels.get(1).decide(cancel, null);
            assertThat(view.booking("oslo", id).status()).isEqualTo(Status.CANCELLED);
            assertThat(view.booking(id).status()).isEqualTo(Status.CONFIRMED);
        }
    }

    @Test
    void an_id_that_is_placed_again_is_a_new_booking() {
        var id = rio.place("NONE");
        rio.decide(
                new CancelBooking(request("CancellationRequested"), id, CancelReason.HOTEL, null, Instant.MAX), null);
        for (var day = ViewFixture.TODAY; day.isBefore(ViewFixture.TODAY.plusDays(32)); day = day.plusDays(1)) {
            rio.decide(new CloseDay(request("DayCloseRequested"), day), null);
        }
        var stay = new RoomStayRequest(
                "double", LocalDate.parse("2027-01-05"), LocalDate.parse("2027-01-06"), 1, List.of(), null, false);
        rio.decide(ViewFixture.placing(ViewFixture.id(), id, "NONE", stay), null);
        var booking = model.booking(id);
        assertThat(booking.status()).isEqualTo(Status.CONFIRMED);
        assertThat(booking.version()).isEqualTo(1);
        assertThat(booking.endReason()).isNull();
        assertThat(booking.sold().roomStays().getFirst().arrivalDate()).isEqualTo("2027-01-05");
        assertThat(model.history(id)).hasSize(1);
    }

    @Test
    void closing_a_day_is_answered_with_the_closed_day_and_not_with_one_of_its_no_shows() {
        var id = placeForToday("DIRECT_WEB");
        var close = new CloseDay(request("DayCloseRequested"), ViewFixture.TODAY);
        var facts = rio.facts(close, "c");
        assertThat(facts).hasSize(2);
        rio.show(facts.getFirst(), false);
        assertThat(model.outcome("rio", close.request().id())).isNull();
        rio.show(facts.getLast(), true);
        var outcome = model.outcome("rio", close.request().id());
        assertThat(outcome.event()).isEqualTo("BusinessDayClosed");
        assertThat(outcome.subjectId()).isNull();
        assertThat(outcome.position()).isEqualTo(facts.getLast().position());
        assertThat(model.booking(id).status()).isEqualTo(Status.NO_SHOW);
    }

    @Test
    void a_no_show_that_was_asked_for_is_its_own_answer() {
        var id = placeForToday("DIRECT_WEB");
        var noShow = new MarkNoShow(request("NoShowReported"), id);
        rio.decide(noShow, null);
        var outcome = model.outcome("rio", noShow.request().id());
        assertThat(outcome.event()).isEqualTo("BookingNoShow");
        assertThat(outcome.subjectId()).isEqualTo(id);
    }

    @Test
    void a_walk_in_is_not_answered_half_way() {
        var requestId = ViewFixture.id();
        var facts = rio.facts(walkIn(requestId, ViewFixture.id()), "c");
        assertThat(facts).hasSize(2);
        rio.show(facts.getFirst(), false);
        assertThat(model.outcome("rio", requestId)).isNull();
        rio.place("NONE"); // Another decision: the one before is whole.
        assertThat(model.outcome("rio", requestId)).isNotNull();
    }

    @Test
    void who_waits_for_a_booking_is_woken_when_its_rejection_is_known() throws Exception {
        rio.place("NONE"); // The only room.
        var bookingId = ViewFixture.id();
        var facts = rio.facts(ViewFixture.placing(ViewFixture.id(), bookingId, "NONE"), "c");
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var seen = threads.submit(() ->
                    model.waiters().await(List.of(bookingId), Duration.ofSeconds(30), () -> model.booking(bookingId)));
            await().until(() -> model.waiters().count() == 1);
            rio.show(facts.getFirst(), false);
            model.apply(3, List.of(), facts.getFirst().position().offset() + 1, true);
            assertThat(seen.get(10, TimeUnit.SECONDS).status()).isEqualTo(Status.REJECTED);
        }
    }

    @Test
    void a_walk_in_is_answered_with_the_position_of_its_last_event() {
        var requestId = ViewFixture.id();
        var facts = rio.facts(walkIn(requestId, ViewFixture.id()), "c");
        facts.forEach(fact -> rio.show(fact, fact == facts.getLast()));
        assertThat(model.outcome("rio", requestId).position())
                .isEqualTo(facts.getLast().position());
        assertThat(model.outcome("rio", requestId).event()).isEqualTo("GuestCheckedIn");
    }

    private UUID placeForToday(String channel) {
        var id = ViewFixture.id();
        rio.decide(today(ViewFixture.id(), id, Channel.valueOf(channel)), null);
        return id;
    }

    private static PlaceBooking walkIn(UUID requestId, UUID bookingId) {
        return today(requestId, bookingId, Channel.WALK_IN);
    }

    private static PlaceBooking today(UUID requestId, UUID bookingId, Channel channel) {
        var stay = new RoomStayRequest(
                "double", ViewFixture.TODAY, ViewFixture.TODAY.plusDays(1), 1, List.of(), null, false);
        var placing = ViewFixture.placing(requestId, bookingId, "NONE", stay);
        return new PlaceBooking(
                placing.request(), bookingId, "NONE", channel, null, null, placing.roomStays(), "EUR", null, null);
    }

    @Test
    void of_very_many_events_the_newest_are_kept() {
        var id = rio.place("NONE");
        for (int i = 0; i < 2_500; i++) {
            rio.decide(
                    new CancelBooking(request("CancellationRequested"), id, CancelReason.HOTEL, 9, Instant.MAX), null);
        }
        var history = model.history(id);
        assertThat(history).hasSize(1_000).isSortedAccordingTo(Comparator.comparing(Position::offset));
        assertThat(history.getLast()).hasToString(model.booking(id).position());
        assertThat(history.getFirst().offset()).isEqualTo(history.getLast().offset() - 999);
    }

    @Test
    void hotels_that_do_not_exist_leave_nothing_but_their_answers() {
        for (int i = 0; i < 1_000; i++) {
            var nowhere = new ViewFixture(model, "nowhere-" + i, 1);
            nowhere.decide(ViewFixture.placing(ViewFixture.id(), ViewFixture.id(), "NONE"), null);
        }
        assertThat(model.sizes())
                .containsEntry("hotels", 1)
                .containsEntry("bookings", 0)
                .containsEntry("answers", 100);
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
