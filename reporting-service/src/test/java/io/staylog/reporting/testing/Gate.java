package io.staylog.reporting.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A TCP port that leads to another one while it is open; shut, it cuts every connection and takes no new one. */
public final class Gate implements AutoCloseable {
    private final int port;
    private final int target;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private volatile ServerSocket door;

    /** Shut at first. */
    public Gate(int target) {
        this.target = target;
        try (var free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            this.port = free.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public int port() {
        return port;
    }

    public void open() throws IOException {
        var opened = new ServerSocket();
        opened.setReuseAddress(true);
        opened.bind(new java.net.InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        door = opened;
        Thread.ofVirtual().start(() -> accept(opened));
    }

    private void accept(ServerSocket opened) {
        try {
            while (true) {
                var outside = opened.accept();
                var inside = new Socket(InetAddress.getLoopbackAddress(), target);
                sockets.add(outside);
                sockets.add(inside);
                Thread.ofVirtual().start(() -> copy(outside, inside));
                Thread.ofVirtual().start(() -> copy(inside, outside));
            }
        } catch (IOException e) {
            shut();
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
