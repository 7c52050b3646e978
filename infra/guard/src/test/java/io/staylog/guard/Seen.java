package io.staylog.guard;

import io.staylog.guard.SeenLog.SeenBroker;
import io.staylog.guard.SeenLog.SeenTopic;
import io.staylog.schemas.Topic;
import io.staylog.schemas.Topics;
import io.staylog.schemas.topics.TopicTool;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.acl.AclOperation;

/** Three brokers as production wants them, and what becomes of them when one thing is another. */
final class Seen {
    static final String EVENTS = Topics.BOOKING_EVENTS.name();
    static final Uuid ID = new Uuid(1, 2);
    static final Map<String, String> BROKER = Map.of(
            "authorizer.class.name", "org.apache.kafka.metadata.authorizer.StandardAuthorizer",
            "allow.everyone.if.no.acl.found", "false",
            "auto.create.topics.enable", "false",
            "log.dirs", "/var/lib/kafka",
            "transaction.max.timeout.ms", "60000",
            "offsets.retention.minutes", "525600",
            "listeners", "CLIENTS://:9092,CONTROLLER://:9093",
            "listener.security.protocol.map", "CLIENTS:SASL_SSL,CONTROLLER:SSL");

    private int transactions = 2;
    private final Map<String, SeenTopic> topics = new TreeMap<>();
    private final List<SeenBroker> brokers = new ArrayList<>();
    private Duration clockAhead = Duration.ZERO;
    private final List<String> untold = new ArrayList<>();

    Seen() {
        for (var topic : Topics.all()) {
            add(topic.name(), topic.settings(), topic);
            add(topic.dead(), TopicTool.DEAD_SETTINGS, topic);
        }
        BrokerRules.INTERNAL_TOPICS.forEach(name -> add(name, Map.of(), Topics.BOOKING_EVENTS));
        for (int id = 1; id <= 3; id++) {
            brokers.add(new SeenBroker(id, BROKER));
        }
    }

    private void add(String name, Map<String, String> settings, Topic topic) {
        var all = new HashMap<>(settings);
        all.put("min.insync.replicas", "2");
        all.put("unclean.leader.election.enable", "false");
        all.put("flush.messages", "9223372036854775807");
        topics.put(name, new SeenTopic(ID, 64, 3, all, Map.of(), Set.of(AclOperation.READ, AclOperation.DESCRIBE)));
    }

    Seen transactions(int version) {
        transactions = version;
        return this;
    }

    Seen without(String topic) {
        topics.remove(topic);
        return this;
    }

    Seen setting(String topic, String name, String value) {
        return topic(topic, t -> {
            var settings = new HashMap<>(t.settings());
            settings.put(name, value);
            return new SeenTopic(t.id(), t.partitions(), t.copies(), settings, t.starts(), t.rights());
        });
    }

    Seen partitions(String topic, int partitions) {
        return topic(topic, t -> new SeenTopic(t.id(), partitions, t.copies(), t.settings(), t.starts(), t.rights()));
    }

    Seen copies(String topic, int copies) {
        return topic(topic, t -> new SeenTopic(t.id(), t.partitions(), copies, t.settings(), t.starts(), t.rights()));
    }

    Seen starts(String topic, int partition, long offset) {
        return topic(
                topic,
                t -> new SeenTopic(
                        t.id(), t.partitions(), t.copies(), t.settings(), Map.of(partition, offset), t.rights()));
    }

    Seen rights(String topic, AclOperation... rights) {
        return topic(
                topic,
                t -> new SeenTopic(t.id(), t.partitions(), t.copies(), t.settings(), t.starts(), Set.of(rights)));
    }

    Seen allTopics(UnaryOperator<SeenTopic> change) {
        topics.replaceAll((name, topic) -> change.apply(topic));
        return this;
    }

    private Seen topic(String name, UnaryOperator<SeenTopic> change) {
        topics.computeIfPresent(name, (n, topic) -> change.apply(topic));
        return this;
    }

    Seen broker(int id, String name, String value) {
        brokers.replaceAll(broker -> {
            if (broker.id() != id) {
                return broker;
            }
            var settings = new HashMap<>(broker.settings());
            if (value == null) {
                settings.remove(name);
            } else {
                settings.put(name, value);
            }
            return new SeenBroker(id, settings);
        });
        return this;
    }

    Seen clockAhead(Duration ahead) {
        clockAhead = ahead;
        return this;
    }

    Seen untold(String what) {
        untold.add(what);
        return this;
    }

    SeenLog log() {
        return new SeenLog("kafka:9092", transactions, topics, brokers, clockAhead, untold);
    }
}
