package io.staylog.edge.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.Uuid;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.context.annotation.Configuration;

/** Without any broker: what a service's settings say by themselves, in the ways that settings can be given. */
class StartGuardTest {
    private static final String GOOD = "zXQk1vLrT9yB7mWc3dNhP5sG";

    @TempDir
    Path directory;

    @Configuration(proxyBeanMethods = false)
    static class Nothing {}

    private void start(String service, String... more) {
        var arguments = new ArrayList<>(List.of(
                "--spring.application.name=" + service,
                "--staylog.data-dir=" + directory,
                "--staylog.kafka.bootstrap-servers=127.0.0.1:9",
                "--spring.main.banner-mode=off",
                "--logging.level.root=off"));
        arguments.addAll(List.of(more));
        var application = new SpringApplication(Nothing.class);
        application.setWebApplicationType(WebApplicationType.NONE);
        application.run(arguments.toArray(String[]::new)).close();
    }

    private static void assertRefused(Runnable start, String... says) {
        assertThatThrownBy(start::run).isInstanceOfSatisfying(RefusedStartException.class, refused -> {
            for (var one : says) {
                assertThat(refused.reasons())
                        .anySatisfy(reason -> assertThat(reason).contains(one));
            }
        });
    }

    @Test
    void a_laptop_starts_as_it_is_and_brokers_that_are_away_are_waited_for() {
        assertThatCode(() -> start("booking-service")).doesNotThrowAnyException();
        assertThatCode(() -> start("some-other-program", "--spring.profiles.active=production"))
                .doesNotThrowAnyException();
    }

    @Test
    void production_says_what_is_missing_and_that_the_brokers_may_lack_more() {
        assertRefused(
                () -> start("payment-service", "--spring.profiles.active=production"),
                "staylog.bank.default-gateway=simulator",
                "client-overrides.security.protocol=PLAINTEXT",
                "the brokers at 127.0.0.1:9 could not be asked, so there may be more");
    }

    @Test
    void a_setting_counts_however_it_is_written() {
        assertRefused(
                () -> start("booking-service", "--staylog.kafka.clientOverrides.isolation.level=read_uncommitted"),
                "isolation.level=read_uncommitted, but must have read_committed");
    }

    @Test
    void a_secret_in_a_file_of_its_own_is_where_it_belongs() throws IOException {
        var secrets = Files.createDirectories(directory.resolve("secrets"));
        Files.writeString(secrets.resolve("spring.datasource.password"), GOOD);
        var token = Files.writeString(directory.resolve("token"), GOOD);
        var production = new String[] {
            "--spring.profiles.active=production",
            "--staylog.registry.url=https://registry",
            "--staylog.kafka.client-overrides.security.protocol=SSL",
            "--staylog.token-file=" + token,
            "--staylog.readers-need-token=true",
            "--spring.config.import=configtree:" + secrets + "/"
        };
        assertThatCode(() -> start("reporting-service", production)).doesNotThrowAnyException();

        var written = new ArrayList<>(List.of(production));
        written.add("--spring.datasource.password=" + GOOD);
        assertThatThrownBy(() -> start("reporting-service", written.toArray(String[]::new)))
                .isInstanceOf(RefusedStartException.class)
                .hasMessageContaining("spring.datasource.password=(written out)")
                .hasMessageNotContaining(GOOD);
    }

    @Test
    void topics_are_remembered_from_one_start_to_the_next() {
        var id = new Uuid(1, 2);
        new TopicMemory(directory).keep(Map.of("booking.events", id));
        new TopicMemory(directory).keep(Map.of("payment.events", new Uuid(3, 4)));

        assertThat(new TopicMemory(directory).recall())
                .containsEntry("booking.events", id)
                .hasSize(2);
        assertThat(new TopicMemory(directory.resolve("new")).recall()).isEmpty();
    }
}
