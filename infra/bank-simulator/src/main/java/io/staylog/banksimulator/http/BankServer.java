package io.staylog.banksimulator.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.staylog.banksimulator.ledger.DurableBank;
import io.staylog.banksimulator.ledger.LedgerLines;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.json.JsonMapper;

/** Serves a bank, every call on a virtual thread of its own. */
public final class BankServer implements AutoCloseable {
    private static final Logger LOG = System.getLogger(BankServer.class.getName());
    private static final int BACKLOG = 1_024;

    /** The JDK's server takes its limits from system properties; those that somebody has set stay. */
    private static final Map<String, String> LIMITS = Map.of(
            // Else every answer waits up to 40 ms for a delayed acknowledgement.
            "sun.net.httpserver.nodelay", "true",
            "sun.net.httpserver.maxReqHeaders", "64",
            "sun.net.httpserver.maxReqHeaderSize", "16384",
            // Seconds to send a request, so that nobody keeps a thread by sending slowly.
            "sun.net.httpserver.maxReqTime", "30",
            // Seconds; longer than clients keep a connection, or they would lose calls on one that just closed.
            "sun.net.httpserver.idleInterval", "120",
            "sun.net.httpserver.maxIdleConnections", "4096",
            "jdk.httpserver.maxConnections", "4096");

    private final HttpServer server;
    private final ExecutorService threads;
    private final JsonMapper json;
    private final Answers answers;
    private final Routes routes;
    private final Door door;
    private final Duration hang;

    private BankServer(HttpServer server, DurableBank bank, LedgerLines lines, Door door, Pace pace) {
        this.server = server;
        this.door = door;
        this.threads = Executors.newVirtualThreadPerTaskExecutor();
        this.json = JsonMapper.builder()
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .build();
        this.answers = new Answers(json);
        this.routes = new Routes(bank, lines, json, answers, pace.latency());
        this.hang = pace.hang();
    }

    /**
     * How fast it is.
     *
     * @param latency how long every call to the bank takes
     * @param hang how long a call that gets no answer is held before its connection closes
     */
    public record Pace(Duration latency, Duration hang) {}

    /** Starts to serve. */
    public static BankServer start(DurableBank bank, LedgerLines lines, Door door, Pace pace) throws IOException {
        LIMITS.forEach((name, value) -> System.getProperties().putIfAbsent(name, value));
        var address = new InetSocketAddress(door.address(), door.port());
        var server = new BankServer(HttpServer.create(address, BACKLOG), bank, lines, door, pace);
        server.server.setExecutor(server.threads);
        server.server.createContext("/", server::handle);
        server.server.start();
        return server;
    }

    /** Where it listens. */
    public int port() {
        return server.getAddress().getPort();
    }

    private void handle(HttpExchange exchange) {
        // Closing before an answer was sent closes the connection: that is how silence ends.
        try (exchange) {
            switch (answer(exchange)) {
                case Answer.Json(int status, var body, var headers) -> {
                    headers.forEach(exchange.getResponseHeaders()::set);
                    send(exchange, status, json.writeValueAsBytes(body));
                }
                case Answer.Stream(var contentType, var writer) -> stream(exchange, contentType, writer);
                case Answer.Silence _ -> Thread.sleep(hang);
                case Answer.Reset _ -> {} // Closing is all there is to it.
            }
        } catch (IOException e) {
            LOG.log(Level.DEBUG, "The caller went away", e);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt(); // The server stops; whoever still waits gets no answer.
        }
    }

    private Answer answer(HttpExchange exchange) throws IOException, InterruptedException {
        var request = new Request(exchange);
        if (!request.header("Host").map(door::isMeant).orElse(true)) {
            return answers.error(
                    421, "misdirected_request", "Host", "Call the bank as 127.0.0.1, localhost or one of its --names.");
        }
        try {
            return routes.answer(request);
        } catch (BadCallException e) {
            return answers.of(e);
        } catch (CompletionException e) {
            // Not on disk, so nobody may hear of it; what became of it is as unknown as after a crash.
            LOG.log(Level.ERROR, "The ledger could not be written", e);
            return new Answer.Silence();
        } catch (RuntimeException e) { // A mistake of ours must not look like a lost connection.
            LOG.log(Level.ERROR, exchange.getRequestMethod() + " " + exchange.getRequestURI() + " failed", e);
            return answers.error(500, "internal_error", null, "The simulator has a bug; its log says more.");
        }
    }

    private static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
    }

    private static void stream(HttpExchange exchange, String contentType, Answer.Writer writer) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", contentType);
        exchange.sendResponseHeaders(200, 0);
        try (OutputStream out = exchange.getResponseBody()) {
            writer.writeTo(out);
        }
    }

    /** Stops at once; calls that are still held get no answer. */
    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
        threads.close();
    }
}
