package io.staylog.local;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;

/** Which number each port has. */
public record Ports(Map<Port, Integer> numbers) {
    // Below the range that operating systems hand out to outgoing connections, so that a port stays free over a
    // restart.
    private static final int FREE_FROM = 15_000;
    private static final int FREE_TO = 32_000;

    /** Copies, and demands a number for each port. */
    public Ports {
        numbers = Map.copyOf(numbers);
        if (numbers.size() != Port.values().length) {
            throw new IllegalArgumentException("a port without a number in " + numbers);
        }
    }

    /** The ports of {@link Port#usual()}. */
    public static Ports usual() {
        var numbers = new EnumMap<Port, Integer>(Port.class);
        for (var port : Port.values()) {
            numbers.put(port, port.usual());
        }
        return new Ports(numbers);
    }

    /** Ports that nobody listens on at the moment. */
    public static Ports free() {
        var numbers = new EnumMap<Port, Integer>(Port.class);
        var taken = new HashSet<Integer>();
        for (var port : Port.values()) {
            int number = freeNumber();
            while (!taken.add(number)) {
                number = freeNumber();
            }
            numbers.put(port, number);
        }
        return new Ports(numbers);
    }

    /** A port that nobody listens on at the moment. */
    public static int freeNumber() {
        while (true) {
            int number = ThreadLocalRandom.current().nextInt(FREE_FROM, FREE_TO);
            if (isFree(number)) {
                return number;
            }
        }
    }

    /** The number of one port. */
    public int of(Port port) {
        return Objects.requireNonNull(numbers.get(port));
    }

    /** Throws a sentence about the first port of these parts that somebody else listens on. */
    void requireFree(Set<Part> parts, String settingsFile) {
        for (var port : Port.values()) {
            int number = of(port);
            if (parts.contains(port.part()) && !isFree(number)) {
                throw new LocalException(
                        "Port " + number + ", which Staylog's " + port.part().id()
                                + " listens on, is taken by another program: stop that program, or write another port, for example "
                                + port.key() + "=" + (number + 1000) + ", into " + settingsFile + ".");
            }
        }
    }

    private static boolean isFree(int number) {
        try (var socket = new ServerSocket()) {
            // Without it, connections of a program that has just ended would count as taken.
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), number));
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
