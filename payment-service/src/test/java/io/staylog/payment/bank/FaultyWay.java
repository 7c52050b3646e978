package io.staylog.payment.bank;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** The way to a bank: it loses calls and answers when it is told to, and remembers what was sent under which key. */
public final class FaultyWay implements AutoCloseable {
    private static final Set<String> NOT_PASSED_ON =
            Set.of("connection", "host", "content-length", "http2-settings", "upgrade");

    /** What happens to a call. */
    public enum Fault {
        /** It does not arrive, and nobody says so. */
        LOST,
        /** It is carried out, but the answer does not arrive. */
        ANSWER_LOST,
        /** The connection is cut before it arrives. */
        CUT_BEFORE,
        /** It is carried out, and then the connection is cut. */
        CUT_AFTER,
        /** A gateway on the way answers 502 and has not passed it on. */
        BAD_GATEWAY_BEFORE,
        /** A gateway on the way answers 502, but has passed it on. */
        BAD_GATEWAY_AFTER;

        /** Whether the bank has carried it out. */
        public boolean isAfter() {
            return this == ANSWER_LOST || this == CUT_AFTER || this == BAD_GATEWAY_AFTER;
        }
    }

    private final URI bank;
    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpClient http = HttpClient.newHttpClient();
    private final Map<String, Fault> faults = new ConcurrentHashMap<>();
    private final Map<String, Set<String>> sent = new ConcurrentHashMap<>();
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile boolean questionsFail;

    /** Begins to pass on. */
    public FaultyWay(URI bank) {
        this.bank = bank;
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/", this::pass);
        server.start();
    }

    /** Where it begins. */
    public URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** Does that to the next call with that key. */
    public void disturb(String key, Fault fault) {
        faults.put(key, fault);
    }

    /** Lets all questions fail, or no more. */
    public void failQuestions(boolean fail) {
        questionsFail = fail;
    }

    /** What was ever sent under each key: path and body. */
    public Map<String, Set<String>> sent() {
        return sent;
    }

    private void pass(HttpExchange exchange) throws IOException {
        try (exchange) { // Without an answer it closes the connection.
            var body = exchange.getRequestBody().readAllBytes();
            var key = exchange.getRequestHeaders().getFirst("Idempotency-Key");
            if (key != null) {
                var call = exchange.getRequestURI() + " " + new String(body, StandardCharsets.UTF_8);
                sent.computeIfAbsent(key, _ -> new ConcurrentSkipListSet<>()).add(call);
            } else if (questionsFail) {
                answer(exchange, 503, "{}".getBytes(StandardCharsets.UTF_8));
                return;
            }
            pass(exchange, body, key == null ? null : faults.remove(key));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void pass(HttpExchange exchange, byte[] body, Fault fault) throws IOException, InterruptedException {
        var answer = fault == null || fault.isAfter() ? passed(exchange, body) : null;
        switch (fault) {
            case null -> {
                answer.headers().map().forEach((name, values) -> {
                    if (!name.startsWith(":") && !NOT_PASSED_ON.contains(name.toLowerCase(java.util.Locale.ROOT))) {
                        exchange.getResponseHeaders().put(name, values);
                    }
                });
                answer(exchange, answer.statusCode(), answer.body());
            }
            case LOST, ANSWER_LOST -> closed.await();
            case CUT_BEFORE, CUT_AFTER -> {}
            case BAD_GATEWAY_BEFORE, BAD_GATEWAY_AFTER ->
                answer(exchange, 502, "<html>Bad Gateway</html>".getBytes(StandardCharsets.UTF_8));
        }
    }

    private HttpResponse<byte[]> passed(HttpExchange exchange, byte[] body) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(
                        URI.create(bank + exchange.getRequestURI().toString()))
                .method(exchange.getRequestMethod(), HttpRequest.BodyPublishers.ofByteArray(body));
        exchange.getRequestHeaders().forEach((name, values) -> {
            if (!NOT_PASSED_ON.contains(name.toLowerCase(java.util.Locale.ROOT))) {
                values.forEach(value -> request.header(name, value));
            }
        });
        return http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    }

    private static void answer(HttpExchange exchange, int status, byte[] body) throws IOException {
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
    }

    @Override
    public void close() {
        closed.countDown();
        server.stop(0);
        threads.shutdownNow();
        http.shutdownNow();
    }
}
