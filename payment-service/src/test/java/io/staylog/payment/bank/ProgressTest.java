package io.staylog.payment.bank;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

class ProgressTest {
    private final Progress progress = new Progress(5);

    private void fetched(long... offsets) {
        for (long offset : offsets) {
            progress.fetched(offset);
            progress.begin();
        }
    }

    @Test
    void nothing_is_committed_before_anything_was_fetched() {
        assertThat(progress.position()).isNegative();
    }

    @Test
    void the_position_does_not_pass_what_is_open() {
        fetched(3, 4, 7); // Offsets have gaps where a transaction ended.
        progress.done(7);
        progress.done(4);
        assertThat(progress.position()).isEqualTo(3);
        progress.done(3);
        assertThat(progress.position()).isEqualTo(8);
    }

    @Test
    void what_failed_stays_open() {
        fetched(3);
        progress.failed();
        assertThat(progress.position()).isEqualTo(3);
    }

    @Test
    void nothing_begins_after_the_partition_has_gone() {
        progress.fetched(3);
        progress.over();
        assertThat(progress.begin()).isFalse();
        assertThat(progress.position()).isEqualTo(3);
    }

    @Test
    void what_was_on_the_log_before_may_have_been_delivered_before() {
        assertThat(progress.mayHaveBeenDeliveredBefore(4)).isTrue();
        assertThat(progress.mayHaveBeenDeliveredBefore(5)).isFalse();
    }

    @Test
    void waiting_ends_when_nothing_runs_or_the_time_is_over() throws InterruptedException {
        fetched(3);
        progress.awaitQuiet(Duration.ofMillis(20));
        progress.done(3);
        progress.awaitQuiet(Duration.ofDays(1));
    }

    @RepeatedTest(20)
    void whatever_the_order_the_position_is_the_first_open_offset(RepetitionInfo run) {
        var random = new Random(run.getCurrentRepetition());
        var open = new HashSet<Long>();
        long next = 0;
        for (int i = 0; i < 300; i++) {
            if (random.nextBoolean() || open.isEmpty()) {
                next += 1 + random.nextInt(3);
                fetched(next - 1);
                open.add(next - 1);
            } else {
                var any = List.copyOf(open).get(random.nextInt(open.size()));
                open.remove(any);
                progress.done(any);
            }
            assertThat(progress.position())
                    .isEqualTo(open.stream().min(Long::compare).orElse(next));
        }
    }
}
