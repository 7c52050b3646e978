package io.staylog.systemtests.faults;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ProxyTest {
    private static final int PATIENCE_MS = 10_000;
    private static final int SILENCE_MS = 300;

    private final AtomicInteger heard = new AtomicInteger();
    private ServerSocket echo;
    private Proxy proxy;

    @BeforeEach
    void open() throws IOException {
        echo = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.startVirtualThread(this::serve);
        proxy = new Proxy(0, echo.getLocalPort());
    }

    @AfterEach
    void close() throws IOException {
        proxy.close();
        echo.close();
    }

    private void serve() {
        while (!echo.isClosed()) {
            try {
                var socket = echo.accept();
                Thread.startVirtualThread(() -> echo(socket));
            } catch (IOException e) {
                // The test is over.
            }
        }
    }

    private void echo(Socket socket) {
        try (socket) {
            for (int one = socket.getInputStream().read();
                    one >= 0;
                    one = socket.getInputStream().read()) {
                heard.incrementAndGet();
                socket.getOutputStream().write(one);
            }
        } catch (IOException e) {
            // The caller has gone.
        }
    }

    private Socket call() throws IOException {
        var socket = new Socket(InetAddress.getLoopbackAddress(), proxy.port());
        socket.setSoTimeout(PATIENCE_MS);
        return socket;
    }

    private static void say(Socket socket, String what) throws IOException {
        socket.getOutputStream().write(what.getBytes(UTF_8));
    }

    private static String hear(Socket socket, int letters) throws IOException {
        return new String(socket.getInputStream().readNBytes(letters), UTF_8);
    }

    private static void assertSilent(Socket socket) throws IOException {
        socket.setSoTimeout(SILENCE_MS);
        assertThatThrownBy(() -> socket.getInputStream().read()).isInstanceOf(SocketTimeoutException.class);
        socket.setSoTimeout(PATIENCE_MS);
    }

    @Test
    void what_is_said_is_answered() throws IOException {
        try (var socket = call()) {
            say(socket, "hello");
            assertThat(hear(socket, 5)).isEqualTo("hello");
        }
    }

    @Test
    void what_is_late_comes_whole() throws IOException {
        try (var socket = call()) {
            proxy.become(Proxy.Mode.DELAY, Duration.ofMillis(100));
            long begin = System.nanoTime();
            say(socket, "late");
            assertThat(hear(socket, 4)).isEqualTo("late");
            // Once there and once back.
            assertThat(Duration.ofNanos(System.nanoTime() - begin)).isGreaterThan(Duration.ofMillis(199));
        }
    }

    @Test
    void a_cut_ends_connections_and_lets_none_be_made() throws IOException {
        try (var before = call()) {
            say(before, "a");
            assertThat(hear(before, 1)).isEqualTo("a");
            proxy.become(Proxy.Mode.CUT);
            assertEnds(before);
            assertThatThrownBy(() -> {
                        try (var during = call()) {
                            say(during, "b");
                            throwAtEnd(during);
                        }
                    })
                    .isInstanceOf(IOException.class);
        }
        assertThat(proxy.connections()).isZero();
        proxy.heal();
        try (var after = call()) {
            say(after, "c");
            assertThat(hear(after, 1)).isEqualTo("c");
        }
    }

    private static void throwAtEnd(Socket socket) throws IOException {
        if (socket.getInputStream().read() < 0) {
            throw new IOException("the end");
        }
    }

    private static void assertEnds(Socket socket) {
        assertThatThrownBy(() -> throwAtEnd(socket)).isInstanceOf(IOException.class);
    }

    @Test
    void a_black_hole_swallows_nothing_for_good() throws IOException {
        try (var socket = call()) {
            proxy.become(Proxy.Mode.BLACK_HOLE);
            say(socket, "held");
            assertSilent(socket);
            assertThat(heard).hasValue(0);
            proxy.heal();
            assertThat(hear(socket, 4)).isEqualTo("held");
        }
    }

    @Test
    void without_answers_the_other_side_hears_everything() throws IOException {
        try (var socket = call()) {
            proxy.become(Proxy.Mode.NO_ANSWERS);
            say(socket, "done");
            Awaitility.await().until(() -> heard.get() == 4);
            assertSilent(socket);
            proxy.heal();
            assertThat(hear(socket, 4)).isEqualTo("done");
        }
    }

    @Test
    void a_half_open_connection_tells_its_caller_only_when_the_network_is_well_again() throws IOException {
        try (var socket = call()) {
            say(socket, "a");
            assertThat(hear(socket, 1)).isEqualTo("a");
            proxy.become(Proxy.Mode.HALF_OPEN);
            say(socket, "into the void");
            assertSilent(socket);
            proxy.heal();
            assertEnds(socket);
        }
        assertThat(heard).hasValue(1);
    }

    @Test
    void where_nobody_listens_the_caller_is_told() throws IOException {
        echo.close();
        try (var socket = call()) {
            assertEnds(socket);
        }
    }
}
