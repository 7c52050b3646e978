package io.staylog.payment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.staylog.payment.bank.Gateways;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

/** Which banks are set up. */
class BankConfigurationTest {
    private static Gateways gateways(Map<String, String> properties) {
        var all = new HashMap<String, Object>(properties);
        all.put("staylog.data-dir", "data");
        var environment = new StandardEnvironment();
        environment.getPropertySources().addFirst(new MapPropertySource("test", all));
        ConfigurationPropertySources.attach(environment);
        var settings = Binder.get(environment).bindOrCreate("staylog", PaymentSettings.class);
        return new BankConfiguration().gateways(settings, environment);
    }

    @Test
    void without_any_setting_there_is_the_simulator() {
        try (var gateways = gateways(Map.of())) {
            assertThat(gateways.names()).containsExactly("simulator");
            assertThat(gateways.find("")).isSameAs(gateways.find("simulator")).isNotNull();
            assertThat(gateways.find("stripe")).isNull();
            assertThat(gateways.answerWithin()).hasSeconds(10);
        }
    }

    @Test
    void what_the_system_tests_set_is_good() {
        try (var gateways = gateways(Map.of(
                "staylog.bank.gateways.simulator.request-timeout", "3s", "staylog.bank.not-found-twice", "3s"))) {
            assertThat(gateways.answerWithin()).hasSeconds(3);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "staylog.bank.default-gateway, lloyds, 'lloyds'",
        "staylog.bank.hotels.oslo, lloyds, 'lloyds'",
        "staylog.bank.gateways.lloyds.url, 'http://127.0.0.1', 'one of'",
        "staylog.bank.not-found-twice, 9s, 'request-timeout of a bank (10 s)'",
        "staylog.bank.gateways.simulator.url, 'http://127.0.0.1:8600/', 'without a slash'",
        "staylog.bank.gateways.simulator.request-timeout, 0s, 'but is 0 s'",
        "staylog.bank.gateways.simulator.request-timeout, 21s, 'and 20 s, so that calls can end'",
        "staylog.bank.gateways.simulator.connect-timeout, 11s, 'request-timeout (10 s), but is 11 s'",
        "staylog.bank.gateways.simulator.notification-secrets-file, /nowhere/at/all, 'cannot'",
        "staylog.bank.hotels.oslo, stripe, 'api-key-file must name the file with the API key, but is not set'",
        "staylog.bank.gateways.stripe.base-url, 'ftp://stripe', 'http or https address'"
    })
    void what_cannot_work_is_refused_by_the_name_of_the_property(String property, String value, String why) {
        assertThatThrownBy(() -> gateways(Map.of(property, value)))
                .satisfies(thrown -> assertThat(messages(thrown))
                        .contains(property.replaceAll("\\.lloyds.*|\\.oslo", "").replace("bank.hotels", "bank."))
                        .contains(why));
    }

    private static String messages(Throwable thrown) {
        var all = new StringBuilder();
        for (var each = thrown; each != null; each = each.getCause()) {
            all.append(each.getMessage()).append('\n');
        }
        return all.toString();
    }

    @Test
    void stripe_is_set_up_where_a_hotel_is_with_it_and_nothing_is_missing(@TempDir Path home) throws Exception {
        var key = Files.writeString(home.resolve("key"), "sk_test_1\n");
        var good = new HashMap<>(Map.of(
                "staylog.bank.hotels.oslo", "stripe",
                "staylog.bank.gateways.stripe.api-key-file", key.toString(),
                "staylog.bank.gateways.stripe.return-url", "https://hotel.example/back"));
        try (var gateways = gateways(good)) {
            assertThat(gateways.names()).containsExactly("simulator", "stripe");
            assertThat(gateways.answerWithin()).hasSeconds(15);
        }
        good.remove("staylog.bank.hotels.oslo");
        try (var gateways = gateways(good)) {
            assertThat(gateways.find("stripe"))
                    .as("payments may still be with it")
                    .isNotNull();
        }
        for (var wrong : Map.of(
                        "staylog.bank.gateways.stripe.return-url",
                        "",
                        "staylog.bank.gateways.stripe.action-lives",
                        "1d",
                        "staylog.bank.gateways.stripe.api-key-file",
                        home.resolve("none").toString(),
                        "staylog.bank.gateways.stripe.webhook-secrets-file",
                        home.resolve("none").toString())
                .entrySet()) {
            var properties = new HashMap<>(good);
            properties.put(wrong.getKey(), wrong.getValue());
            assertThatThrownBy(() -> gateways(properties))
                    .satisfies(thrown -> assertThat(messages(thrown)).contains(wrong.getKey() + " must "));
        }
    }

    @Test
    void a_file_of_secrets_without_one_is_refused(@TempDir Path home) throws Exception {
        var empty = Files.writeString(home.resolve("secrets"), "# none yet\n");
        assertThatThrownBy(() ->
                        gateways(Map.of("staylog.bank.gateways.simulator.notification-secrets-file", empty.toString())))
                .hasMessageContaining("notification-secrets-file must name a file with a secret per line");
    }
}
