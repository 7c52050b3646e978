package io.staylog.cli.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.staylog.cli.terminal.Failure;
import io.staylog.schemas.common.Fee;
import io.staylog.schemas.common.FeeType;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AmountsTest {
    @ParameterizedTest
    @CsvSource({"120,EUR,12000", "120.5,EUR,12050", "0.00,EUR,0", "120,JPY,120", "1.234,KWD,1234", "1e2,EUR,10000"})
    void amounts_become_minor_units_of_their_currency(String text, String currency, long minor) {
        assertThat(Amounts.minor(text, currency)).isEqualTo(minor);
    }

    @ParameterizedTest
    @CsvSource({
        "-1,EUR",
        "1.005,EUR",
        "1.5,JPY",
        "'1,00',EUR",
        "NaN,EUR",
        "1e400,EUR",
        "99999999999999999999,EUR",
        "1,EURO",
        "1,XXX"
    })
    void what_is_no_amount_is_refused_as_misuse(String text, String currency) {
        assertThatThrownBy(() -> Amounts.minor(text, currency)).isInstanceOf(Failure.class);
    }

    @Test
    void fees_are_percentages_nights_or_amounts() {
        assertThat(Fees.fee("30.5%", "EUR")).isEqualTo(new Fee(FeeType.PERCENT_BPS, 3_050L));
        assertThat(Fees.fee("1n", "EUR")).isEqualTo(new Fee(FeeType.NIGHTS, 1L));
        assertThat(Fees.fee("25.00", "EUR")).isEqualTo(new Fee(FeeType.FIXED, 2_500L));
    }

    @Test
    void cancellation_rules_count_from_arrival_or_from_the_booking() {
        assertThat(Fees.tier("24h=1n", "EUR").getHoursBeforeArrival()).isEqualTo(24);
        assertThat(Fees.tier("booking=100%", "EUR").getHoursBeforeArrival()).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"24=1n", "1d=1n", "24h", "24h=101%", "24h=cheap"})
    void what_is_no_cancellation_rule_is_refused_as_misuse(String text) {
        assertThatThrownBy(() -> Fees.tier(text, "EUR")).isInstanceOf(Failure.class);
    }

    @Test
    void weekdays_become_bits_from_monday_on() {
        assertThat(RateCommand.mask(List.of("mon", "SUN"))).isEqualTo(0b1000001);
    }
}
