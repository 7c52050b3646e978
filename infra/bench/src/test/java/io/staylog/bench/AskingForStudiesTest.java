package io.staylog.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class AskingForStudiesTest {
    private static final List<String> KNOWN = List.of("decisions", "micro", "sagas");

    @Test
    void all_studies_run_when_none_is_named() {
        assertThat(parse("--quick").studies()).isEqualTo(KNOWN);
        assertThat(parse("--quick").quick()).isTrue();
        assertThat(parse().quick()).isFalse();
    }

    @Test
    void named_studies_run_once_in_the_order_of_their_names() {
        assertThat(parse("sagas", "--seed", "7", "decisions", "sagas"))
                .isEqualTo(new CommandLine(false, false, 7, List.of("sagas", "decisions")));
    }

    @Test
    void a_slip_of_the_keyboard_is_told_with_what_may_stand_there() {
        assertThatThrownBy(() -> parse("desicions"))
                .hasMessage(
                        "\"desicions\" is neither a study (decisions, micro, sagas) nor --quick, --profile or --seed N");
        assertThatThrownBy(() -> parse("--seed")).hasMessageContaining("--seed takes a whole number");
    }

    private static CommandLine parse(String... words) {
        return CommandLine.parse(List.of(words), KNOWN);
    }
}
