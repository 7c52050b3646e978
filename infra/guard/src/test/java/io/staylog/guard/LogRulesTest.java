package io.staylog.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.staylog.guard.SeenLog.SeenTopic;
import io.staylog.schemas.TopicUse.Party;
import io.staylog.schemas.Topics;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.acl.AclOperation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** One thing is not as it must be; who refuses it, and in which words. */
class LogRulesTest {
    private static final String E = Seen.EVENTS;
    private static final String DEAD = Topics.BOOKING_REQUESTS.dead();
    private static final String BOTH = "both";
    private static final String PRODUCTION = "production";
    private static final String NOBODY = "nobody";

    private static Arguments row(String refusedBy, String says, UnaryOperator<Seen> change) {
        return arguments(refusedBy, says, change);
    }

    static Stream<Arguments> topics() {
        return Stream.of(
                row(NOBODY, "", s -> s),
                row(BOTH, "topic booking.events does not exist; create it with: staylog", s -> s.without(E)),
                row(
                        BOTH,
                        "topic booking.events has retention.ms=604800000, but must have -1; set it with:"
                                + " kafka-configs.sh --bootstrap-server kafka:9092 --alter --entity-type topics"
                                + " --entity-name booking.events --add-config retention.ms=-1",
                        s -> s.setting(E, "retention.ms", "604800000")),
                row(
                        BOTH,
                        "booking.events has retention.bytes=1000, but must have -1",
                        s -> s.setting(E, "retention.bytes", "1000")),
                row(
                        BOTH,
                        "booking.events has cleanup.policy=compact, but must have delete",
                        s -> s.setting(E, "cleanup.policy", "compact")),
                row(
                        BOTH,
                        "booking.events has cleanup.policy=compact,delete, but must have delete",
                        s -> s.setting(E, "cleanup.policy", "compact,delete")),
                row(
                        BOTH,
                        "guest.profiles has cleanup.policy=delete, but must have compact",
                        s -> s.setting("guest.profiles", "cleanup.policy", "delete")),
                row(
                        BOTH,
                        "booking.requests has message.timestamp.type=CreateTime, but must have LogAppendTime",
                        s -> s.setting("booking.requests", "message.timestamp.type", "CreateTime")),
                row(
                        BOTH,
                        "booking.requests.dead has retention.ms=1, but must have -1",
                        s -> s.setting(DEAD, "retention.ms", "1")),
                row(
                        BOTH,
                        "different partition counts, but they are joined by partition number: {32=booking.requests.dead,"
                                + " 64=booking.requests}",
                        s -> s.partitions(DEAD, 32)),
                row(BOTH, "the brokers run at transaction.version=1, but must at 2 or more", s -> s.transactions(1)),
                row(BOTH, "upgrade --feature transaction.version=2", s -> s.transactions(0)),
                row(
                        BOTH,
                        "booking.events has min.insync.replicas=4, but must have 3 or less",
                        s -> s.setting(E, "min.insync.replicas", "4")),
                row(
                        BOTH,
                        "partition booking.events-7 begins at offset 12: the events before it are gone",
                        s -> s.starts(E, 7, 12)),
                row(NOBODY, "", s -> s.starts("booking.requests", 7, 12)),
                row(
                        PRODUCTION,
                        "topic booking.events has replication factor=2, but must have 3 or more",
                        s -> s.copies(E, 2)),
                row(
                        PRODUCTION,
                        "topic booking.events has min.insync.replicas=1, but must have 2 or more",
                        s -> s.setting(E, "min.insync.replicas", "1")),
                row(
                        PRODUCTION,
                        "topic __transaction_state has replication factor=1",
                        s -> s.copies("__transaction_state", 1).setting("__transaction_state", "flush.messages", "1")),
                row(
                        PRODUCTION,
                        "booking.events has unclean.leader.election.enable=true, but must have false",
                        s -> s.setting(E, "unclean.leader.election.enable", "true")),
                row(
                        PRODUCTION,
                        "booking.events has rights of payment-service=WRITE, but must have none",
                        s -> s.rights(E, AclOperation.READ, AclOperation.WRITE)),
                row(NOBODY, "", s -> s.rights("booking.requests", AclOperation.READ, AclOperation.WRITE)),
                row(NOBODY, "", s -> s.rights("payment.events", AclOperation.READ, AclOperation.WRITE)),
                row(
                        PRODUCTION,
                        "payment.events has rights of payment-service=DELETE,ALTER_CONFIGS, but must have none",
                        s -> s.rights("payment.events", AclOperation.DELETE, AclOperation.ALTER_CONFIGS)));
    }

    static Stream<Arguments> brokers() {
        return Stream.of(
                row(
                        PRODUCTION,
                        "broker 2 has authorizer.class.name=, but must have org.apache.kafka",
                        s -> s.broker(2, "authorizer.class.name", "")),
                row(PRODUCTION, "broker 2 has authorizer.class.name=", s -> s.broker(2, "authorizer.class.name", null)),
                row(
                        PRODUCTION,
                        "brokers 1, 3 have allow.everyone.if.no.acl.found=true, but must have false",
                        s -> s.broker(1, "allow.everyone.if.no.acl.found", "true")
                                .broker(3, "allow.everyone.if.no.acl.found", "true")),
                row(NOBODY, "", s -> s.broker(2, "allow.everyone.if.no.acl.found", null)),
                row(
                        PRODUCTION,
                        "broker 1 has auto.create.topics.enable=true",
                        s -> s.broker(1, "auto.create.topics.enable", "true")),
                row(
                        PRODUCTION,
                        "broker 1 has log.dirs=/data,/tmp/kafka-logs, but must have a directory",
                        s -> s.broker(1, "log.dirs", "/data,/tmp/kafka-logs")),
                row(NOBODY, "", s -> s.broker(1, "log.dirs", "/tmpfs/kafka")),
                row(
                        PRODUCTION,
                        "broker 1 has transaction.max.timeout.ms=900000, but must have 60000 or less",
                        s -> s.broker(1, "transaction.max.timeout.ms", "900000")),
                row(
                        PRODUCTION,
                        "broker 1 has offsets.retention.minutes=10080, but must have 43200 or more",
                        s -> s.broker(1, "offsets.retention.minutes", "10080")),
                row(
                        PRODUCTION,
                        "broker 3 has listeners=CLIENTS:SASL_PLAINTEXT, but must have SSL or SASL_SSL on each",
                        s -> s.broker(3, "listener.security.protocol.map", "CLIENTS:SASL_PLAINTEXT,CONTROLLER:SSL")),
                row(
                        PRODUCTION,
                        "broker 3 has listeners=PLAINTEXT, but must",
                        s -> s.broker(3, "listeners", "PLAINTEXT://:9092, SSL://:9093")
                                .broker(3, "listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,SSL:SSL")),
                row(
                        PRODUCTION,
                        "broker 1 has transaction.state.log.replication.factor=1, but must have 3 or more",
                        s -> s.without("__transaction_state")
                                .broker(1, "transaction.state.log.replication.factor", "1")),
                row(NOBODY, "", s -> s.broker(1, "transaction.state.log.replication.factor", "1")),
                row(NOBODY, "", s -> s.clockAhead(Duration.ofSeconds(-5))),
                row(
                        PRODUCTION,
                        "this machine's clock is 6 s behind the brokers', but must be within 5 s; set both by NTP",
                        s -> s.clockAhead(Duration.ofSeconds(-6))),
                row(
                        PRODUCTION,
                        "this machine's clock is 3600 s ahead of the brokers'",
                        s -> s.clockAhead(Duration.ofHours(1))));
    }

    @ParameterizedTest(name = "{1} refused by {0}")
    @MethodSource({"topics", "brokers"})
    void it_is_refused(String refusedBy, String says, UnaryOperator<Seen> change) {
        var found = judge(change.apply(new Seen()));

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

    private static List<Breach> judge(Seen seen) {
        return LogRules.judge(seen.log(), Topics.all(), Map.of(), Party.PAYMENT_SERVICE);
    }

    @Test
    void a_topic_that_was_made_anew_is_refused_where_its_id_is_remembered() {
        var before = new Uuid(3, 4);
        var found = LogRules.judge(new Seen().log(), Topics.all(), Map.of(E, before), null);

        assertThat(Verdict.of(found, Profile.DEFAULT).refusals())
                .singleElement()
                .asString()
                .contains("topic booking.events is not the one", Seen.ID.toString(), before.toString())
                .contains("it was deleted and created again", "topics.properties");
        assertThat(LogRules.judge(new Seen().log(), Topics.all(), Map.of(E, Seen.ID), null))
                .isEmpty();
    }

    @Test
    void one_broker_is_said_aloud_in_one_sentence_by_default_and_refused_in_production() {
        var alone = new Seen().allTopics(topic -> {
            var settings = new HashMap<>(topic.settings());
            settings.put("min.insync.replicas", "1");
            return new SeenTopic(topic.id(), topic.partitions(), 1, settings, topic.starts(), topic.rights());
        });
        var found = judge(alone);

        var byDefault = Verdict.of(found, Profile.DEFAULT);
        assertThat(byDefault.refused()).isEmpty();
        assertThat(byDefault.warnings())
                .singleElement()
                .asString()
                .startsWith("one disk: no replica. ")
                .contains(
                        "have replication factor=1",
                        "have min.insync.replicas=1",
                        "flush.messages=9223372036854775807");
        assertThat(Verdict.of(found, Profile.PRODUCTION).refusals())
                .hasSize(3)
                .anySatisfy(says -> assertThat(says)
                        .contains("topics booking.requests, booking.requests.dead, booking.events and 18 more have"
                                + " replication factor=1, but must have 3 or more")
                        .contains("staylog topics create --replication 3 --min-insync-replicas 2"));
    }

    @Test
    void what_brokers_do_not_tell_is_said_in_production_and_refused_nowhere() {
        var found = judge(new Seen().untold("the brokers do not tell this principal their settings: no"));

        assertThat(Verdict.of(found, Profile.PRODUCTION).refused()).isEmpty();
        assertThat(Verdict.of(found, Profile.PRODUCTION).warnings())
                .singleElement()
                .asString()
                .contains("do not tell this principal their settings");
        assertThat(Verdict.of(found, Profile.DEFAULT).warnings()).isEmpty();
    }

    @Test
    void a_person_may_have_rights_that_a_service_must_not() {
        var seen = new Seen().rights(E, AclOperation.WRITE, AclOperation.DELETE).log();

        assertThat(LogRules.judge(seen, Topics.all(), Map.of(), null)).isEmpty();
    }
}
