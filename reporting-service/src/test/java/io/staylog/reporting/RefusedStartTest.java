package io.staylog.reporting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.staylog.realbroker.ChildJvm;
import io.staylog.realbroker.RealBroker;
import io.staylog.schemas.Topics;
import io.staylog.schemas.topics.TopicTool;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * With settings that would break the promise the process ends, with one message for who has started it. It needs neither its
 * database nor the registry to say so.
 */
class RefusedStartTest {
    private static RealBroker broker;

    @TempDir
    Path directory;

    @BeforeAll
    static void start() throws Exception {
        broker = RealBroker.start();
        new TopicTool(broker.admin()).create(2, (short) 1);
        var topic = new ConfigResource(ConfigResource.Type.TOPIC, Topics.REPORT_EVENTS.name());
        var change = new AlterConfigOp(new ConfigEntry("cleanup.policy", "compact"), AlterConfigOp.OpType.SET);
        await().atMost(Duration.ofSeconds(30)).ignoreExceptions().until(() -> {
            broker.admin()
                    .incrementalAlterConfigs(Map.of(topic, List.of(change)))
                    .all()
                    .get();
            return true;
        });
    }

    @AfterAll
    static void stop() {
        broker.close();
    }

    private String run(String... more) {
        var arguments = new ArrayList<>(List.of(
                "--server.port=0",
                "--staylog.kafka.bootstrap-servers=" + broker.bootstrapServers(),
                "--staylog.registry.url=http://127.0.0.1:9",
                "--spring.datasource.url=jdbc:postgresql://127.0.0.1:9/none",
                "--logging.structured.format.console="));
        arguments.addAll(List.of(more));
        var ended = ChildJvm.run(
                directory.resolve("log"), ReportingService.class, List.of(), arguments, Duration.ofSeconds(60));
        System.out.println("refused after " + ended.took().toMillis() + " ms");
        assertThat(ended.exitCode()).as(ended.printed()).isEqualTo(1);
        assertThat(ended.printed())
                .doesNotContain("\tat ", "Exception")
                .containsOnlyOnce("reporting-service must not start:");
        return ended.printed();
    }

    @Test
    void in_production_a_laptop_is_refused_with_everything_at_once() {
        assertThat(run("--spring.profiles.active=production", "--staylog.readers-need-token=false"))
                .contains(
                        "topic report.events has cleanup.policy=compact, but must have delete",
                        "reporting-service has staylog.token-file=nothing",
                        "reporting-service has staylog.readers-need-token=false",
                        "reporting-service has spring.datasource.password=nothing",
                        "security.protocol=PLAINTEXT, but must have SASL_SSL or SSL",
                        "replication factor=1, but must have 3 or more",
                        "topic booking.events has rights of reporting-service=WRITE");
    }

    @Test
    void a_client_setting_that_would_show_what_never_happened_is_refused_by_its_name_in_every_profile() {
        assertThat(run("--staylog.kafka.client-overrides.isolation.level=read_uncommitted"))
                .contains(
                        "1. reporting-service has staylog.kafka.client-overrides.isolation.level=read_uncommitted, but must"
                                + " have read_committed")
                .contains("topic report.events has cleanup.policy=compact");
    }
}
