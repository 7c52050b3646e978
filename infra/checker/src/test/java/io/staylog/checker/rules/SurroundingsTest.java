package io.staylog.checker.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** R7, R10, R11 and R12: what is held against the log from elsewhere. */
class SurroundingsTest {
    private static final int TODAY = 20_000;

    private final HandMade log = new HandMade();
    private final Reported reported = new Reported(Set.of());

    private long broken(Invariant invariant) {
        return log.judge().findings().count(invariant);
    }

    /** Two nights at 100 and 120, of which the first is over; 220 are paid, and 5 were given back. */
    private void inHouse() {
        log.write(TopicNames.BOOKING_EVENTS, "HotelRegistered", Map.of("businessDate", TODAY));
        var terms = Body.of(Map.of(
                "guarantee", "NONE", "currency", "EUR", "roomStays", List.of(Body.of(Map.of("nights", nights())))));
        log.booking("BookingConfirmed", "terms", terms, "businessDate", TODAY);
        log.booking("GuestCheckedIn", "businessDate", TODAY);
        log.booking("FolioChargePosted", "amountMinor", 700L, "businessDate", TODAY);
        log.write(TopicNames.BOOKING_EVENTS, "BusinessDayClosed", Map.of("businessDate", TODAY + 1));
        log.initiated("AUTOMATIC");
        log.started(1, "AUTHORIZE", 22_000);
        log.captured(1, 22_000);
        log.started(2, "REFUND", 500);
        log.refunded(2, 500);
    }

    private static List<Body> nights() {
        return List.of(
                Body.of(Map.of("night", TODAY, "grossMinor", 10_000L, "netMinor", 9_000L)),
                Body.of(Map.of("night", TODAY + 1, "grossMinor", 12_000L, "netMinor", 11_000L)));
    }

    private void figures() {
        Map.of(
                        "bookings IN_HOUSE in EUR", 1L,
                        "room nights IN_HOUSE in EUR", 2L,
                        "value IN_HOUSE in EUR", 22_000L,
                        "captured in EUR", 22_000L,
                        "refunded in EUR", 500L,
                        "owed in the ledger GUEST in EUR", 10_000L + 700 - 22_000 + 500)
                .forEach((name, value) -> reported.add("rio", name, value));
        night("2024-10-04", 9_000, 10_000);
        night("2024-10-05", 11_000, 12_000);
        reported.asOf(TopicNames.BOOKING_EVENTS, 0, 100);
        reported.asOf(TopicNames.PAYMENT_EVENTS, 0, 100);
    }

    private void night(String date, long net, long gross) {
        reported.add("rio", "rooms sold in the night of " + date, 1);
        reported.add("rio", "revenue of the night of " + date, net);
        reported.add("rio", "price of the night of " + date, gross);
    }

    @Test
    void R7_reporting_shows_what_the_log_comes_to() {
        inHouse();
        figures();
        log.books().surroundings().reported(reported);
        log.holds(Invariant.R7);
    }

    @Test
    void R7_one_figure_that_is_another_is_found_and_named() {
        inHouse();
        figures();
        reported.add("rio", "captured in EUR", 1);
        log.books().surroundings().reported(reported);
        assertThat(log.judge().findings().earliest(Invariant.R7))
                .singleElement()
                .satisfies(it -> assertThat(it.message()).contains("rio: captured in EUR", "22001", "22000"));
    }

    @Test
    void R7_what_only_one_side_has_is_found() {
        inHouse();
        figures();
        reported.add("oslo", "bookings HELD in EUR", 1);
        log.books().surroundings().reported(reported);
        assertThat(broken(Invariant.R7)).isEqualTo(1);
    }

    @Test
    void R7_reporting_that_lags_is_found_and_its_figures_are_not_judged() {
        inHouse();
        figures();
        reported.asOf(TopicNames.PAYMENT_EVENTS, 0, 3);
        reported.add("rio", "captured in EUR", 1);
        log.books().surroundings().reported(reported);
        assertThat(log.judge().findings().earliest(Invariant.R7))
                .singleElement()
                .satisfies(it -> assertThat(it.message()).contains("last 2 records of payment.events/0"));
    }

    @Test
    void R10_a_release_that_cannot_read_a_record_is_named() {
        var at = log.held();
        log.books().readBy(at, 0, "BookingHeld", List.of());
        log.holds(Invariant.R10);
        log.books().readBy(at, 0, "BookingHeld", List.of(1));
        log.isBroken(Invariant.R10, at);
    }

    @Test
    void R11_what_is_left_of_a_guest_is_found() {
        log.books().surroundings().searched(3);
        log.holds(Invariant.R11);
        log.books().surroundings().left("Anna", "a.log", 17);
        assertThat(log.judge().findings().earliest(Invariant.R11))
                .singleElement()
                .satisfies(it -> assertThat(it.message()).contains("Anna", "a.log", "17"));
    }

    @Test
    void R12_nobody_lags_and_no_transaction_is_open() {
        log.books().surroundings().quiet(List.of(), List.of());
        log.holds(Invariant.R12);
        log.books()
                .surroundings()
                .quiet(
                        List.of(new Surroundings.Lag("booking-service", "booking.requests/0", 7)),
                        List.of("producer 9 has had a transaction open"));
        assertThat(broken(Invariant.R12)).isEqualTo(2);
        assertThat(log.judge().figures().behind()).isEqualTo(7);
        assertThat(log.judge().figures().openTransactions()).isEqualTo(1);
    }

    @Test
    void R12_a_letter_is_about_a_record_that_was_there() {
        var garbage = log.aborted(TopicNames.BOOKING_REQUESTS);
        log.books().stands(garbage);
        log.books().unreadable(garbage, 0);
        log.books().read(TopicNames.BOOKING_REQUESTS, 0, 0, 10);
        log.books().dead(garbage);
        log.holds(Invariant.R12);
        assertThat(log.judge().figures().lettersAccounted()).isEqualTo(1);
        var nothing = new Place(TopicNames.BOOKING_REQUESTS, 0, 5);
        log.books().dead(nothing);
        log.isBroken(Invariant.R12, nothing);
        assertThat(log.judge().figures().lettersAccounted()).isEqualTo(1);
        assertThat(log.judge().counts().deadLetters()).isEqualTo(2);
    }

    @Test
    void R2_a_record_that_nobody_can_read_and_that_was_skipped_is_found() {
        var garbage = log.aborted(TopicNames.BOOKING_REQUESTS);
        log.books().unreadable(garbage, 0);
        log.isBroken(Invariant.R2, garbage);
    }
}
