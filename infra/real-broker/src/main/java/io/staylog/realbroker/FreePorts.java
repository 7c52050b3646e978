package io.staylog.realbroker;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Finds ports of the loopback interface that nobody listens on.
 *
 * <p>They are below the range that operating systems hand out to outgoing connections, so that a port also stays free while
 * the one who listens on it restarts.
 */
public final class FreePorts {
    private static final int FROM = 15_000;
    private static final int TO = 32_000;

    private FreePorts() {}

    /** One such port, chosen at random so that two test runs seldom choose the same. */
    public static int next() {
        while (true) {
            int number = ThreadLocalRandom.current().nextInt(FROM, TO);
            if (isFree(number)) {
                return number;
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
