package io.staylog.checker.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** R1, R8 and R9: what somebody was told, held against the log. */
class HistoryInvariantsTest {
    private final History history = new History(Set.of());
    private long nowNs;

    private void invoke(String id) {
        history.invoked(id, "book", "rio", "b-" + id, 0, ++nowNs);
    }

    private void ok(String id) {
        history.acknowledged(id, ++nowNs, null);
    }

    private static final class Log {
        final HandMade made;
        private int decisions;

        Log(History history) {
            made = new HandMade(history);
        }

        Place asked(String id) {
            return made.write(TopicNames.BOOKING_REQUESTS, "BookingRequested", Map.of("requestId", id));
        }

        Place decided(String id, Place input) {
            var fields = Map.of("requestId", id, "bookingId", "b-" + id + "-" + ++decisions, "version", 1);
            return made.write(TopicNames.BOOKING_EVENTS, "BookingConfirmed", fields, input + "/0");
        }
    }

    private Log log() {
        return new Log(history);
    }

    private void shown(String what, String booking, String position, @Nullable String after, String says) {
        history.shown(new Shown(
                new Place(History.PLACE, 0, ++nowNs), 0, what, "rio", booking, position, after, "rio", null, says));
    }

    private void event(String id) {
        history.shown(new Shown(new Place(History.PLACE, 0, ++nowNs), 0, "sse", "rio", "", null, null, "rio", id, ""));
    }

    @Test
    void R1_what_was_acknowledged_is_there_once() {
        invoke("r-1");
        ok("r-1");
        var log = log();
        log.decided("r-1", log.asked("r-1"));
        log.made.holds(Invariant.R1);
    }

    @Test
    void R1_what_was_acknowledged_and_is_not_there_is_lost() {
        invoke("r-1");
        ok("r-1");
        var log = log();
        assertThat(log.made.judge().findings().count(Invariant.R1)).isEqualTo(1);
        assertThat(log.made.judge().figures().lost()).isEqualTo(1);
    }

    @Test
    void R1_what_stands_there_twice_is_doubled() {
        invoke("r-1");
        ok("r-1");
        var log = log();
        var first = log.asked("r-1");
        log.asked("r-1");
        log.made.isBroken(Invariant.R1, first);
        assertThat(log.made.judge().figures().doubled()).isEqualTo(1);
    }

    @Test
    void R1_what_was_sent_twice_may_stand_there_twice_but_is_decided_once() {
        invoke("r-1");
        history.unknown("r-1");
        invoke("r-1");
        ok("r-1");
        var log = log();
        log.decided("r-1", log.asked("r-1"));
        var second = log.asked("r-1");
        log.made.holds(Invariant.R1);
        var again = log.decided("r-1", second);
        log.made.isBroken(Invariant.R1, again);
        assertThat(log.made.judge().figures().doubled()).isEqualTo(1);
    }

    @Test
    void R1_what_has_failed_is_not_there() {
        invoke("r-1");
        history.failed("r-1");
        log().made.holds(Invariant.R1);
        var log = log();
        log.made.isBroken(Invariant.R1, log.asked("r-1"));
        assertThat(log.made.judge().figures().undead()).isEqualTo(1);
    }

    @Test
    void R1_what_nobody_knows_of_may_be_there_or_not() {
        invoke("r-1");
        history.unknown("r-1");
        invoke("r-2");
        var log = log();
        log.asked("r-2");
        log.made.holds(Invariant.R1);
        assertThat(log.made.judge().history()).isEqualTo(new History.Counts(2, 0, 0, 2, 0, Map.of()));
    }

    @Test
    void R1_a_record_in_a_wrong_partition_counts_where_it_is_sent_on_to() {
        invoke("r-1");
        ok("r-1");
        var log = log();
        log.made.stray(TopicNames.BOOKING_REQUESTS, "BookingRequested", Map.of("requestId", "r-1"));
        log.asked("r-1");
        log.made.holds(Invariant.R1);
    }

    @Test
    void R9_the_log_goes_as_the_world_went() {
        invoke("r-1");
        ok("r-1");
        invoke("r-2");
        ok("r-2");
        var log = log();
        log.asked("r-1");
        log.asked("r-2");
        log.made.holds(Invariant.R9);
    }

    @Test
    void R9_what_came_later_in_the_world_and_earlier_on_the_log_is_found() {
        invoke("r-1");
        ok("r-1");
        invoke("r-2");
        ok("r-2");
        var log = log();
        var second = log.asked("r-2");
        log.asked("r-1");
        log.made.isBroken(Invariant.R9, second);
    }

    @Test
    void R9_what_was_under_way_at_the_same_time_may_stand_either_way() {
        invoke("r-1");
        invoke("r-2");
        ok("r-1");
        ok("r-2");
        var log = log();
        log.asked("r-2");
        log.asked("r-1");
        assertThat(log.made.judge().findings().count(Invariant.R9)).isZero();
    }

    @Test
    void R8_a_booking_is_shown_as_it_stood_at_that_position() {
        shown("booking", HandMade.BOOKING, "0:0", null, "HELD");
        shown("booking", HandMade.BOOKING, "0:1", "0:1", "CONFIRMED");
        shown("availability", "", "0:1", null, "3");
        var log = new HandMade(history);
        log.held();
        log.booking("BookingConfirmed", "paymentId", HandMade.PAYMENT);
        log.holds(Invariant.R8);
    }

    @Test
    void R8_a_booking_that_is_shown_as_it_never_stood_is_found() {
        shown("booking", HandMade.BOOKING, "0:0", null, "CONFIRMED");
        var log = new HandMade(history);
        log.held();
        log.booking("BookingConfirmed", "paymentId", HandMade.PAYMENT);
        assertThat(log.judge().findings().earliest(Invariant.R8))
                .singleElement()
                .satisfies(it -> assertThat(it.message()).contains("CONFIRMED", "HELD", "0:0"));
    }

    @Test
    void R8_what_stands_on_a_record_that_was_never_committed_is_found() {
        shown("booking", HandMade.BOOKING, "0:1", null, "CONFIRMED");
        shown("availability", "", "0:9", null, "3");
        var log = new HandMade(history);
        log.held();
        log.aborted(TopicNames.BOOKING_EVENTS);
        log.booking("BookingConfirmed", "paymentId", HandMade.PAYMENT);
        assertThat(log.judge().findings().count(Invariant.R8)).isEqualTo(2);
    }

    @Test
    void R8_whoever_asks_for_no_less_than_a_position_is_shown_it() {
        shown("booking", HandMade.BOOKING, "0:0", "0:1", "HELD");
        var log = new HandMade(history);
        log.held();
        log.booking("BookingConfirmed", "paymentId", HandMade.PAYMENT);
        assertThat(log.judge().findings().earliest(Invariant.R8))
                .singleElement()
                .satisfies(it -> assertThat(it.message()).contains("0:1 or later"));
    }

    @Test
    void R8_a_booking_that_was_refused_is_known_by_that_whatever_is_asked_about_it_later() {
        shown("booking", HandMade.BOOKING, "0:0", "0:1", "REJECTED");
        var log = new HandMade(history);
        for (var type : new String[] {"BookingRequested", "CancellationRequested"}) {
            log.write(
                    TopicNames.BOOKING_EVENTS,
                    "RequestRejected",
                    Map.of("bookingId", HandMade.BOOKING, "requestType", type, "code", "sold_out"));
        }
        log.holds(Invariant.R8);
    }

    @Test
    void R8_a_refusal_is_a_part_of_what_happened_to_a_booking_that_is_there() {
        shown("booking", HandMade.BOOKING, "0:1", "0:1", "HELD");
        shown("booking", HandMade.BOOKING, "0:0", "0:1", "HELD");
        var log = new HandMade(history);
        log.held();
        log.write(
                TopicNames.BOOKING_EVENTS,
                "RequestRejected",
                Map.of("bookingId", HandMade.BOOKING, "requestType", "CheckInReported", "code", "illegal_transition"));
        assertThat(log.judge().findings().count(Invariant.R8)).as("the second").isEqualTo(1);
    }

    @Test
    void R8_a_report_stands_on_no_more_than_there_is() {
        shown("report", "", "booking.events=0:1;payment.events=0:0", null, "1");
        var log = new HandMade(history);
        log.held();
        log.books().read(TopicNames.BOOKING_EVENTS, 0, 0, 1);
        log.holds(Invariant.R8);
        shown("report", "", "booking.events=0:2", null, "1");
        var less = new HandMade(history);
        less.held();
        less.books().read(TopicNames.BOOKING_EVENTS, 0, 0, 1);
        assertThat(less.judge().findings().count(Invariant.R8)).isEqualTo(1);
    }

    @Test
    void R8_ids_of_events_do_not_go_back() {
        event("10-0123456789abcdef");
        event("12-0123456789abcdef");
        new HandMade(history).holds(Invariant.R8);
        event("11-0123456789abcdef");
        assertThat(new HandMade(history).judge().findings().count(Invariant.R8)).isEqualTo(1);
    }

    @Test
    void an_end_without_a_beginning_is_refused() {
        assertThatThrownBy(() -> history.failed("r-7"))
                .hasMessageContaining("r-7")
                .hasMessageContaining("invoked");
        invoke("r-8");
        ok("r-8");
        assertThatThrownBy(() -> ok("r-8")).hasMessageContaining("r-8").hasMessageContaining("ended");
    }
}
