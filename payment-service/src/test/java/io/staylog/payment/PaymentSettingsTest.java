package io.staylog.payment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class PaymentSettingsTest {
    private static PaymentSettings bound(Map<String, String> properties) {
        var all = new HashMap<>(properties);
        all.put("staylog.data-dir", "data");
        return new Binder(new MapConfigurationPropertySource(all)).bindOrCreate("staylog", PaymentSettings.class);
    }

    @Test
    void the_defaults_are_good() {
        assertThat(bound(Map.of()).bank().inFlightMax()).isEqualTo(256);
    }

    @Test
    void every_hotel_is_with_the_usual_bank_but_for_those_that_are_named() {
        var bank = bound(Map.of("staylog.bank.hotels.oslo", "stripe")).bank();
        assertThat(bank.chosen()).containsExactly("simulator", "stripe");
        var choice = new BankConfiguration().gatewayChoice(bound(Map.of("staylog.bank.hotels.oslo", "stripe")));
        assertThat(choice.of("oslo")).isEqualTo("stripe");
        assertThat(choice.of("rio")).isEqualTo("simulator");
    }

    @ParameterizedTest
    @CsvSource({
        "staylog.instance, 'a b', 'letters, digits'",
        "staylog.kafka.bootstrap-servers, ' ', 'must name a broker'",
        "staylog.registry.url, 'localhost:8081', 'http or https address'",
        "staylog.bank.in-flight-max, 0, 'but is 0'",
        "staylog.bank.in-flight-max, 10001, 'but is 10001'",
        "staylog.bank.not-found-twice, 0s, 'but is 0 s'",
        "staylog.bank.breaker.window, 0s, 'but is 0 s'",
        "staylog.bank.breaker.calls-min, 0, 'but is 0'",
        "staylog.bank.breaker.failure-percent, 101, 'but is 101'",
        "staylog.bank.breaker.open-for, 11m, 'but is 660 s'",
        "staylog.bank.breaker.trials, 0, 'but is 0'"
    })
    void what_cannot_work_is_refused_by_the_name_of_the_property(String property, String value, String why) {
        assertThatThrownBy(() -> bound(Map.of(property, value)))
                .rootCause()
                .hasMessageStartingWith(property + " must ")
                .hasMessageContaining(why);
    }
}
