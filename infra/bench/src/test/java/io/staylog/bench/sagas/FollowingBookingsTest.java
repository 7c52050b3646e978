package io.staylog.bench.sagas;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FollowingBookingsTest {
    private static final long MS = 1_000_000;

    private final SagaTimes times = new SagaTimes(3, 1_000);

    @Test
    void a_booking_is_found_by_its_id() {
        assertThat(IntStream.range(0, 1_000)).allMatch(number -> times.numberOf(times.bookingId(number)) == number);
    }

    @Test
    void what_is_of_another_run_or_of_somebody_else_is_none_of_ours() {
        assertThat(times.numberOf(new SagaTimes(4, 1_000).bookingId(5))).isNegative();
        assertThat(times.numberOf(new SagaTimes(3, 2_000).bookingId(1_500))).isNegative();
        assertThat(times.numberOf(times.requestId(5))).isNegative();
        assertThat(times.numberOf(UUID.fromString("dacd6123-ad4a-3818-9ded-39290d3b26ca")))
                .isNegative();
    }

    @Test
    void latency_counts_from_the_time_at_which_a_booking_was_due_to_the_first_sight_of_the_stage() {
        times.due(7, 100 * MS);
        times.reached(Stage.HELD, 7, 130 * MS);
        times.reached(Stage.HELD, 7, 500 * MS);
        var held = times.latencies(Stage.HELD);
        assertThat(held.count()).isEqualTo(1);
        assertThat(held.ms(99)).isBetween(29.9, 30.1);
    }

    @Test
    void bookings_that_come_late_or_never_are_missing() {
        times.reached(Stage.CONFIRMED, 0, 10 * MS);
        times.reached(Stage.CONFIRMED, 1, 20 * MS);
        assertThat(times.missing(Stage.CONFIRMED, 10 * MS)).isEqualTo(999);
        assertThat(times.missing(Stage.CONFIRMED, 30 * MS)).isEqualTo(998);
    }

    @Test
    void the_longest_silence_is_between_two_arrivals() {
        times.reached(Stage.CONFIRMED, 5, 10 * MS);
        times.reached(Stage.CONFIRMED, 2, 12 * MS);
        times.reached(Stage.CONFIRMED, 9, 90 * MS);
        assertThat(times.longestGapNanos(Stage.CONFIRMED)).isEqualTo(78 * MS);
    }
}
