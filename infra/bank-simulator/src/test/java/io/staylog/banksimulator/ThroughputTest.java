package io.staylog.banksimulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ThroughputTest {
    private static final int CALLERS = 32;
    private static final int CALLS_EACH = 100;

    @TempDir
    Path data;

    @Test
    void many_callers_share_the_disk_and_nothing_gets_lost() throws Exception {
        try (var bank = new RunningBank(data)) {
            callAll(bank, "warm-up");
            long before = System.nanoTime();
            callAll(bank, "measured");
            double seconds = (System.nanoTime() - before) / 1e9;

            System.out.printf(
                    "%,.0f durable approvals per second, %d callers, client in the same process, cold JIT%n",
                    CALLERS * CALLS_EACH / seconds, CALLERS);
            assertThat(bank.totals("rio").path("authorized").path("count").intValue())
                    .isEqualTo(2 * CALLERS * CALLS_EACH);
        }
    }

    private static void callAll(RunningBank bank, String run) throws Exception {
        var callers = new ArrayList<Callable<Void>>();
        for (int caller = 0; caller < CALLERS; caller++) {
            var name = run + "-" + caller + "-";
            callers.add(() -> {
                for (int i = 0; i < CALLS_EACH; i++) {
                    assertThat(bank.authorize(name + i, name + i, "tok_ok").status())
                            .isEqualTo(200);
                }
                return null;
            });
        }
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var result : threads.invokeAll(callers)) {
                result.get();
            }
        }
    }
}
