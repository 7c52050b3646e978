package io.staylog.cli.avro;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CardNumbersTest {
    @ParameterizedTest
    @ValueSource(
            strings = {"4242424242424242", "my card: 4242-4242-4242-4242!", "378282246310005", "5555 5555 5555 4444"})
    void card_numbers_are_found(String text) {
        assertThat(CardNumbers.isIn(text)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"tok_ok", "4242424242424241", "42424242", "20270501", "booking 1234567890123456789012345"})
    void other_numbers_are_left_alone(String text) {
        assertThat(CardNumbers.isIn(text)).isFalse();
    }
}
