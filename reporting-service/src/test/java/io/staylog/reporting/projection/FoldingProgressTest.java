package io.staylog.reporting.projection;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class FoldingProgressTest {
    private static final TopicPartition BOOKINGS = new TopicPartition("booking.events", 0);
    private static final TopicPartition PAYMENTS = new TopicPartition("payment.events", 0);
    private static final Instant BEGUN = Instant.parse("2026-03-01T12:00:00Z");

    @Test
    void what_is_left_takes_as_long_in_proportion_as_what_is_done() {
        var progress = FoldingProgress.of(
                Map.of(BOOKINGS, 100L, PAYMENTS, 0L),
                Map.of(BOOKINGS, 200L, PAYMENTS, 0L),
                Map.of(BOOKINGS, 300L, PAYMENTS, 200L),
                BEGUN,
                BEGUN.plusSeconds(10));

        assertThat(progress).isEqualTo(new FoldingProgress(100, 400, BEGUN.plusSeconds(40)));
    }

    @Test
    void before_the_first_batch_nobody_can_tell_when_it_ends() {
        var progress = FoldingProgress.of(Map.of(), Map.of(), Map.of(BOOKINGS, 300L), BEGUN, BEGUN.plusSeconds(10));

        assertThat(progress).isEqualTo(new FoldingProgress(0, 300, null));
    }

    @Test
    void a_partition_that_is_ahead_of_its_end_makes_up_for_no_other() {
        var progress = FoldingProgress.of(
                Map.of(BOOKINGS, 0L, PAYMENTS, 50L),
                Map.of(BOOKINGS, 10L, PAYMENTS, 90L),
                Map.of(BOOKINGS, 20L, PAYMENTS, 40L),
                BEGUN,
                BEGUN.plusSeconds(1));

        assertThat(progress.doneOffsets()).isEqualTo(10);
        assertThat(progress.allOffsets()).isEqualTo(20);
    }
}
