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
    void what_the_system_tests_set_is_good() {
        var quick = Map.of("staylog.bank.request-timeout", "3s", "staylog.bank.not-found-twice", "3s");
        assertThat(bound(quick).bank().notFoundTwice()).hasSeconds(3);
    }

    @ParameterizedTest
    @CsvSource({
        "staylog.instance, 'a b', 'letters, digits'",
        "staylog.kafka.bootstrap-servers, ' ', 'must name a broker'",
        "staylog.registry.url, 'localhost:8081', 'http or https address'",
        "staylog.bank.url, 'http://127.0.0.1:8600/', 'without a slash'",
        "staylog.bank.in-flight-max, 0, 'but is 0'",
        "staylog.bank.in-flight-max, 10001, 'but is 10001'",
        "staylog.bank.request-timeout, 0s, 'but is 0 s'",
        "staylog.bank.request-timeout, 21s, 'and 20 s, so that calls can end'",
        "staylog.bank.connect-timeout, 11s, 'request-timeout (10 s), but is 11 s'",
        "staylog.bank.not-found-twice, 0s, 'but is 0 s'",
        "staylog.bank.not-found-twice, 9s, 'request-timeout (10 s)'"
    })
    void what_cannot_work_is_refused_by_the_name_of_the_property(String property, String value, String why) {
        assertThatThrownBy(() -> bound(Map.of(property, value)))
                .rootCause()
                .hasMessageStartingWith(property + " must ")
                .hasMessageContaining(why);
    }
}
