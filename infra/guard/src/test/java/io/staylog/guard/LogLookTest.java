package io.staylog.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.staylog.guard.LogLook.Depth;
import io.staylog.realbroker.RealBroker;
import io.staylog.schemas.Topic;
import io.staylog.schemas.Topics;
import io.staylog.schemas.topics.TopicTool;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.FeatureUpdate;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.admin.UpdateFeaturesOptions;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Reading back from a real broker finds what is wrong there, and the command that is told mends it. */
class LogLookTest {
    private static final int PARTITIONS = 3;
    private static final String EVENTS = Topics.BOOKING_EVENTS.name();
    private static RealBroker broker;
    private final Admin admin = broker.admin();

    @BeforeAll
    static void start() {
        broker = RealBroker.start();
    }

    @AfterAll
    static void stop() {
        broker.close();
    }

    /** Again and again, because a broker hears of topics that were just made or deleted a moment later. */
    @BeforeEach
    void makeAllTopicsAnew() throws Exception {
        await().atMost(Duration.ofMinutes(1))
                .during(Duration.ofMillis(300))
                .ignoreExceptions()
                .until(() -> {
                    var left = admin.listTopics().names().get();
                    admin.deleteTopics(left).all().get();
                    return left.isEmpty();
                });
        new TopicTool(admin).create(PARTITIONS, (short) 1);
        await().atMost(Duration.ofSeconds(30))
                .ignoreExceptions()
                .until(() ->
                        look(Topics.all()).topics().size() == 2 * Topics.all().size());
    }

    private SeenLog look(List<Topic> topics) {
        return new LogLook(admin, broker.bootstrapServers()).read(topics, Depth.TOPICS);
    }

    private List<String> refusals(Map<String, Uuid> remembered) {
        return Verdict.of(LogRules.judge(look(Topics.all()), Topics.all(), remembered, null), Profile.DEFAULT)
                .refusals();
    }

    private void awaitRefusals(String... says) {
        // A broker answers from what it has heard of the controller, which may be a moment old.
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
            var refusals = refusals(Map.of());
            assertThat(refusals).hasSize(says.length);
            for (var one : says) {
                assertThat(refusals).anySatisfy(refusal -> assertThat(refusal).contains(one));
            }
        });
    }

    @Test
    void topics_as_the_tool_makes_them_are_good_and_one_broker_is_said_aloud() {
        var found = LogRules.judge(look(Topics.all()), Topics.all(), Map.of(), null);

        assertThat(Verdict.of(found, Profile.DEFAULT).refusals()).isEmpty();
        assertThat(Verdict.of(found, Profile.DEFAULT).warnings())
                .singleElement()
                .asString()
                .startsWith("one disk: no replica. ");
    }

    @Test
    void brokers_whose_transactions_are_of_an_older_kind_are_named() throws Exception {
        transactions((short) 1, FeatureUpdate.UpgradeType.SAFE_DOWNGRADE);
        try {
            awaitRefusals("transaction.version=1, but must at 2");
        } finally {
            transactions((short) 2, FeatureUpdate.UpgradeType.UPGRADE);
        }
        awaitRefusals();
    }

    private void transactions(short version, FeatureUpdate.UpgradeType type) throws Exception {
        admin.updateFeatures(
                        Map.of("transaction.version", new FeatureUpdate(version, type)), new UpdateFeaturesOptions())
                .all()
                .get();
    }

    @Test
    void each_missing_topic_is_named_with_the_command_that_creates_it() throws Exception {
        var topic = Topics.BANK_CALLS;
        admin.deleteTopics(List.of(topic.name(), topic.dead())).all().get();

        awaitRefusals(
                "topic " + topic.name() + " does not exist; create it with: staylog topics create",
                "topic " + topic.dead() + " does not exist; create it with: staylog topics create");
    }

    @Test
    void every_setting_of_the_topics_and_of_their_dead_letters_that_differs_is_named() throws Exception {
        alter(EVENTS, "cleanup.policy", "compact");
        alter(EVENTS, "min.insync.replicas", "2");
        alter(Topics.PAYMENT_EVENTS.name(), "message.timestamp.type", "LogAppendTime");
        alter(Topics.BOOKING_REQUESTS.dead(), "retention.ms", "604800000");
        admin.createPartitions(Map.of(Topics.GUEST_PROFILES.dead(), NewPartitions.increaseTo(PARTITIONS + 1)))
                .all()
                .get();

        awaitRefusals(
                EVENTS + " has cleanup.policy=compact, but must have delete",
                EVENTS + " has min.insync.replicas=2, but must have 1 or less",
                Topics.PAYMENT_EVENTS.name() + " has message.timestamp.type=LogAppendTime",
                Topics.BOOKING_REQUESTS.dead() + " has retention.ms=604800000",
                "topics have different partition counts");
    }

    private void alter(String topic, String name, String value) throws Exception {
        var resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        var change = new AlterConfigOp(new ConfigEntry(name, value), AlterConfigOp.OpType.SET);
        admin.incrementalAlterConfigs(Map.of(resource, List.of(change))).all().get();
    }

    @Test
    void events_that_were_deleted_are_missed() throws Exception {
        var partition = new TopicPartition(EVENTS, 1);
        Map<String, Object> config = Map.of("bootstrap.servers", broker.bootstrapServers());
        try (var producer = new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(EVENTS, 1, null, new byte[1])).get(30, TimeUnit.SECONDS);
        }
        admin.deleteRecords(Map.of(partition, RecordsToDelete.beforeOffset(1)))
                .all()
                .get();

        awaitRefusals("partition booking.events-1 begins at offset 1: the events before it are gone");
    }

    @Test
    void a_topic_that_was_deleted_and_created_again_is_another_one() throws Exception {
        var before = new HashMap<String, Uuid>();
        look(Topics.all()).topics().forEach((name, topic) -> before.put(name, topic.id()));
        assertThat(refusals(before)).isEmpty();
        admin.deleteTopics(List.of(EVENTS)).all().get();
        await().ignoreExceptions().until(() -> !admin.listTopics().names().get().contains(EVENTS));
        new TopicTool(admin).create(PARTITIONS, (short) 1);

        await().atMost(Duration.ofSeconds(30))
                .ignoreExceptions()
                .untilAsserted(() -> assertThat(refusals(before))
                        .singleElement()
                        .asString()
                        .contains(
                                "topic booking.events is not the one",
                                before.get(EVENTS).toString()));
    }

    @Test
    void a_single_broker_as_it_comes_is_refused_in_production_with_everything_at_once() {
        var seen = new LogLook(admin, broker.bootstrapServers()).read(Topics.all(), Depth.ALL);
        var refusals = Verdict.of(LogRules.judge(seen, Topics.all(), Map.of(), null), Profile.PRODUCTION)
                .refusals();

        for (var says : List.of(
                "replication factor=1, but must have 3 or more",
                "min.insync.replicas=1, but must have 2 or more",
                "flush.messages=9223372036854775807",
                "broker 1 has authorizer.class.name=,",
                "broker 1 has listeners=CONTROLLER:PLAINTEXT,PLAINTEXT, but must have SSL or SASL_SSL on each",
                "broker 1 has transaction.max.timeout.ms=900000",
                "broker 1 has offsets.retention.minutes=10080",
                "broker 1 has transaction.state.log.replication.factor=1",
                "broker 1 has transaction.state.log.min.isr=1",
                "broker 1 has offsets.topic.replication.factor=1")) {
            assertThat(refusals).anySatisfy(refusal -> assertThat(refusal).contains(says));
        }
        assertThat(seen.untold()).isEmpty();
        assertThat(seen.clockAhead())
                .as("of a broker on the same machine")
                .isBetween(Duration.ofSeconds(-1), Duration.ofSeconds(1));
    }
}
