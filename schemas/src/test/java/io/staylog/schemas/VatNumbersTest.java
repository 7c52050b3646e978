package io.staylog.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which country a buyer's VAT number is of. */
class VatNumbersTest {
    @ParameterizedTest
    @CsvSource({
        "DE123456789,DE",
        "' de 123 456 789',DE",
        "EL123456789,EL",
        "ATU12345678,AT",
        "123456789,''",
        "1DE23,''",
        "\u00c4\u00d6123,''",
        "DE,''",
        "'',''"
    })
    void it_is_told_by_the_two_letters_in_front(String number, String country) {
        assertThat(VatNumbers.country(number)).isEqualTo(country);
    }
}
