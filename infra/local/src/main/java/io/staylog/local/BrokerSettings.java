package io.staylog.local;

import java.util.LinkedHashMap;
import java.util.Map;

/** What makes a lone broker keep its promises on one disk, and fit a small machine. */
public final class BrokerSettings {
    /** By Kafka's names. */
    public static final Map<String, String> SINGLE_NODE = Map.copyOf(singleNode());

    private BrokerSettings() {}

    private static Map<String, String> singleNode() {
        var settings = new LinkedHashMap<String, String>();
        safety(settings);
        smallness(settings);
        speed(settings);
        return settings;
    }

    private static void safety(Map<String, String> settings) {
        // There is no second copy, so "acknowledged" must mean "on the disk". This holds for the offsets and the
        // transaction log too: without their newest records a power cut would let requests be decided twice.
        settings.put("log.flush.interval.messages", "1");
        settings.put("log.retention.ms", "-1");
        settings.put("auto.create.topics.enable", "false");
        // A service that stands still for a holiday season must find its place again.
        settings.put("offsets.retention.minutes", "525600");
        // Nobody's open transaction may hold up the readers for longer than a minute.
        settings.put("transaction.max.timeout.ms", "60000");
        settings.put("group.min.session.timeout.ms", "3000");
    }

    private static void smallness(Map<String, String> settings) {
        for (var topic : new String[] {"offsets.topic", "transaction.state.log", "share.coordinator.state.topic"}) {
            settings.put(topic + ".replication.factor", "1");
            settings.put(topic + ".num.partitions", "4");
        }
        settings.put("transaction.state.log.min.isr", "1");
        settings.put("share.coordinator.state.topic.min.isr", "1");
        // Default 128 MB of heap.
        settings.put("log.cleaner.dedupe.buffer.size", "4194304");
        settings.put("num.network.threads", "2");
        settings.put("num.io.threads", "4");
        settings.put("background.threads", "2");
    }

    private static void speed(Map<String, String> settings) {
        // The next transaction of a producer waits for the markers of its last one: ask again soon (default 20 ms).
        settings.put("add.partitions.to.txn.retry.backoff.ms", "1");
        // A lone member need not wait for others to join.
        settings.put("group.initial.rebalance.delay.ms", "0");
        // After kill -9 the broker may come back only when its old session has ended: 9 s by default.
        settings.put("broker.session.timeout.ms", "3000");
        settings.put("broker.heartbeat.interval.ms", "1000");
    }
}
