package io.staylog.bench.sagas;

import static org.assertj.core.api.Assertions.assertThat;

import io.staylog.bench.load.Latencies;
import io.staylog.bench.stack.CpuTimes;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A hundred bookings at ten a second: due from 0 to 9.9 s. */
class JudgingARateTest {
    private static final long MS = 1_000_000;
    private static final int BOOKINGS = 100;

    private final SagaTimes times = new SagaTimes(1, BOOKINGS);

    private SagaRun run() {
        var cpu = new CpuTimes(Map.of("broker", Duration.ofSeconds(2)));
        return new SagaRun(10, times, Stage.CONFIRMED, due(BOOKINGS - 1), new Latencies(), cpu);
    }

    private static long due(int number) {
        return (1 + number) * 100 * MS;
    }

    private void allConfirmedAfter(long ms) {
        for (int i = 0; i < BOOKINGS; i++) {
            times.due(i, due(i));
            times.confirmedAt(i, 0, i, due(i) + ms * MS);
        }
    }

    @Test
    void what_gets_through_nearly_as_fast_as_it_comes_is_sustained() {
        allConfirmedAfter(900);
        assertThat(run().backlogSeconds()).isEqualTo(0.9);
        assertThat(run().isSustained()).isTrue();
    }

    @Test
    void a_queue_of_more_than_a_second_is_not_sustained() {
        allConfirmedAfter(1_150);
        assertThat(run().isSustained()).isFalse();
        assertThat(run().stuck()).isZero();
    }

    @Test
    void one_booking_that_never_gets_through_is_one_too_many() {
        for (int i = 1; i < BOOKINGS; i++) {
            times.confirmedAt(i, 0, i, due(i));
        }
        assertThat(run().stuck()).isEqualTo(1);
        assertThat(run().isSustained()).isFalse();
    }

    @Test
    void a_refusal_is_no_speed() {
        allConfirmedAfter(10);
        times.refused(5);
        times.refused(5);
        assertThat(times.refusals()).isEqualTo(1);
        assertThat(run().isSustained()).isFalse();
    }

    @Test
    void processor_time_is_told_for_a_thousand_bookings() {
        assertThat(run().cpuPerThousand("broker")).isEqualTo(20);
    }
}
