package io.staylog.local;

import io.staylog.local.Topology.BrokerNode;
import io.staylog.local.Topology.Listener;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;

/**
 * What makes a lone broker keep its promises on one disk, and a cluster keep them on three, each fit for a small machine; and
 * where they listen.
 */
public final class BrokerSettings {
    /** By Kafka's names. */
    public static final Map<String, String> SINGLE_NODE = Map.copyOf(singleNode());

    private static final String CONTROLLER = "CONTROLLER";
    private static final int COPIES = 3;

    private BrokerSettings() {}

    /** A lone broker, which talks to its own controller. */
    static Map<String, String> loneAt(int port, int controllerPort) {
        var client = "127.0.0.1:" + port;
        var controller = "127.0.0.1:" + controllerPort;
        var settings = new LinkedHashMap<String, String>();
        settings.put("process.roles", "broker,controller");
        settings.put("node.id", "1");
        settings.put("listeners", "PLAINTEXT://" + client + ",CONTROLLER://" + controller);
        settings.put("advertised.listeners", "PLAINTEXT://" + client);
        settings.put("listener.security.protocol.map", "CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT");
        settings.put("controller.listener.names", CONTROLLER);
        // Static voters: the address is read from here at each start, so the port may change between two.
        settings.put("controller.quorum.voters", "1@" + controller);
        settings.putAll(SINGLE_NODE);
        return settings;
    }

    /** One of several, with a port for each kind of caller, so that each can be cut off alone. */
    static Map<String, String> memberAs(BrokerNode node, List<BrokerNode> all) {
        var settings = new LinkedHashMap<String, String>();
        settings.put("process.roles", "broker,controller");
        settings.put("node.id", Integer.toString(node.id()));
        settings.put("listeners", listeners(node, Listener::port));
        settings.put("advertised.listeners", listeners(node, Listener::advertised));
        settings.put(
                "listener.security.protocol.map",
                "CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT,OTHERS:PLAINTEXT,REPLICATION:PLAINTEXT");
        settings.put("inter.broker.listener.name", "REPLICATION");
        settings.put("controller.listener.names", CONTROLLER);
        settings.put(
                "controller.quorum.voters",
                all.stream()
                        .map(it -> it.id() + "@127.0.0.1:" + it.controller().advertised())
                        .collect(Collectors.joining(",")));
        safety(settings);
        smallness(settings);
        speed(settings);
        copies(settings);
        return settings;
    }

    private static String listeners(BrokerNode node, ToIntFunction<Listener> port) {
        return "PLAINTEXT://127.0.0.1:" + port.applyAsInt(node.clients()) + ",OTHERS://127.0.0.1:"
                + port.applyAsInt(node.others()) + ",REPLICATION://127.0.0.1:"
                + port.applyAsInt(node.brokers()) + ",CONTROLLER://127.0.0.1:" + port.applyAsInt(node.controller());
    }

    /** What is acknowledged is on two of three, so it need not be flushed. */
    private static void copies(Map<String, String> settings) {
        settings.remove("log.flush.interval.messages");
        var three = Integer.toString(COPIES);
        var two = Integer.toString(COPIES - 1);
        settings.put("default.replication.factor", three);
        settings.put("min.insync.replicas", two);
        for (var topic : new String[] {"offsets.topic", "transaction.state.log", "share.coordinator.state.topic"}) {
            settings.put(topic + ".replication.factor", three);
        }
        settings.put("transaction.state.log.min.isr", two);
        settings.put("share.coordinator.state.topic.min.isr", two);
        settings.put("unclean.leader.election.enable", "false");
        // Who waits for all copies waits so long for one that has stopped fetching (default 30 s).
        settings.put("replica.lag.time.max.ms", "10000");
        // Two of three must agree that a broker is gone, on a machine that does much else at the same time.
        settings.put("broker.session.timeout.ms", "6000");
    }

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
