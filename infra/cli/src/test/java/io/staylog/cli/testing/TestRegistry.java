package io.staylog.cli.testing;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;
import org.jspecify.annotations.Nullable;

/** A schema registry as far as this program speaks to one. The same schema has the same id under every subject. */
public final class TestRegistry implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpServer server;
    private final List<Schema> schemas = new ArrayList<>();
    private final Map<String, List<Schema>> subjects = new LinkedHashMap<>();
    private final Map<String, String> levels = new HashMap<>();
    private String level = "NONE";
    private boolean refusesToRegister;
    private boolean forgetsItsLevel;
    private boolean refusesToRead;

    /** Starts. */
    public TestRegistry() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::handle);
        server.start();
    }

    /** Where it is. */
    public URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** Whether it answers "not available" to those who ask for a schema by its id. */
    public synchronized void refuseToRead(boolean refuses) {
        refusesToRead = refuses;
    }

    /** Whether it refuses every schema, for reasons of its own. */
    public synchronized void refuseToRegister(boolean refuses) {
        refusesToRegister = refuses;
    }

    /** Sets the level of all subjects that have none of their own. */
    public synchronized void level(String newLevel) {
        level = newLevel;
    }

    /** Gives one subject a level of its own; null takes it away. */
    public synchronized void level(String subject, @Nullable String newLevel) {
        if (newLevel == null) {
            levels.remove(subject);
        } else {
            levels.put(subject, newLevel);
        }
    }

    /** Whether it tells its level and does not keep to it. */
    public synchronized void forgetItsLevel(boolean forgets) {
        forgetsItsLevel = forgets;
    }

    /** Knows a subject no more, though its schemas still have their ids. */
    public synchronized void forget(String subject) {
        subjects.remove(subject);
    }

    private synchronized void handle(HttpExchange exchange) throws IOException {
        var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        var path = exchange.getRequestURI()
                .getPath()
                .replaceFirst("^/apis/ccompat/v7/", "/")
                .split("/");
        var answer = answer(exchange.getRequestMethod(), path, body);
        var bytes = JSON.writeValueAsBytes(answer);
        boolean isError = answer instanceof Map<?, ?> map && map.containsKey("error_code");
        exchange.sendResponseHeaders(isError ? (int) ((Map<?, ?>) answer).get("error_code") : 200, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private Object answer(String method, String[] path, String body) throws IOException {
        return switch (method + " " + path[1]) {
            case "GET config" ->
                Map.of("compatibilityLevel", path.length == 2 ? level : levels.getOrDefault(path[2], level));
            case "PUT config" -> {
                level = JSON.readTree(body).path("compatibility").asText();
                yield Map.of("compatibility", level);
            }
            case "GET schemas" -> refusesToRead ? error(503) : byId(Integer.parseInt(path[3]));
            case "GET subjects" -> subjects(path);
            case "POST subjects" -> path.length == 3 ? lookUp(path[2], schema(body)) : register(path[2], schema(body));
            case "POST compatibility" ->
                Map.of("is_compatible", !refusesToRegister && isCompatible(path[3], schema(body)));
            // Apicurio's own interface: /apis/registry/v3/groups/default/artifacts/<subject>/versions
            case "GET apis" -> origins(path[7]);
            default -> error(404);
        };
    }

    private Object origins(String subject) {
        var versions = new ArrayList<Map<String, Object>>();
        for (int version = 1;
                version <= subjects.getOrDefault(subject, List.of()).size();
                version++) {
            versions.add(Map.of(
                    "version",
                    Integer.toString(version),
                    "createdOn",
                    "2027-05-0" + version + "T12:00:00Z",
                    "owner",
                    "anna"));
        }
        return Map.of("count", versions.size(), "versions", versions);
    }

    private static Schema schema(String body) throws IOException {
        return new Schema.Parser().parse(JSON.readTree(body).path("schema").asText());
    }

    private Object byId(int id) {
        return id < 1 || id > schemas.size()
                ? error(404)
                : Map.of("schema", schemas.get(id - 1).toString());
    }

    private Object subjects(String[] path) {
        return switch (path.length) {
            case 2 -> List.copyOf(subjects.keySet());
            case 4 -> versions(path[2]);
            default -> version(path[2], Integer.parseInt(path[4]));
        };
    }

    private Object version(String subject, int version) {
        var known = subjects.getOrDefault(subject, List.of());
        if (version < 1 || version > known.size()) {
            return error(404);
        }
        var schema = known.get(version - 1);
        return Map.of(
                "subject", subject, "version", version, "id", schemas.indexOf(schema) + 1, "schema", schema.toString());
    }

    private Object versions(String subject) {
        var known = subjects.get(subject);
        return known == null
                ? error(404)
                : java.util.stream.IntStream.rangeClosed(1, known.size())
                        .boxed()
                        .toList();
    }

    private Object lookUp(String subject, Schema schema) {
        return subjects.getOrDefault(subject, List.of()).contains(schema)
                ? Map.of("id", schemas.indexOf(schema) + 1)
                : error(404);
    }

    private Object register(String subject, Schema schema) {
        if (refusesToRegister || !isCompatible(subject, schema)) {
            return error(409);
        }
        if (!schemas.contains(schema)) {
            schemas.add(schema);
        }
        var versions = subjects.computeIfAbsent(subject, _ -> new ArrayList<>());
        if (!versions.contains(schema)) {
            versions.add(schema);
        }
        return Map.of("id", schemas.indexOf(schema) + 1);
    }

    private boolean isCompatible(String subject, Schema schema) {
        return forgetsItsLevel
                || levels.getOrDefault(subject, level).equals("NONE")
                || subjects.getOrDefault(subject, List.of()).stream()
                        .allMatch(known -> reads(known, schema) && reads(schema, known));
    }

    private static boolean reads(Schema reader, Schema writer) {
        return SchemaCompatibility.checkReaderWriterCompatibility(reader, writer)
                        .getType()
                == SchemaCompatibilityType.COMPATIBLE;
    }

    private static Map<String, Object> error(int status) {
        return Map.of("error_code", status, "message", "status " + status);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
