package io.staylog.guard;

import io.staylog.guard.Breach.Weight;
import io.staylog.guard.SeenLog.SeenTopic;
import io.staylog.schemas.Topic;
import io.staylog.schemas.Topic.Kept;
import io.staylog.schemas.TopicUse;
import io.staylog.schemas.TopicUse.Party;
import io.staylog.schemas.topics.TopicTool;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.acl.AclOperation;
import org.jspecify.annotations.Nullable;

/** What must be true of the topics, and of the brokers as far as topics depend on them. */
public final class LogRules {
    static final String COPIES = "replication factor";
    static final int COPIES_MIN = 3;
    static final int IN_SYNC_MIN = 2;
    // With it an old owner's late records cannot end up in a transaction of the new one (KIP-890).
    private static final String TRANSACTIONS = "transaction.version";
    private static final int TRANSACTIONS_MIN = 2;
    private static final String IN_SYNC = "min.insync.replicas";
    private static final String UNCLEAN = "unclean.leader.election.enable";
    private static final String FLUSH = "flush.messages";
    private static final String CREATE = "create it with: staylog topics create";
    private static final List<AclOperation> OWNERS_ALONE =
            List.of(AclOperation.WRITE, AclOperation.DELETE, AclOperation.ALTER, AclOperation.ALTER_CONFIGS);

    private final SeenLog log;
    private final List<Breach> found = new ArrayList<>();

    private LogRules(SeenLog log) {
        this.log = log;
    }

    /**
     * Holds what was seen against the rules.
     *
     * @param topics those that must be there, each with its dead letters
     * @param remembered ids that topics had before, by name; empty where nobody remembers
     * @param party the service that asked; null where it is a person, who may have other rights
     */
    public static List<Breach> judge(
            SeenLog log, List<Topic> topics, Map<String, Uuid> remembered, @Nullable Party party) {
        var rules = new LogRules(log);
        rules.transactions();
        rules.existence(topics);
        rules.partitionCounts(topics);
        for (var topic : topics) {
            rules.topic(topic.name(), topic.settings());
            rules.topic(topic.dead(), TopicTool.DEAD_SETTINGS);
            if (topic.kept() == Kept.FOR_EVER) {
                rules.history(topic.name(), remembered);
            }
            if (party != null) {
                rules.rights(topic, party);
            }
        }
        rules.oneDisk(topics);
        BrokerRules.judge(log, rules.found);
        log.untold()
                .forEach(untold -> rules.found.add(
                        Breach.fact(Weight.UNTOLD, "brokers", untold, "look yourself, or let this principal ask")));
        return rules.found;
    }

    private void transactions() {
        if (log.transactionVersion() < TRANSACTIONS_MIN) {
            found.add(new Breach(
                    Weight.ALWAYS,
                    "brokers",
                    TRANSACTIONS,
                    Integer.toString(log.transactionVersion()),
                    TRANSACTIONS_MIN + " or more",
                    "the brokers run at " + TRANSACTIONS + "=" + log.transactionVersion() + ", but must at "
                            + TRANSACTIONS_MIN + " or more",
                    "raise it with: kafka-features.sh --bootstrap-server " + log.bootstrapServers()
                            + " upgrade --feature " + TRANSACTIONS + "=" + TRANSACTIONS_MIN));
        }
    }

    private void existence(List<Topic> topics) {
        for (var topic : topics) {
            for (var name : List.of(topic.name(), topic.dead())) {
                if (!log.topics().containsKey(name)) {
                    found.add(Breach.fact(Weight.ALWAYS, "topic " + name, "topic " + name + " does not exist", CREATE));
                }
            }
        }
    }

    private void partitionCounts(List<Topic> topics) {
        var counts = new TreeMap<Integer, String>();
        for (var topic : topics) {
            for (var name : List.of(topic.name(), topic.dead())) {
                var seen = log.topics().get(name);
                if (seen != null) {
                    counts.putIfAbsent(seen.partitions(), name);
                }
            }
        }
        if (counts.size() > 1) {
            found.add(Breach.fact(
                    Weight.ALWAYS,
                    "topics",
                    "topics have different partition counts, but they are joined by partition number: " + counts,
                    "delete those that are still empty and make them anew with the count of the others:"
                            + " staylog topics create --partitions <count>; one that holds events cannot be mended"));
        }
    }

    private void topic(String name, Map<String, String> demanded) {
        var topic = log.topics().get(name);
        if (topic == null) {
            return;
        }
        var where = "topic " + name;
        demanded.forEach((setting, must) -> {
            var value = topic.settings().getOrDefault(setting, "absent");
            if (!must.equals(value)) {
                found.add(Breach.setting(Weight.ALWAYS, where, setting, value, must, alter(name, setting, must)));
            }
        });
        int inSync = Integer.parseInt(topic.settings().getOrDefault(IN_SYNC, "1"));
        if (inSync > topic.copies()) {
            found.add(Breach.setting(
                    Weight.ALWAYS,
                    where,
                    IN_SYNC,
                    Integer.toString(inSync),
                    topic.copies() + " or less, as it has no more copies and nothing could be written",
                    alter(name, IN_SYNC, Integer.toString(Math.max(1, topic.copies() - 1)))));
        }
        if (Boolean.parseBoolean(topic.settings().get(UNCLEAN))) {
            found.add(
                    Breach.setting(Weight.PRODUCTION, where, UNCLEAN, "true", "false", alter(name, UNCLEAN, "false")));
        }
    }

    private void history(String name, Map<String, Uuid> remembered) {
        var topic = log.topics().get(name);
        if (topic == null) {
            return;
        }
        var where = "topic " + name;
        topic.starts()
                .forEach((partition, start) -> found.add(Breach.fact(
                        Weight.ALWAYS,
                        where,
                        "partition " + name + "-" + partition + " begins at offset " + start
                                + ": the events before it are gone, and no state can be folded without them",
                        "restore the topic from its backup")));
        var before = remembered.get(name);
        if (before != null && !before.equals(topic.id())) {
            found.add(Breach.fact(
                    Weight.ALWAYS,
                    where,
                    where + " is not the one that this service has worked on (its id is " + topic.id() + " and was "
                            + before + "): it was deleted and created again, or this is another cluster",
                    "restore it, or name the right brokers; if the history is meant to be gone, delete the file"
                            + " topics.properties in staylog.data-dir"));
        }
    }

    private void rights(Topic topic, Party party) {
        var seen = log.topics().get(topic.name());
        var use = TopicUse.all().stream().filter(u -> u.topic().equals(topic)).findFirst();
        if (seen == null || use.isEmpty()) {
            return;
        }
        boolean mayWrite = use.get().isOpen() || use.get().writers().contains(party);
        var tooMuch = OWNERS_ALONE.stream()
                .filter(seen.rights()::contains)
                .filter(right -> right != AclOperation.WRITE || !mayWrite)
                .map(AclOperation::name)
                .toList();
        if (!tooMuch.isEmpty()) {
            found.add(Breach.setting(
                    Weight.PRODUCTION,
                    "topic " + topic.name(),
                    "rights of " + party.title(),
                    String.join(",", tooMuch),
                    "none of these, or an accident of one service rewrites another's history",
                    "take them away with kafka-acls.sh --remove, name the service's principal in no super.users, and"
                            + " set allow.everyone.if.no.acl.found=false on the brokers"));
        }
    }

    /** Few copies come from few brokers, so topics that have equally few are named together. */
    private void oneDisk(List<Topic> topics) {
        var names = new ArrayList<String>();
        topics.forEach(topic -> names.addAll(List.of(topic.name(), topic.dead())));
        names.addAll(BrokerRules.INTERNAL_TOPICS);
        var copies = new TreeMap<Integer, List<String>>();
        var inSync = new TreeMap<Integer, List<String>>();
        var unflushed = new TreeMap<String, List<String>>();
        for (var name : names) {
            var topic = log.topics().get(name);
            if (topic != null) {
                count(name, topic, copies, inSync, unflushed);
            }
        }
        copies.forEach((count, these) -> found.add(Breach.setting(
                Weight.ONE_DISK,
                Names.of("topic", these),
                COPIES,
                Integer.toString(count),
                COPIES_MIN + " or more",
                "add copies with kafka-reassign-partitions.sh; on new brokers: staylog topics create --replication "
                        + COPIES_MIN + " --min-insync-replicas " + IN_SYNC_MIN)));
        inSync.forEach((count, these) -> found.add(Breach.setting(
                Weight.ONE_DISK,
                Names.of("topic", these),
                IN_SYNC,
                Integer.toString(count),
                IN_SYNC_MIN + " or more",
                alter(these.size() == 1 ? these.getFirst() : "<topic>", IN_SYNC, Integer.toString(IN_SYNC_MIN)))));
        unflushed.forEach((value, these) -> found.add(Breach.setting(
                Weight.ONE_DISK,
                Names.of("topic", these),
                FLUSH,
                value,
                "1 while there is one copy, or a power cut takes what was acknowledged",
                "set log.flush.interval.messages=1 in the broker's server.properties and restart it")));
    }

    private static void count(
            String name,
            SeenTopic topic,
            Map<Integer, List<String>> copies,
            Map<Integer, List<String>> inSync,
            Map<String, List<String>> unflushed) {
        if (topic.copies() < COPIES_MIN) {
            copies.computeIfAbsent(topic.copies(), _ -> new ArrayList<>()).add(name);
        }
        int min = Integer.parseInt(topic.settings().getOrDefault(IN_SYNC, "1"));
        if (min < IN_SYNC_MIN) {
            inSync.computeIfAbsent(min, _ -> new ArrayList<>()).add(name);
        }
        var flush = topic.settings().getOrDefault(FLUSH, "1");
        if (topic.copies() == 1 && !flush.equals("1")) {
            unflushed.computeIfAbsent(flush, _ -> new ArrayList<>()).add(name);
        }
    }

    private String alter(String topic, String setting, String value) {
        return "set it with: kafka-configs.sh --bootstrap-server " + log.bootstrapServers()
                + " --alter --entity-type topics --entity-name " + topic + " --add-config " + setting + "=" + value;
    }
}
