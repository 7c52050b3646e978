package io.staylog.bench.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReadingProcessorTimesTest {

    @Test
    void time_in_user_and_system_mode_and_of_ended_children_is_added_up_whatever_the_name() {
        var stat = "4242 (odd) name (x) S 1 4242 4242 0 -1 4194560 1 2 3 4 100 20 3 4 20 0 31 0 99 1 2";
        assertThat(CpuTimes.ticks(stat)).isEqualTo(127);
    }

    @Test
    void what_is_spent_is_what_came_since_and_the_load_generator_is_told_apart() {
        var before = new CpuTimes(Map.of("broker", Duration.ofSeconds(5), CpuTimes.GENERATOR, Duration.ofSeconds(1)));
        var after = new CpuTimes(Map.of(
                "broker",
                Duration.ofSeconds(7),
                "bank",
                Duration.ofSeconds(3),
                CpuTimes.GENERATOR,
                Duration.ofSeconds(9)));
        var spent = after.since(before);
        assertThat(spent.seconds("broker")).isEqualTo(2);
        assertThat(spent.seconds(CpuTimes.GENERATOR)).isEqualTo(8);
        assertThat(spent.seconds()).isEqualTo(5);
    }

    @Test
    void this_process_has_used_some_time() {
        assertThat(CpuTimes.now(Map.of()).seconds(CpuTimes.GENERATOR)).isPositive();
    }
}
