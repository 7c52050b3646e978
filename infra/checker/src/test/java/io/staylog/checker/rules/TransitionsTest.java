package io.staylog.checker.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** R4: where bookings and payments may go, and what an event may follow from; and of R6 that nobody waits for nothing. */
class TransitionsTest {
    private static final int TODAY = 20_000;

    private final HandMade log = new HandMade();

    private Place event(String type, int version, String id) {
        var fields = Map.of("bookingId", "b-9", "version", version, "businessDate", TODAY);
        return log.write(TopicNames.BOOKING_EVENTS, type, withTerms(type, fields), id);
    }

    private static Map<String, Object> withTerms(String type, Map<String, ?> fields) {
        var room = Body.of(Map.of("arrivalDate", TODAY, "nights", List.of(HandMade.night(10_000))));
        var terms = Body.of(Map.of("guarantee", "NONE", "currency", "EUR", "roomStays", List.of(room)));
        return type.equals("BookingConfirmed") ? HandMade.with(fields, "terms", terms) : HandMade.with(fields);
    }

    @Test
    void a_stay_from_beginning_to_end_goes_where_it_may() {
        log.prepaid();
        log.booking("GuestCheckedIn");
        log.booking("FolioChargePosted", "amountMinor", 0L);
        log.booking("GuestCheckedOut", "totalGrossMinor", 22_000L);
        log.holds(Invariant.R4);
        assertThat(log.judge().figures().illegal()).isZero();
    }

    @Test
    void who_was_cancelled_does_not_check_in() {
        log.held();
        log.booking("BookingCancelled", "feeMinor", 0L);
        var arrived = log.booking("GuestCheckedIn");
        log.isBroken(Invariant.R4, arrived);
        assertThat(log.judge().figures().illegal()).isEqualTo(1);
    }

    @Test
    void nothing_happens_to_a_booking_that_never_began() {
        log.isBroken(Invariant.R4, event("GuestCheckedIn", 1, ""));
    }

    @Test
    void a_booking_begins_once_and_again_only_after_its_end() {
        event("BookingConfirmed", 1, "");
        var again = event("BookingConfirmed", 1, "");
        log.isBroken(Invariant.R4, again);
        var other = new TransitionsTest();
        other.event("BookingConfirmed", 1, "");
        other.event("GuestWalked", 2, "");
        other.event("BookingConfirmed", 1, "");
        other.log.holds(Invariant.R4);
    }

    @Test
    void versions_have_no_gap_and_do_not_come_twice() {
        event("BookingConfirmed", 1, "");
        var gap = event("GuestCheckedIn", 3, "");
        log.isBroken(Invariant.R4, gap);
        event("InvoiceIssued", 3, "");
        assertThat(log.judge().figures().illegal()).isEqualTo(2);
    }

    @Test
    void a_payment_begins_once_and_gives_nothing_back_that_it_never_took() {
        log.held();
        log.initiated("AUTOMATIC");
        log.isBroken(Invariant.R4, log.refunded(1, 100));
        var twice = new HandMade();
        twice.held();
        twice.initiated("AUTOMATIC");
        twice.isBroken(Invariant.R4, twice.initiated("AUTOMATIC"));
    }

    @Test
    void an_event_stands_on_the_log_once() {
        event("BookingConfirmed", 1, "booking.requests/0/7/0");
        event("GuestCheckedIn", 2, "booking.requests/0/7/1");
        event("InvoiceIssued", 3, "booking.requests/0/9/0");
        log.holds(Invariant.R4);
        var again = event("InvoiceIssued", 4, "booking.requests/0/7/0");
        log.isBroken(Invariant.R4, again);
        assertThat(log.judge().figures().doubled()).isEqualTo(1);
    }

    @Test
    void a_letter_may_be_decided_long_after_what_came_behind_it() {
        event("BookingConfirmed", 1, "booking.requests/0/9/0");
        event("GuestCheckedIn", 2, "booking.requests/0/3/0");
        event("InvoiceIssued", 3, "booking.events/timer/0/4711/0");
        event("InvoiceIssued", 4, "booking.events/timer/0/4711/1");
        log.holds(Invariant.R4);
    }

    @Test
    void nothing_follows_from_what_was_never_committed() {
        var asked = log.write(TopicNames.BOOKING_REQUESTS, "BookingRequested", Map.of("requestId", "r-1"));
        var aborted = log.aborted(TopicNames.BOOKING_REQUESTS);
        event("BookingConfirmed", 1, asked + "/0");
        log.books().read(TopicNames.BOOKING_REQUESTS, 0, 0, 2);
        log.holds(Invariant.R4);
        event("GuestCheckedIn", 2, aborted + "/0");
        log.isBroken(Invariant.R4, aborted);
    }

    @Test
    void what_is_too_old_to_be_kept_and_what_is_too_new_to_be_read_may_have_followed() {
        event("BookingConfirmed", 1, "booking.requests/0/3/0");
        event("GuestCheckedIn", 2, "booking.requests/0/12/0");
        log.books().read(TopicNames.BOOKING_REQUESTS, 0, 5, 10);
        log.holds(Invariant.R4);
    }

    @Test
    void R2_a_request_is_decided_once_however_often_it_was_sent() {
        var fields = Map.of("requestId", "r-1", "bookingId", "b-1", "version", 1);
        log.write(TopicNames.BOOKING_REQUESTS, "BookingRequested", Map.of("requestId", "r-1"));
        log.write(TopicNames.BOOKING_REQUESTS, "BookingRequested", Map.of("requestId", "r-1"));
        log.write(TopicNames.BOOKING_EVENTS, "RequestRejected", fields, "booking.requests/0/0/0");
        log.holds(Invariant.R2);
        var again = log.write(TopicNames.BOOKING_EVENTS, "RequestRejected", fields, "booking.requests/0/1/0");
        log.isBroken(Invariant.R2, again);
        assertThat(log.judge().figures().doubled()).isEqualTo(1);
    }

    @Test
    void R6_who_was_to_arrive_on_a_closed_day_has_arrived_or_is_a_no_show() {
        event("BookingConfirmed", 1, "");
        log.holds(Invariant.R6);
        assertThat(log.judge().waiting()).containsExactly(Map.entry("arrival", 1L));
        log.write(TopicNames.BOOKING_EVENTS, "BusinessDayClosed", Map.of("businessDate", TODAY + 1));
        assertThat(log.judge().findings().count(Invariant.R6)).isEqualTo(1);
        assertThat(log.judge().figures().stuck()).isEqualTo(1);
        event("BookingNoShow", 2, "");
        log.holds(Invariant.R6);
    }

    @Test
    void R6_a_change_that_is_not_paid_is_given_up() {
        log.prepaid();
        var changing = log.booking("BookingChangeHeld", "holdExpiresAt", log.nowMs() + 900_000, "requestId", "r-1");
        log.holds(Invariant.R6);
        log.later(HandMade.DAY_MS);
        log.write(TopicNames.BOOKING_REQUESTS, "BookingRequested", Map.of("requestId", "r-9"));
        log.isBroken(Invariant.R6, changing);
    }

    @Test
    void a_hold_that_a_timer_has_ended_had_come_to_its_end() {
        log.held(); // Until 15 minutes later.
        var expired = log.write(
                TopicNames.BOOKING_EVENTS,
                "BookingExpired",
                Map.of("bookingId", HandMade.BOOKING, "version", 2),
                "booking.events/timer/0/1/0");
        log.books().now(log.nowMs() + 20 * 60_000);
        log.holds(Invariant.R4);
        log.books().now(log.nowMs());
        log.isBroken(Invariant.R4, expired);
    }

    @Test
    void nothing_is_stamped_in_the_future() {
        var held = log.held();
        log.books().now(log.nowMs() - 50_000);
        log.holds(Invariant.R4);
        log.books().now(log.nowMs() - 70_000);
        log.isBroken(Invariant.R4, held);
    }
}
