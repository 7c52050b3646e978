package io.staylog.bench.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;

class ArrivingAtRandomTest {

    @Test
    void arrivals_come_at_the_rate_asked_for_and_are_the_same_for_the_same_seed() {
        var arrivals = OpenLoop.arrivals(7, 500, Duration.ofSeconds(60));
        assertThat(arrivals).hasSize(30_000).isSorted().isEqualTo(OpenLoop.arrivals(7, 500, Duration.ofSeconds(60)));
        assertThat(arrivals[arrivals.length - 1] / 1e9).isCloseTo(60, within(2.0));
    }

    @Test
    void distances_vary_as_those_of_independent_callers_do() {
        var arrivals = OpenLoop.arrivals(7, 100, Duration.ofSeconds(300));
        double mean = 1e9 / 100;
        long longer = 0;
        for (int i = 1; i < arrivals.length; i++) {
            longer += arrivals[i] - arrivals[i - 1] > mean ? 1 : 0;
        }
        // Of exponentially distributed distances 1/e are longer than their mean; of equal ones none or half.
        assertThat((double) longer / arrivals.length).isCloseTo(1 / Math.E, within(0.02));
    }

    @Test
    void an_action_is_told_when_it_was_due_and_not_when_it_was_done() {
        var due = new ArrayList<Long>();
        OpenLoop.run(-1_000_000_000L, new long[] {5, 9}, (number, at) -> due.add(at));
        assertThat(due).containsExactly(-999_999_995L, -999_999_991L);
    }
}
