package io.staylog.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.staylog.schemas.TopicUse.Party;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** One setting is not as it must be; who refuses it, and in which words. Files are named by what is in them. */
class ServiceRulesTest {
    private static final Party BOOKING = Party.BOOKING_SERVICE;
    private static final Party PAYMENT = Party.PAYMENT_SERVICE;
    private static final Party REPORTING = Party.REPORTING_SERVICE;
    private static final String GOOD = "zXQk1vLrT9yB7mWc3dNhP5sG";
    private static final String KAFKA = "staylog.kafka.client-overrides.";
    private static final String STRIPE = "staylog.bank.gateways.stripe.";
    private static final String BOTH = "both";
    private static final String PRODUCTION = "production";
    private static final String NOBODY = "nobody";

    @TempDir
    Path directory;

    @BeforeEach
    void secrets() throws IOException {
        for (var content : List.of(GOOD, "changeme-changeme", "short", "sk_test_4eC39HqLyjWDarjtT1zdp7dc", "empty")) {
            Files.writeString(directory.resolve(content), content.equals("empty") ? "\n" : content + "\n");
        }
    }

    private static Map<String, String> production(Party service) {
        var settings = new TreeMap<>(Map.of(
                KAFKA + "security.protocol",
                "SASL_SSL",
                "staylog.registry.url",
                "https://registry/apis/ccompat/v7",
                "staylog.token-file",
                "FILE/" + GOOD));
        switch (service) {
            case BOOKING_SERVICE, ANYBODY -> {}
            case PAYMENT_SERVICE ->
                settings.putAll(Map.of(
                        "staylog.bank.default-gateway",
                        "stripe",
                        STRIPE + "api-key-file",
                        "FILE/" + GOOD,
                        STRIPE + "webhook-secrets-file",
                        "FILE/" + GOOD));
            case REPORTING_SERVICE -> settings.put("staylog.readers-need-token", "true");
        }
        return settings;
    }

    private static Arguments row(String refusedBy, Party service, String name, String value, String says) {
        return arguments(refusedBy, service, name, value, says);
    }

    static Stream<Arguments> clients() {
        return Stream.of(
                row(
                        BOTH,
                        BOOKING,
                        KAFKA + "isolation.level",
                        "read_uncommitted",
                        "isolation.level=read_uncommitted, but must have read_committed; take that setting away"),
                row(NOBODY, BOOKING, KAFKA + "isolation.level", "read_committed", ""),
                row(
                        BOTH,
                        PAYMENT,
                        KAFKA + "acks",
                        "1",
                        "payment-service has staylog.kafka.client-overrides.acks=1, but must have all"),
                row(BOTH, PAYMENT, KAFKA + "acks", "0", "acks=0"),
                row(NOBODY, PAYMENT, KAFKA + "acks", "-1", ""),
                row(NOBODY, PAYMENT, KAFKA + "acks", "all", ""),
                row(BOTH, REPORTING, KAFKA + "enable.idempotence", "false", "but must have true"),
                row(BOTH, REPORTING, KAFKA + "auto.offset.reset", "latest", "auto.offset.reset=latest"),
                row(BOTH, REPORTING, KAFKA + "auto.offset.reset", "earliest", "must have what the service says itself"),
                row(BOTH, REPORTING, KAFKA + "enable.auto.commit", "true", "but must have false"),
                row(BOTH, BOOKING, KAFKA + "transactional.id", "mine", "transactional.id=mine"),
                row(BOTH, BOOKING, KAFKA + "group.id", "mine", "group.id=mine"),
                row(BOTH, BOOKING, KAFKA + "transaction.timeout.ms", "900000", "but must have 60000 or less"),
                row(BOTH, BOOKING, KAFKA + "max.in.flight.requests.per.connection", "6", "but must have 5 or less"),
                row(NOBODY, BOOKING, KAFKA + "fetch.max.wait.ms", "50", ""),
                row(
                        PRODUCTION,
                        BOOKING,
                        KAFKA + "security.protocol",
                        null,
                        "security.protocol=PLAINTEXT, but must have SASL_SSL or SSL"),
                row(
                        PRODUCTION,
                        BOOKING,
                        KAFKA + "security.protocol",
                        "SASL_PLAINTEXT",
                        "SASL_PLAINTEXT, but must have"),
                row(NOBODY, BOOKING, KAFKA + "security.protocol", "SSL", ""),
                row(PRODUCTION, BOOKING, KAFKA + "ssl.endpoint.identification.algorithm", "", "https, or anybody's"));
    }

    static Stream<Arguments> services() {
        return Stream.of(
                row(PRODUCTION, BOOKING, "staylog.registry.url", null, "staylog.registry.url=the usual http address"),
                row(PRODUCTION, BOOKING, "staylog.registry.url", "http://registry", "must have an https address"),
                row(NOBODY, BOOKING, "staylog.token-file", "FILE/not-made-yet", ""),
                row(PRODUCTION, BOOKING, "staylog.token-file", "FILE/short", "fewer than 16 characters in "),
                row(PRODUCTION, BOOKING, "staylog.token-file", "FILE/changeme-changeme", "a sample or test secret in "),
                row(
                        PRODUCTION,
                        BOOKING,
                        KAFKA + "sasl.jaas.config",
                        "x.Login required password='p';",
                        "sasl.jaas.config=(written out), but must have its value in a file of its own"),
                row(NOBODY, BOOKING, KAFKA + "sasl.jaas.config", "x.Kerberos required;", ""),
                row(
                        PRODUCTION,
                        PAYMENT,
                        "staylog.bank.default-gateway",
                        null,
                        "payment-service has staylog.bank.default-gateway=simulator, but must have a real bank"),
                row(PRODUCTION, PAYMENT, "staylog.bank.default-gateway", "simulator", "simulator takes nobody's money"),
                row(PRODUCTION, PAYMENT, "staylog.bank.hotels.oslo", "simulator", "staylog.bank.hotels.*=simulator"),
                row(
                        PRODUCTION,
                        PAYMENT,
                        "staylog.bank.gateways.simulator.url",
                        "https://bank",
                        "staylog.bank.gateways.simulator=(set)"),
                row(
                        PRODUCTION,
                        PAYMENT,
                        STRIPE + "webhook-secrets-file",
                        null,
                        "stripe.webhook-secrets-file=nothing, but must have the bank's signing secrets"),
                row(
                        PRODUCTION,
                        PAYMENT,
                        STRIPE + "webhook-secrets-file",
                        "FILE/empty",
                        "webhook-secrets-file=nothing in "),
                row(PRODUCTION, PAYMENT, STRIPE + "webhook-secrets-file", "FILE/none", "none, which cannot be read"),
                row(
                        PRODUCTION,
                        PAYMENT,
                        STRIPE + "api-key-file",
                        "FILE/sk_test_4eC39HqLyjWDarjtT1zdp7dc",
                        "api-key-file=a sample or test secret"),
                row(PRODUCTION, PAYMENT, STRIPE + "base-url", "http://127.0.0.1:12111", "must have an https address"),
                row(PRODUCTION, REPORTING, "staylog.token-file", null, "staylog.token-file=nothing"),
                row(PRODUCTION, REPORTING, "staylog.token-file", "FILE/none", "none, which cannot be read"),
                row(PRODUCTION, REPORTING, "staylog.readers-need-token", null, "whoever reaches the port reads"),
                row(PRODUCTION, REPORTING, "staylog.readers-need-token", "false", "readers-need-token=false"));
    }

    @ParameterizedTest(name = "{1} {2}={3} refused by {0}")
    @MethodSource({"clients", "services"})
    void it_is_refused(String refusedBy, Party service, String name, String value, String says) {
        var settings = production(service);
        if (value == null) {
            settings.remove(name);
        } else {
            settings.put(name, value);
        }
        var found = ServiceRules.judge(service, settings(settings));

        for (var profile : Profile.values()) {
            boolean isRefused =
                    refusedBy.equals(BOTH) || (refusedBy.equals(PRODUCTION) && profile == Profile.PRODUCTION);
            var refusals = Verdict.of(found, profile).refusals();
            if (isRefused) {
                assertThat(refusals)
                        .as(profile.name())
                        .singleElement()
                        .asString()
                        .contains(says);
            } else {
                assertThat(refusals).as(profile.name()).isEmpty();
            }
        }
    }

    @Test
    void what_a_laptop_is_started_with_is_refused_in_production_as_a_whole_and_nowhere_else() {
        for (var service : List.of(BOOKING, PAYMENT, REPORTING)) {
            var found = ServiceRules.judge(service, settings(Map.of()));

            assertThat(Verdict.of(found, Profile.DEFAULT).refused()).isEmpty();
            assertThat(Verdict.of(found, Profile.DEFAULT).warnings()).isEmpty();
            assertThat(Verdict.of(found, Profile.PRODUCTION).refusals())
                    .hasSizeGreaterThanOrEqualTo(2)
                    .anySatisfy(says -> assertThat(says).contains("security.protocol=PLAINTEXT"));
        }
    }

    @Test
    void a_password_among_other_settings_is_refused_and_never_said() {
        var settings = production(REPORTING);
        settings.put("spring.datasource.password", GOOD);
        var found = ServiceRules.judge(REPORTING, plain(settings));

        assertThat(Verdict.of(found, Profile.PRODUCTION).refusals())
                .singleElement()
                .asString()
                .contains("spring.datasource.password=(written out)", "spring.config.import=configtree:")
                .doesNotContain(GOOD);
    }

    @Test
    void a_database_without_a_password_or_with_a_sample_is_refused() {
        for (var password : List.of("", "postgres", "short")) {
            var settings = new TreeMap<>(production(REPORTING));
            settings.put("spring.datasource.password", password);
            var inAFile = new InFiles(plain(settings));

            assertThat(Verdict.of(ServiceRules.judge(REPORTING, inAFile), Profile.PRODUCTION)
                            .refusals())
                    .singleElement()
                    .asString()
                    .contains("spring.datasource.password=");
        }
    }

    @Test
    void a_file_of_an_environment_is_read_like_one_of_properties() throws IOException {
        var file = directory.resolve("service.env");
        Files.writeString(file, """
                # A comment.
                SPRING_PROFILES_ACTIVE=production
                STAYLOG_KAFKA_CLIENTOVERRIDES_SECURITY_PROTOCOL=SASL_SSL
                STAYLOG_TOKENFILE=/run/secrets/token
                SPRING_DATASOURCE_PASSWORD=x
                """);
        var settings = FileSettings.read(file);

        assertThat(settings.value("spring.profiles.active")).isEqualTo("production");
        assertThat(settings.value("staylog.token-file")).isEqualTo("/run/secrets/token");
        assertThat(settings.below(ServiceRules.CLIENT_OVERRIDES))
                .containsExactly(Map.entry("security.protocol", "SASL_SSL"));
        assertThat(settings.namesInTheOpen()).contains("spring.datasource.password");
    }

    @Test
    void the_settings_to_be_copied_for_production_are_accepted_with_secrets_in_their_files() throws IOException {
        var secrets = Files.createDirectories(directory.resolve("secrets"));
        for (var name : List.of("token", "stripe-key", "stripe-webhooks", "spring.datasource.password")) {
            Files.writeString(secrets.resolve(name), GOOD);
        }
        var login =
                "org.apache.kafka.common.security.scram.ScramLoginModule required username=x password='" + GOOD + "';";
        Files.writeString(secrets.resolve(KAFKA + "sasl.jaas.config"), login);
        var copy = directory.resolve("production.env");
        var text = Files.readString(Path.of("../deploy/production.env"));
        Files.writeString(copy, text.replace("/run/secrets", secrets.toString()));

        for (var service : List.of(BOOKING, PAYMENT, REPORTING)) {
            var settings = FileSettings.read(copy);
            assertThat(settings.value("spring.profiles.active")).isEqualTo(Profile.PRODUCTION_NAME);
            assertThat(settings.below(ServiceRules.CLIENT_OVERRIDES)).containsEntry("sasl.jaas.config", login);
            assertThat(Verdict.of(ServiceRules.judge(service, settings), Profile.PRODUCTION)
                            .refusals())
                    .isEmpty();
        }
    }

    @Test
    void anybody_is_no_service() {
        assertThatThrownBy(() -> ServiceRules.judge(Party.ANYBODY, settings(Map.of())))
                .isInstanceOf(IllegalArgumentException.class);
    }

    /** With the database's password where it belongs. */
    private ServiceSettings settings(Map<String, String> settings) {
        var all = new TreeMap<>(settings);
        if (!settings.isEmpty()) {
            all.put("spring.datasource.password", GOOD);
        }
        return new InFiles(plain(all));
    }

    private FileSettings plain(Map<String, String> settings) {
        var file = directory.resolve("settings.properties");
        var text = settings.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + entry.getValue().replace("FILE/", directory + "/"))
                .collect(Collectors.joining("\n"));
        try {
            Files.writeString(file, text);
            return FileSettings.read(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The database's password comes from a file of its own. */
    private record InFiles(FileSettings all) implements ServiceSettings {
        @Override
        public String value(String name) {
            return all.value(name);
        }

        @Override
        public Map<String, String> below(String prefix) {
            return all.below(prefix);
        }

        @Override
        public Set<String> namesInTheOpen() {
            return all.namesInTheOpen().stream()
                    .filter(name -> !name.equals("spring.datasource.password"))
                    .collect(Collectors.toSet());
        }
    }
}
