package io.staylog.booking.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.staylog.booking.domain.Reason;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class AnswersTest {

    @Test
    void every_code_of_the_decider_has_a_status_and_no_other_code_has_one() {
        assertThat(Answers.STATUS.keySet())
                .containsExactlyInAnyOrderElementsOf(Arrays.stream(Reason.values())
                        .filter(reason -> reason != Reason.UNKNOWN) // The decider never gives it.
                        .map(Reason::code)
                        .toList());
        assertThat(Answers.STATUS.values()).allMatch(status -> status >= 400 && status < 500);
    }
}
