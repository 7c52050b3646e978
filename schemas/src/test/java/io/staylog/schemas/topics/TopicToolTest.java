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
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.FeatureUpdate;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.UpdateFeaturesOptions;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The topic tool on a real broker: creates what is missing, alters nothing, says what differs. */
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
    void it_creates_every_topic_with_its_dead_letters_and_finds_nothing_to_say_about_them() throws Exception {
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
            assertThat(Integer.parseInt(setting(topic.dead(), "max.message.bytes")))
                    .as("a dead letter is larger than the record it is about")
                    .isGreaterThan(Integer.parseInt(setting(topic.name(), "max.message.bytes")));
        }
        assertThat(tool.differences(Topics.all())).isEmpty();
    }

    @Test
    void brokers_whose_transactions_are_of_an_older_kind_are_named() throws Exception {
        tool.create(PARTITIONS, (short) 1);
        awaitTopics();
        transactions((short) 1, FeatureUpdate.UpgradeType.SAFE_DOWNGRADE);
        try {
            // A broker answers from what it has heard of the controller, which may be a moment old.
            await().untilAsserted(() -> assertThat(tool.differences(List.of(Topics.BOOKING_EVENTS)))
                    .singleElement()
                    .asString()
                    .contains("transaction.version=1", "must at 2"));
        } finally {
            transactions((short) 2, FeatureUpdate.UpgradeType.UPGRADE);
        }
        assertThat(tool.differences(List.of(Topics.BOOKING_EVENTS))).isEmpty();
    }

    private void transactions(short version, FeatureUpdate.UpgradeType type) throws Exception {
        admin.updateFeatures(
                        Map.of("transaction.version", new FeatureUpdate(version, type)), new UpdateFeaturesOptions())
                .all()
                .get();
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
        assertThat(tool.differences(Topics.all()))
                .anySatisfy(fault ->
                        assertThat(fault).contains(Topics.BOOKING_EVENTS.name(), "retention.ms=1000", "must have -1"))
                .anySatisfy(fault -> assertThat(fault).contains("different partition counts", "7=", "3="));
    }

    @Test
    void it_names_each_missing_topic_and_the_command_that_creates_it() {
        assertThat(tool.differences(List.of(Topics.BANK_CALLS)))
                .containsExactly(
                        "topic " + Topics.BANK_CALLS.name() + " does not exist; create it with: staylog topics create",
                        "topic " + Topics.BANK_CALLS.dead() + " does not exist; create it with: staylog topics create");
    }

    @Test
    void it_names_every_setting_of_the_topics_and_of_their_dead_letters_that_differs() throws Exception {
        tool.create(PARTITIONS, (short) 1);
        awaitTopics();
        alter(Topics.BOOKING_EVENTS.name(), "cleanup.policy", "compact");
        alter(Topics.PAYMENT_EVENTS.name(), "message.timestamp.type", "LogAppendTime");
        alter(Topics.BOOKING_REQUESTS.dead(), "retention.ms", "604800000");
        admin.createPartitions(Map.of(Topics.GUEST_PROFILES.dead(), NewPartitions.increaseTo(PARTITIONS + 1)))
                .all()
                .get();
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(tool.differences(Topics.all()))
                        .hasSize(4)
                        .anySatisfy(fault ->
                                assertThat(fault).contains(Topics.BOOKING_EVENTS.name(), "cleanup.policy=compact"))
                        .anySatisfy(fault -> assertThat(fault)
                                .contains(Topics.PAYMENT_EVENTS.name(), "message.timestamp.type=LogAppendTime"))
                        .anySatisfy(fault ->
                                assertThat(fault).contains(Topics.BOOKING_REQUESTS.dead(), "retention.ms=604800000"))
                        .anySatisfy(fault -> assertThat(fault).contains("different partition counts")));
    }

    private void alter(String topic, String name, String value) throws Exception {
        var resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        var change = new AlterConfigOp(new ConfigEntry(name, value), AlterConfigOp.OpType.SET);
        admin.incrementalAlterConfigs(Map.of(resource, List.of(change))).all().get();
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
