package io.staylog.systemtests.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NemesisTest {
    private static final Duration HOUR = Duration.ofHours(1);

    @TempDir
    Path directory;

    private record Trick(String what, Set<String> broken) implements Fault {
        @Override
        public String kind() {
            return "trick";
        }

        @Override
        public void begin() {
            if (what.equals("a bad one")) {
                throw new IllegalStateException(what);
            }
            broken.add(what);
        }

        @Override
        public void heal() {
            broken.remove(what);
        }
    }

    private static Supplier<Fault> tricks(Set<String> broken) {
        var random = new Random(1);
        return () -> new Trick("part " + random.nextInt(5), broken);
    }

    private static List<Nemesis.Planned> plan(long seed) {
        return Nemesis.plan(new Random(seed), tricks(new TreeSet<>()), HOUR);
    }

    @Test
    void the_same_seed_gives_the_same_plan() {
        assertThat(texts(7)).isEqualTo(texts(7)).isNotEqualTo(texts(8));
    }

    private static List<String> texts(long seed) {
        return plan(seed).stream().map(NemesisTest::text).toList();
    }

    private static String text(Nemesis.Planned planned) {
        return planned.fault().what() + planned.from() + planned.until();
    }

    @Test
    void a_quarter_of_the_time_is_quiet_and_no_part_is_broken_twice_at_once() {
        for (long seed = 0; seed < 20; seed++) {
            var plan = plan(seed);
            long quiet = 0;
            for (long second = 0; second < HOUR.toSeconds(); second++) {
                var at = Duration.ofSeconds(second);
                var active = plan.stream()
                        .filter(it -> it.from().compareTo(at) <= 0 && it.until().compareTo(at) > 0)
                        .map(it -> it.fault().what())
                        .toList();
                assertThat(active).as("seed %d, second %d", seed, second).doesNotHaveDuplicates();
                quiet += active.isEmpty() ? 1 : 0;
            }
            assertThat(quiet).as("quiet seconds, seed %d", seed).isGreaterThanOrEqualTo(HOUR.toSeconds() / 4 - 24);
            assertThat(plan).hasSizeGreaterThan(100);
        }
    }

    @Test
    void what_has_begun_is_healed_even_if_the_next_one_fails() throws Exception {
        var broken = new TreeSet<String>();
        var faults = new ArrayList<Fault>(List.of(new Trick("a good one", broken), new Trick("a bad one", broken)));
        try (var history = new History(directory.resolve("history.jsonl"))) {
            var plan = List.of(
                    new Nemesis.Planned(faults.get(0), Duration.ZERO, HOUR),
                    new Nemesis.Planned(faults.get(1), Duration.ofMillis(1), HOUR));
            var nemesis = new Nemesis(1, plan, history);
            assertThatThrownBy(() -> nemesis.run(() -> 0)).hasMessage("a bad one");
        }
        assertThat(broken).isEmpty();
        assertThat(Files.readAllLines(directory.resolve("history.jsonl")))
                .hasSize(3)
                .last()
                .asString()
                .contains("healed");
    }

    @Test
    void the_longest_gap_counts_commits_around_a_fault() {
        var fault = new Nemesis.Done(new Trick("x", Set.of()), ms(100), ms(200), 0);
        var commits = List.of(
                new Watch.Commit(0, ms(10)),
                new Watch.Commit(0, ms(50)),
                new Watch.Commit(1, ms(90)),
                new Watch.Commit(1, ms(130)),
                new Watch.Commit(0, ms(350)),
                new Watch.Commit(0, ms(900)));
        assertThat(Figures.gaps(List.of(fault), commits, 2, ms(1_000))).containsExactly(300L);
    }

    private static long ms(long millis) {
        return Duration.ofMillis(millis).toNanos();
    }
}
