package io.staylog.reporting.testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** Enough of a schema registry to register schemas and hand them out by id. */
public final class RegistryDouble implements AutoCloseable {
    private static final JsonMapper JSON = JsonMapper.shared();

    private final HttpServer server;
    private final Map<String, Integer> ids = new LinkedHashMap<>();
    private volatile boolean away;

    public RegistryDouble() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    public URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** From now on every call fails, or no longer does. */
    public void away(boolean away) {
        this.away = away;
    }

    private synchronized void answer(HttpExchange call) throws IOException {
        var path = URLDecoder.decode(call.getRequestURI().getPath(), StandardCharsets.UTF_8);
        var body = new String(call.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        if (away) {
            respond(call, 503, "{\"message\":\"away\"}");
        } else if (path.equals("/config")) {
            respond(call, 200, "{\"compatibilityLevel\":\"FULL_TRANSITIVE\"}");
        } else if (path.startsWith("/subjects/")) {
            var schema = JSON.readTree(body).get("schema").asString();
            respond(call, 200, "{\"id\":" + ids.computeIfAbsent(schema, s -> ids.size() + 1) + "}");
        } else if (path.startsWith("/schemas/ids/")) {
            int id = Integer.parseInt(path.substring("/schemas/ids/".length()));
            var schema = ids.entrySet().stream()
                    .filter(e -> e.getValue() == id)
                    .map(Map.Entry::getKey)
                    .findFirst();
            respond(
                    call,
                    schema.isPresent() ? 200 : 404,
                    schema.map(s -> JSON.writeValueAsString(Map.of("schema", s)))
                            .orElse("{}"));
        } else {
            respond(call, 404, "{}");
        }
    }

    private static void respond(HttpExchange call, int status, String body) throws IOException {
        var bytes = body.getBytes(StandardCharsets.UTF_8);
        call.sendResponseHeaders(status, bytes.length);
        call.getResponseBody().write(bytes);
        call.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
