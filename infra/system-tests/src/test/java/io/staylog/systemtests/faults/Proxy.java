package io.staylog.systemtests.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.StandardSocketOptions;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Stands before one port of loopback and passes on what is said, unless it is told to do worse. Whatever it did before, it is
 * as good as new when it passes again: what it held back goes on, as a network would send it again.
 */
final class Proxy implements AutoCloseable {
    private static final int BUFFER_BYTES = 16_384;
    private static final int BACKLOG = 256;

    /** What becomes of what is said. */
    enum Mode {
        /** It is passed on. */
        PASS,
        /** It is passed on late. */
        DELAY,
        /** All connections are closed, and new ones as soon as they are made. */
        CUT,
        /** What callers say arrives, and what they are answered does not. */
        NO_ANSWERS,
        /** The other side has hung up, and the callers do not learn of it. */
        HALF_OPEN,
        /** Connections can be made, and nothing goes through them. */
        BLACK_HOLE;

        private boolean stops(boolean isAnswer) {
            return this == BLACK_HOLE || this == HALF_OPEN || (this == NO_ANSWERS && isAnswer);
        }
    }

    private final ServerSocket door;
    private final InetSocketAddress target;
    private final Set<Connection> connections = ConcurrentHashMap.newKeySet();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private volatile Mode mode = Mode.PASS;
    private volatile Duration delay = Duration.ZERO;

    /** Opens a door before a port where somebody may listen now or later. */
    Proxy(int port, int targetPort) {
        target = new InetSocketAddress(InetAddress.getLoopbackAddress(), targetPort);
        try {
            door = new ServerSocket(port, BACKLOG, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofVirtual().name("proxy-" + port).start(this::accept);
    }

    int port() {
        return door.getLocalPort();
    }

    /** Passes everything on, at once. */
    void heal() {
        become(Mode.PASS, Duration.ZERO);
    }

    void become(Mode next) {
        become(next, Duration.ZERO);
    }

    /**
     * Treats what is said so from now on.
     *
     * @param by how late it is, where it is to be late
     */
    void become(Mode next, Duration by) {
        lock.lock();
        try {
            var before = mode;
            delay = by;
            mode = next;
            changed.signalAll();
            if (next == Mode.CUT || before == Mode.HALF_OPEN) {
                connections.forEach(Connection::close);
            } else if (next == Mode.HALF_OPEN) {
                connections.forEach(Connection::hangUp);
            }
        } finally {
            lock.unlock();
        }
    }

    private void accept() {
        while (!door.isClosed()) {
            try {
                var caller = door.accept();
                Thread.startVirtualThread(() -> connect(caller));
            } catch (IOException e) {
                // The door has been closed, or the caller has gone again.
            }
        }
    }

    private void connect(Socket caller) {
        try {
            if (mode == Mode.CUT) {
                caller.setOption(StandardSocketOptions.SO_LINGER, 0); // A reset, as from a port where nobody listens.
                caller.close();
                return;
            }
            var called = new Socket();
            var connection = new Connection(caller, called);
            connections.add(connection);
            called.connect(target);
            caller.setTcpNoDelay(true);
            called.setTcpNoDelay(true);
            if (mode == Mode.CUT) {
                connection.close();
            }
            Thread.startVirtualThread(() -> pump(connection, true));
            pump(connection, false);
        } catch (IOException e) {
            // Nobody listens there, so the caller hears the same as if he had called there himself.
            close(caller);
            connections.removeIf(it -> it.caller == caller);
        }
    }

    private void pump(Connection connection, boolean isAnswer) {
        var from = isAnswer ? connection.called : connection.caller;
        var to = isAnswer ? connection.caller : connection.called;
        var buffer = new byte[BUFFER_BYTES];
        try {
            for (int read = from.getInputStream().read(buffer);
                    read >= 0;
                    read = from.getInputStream().read(buffer)) {
                awaitPassage(isAnswer);
                to.getOutputStream().write(buffer, 0, read);
            }
        } catch (IOException e) {
            // One of both has gone, and the other one is told below.
        }
        if (!connection.isHungUp) {
            connection.close();
        }
    }

    private void awaitPassage(boolean isAnswer) {
        if (mode == Mode.DELAY) {
            LockSupport.parkNanos(delay.toNanos());
        }
        lock.lock();
        try {
            while (mode.stops(isAnswer)) {
                changed.awaitUninterruptibly();
            }
        } finally {
            lock.unlock();
        }
    }

    /** How many connections there are. */
    int connections() {
        return connections.size();
    }

    @Override
    public void close() {
        try {
            door.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        become(Mode.CUT);
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // It is as good as closed.
        }
    }

    private final class Connection {
        private final Socket caller;
        private final Socket called;
        private volatile boolean isHungUp;

        Connection(Socket caller, Socket called) {
            this.caller = caller;
            this.called = called;
        }

        void hangUp() {
            isHungUp = true;
            Proxy.close(called);
        }

        void close() {
            Proxy.close(caller);
            Proxy.close(called);
            connections.remove(this);
        }
    }
}
