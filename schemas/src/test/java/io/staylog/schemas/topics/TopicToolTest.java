package io.staylog.schemas.topics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.staylog.realbroker.RealBroker;
import io.staylog.schemas.Topics;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The topic tool on a real broker: creates what is missing and alters nothing. */
@Execution(ExecutionMode.SAME_THREAD)
class TopicToolTest {
    private static final int PARTITIONS = 3;

    private static RealBroker broker;
    private final Admin admin = broker.admin();
    private final TopicTool tool = new TopicTool(admin);

    @BeforeAll
    static void start() {
        broker = RealBroker.start();
    }

    @AfterAll
    static void stop() {
        broker.close();
    }

    /** Again and again, because a broker hears of topics that were just created a moment later. */
    @BeforeEach
    void removeAllTopics() {
        await().atMost(Duration.ofMinutes(1))
                .during(Duration.ofMillis(300))
                .ignoreExceptions()
                .until(() -> {
                    var left = admin.listTopics().names().get();
                    admin.deleteTopics(left).all().get();
                    return left.isEmpty();
                });
    }

    @Test
    void it_creates_every_topic_with_its_dead_letters_as_they_must_be() throws Exception {
        var created = tool.create(PARTITIONS, (short) 1);
        assertThat(created).hasSize(2 * Topics.all().size());
        awaitTopics();
        var described = admin.describeTopics(created).allTopicNames().get();
        assertThat(described.values())
                .allSatisfy(topic -> assertThat(topic.partitions()).hasSize(PARTITIONS));
        for (var topic : Topics.all()) {
            topic.settings()
                    .forEach((name, value) ->
                            assertThat(setting(topic.name(), name)).isEqualTo(value));
            assertThat(setting(topic.dead(), "retention.ms")).isEqualTo("-1");
            assertThat(setting(topic.name(), "min.insync.replicas")).isEqualTo("1");
            assertThat(setting(topic.name(), "unclean.leader.election.enable")).isEqualTo("false");
            assertThat(Integer.parseInt(setting(topic.dead(), "max.message.bytes")))
                    .as("a dead letter is larger than the record it is about")
                    .isGreaterThan(Integer.parseInt(setting(topic.name(), "max.message.bytes")));
        }
    }

    @Test
    void it_creates_only_what_is_missing_and_never_alters_what_is_there() throws Exception {
        broker.createTopics(7, Map.of("retention.ms", "1000"), Topics.BOOKING_EVENTS.name());
        var created = tool.create(PARTITIONS, (short) 1);
        assertThat(created).hasSize(2 * Topics.all().size() - 1).doesNotContain(Topics.BOOKING_EVENTS.name());
        awaitTopics();
        assertThat(tool.create(PARTITIONS + 1, (short) 1)).isEmpty();
        var there = admin.describeTopics(List.of(Topics.BOOKING_EVENTS.name(), Topics.PAYMENT_EVENTS.name()))
                .allTopicNames()
                .get();
        assertThat(there.get(Topics.BOOKING_EVENTS.name()).partitions()).hasSize(7);
        assertThat(there.get(Topics.PAYMENT_EVENTS.name()).partitions()).hasSize(PARTITIONS);
        assertThat(setting(Topics.BOOKING_EVENTS.name(), "retention.ms")).isEqualTo("1000");
    }

    private String setting(String topic, String name) {
        var resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        try {
            return admin.describeConfigs(List.of(resource))
                    .all()
                    .get()
                    .get(resource)
                    .get(name)
                    .value();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private void awaitTopics() {
        var names = Topics.all().stream()
                .flatMap(topic -> Stream.of(topic.name(), topic.dead()))
                .toList();
        await().atMost(Duration.ofSeconds(30))
                .ignoreExceptions()
                .until(() -> admin.describeTopics(names).allTopicNames().get().size() == names.size());
    }
}
