package io.staylog.booking;

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
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With settings that would break the promise the process ends, with one message for who has started it. */
class RefusedStartIT {
    private static final String EVENTS = Topics.BOOKING_EVENTS.name();

    @TempDir
    Path directory;

    private final RealBroker broker = RealBroker.start();
    private final RunningService service = new RunningService(broker).withTopics();

    @BeforeEach
    void awaitTopics() {
        await().atMost(Duration.ofSeconds(30))
                .ignoreExceptions()
                .until(() -> broker.admin()
                                .describeTopics(
                                        Topics.all().stream().map(t -> t.dead()).toList())
                                .allTopicNames()
                                .get()
                                .size()
                        == Topics.all().size());
    }

    @AfterEach
    void close() {
        service.close();
        broker.close();
    }

    private ChildJvm.Ended run(String... more) {
        var arguments = new ArrayList<>(service.arguments("refused"));
        arguments.addAll(List.of(more));
        var ended = ChildJvm.run(
                directory.resolve("log"), BookingService.class, List.of(), arguments, Duration.ofSeconds(60));
        System.out.println("refused after " + ended.took().toMillis() + " ms");
        assertThat(ended.exitCode()).as(ended.printed()).isEqualTo(1);
        assertThat(ended.printed())
                .doesNotContain("\tat ", "Exception")
                .containsOnlyOnce("booking-service must not start:");
        return ended;
    }

    @Test
    void topics_that_would_forget_are_compacted_or_counted_otherwise_are_named_together() throws Exception {
        alter("retention.ms", "604800000");
        alter("cleanup.policy", "compact");
        broker.admin()
                .createPartitions(Map.of(EVENTS, NewPartitions.increaseTo(RunningService.PARTITIONS + 1)))
                .all()
                .get();

        assertThat(run().printed())
                .contains(
                        "topic booking.events has retention.ms=604800000, but must have -1; set it with: kafka-configs.sh"
                                + " --bootstrap-server " + broker.bootstrapServers() + " --alter",
                        "topic booking.events has cleanup.policy=compact, but must have delete",
                        "topics have different partition counts");
    }

    private void alter(String name, String value) throws Exception {
        var topic = new ConfigResource(ConfigResource.Type.TOPIC, EVENTS);
        var change = new AlterConfigOp(new ConfigEntry(name, value), AlterConfigOp.OpType.SET);
        broker.admin()
                .incrementalAlterConfigs(Map.of(topic, List.of(change)))
                .all()
                .get();
    }

    @Test
    void in_production_a_laptop_is_refused_with_everything_at_once() {
        assertThat(run("--spring.profiles.active=production").printed())
                .contains(
                        "staylog.kafka.client-overrides.security.protocol=PLAINTEXT, but must have SASL_SSL or SSL",
                        "staylog.registry.url=http://",
                        "replication factor=1, but must have 3 or more",
                        "min.insync.replicas=1, but must have 2 or more",
                        "broker 1 has authorizer.class.name=, but must have",
                        "broker 1 has listeners=CONTROLLER:PLAINTEXT,PLAINTEXT, but must have SSL or SASL_SSL on each",
                        "topic payment.events has rights of booking-service=WRITE");
    }

    @Test
    void a_client_setting_that_loses_records_is_refused_by_its_name() {
        var printed = run("--staylog.kafka.client-overrides.acks=1", "--staylog.kafka.client-overrides.client.rack=a")
                .printed();
        assertThat(printed)
                .contains("1. booking-service has staylog.kafka.client-overrides.acks=1, but must have all; take that")
                .doesNotContain("2. ");
    }

    @Test
    void a_topic_that_was_deleted_and_created_again_is_refused() throws Exception {
        var first = service.start("refused");
        RunningService.ready(service.http(first));
        service.stop(first);
        broker.admin().deleteTopics(List.of(EVENTS)).all().get();
        await().ignoreExceptions()
                .until(() -> !broker.admin().listTopics().names().get().contains(EVENTS));
        new TopicTool(broker.admin()).create(RunningService.PARTITIONS, (short) 1);
        awaitTopics();

        assertThat(run().printed())
                .contains("1. topic booking.events is not the one that this service has worked on")
                .doesNotContain("2. ");
    }
}
