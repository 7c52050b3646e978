package io.staylog.schemas;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Rfc3339Test {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-11-26T10:00:00Z",
                "2026-11-26T10:00:00.001Z",
                "2026-12-31T23:59:59.999Z",
                "2024-02-29T00:00:00.120Z",
                "1969-12-31T23:59:59.500Z",
                "0000-01-01T00:00:00Z",
                "9999-12-31T23:59:59.999Z",
                "2026-11-26T10:00:00.000001Z",
                "-0001-01-01T00:00:00Z",
                "+10000-01-01T00:00:00Z"
            })
    void an_instant_is_written_as_the_jdk_writes_it(String text) {
        assertThat(Rfc3339.bytes(Instant.parse(text))).asString(US_ASCII).isEqualTo(text);
    }

    @Test
    void so_is_any_other() {
        var random = new Random(7);
        for (int i = 0; i < 10_000; i++) {
            var at = Instant.ofEpochMilli(random.nextLong(-100_000_000_000_000L, 300_000_000_000_000L));
            assertThat(Rfc3339.bytes(at)).asString(US_ASCII).isEqualTo(at.toString());
        }
    }
}
