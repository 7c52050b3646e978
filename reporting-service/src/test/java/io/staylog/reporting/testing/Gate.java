package io.staylog.reporting.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;

/** A TCP port that leads to another one while it is open; shut, it cuts every connection and takes no new one. */
public final class Gate implements AutoCloseable {
    // Below the ports that are handed out to outgoing connections: shut, nobody else gets this one by chance.
    private static final int FREE_FROM = 15_000;
    private static final int FREE_TO = 32_000;

    private final int port;
    private final int target;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private volatile ServerSocket door;

    /** Shut at first. */
    public Gate(int target) {
        this.target = target;
        this.port = freePort();
    }

    private static int freePort() {
        while (true) {
            int port = ThreadLocalRandom.current().nextInt(FREE_FROM, FREE_TO);
            try (var free = bind(port)) {
                return free.getLocalPort();
            } catch (IOException e) {
                // Somebody listens there; another one will do.
            }
        }
    }

    private static ServerSocket bind(int port) throws IOException {
        var socket = new ServerSocket();
        try {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return socket;
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    public int port() {
        return port;
    }

    public void open() throws IOException {
        var opened = bind(port);
        door = opened;
        Thread.ofVirtual().start(() -> accept(opened));
    }

    private void accept(ServerSocket opened) {
        try (opened) {
            while (true) {
                var outside = opened.accept();
                sockets.add(outside);
                var inside = new Socket(InetAddress.getLoopbackAddress(), target);
                sockets.add(inside);
                if (opened.isClosed()) {
                    // It was shut meanwhile, and these two may have been missed.
                    outside.close();
                    inside.close();
                }
                Thread.ofVirtual().start(() -> copy(outside, inside));
                Thread.ofVirtual().start(() -> copy(inside, outside));
            }
        } catch (IOException e) {
            // Shut, as it should be; it may be open again already, with another door.
        }
    }

    private static void copy(Socket from, Socket to) {
        try (from;
                to) {
            from.getInputStream().transferTo(to.getOutputStream());
        } catch (IOException e) {
            // Cut, as it should be.
        }
    }

    public void shut() {
        try {
            var open = door;
            if (open != null) {
                open.close();
            }
            for (var socket : sockets) {
                socket.close();
            }
            sockets.clear();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        shut();
    }
}
