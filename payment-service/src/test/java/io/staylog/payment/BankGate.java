package io.staylog.payment;

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
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Stands before the bank and holds the calls of a hotel until a test lets them go. */
final class BankGate implements AutoCloseable {
    private static final List<String> HEADERS = List.of("Content-Type", "Accept", "Idempotency-Key", "traceparent");

    private final URI bank;
    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpClient http = HttpClient.newHttpClient();
    private final Map<String, CountDownLatch> held = new ConcurrentHashMap<>();

    BankGate(URI bank) {
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

    URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** Holds what a hotel tells the bank. */
    CountDownLatch hold(String hotelId) {
        return held.computeIfAbsent(hotelId, _ -> new CountDownLatch(1));
    }

    private void pass(HttpExchange exchange) throws IOException {
        try (exchange) { // Without an answer it closes the connection, as the bank has.
            var body = exchange.getRequestBody().readAllBytes();
            var text = new String(body, StandardCharsets.UTF_8);
            for (var hotel : held.entrySet()) {
                if (text.contains("\"merchant\":\"" + hotel.getKey() + "\"")) {
                    hotel.getValue().await();
                }
            }
            var request = HttpRequest.newBuilder(URI.create(bank.toString() + exchange.getRequestURI()))
                    .method(exchange.getRequestMethod(), HttpRequest.BodyPublishers.ofByteArray(body));
            for (var name : HEADERS) {
                var value = exchange.getRequestHeaders().getFirst(name);
                if (value != null) {
                    request.header(name, value);
                }
            }
            var response = http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
            exchange.sendResponseHeaders(response.statusCode(), response.body().length);
            exchange.getResponseBody().write(response.body());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
        http.close();
    }
}
