package io.staylog.banksimulator.bank;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FaultScriptTest {
    private static final int CALLS = 20_000;

    @Test
    void one_in_ten_calls_is_disturbed_and_every_kind_comes_about_as_often() {
        var script = FaultScript.parse("seed=42,rate=0.1");

        var kinds = new EnumMap<Trouble.Kind, Integer>(Trouble.Kind.class);
        keys().forEach(key -> kinds.merge(script.on(key, 1).kind(), 1, Integer::sum));

        System.out.println("20,000 calls with seed=42,rate=0.1: " + kinds);
        assertThat(kinds.remove(Trouble.Kind.NONE)).isBetween(17_700, 18_300);
        assertThat(kinds.keySet()).isEqualTo(FaultScript.USUAL);
        assertThat(kinds.values()).allSatisfy(it -> assertThat(it).isBetween(200, 400));
    }

    @Test
    void the_same_seed_key_and_count_meet_the_same_fault_and_another_seed_or_count_another() {
        var script = FaultScript.parse("seed=42,rate=0.5");
        var sameInOtherWords = FaultScript.parse("rate=0.5,kinds="
                + String.join(
                        "+",
                        List.copyOf(FaultScript.USUAL).reversed().stream()
                                .map(Trouble.Kind::code)
                                .toList())
                + ",seed=42");

        var drawn = draw(script, 1);

        assertThat(draw(sameInOtherWords, 1)).isEqualTo(drawn);
        assertThat(draw(script, 2)).isNotEqualTo(drawn);
        assertThat(draw(FaultScript.parse("seed=43,rate=0.5"), 1)).isNotEqualTo(drawn);
        // Literal, so that a change of the draw is noticed: printed seeds of long ago would mean something else.
        var old = FaultScript.parse("seed=7,rate=0.4,delay-ms=5");
        assertThat(old.on("guest-18:authorize:1", 1).kind()).isEqualTo(Trouble.Kind.RESET);
        assertThat(old.on("guest-18:authorize:1", 2).kind()).isEqualTo(Trouble.Kind.TIMEOUT_BEFORE);
        assertThat(old.on("guest-18:authorize:1", 3).kind()).isEqualTo(Trouble.Kind.DUPLICATE);
    }

    @Test
    void nothing_is_disturbed_at_rate_0_and_all_at_rate_1() {
        assertThat(draw(FaultScript.NONE, 1)).containsOnly(Trouble.NONE);
        assertThat(draw(FaultScript.parse("seed=1,rate=1,kinds=delay,delay-ms=20"), 1))
                .allSatisfy(it -> assertThat(it.delay()).isBetween(Duration.ofMillis(1), Duration.ofMillis(20)));
    }

    @Test
    void about_half_of_the_resets_come_after_the_effect() {
        var resets = draw(FaultScript.parse("seed=1,rate=1,kinds=reset"), 1);

        assertThat(resets.stream().filter(Trouble::losesAnswer).count()).isBetween(9_500L, 10_500L);
        assertThat(resets).allSatisfy(it -> assertThat(it.losesAnswer()).isNotEqualTo(it.losesCall()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"seed=x", "rate=1.5", "rate=-1", "kinds=fire", "kinds=", "kinds=none", "sed=1", "", "delay-ms=0"
            })
    void a_script_that_makes_no_sense_is_refused_in_words(String text) {
        assertThatThrownBy(() -> FaultScript.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("faults");
    }

    private static List<Trouble> draw(FaultScript script, int attempt) {
        return keys().map(key -> script.on(key, attempt)).toList();
    }

    private static Stream<String> keys() {
        return IntStream.range(0, CALLS).mapToObj(i -> "payment-" + i + ":authorize:1");
    }
}
