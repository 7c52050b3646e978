package io.staylog.bench.decisions;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JudgingRoundsTest {
    @TempDir
    Path data;

    @Test
    void a_ratio_is_the_median_of_the_ratios_within_a_turn() {
        var bout = new Bout(100);
        // In its second turn the machine was ten times slower, for both.
        turn(bout, 1_000, 800);
        turn(bout, 100, 90);
        turn(bout, 1_000, 850);

        assertThat(bout.ratio(
                        Contender.ENGINE, Contender.CEILING, it -> it.drained().perSecond()))
                .isEqualTo(0.85);
        assertThat(bout.rate(Contender.ENGINE)).isEqualTo(800);
    }

    private static void turn(Bout bout, long ceiling, long engine) {
        bout.add(Contender.CEILING, new Arena.Outcome(new Drained(ceiling, 1, 1, 1, 0), Map.of()));
        bout.add(Contender.ENGINE, new Arena.Outcome(new Drained(engine, 1, 1, 1, 0), Map.of()));
    }

    @Test
    void bytes_per_decision_are_those_of_all_topics() {
        var outcome = new Arena.Outcome(new Drained(10, 2, 0.001, 0.002, 0), Map.of("a", 300L, "b", 200L));

        assertThat(outcome.bytesPerDecision(10)).isEqualTo(50);
        assertThat(outcome.drained().perSecond()).isEqualTo(5);
        assertThat(outcome.drained().cpuMicros()).isEqualTo(100);
        assertThat(outcome.drained().brokerCpuMicros()).isEqualTo(200);
    }

    @Test
    void only_records_of_living_topics_count_as_what_a_broker_has_written() throws IOException {
        file("booking.events-0", "00.log", 100);
        file("booking.events-11", "00.log", 50);
        file("booking.events-11", "00.index", 1_000);
        file("bench-streams-nights-changelog-3", "00.log", 7);
        file("booking.events-0.1f-delete", "00.log", 1_000);
        Files.writeString(data.resolve("recovery-point-offset-checkpoint"), "0");

        assertThat(LogBytes.byTopic(data))
                .isEqualTo(Map.of("booking.events", 150L, "bench-streams-nights-changelog", 7L));
    }

    private void file(String directory, String name, int bytes) throws IOException {
        Files.write(Files.createDirectories(data.resolve(directory)).resolve(name), new byte[bytes]);
    }
}
