package io.staylog.schemas.serde;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.URLDecoder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;

/** A schema registry in this process, over real HTTP, that can be made to behave badly. */
public final class RegistryDouble implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpServer server;
    private final List<JsonNode> schemas = new CopyOnWriteArrayList<>();
    private final Map<String, List<Integer>> subjects = new ConcurrentHashMap<>(new TreeMap<>());
    final AtomicInteger requests = new AtomicInteger();
    /** Answers every request with this, unless it is 0. */
    volatile int status;
    /** Answers every request with this body, unless it is empty. */
    volatile String body = "";
    /** Knows only ids up to this one, like a registry that is still reading its own log. */
    volatile int replayedTo = Integer.MAX_VALUE;

    volatile String level = "NONE";
    /** Would take any schema, whatever its level says. */
    volatile boolean takesAll;

    private volatile boolean takesBackward;
    private final Map<String, String> levels = new ConcurrentHashMap<>();
    /** Refuses to register the next schema. */
    volatile boolean refuses;

    /** Listens on a free port, and knows nothing. */
    public RegistryDouble() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", this::answer);
        server.start();
    }

    /** A client of it. */
    public SchemaRegistry client() {
        return new SchemaRegistry(
                URI.create("http://127.0.0.1:" + server.getAddress().getPort()));
    }

    /** Registers a schema as another program would, and returns its id. */
    int register(String subject, Schema schema) {
        return register(subject, SchemaRegistry.plain(schema));
    }

    int register(String subject, String text) {
        return register(subject, (JsonNode) com.fasterxml.jackson.databind.node.TextNode.valueOf(text));
    }

    private synchronized int register(String subject, JsonNode text) {
        if (!schemas.contains(text)) {
            schemas.add(text);
        }
        int id = schemas.indexOf(text) + 1;
        var versions = subjects.computeIfAbsent(subject, s -> new CopyOnWriteArrayList<>());
        if (!versions.contains(id)) {
            versions.add(id);
        }
        return id;
    }

    /** Forgets everything, as if its storage had been deleted. */
    public synchronized void wipe() {
        schemas.clear();
        subjects.clear();
    }

    /** Takes any schema from now on, whatever its level says. */
    public void takeAll() {
        takesAll = true;
    }

    /** Whether it answers "not available" to everybody. */
    public void away(boolean isAway) {
        status = isAway ? 503 : 0;
    }

    /** Takes any schema from now on with which all that was written can be read, whatever its level says. */
    public void takeWhatNewReadersRead() {
        takesBackward = true;
    }

    /** Gives one subject a level of its own. */
    public void level(String subject, String newLevel) {
        levels.put(subject, newLevel);
    }

    /** Sets the level of all subjects. */
    public void level(String newLevel) {
        level = newLevel;
    }

    /** The schema of an id. */
    public Schema schema(int id) {
        return new Schema.Parser().parse(schemas.get(id - 1).asText());
    }

    private void answer(HttpExchange exchange) throws IOException {
        requests.incrementAndGet();
        var request = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
        if (status != 0) {
            send(exchange, status, body.isEmpty() ? "{\"error_code\":" + status + ",\"message\":\"planted\"}" : body);
        } else if (!body.isEmpty()) {
            send(exchange, 200, body);
        } else {
            route(exchange, request);
        }
    }

    private void route(HttpExchange exchange, String request) throws IOException {
        var path = exchange.getRequestURI().getRawPath().split("/");
        var method = exchange.getRequestMethod();
        switch (path[1]) {
            case "schemas" -> schema(exchange, Integer.parseInt(path[3]));
            case "config" -> config(exchange, method, path, request);
            case "compatibility" -> {
                boolean takes = takesAll || (takesBackward && readsAll(URLDecoder.decode(path[3], UTF_8), request));
                send(exchange, 200, "{\"is_compatible\":" + takes + "}");
            }
            case "subjects" -> subject(exchange, method, path, request);
            default -> send(exchange, 404, "{\"error_code\":404,\"message\":\"no such path\"}");
        }
    }

    private void schema(HttpExchange exchange, int id) throws IOException {
        if (id < 1 || id > schemas.size() || id > replayedTo) {
            send(exchange, 404, "{\"error_code\":40403,\"message\":\"Schema not found\"}");
        } else {
            send(
                    exchange,
                    200,
                    JSON.createObjectNode().set("schema", schemas.get(id - 1)).toString());
        }
    }

    private boolean readsAll(String subject, String request) throws IOException {
        var reader =
                new Schema.Parser().parse(JSON.readTree(request).path("schema").asText());
        return subjects.getOrDefault(subject, List.of()).stream()
                .map(id -> SchemaCompatibility.checkReaderWriterCompatibility(reader, schema(id)))
                .allMatch(pair -> pair.getType() == SchemaCompatibilityType.COMPATIBLE);
    }

    private void config(HttpExchange exchange, String method, String[] path, String request) throws IOException {
        if (method.equals("PUT")) {
            level = JSON.readTree(request).path("compatibility").asText();
        }
        var answer = path.length > 2 ? levels.getOrDefault(URLDecoder.decode(path[2], UTF_8), level) : level;
        send(
                exchange,
                200,
                JSON.createObjectNode().put("compatibilityLevel", answer).toString());
    }

    private void subject(HttpExchange exchange, String method, String[] path, String request) throws IOException {
        if (path.length == 2) {
            var names = JSON.createArrayNode();
            subjects.keySet().forEach(names::add);
            send(exchange, 200, names.toString());
            return;
        }
        var subject = URLDecoder.decode(path[2], UTF_8);
        var known = subjects.getOrDefault(subject, List.of());
        boolean versions = path.length > 3;
        if (method.equals("GET") && path.length == 5) {
            version(exchange, known, Integer.parseInt(path[4]));
        } else if (method.equals("GET")) {
            var numbers = JSON.createArrayNode();
            for (int version = 1; version <= known.size(); version++) {
                numbers.add(version);
            }
            send(exchange, known.isEmpty() ? 404 : 200, numbers.toString());
        } else if (versions && refuses) {
            send(exchange, 409, "{\"error_code\":409,\"message\":\"Incompatible artifact\"}");
        } else {
            var text = JSON.readTree(request).get("schema");
            int id = versions ? register(subject, text) : schemas.indexOf(text) + 1;
            boolean found = versions || known.contains(id);
            send(exchange, found ? 200 : 404, found ? "{\"id\":" + id + "}" : "{\"error_code\":40403}");
        }
    }

    private void version(HttpExchange exchange, List<Integer> known, int version) throws IOException {
        if (version < 1 || version > known.size()) {
            send(exchange, 404, "{\"error_code\":40402,\"message\":\"Version not found\"}");
        } else {
            int id = known.get(version - 1);
            send(
                    exchange,
                    200,
                    JSON.createObjectNode()
                            .put("id", id)
                            .put("version", version)
                            .set("schema", schemas.get(id - 1))
                            .toString());
        }
    }

    private static void send(HttpExchange exchange, int status, String text) throws IOException {
        var bytes = text.getBytes(UTF_8);
        try (exchange) {
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }

    /** A registry that takes connections and says no more than it is told to. */
    static final class BlackHole implements AutoCloseable {
        private final ServerSocket socket;
        private final List<Socket> connections = new ArrayList<>();

        BlackHole(String says) {
            try {
                socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            Thread.ofVirtual().start(() -> {
                try {
                    while (true) {
                        var connection = socket.accept();
                        connections.add(connection);
                        connection.getOutputStream().write(says.getBytes(UTF_8));
                        connection.getOutputStream().flush();
                    }
                } catch (IOException e) {
                    // Closed.
                }
            });
        }

        /** A client of it. */
        public SchemaRegistry client() {
            return new SchemaRegistry(URI.create("http://127.0.0.1:" + socket.getLocalPort()));
        }

        @Override
        public void close() throws IOException {
            socket.close();
            for (var connection : connections) {
                connection.close();
            }
        }
    }
}
