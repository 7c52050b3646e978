package io.staylog.payment.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.staylog.payment.domain.PaymentEvent.BankCallInstructed;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Whatever happens on a day: a bank never hears one key with two different calls. */
class OneKeyOneBodyTest {
    private static final int RUNS = 300;
    private static final int STEPS = 120;

    @Test
    void a_call_that_is_repeated_is_repeated_as_it_was() {
        long repeated = 0;
        for (long seed = 0; seed < RUNS; seed++) {
            var calls = new HashMap<String, Set<BankCall>>();
            var times = new HashMap<String, Integer>();
            new RandomDay(seed, (_, event) -> note(event, calls, times))
                    .live(STEPS)
                    .calmDown();
            assertThat(calls)
                    .as("seed %d", seed)
                    .isNotEmpty()
                    .allSatisfy((key, bodies) -> assertThat(bodies).as(key).hasSize(1));
            repeated += times.values().stream().filter(count -> count > 1).count();
        }
        assertThat(repeated).as("keys that were used again").isGreaterThan(RUNS);
    }

    private static void note(PaymentEvent event, Map<String, Set<BankCall>> calls, Map<String, Integer> times) {
        if (event instanceof BankCallInstructed it && !it.call().isLookup()) {
            var key = it.call().attempt().gatewayKey();
            calls.computeIfAbsent(key, _ -> new HashSet<>()).add(it.call());
            times.merge(key, 1, Integer::sum);
        }
    }
}
