package io.staylog.booking;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.staylog.schemas.Topic;
import io.staylog.schemas.Topics;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.Schema;
import tools.jackson.databind.json.JsonMapper;

/** A schema registry that knows all our schemas, and can be told to forget some or to be away. */
public final class RegistryDouble implements AutoCloseable {
    private static final JsonMapper JSON = new JsonMapper();

    private final HttpServer server;
    private final List<String> subjects = new ArrayList<>();
    private final List<Schema> schemas = new ArrayList<>();
    private final Set<String> forgotten = ConcurrentHashMap.newKeySet();
    private volatile boolean away;

    /** Listens on any free port. */
    public RegistryDouble() {
        for (Topic topic : Topics.all()) {
            topic.schemas().forEach((subject, schema) -> {
                subjects.add(subject);
                schemas.add(schema);
            });
        }
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", this::answer);
        server.start();
    }

    /** Where it listens. */
    public URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** Lets one subject be unregistered. */
    public void forget(String subject) {
        forgotten.add(subject);
    }

    /** Answers nothing but errors. */
    public void away(boolean isAway) {
        away = isAway;
    }

    private void answer(HttpExchange exchange) throws IOException {
        var path = exchange.getRequestURI().getPath();
        if (away) {
            send(exchange, 503, "{}");
        } else if (path.startsWith("/schemas/ids/")) {
            int id = Integer.parseInt(path.substring("/schemas/ids/".length()));
            boolean known = id >= 1 && id <= schemas.size();
            var schema = known ? schemas.get(id - 1).toString() : "";
            send(
                    exchange,
                    known ? 200 : 404,
                    JSON.createObjectNode().put("schema", schema).toString());
        } else if (path.startsWith("/subjects/")) {
            var subject = URLDecoder.decode(path.substring("/subjects/".length()), UTF_8);
            int id = forgotten.contains(subject) ? 0 : subjects.indexOf(subject) + 1;
            send(
                    exchange,
                    id == 0 ? 404 : 200,
                    JSON.createObjectNode().put("id", id).toString());
        } else {
            send(exchange, 200, "{\"compatibilityLevel\":\"FULL_TRANSITIVE\"}");
        }
    }

    private static void send(HttpExchange exchange, int status, String body) throws IOException {
        try (exchange) {
            exchange.sendResponseHeaders(status, body.getBytes(UTF_8).length);
            exchange.getResponseBody().write(body.getBytes(UTF_8));
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
