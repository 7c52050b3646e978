package io.staylog.banksimulator;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A merchant who listens to what the bank tells. */
final class Hotel implements AutoCloseable {

    /** A notification as it came in. */
    record Told(String signature, String text) {
        JsonNode body() {
            return new JsonMapper().readTree(text);
        }

        String get(String field) {
            return body().path(field).asString("");
        }
    }

    private final HttpServer server;
    private final List<Told> told = new CopyOnWriteArrayList<>();
    private final List<Told> refused = new CopyOnWriteArrayList<>();
    private volatile int status = 204;

    Hotel() throws IOException {
        server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", exchange -> {
            try (exchange) {
                var text = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
                var signature = exchange.getRequestHeaders().getFirst("Bank-Signature");
                int answer = status;
                (answer < 300 ? told : refused).add(new Told(signature, text));
                exchange.sendResponseHeaders(answer, -1);
            }
        });
        server.start();
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/notifications");
    }

    void answer(int with) {
        status = with;
    }

    List<Told> told() {
        return told;
    }

    List<Told> refused() {
        return refused;
    }

    List<String> types() {
        return told.stream().map(it -> it.get("type")).toList();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
