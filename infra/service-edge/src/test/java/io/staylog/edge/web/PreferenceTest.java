package io.staylog.edge.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How long a caller prefers to wait. */
class PreferenceTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "wait=10 | 10",
                "respond-async, wait=10 | 10",
                "wait=10, handling=lenient | 10",
                "handling=lenient; wait=7 | 7",
                "wait=\"5\" | 5",
                "wait = 5 | 5",
                "wait=999999 | 30",
                "wait=0 | 0",
                "wait | 0",
                "wait=ten | 0",
                "wait=-1 | 0",
                "wait=1.5 | 0",
                "await=9 | 0",
                "respond-async | 0"
            })
    void what_cannot_be_understood_is_passed_over(String header, long seconds) {
        assertThat(Preference.of(header).atMost()).hasSeconds(seconds);
    }

    @Test
    void without_the_header_nobody_waits() {
        assertThat(Preference.of(null).waits()).isFalse();
    }
}
