package io.staylog.local;

import java.util.List;
import java.util.Map;

/**
 * What is other than usual about how the parts are started and how they reach each other: several brokers, proxies between
 * parts, programs that start others.
 *
 * @param brokers the brokers of a cluster; none for a single one that is its own controller
 * @param doors where clients of a part connect, of those that stand behind something; the others do where they listen
 * @param brokerSettings further settings of each broker, which win
 * @param wrappers by the name of a part or instance: the beginning of its command line, for example {@code env NAME=value}
 */
public record Topology(
        List<BrokerNode> brokers,
        Map<Port, Integer> doors,
        Map<String, String> brokerSettings,
        Map<String, List<String>> wrappers) {
    static final Topology USUAL = new Topology(List.of(), Map.of(), Map.of(), Map.of());

    /** Copies. */
    public Topology {
        brokers = List.copyOf(brokers);
        doors = Map.copyOf(doors);
        brokerSettings = Map.copyOf(brokerSettings);
        wrappers = Map.copyOf(wrappers);
    }

    /**
     * One broker of a cluster, which is a controller too.
     *
     * @param id from 1
     * @param clients where producers and consumers connect
     * @param others where the second and further instances of services connect, so that these can be cut off alone
     * @param brokers where the other brokers fetch
     * @param controller where brokers and controllers talk to this one as a controller
     */
    public record BrokerNode(int id, Listener clients, Listener others, Listener brokers, Listener controller) {
        /** Names its process and its directory: the first as a lone broker's. */
        public String name() {
            return id == 1 ? Part.BROKER.id() : Part.BROKER.id() + "-" + id;
        }
    }

    /**
     * One port of a broker.
     *
     * @param port where it listens
     * @param advertised where others are told to connect
     */
    public record Listener(int port, int advertised) {}

    /** Copies of each partition: as many as there are brokers, but no more than the usual three. */
    short copies() {
        return (short) Math.clamp(brokers.size(), 1, 3);
    }
}
