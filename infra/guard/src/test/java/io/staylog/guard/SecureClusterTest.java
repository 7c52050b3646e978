package io.staylog.guard;

import static org.assertj.core.api.Assertions.assertThat;

import io.staylog.guard.LogLook.Depth;
import io.staylog.realbroker.SecureCluster;
import io.staylog.schemas.TopicUse;
import io.staylog.schemas.TopicUse.Party;
import io.staylog.schemas.topics.TopicTool;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Three brokers as production wants them are accepted, and told from those that let everybody do everything. */
class SecureClusterTest {
    private static final Party BOOKING = Party.BOOKING_SERVICE;
    private static final String STRANGER = "stranger";
    private static SecureCluster cluster;

    @BeforeAll
    static void start() throws Exception {
        cluster = SecureCluster.start(Path.of("target"), BOOKING.title(), STRANGER);
        try (var admin = cluster.admin(SecureCluster.ADMIN)) {
            new TopicTool(admin).create(2, (short) 3, 2);
            var rules = new ArrayList<AclBinding>();
            for (var use : TopicUse.all()) {
                for (var name : List.of(use.topic().name(), use.topic().dead())) {
                    for (var who : List.of(BOOKING.title(), STRANGER)) {
                        rules.add(allow(who, ResourceType.TOPIC, name, AclOperation.READ));
                        rules.add(allow(who, ResourceType.TOPIC, name, AclOperation.DESCRIBE_CONFIGS));
                    }
                }
                if (use.writers().contains(BOOKING)) {
                    rules.add(allow(
                            BOOKING.title(), ResourceType.TOPIC, use.topic().name(), AclOperation.WRITE));
                }
            }
            rules.add(allow(BOOKING.title(), ResourceType.CLUSTER, "kafka-cluster", AclOperation.DESCRIBE));
            rules.add(allow(BOOKING.title(), ResourceType.CLUSTER, "kafka-cluster", AclOperation.DESCRIBE_CONFIGS));
            admin.createAcls(rules).all().get();
        }
    }

    @AfterAll
    static void stop() {
        cluster.close();
    }

    private static AclBinding allow(String who, ResourceType type, String name, AclOperation operation) {
        return new AclBinding(
                new ResourcePattern(type, name, PatternType.LITERAL),
                new AccessControlEntry("User:CN=" + who, "*", operation, AclPermissionType.ALLOW));
    }

    private static Verdict verdict(String principal) {
        var topics = TopicUse.usedBy(BOOKING);
        try (var admin = cluster.admin(principal)) {
            var seen = new LogLook(admin, cluster.bootstrapServers()).read(topics, Depth.ALL);
            return Verdict.of(LogRules.judge(seen, topics, Map.of(), BOOKING), Profile.PRODUCTION);
        }
    }

    private static void eventually(String principal, Consumer<Verdict> holds) {
        // A broker hears of topics and rules from the controller, a moment after they are made.
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .ignoreExceptions()
                .untilAsserted(() -> holds.accept(verdict(principal)));
    }

    @Test
    void they_are_accepted_and_nothing_has_to_be_said() {
        eventually(BOOKING.title(), verdict -> {
            assertThat(verdict.refusals()).isEmpty();
            assertThat(verdict.warnings()).isEmpty();
        });
    }

    @Test
    void a_service_that_may_do_everything_is_refused_topic_by_topic() {
        eventually(
                SecureCluster.ADMIN,
                verdict -> assertThat(verdict.refusals())
                        .hasSize(TopicUse.usedBy(BOOKING).size())
                        .allSatisfy(says -> assertThat(says).contains("has rights of booking-service="))
                        .anySatisfy(
                                says -> assertThat(says)
                                        .contains(
                                                "topic payment.events has rights of booking-service=WRITE,DELETE,ALTER,ALTER_CONFIGS")));
    }

    @Test
    void what_a_service_may_not_ask_is_said_to_be_unknown() {
        eventually(STRANGER, verdict -> {
            assertThat(verdict.refusals()).isEmpty();
            assertThat(verdict.warnings())
                    .hasSize(2)
                    .anySatisfy(says -> assertThat(says).contains("do not tell this principal their settings"))
                    .anySatisfy(says -> assertThat(says).contains("do not tell this principal their time"));
        });
    }
}
