package io.staylog.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.staylog.schemas.serde.SchemaRegistration;
import io.staylog.schemas.serde.SchemaRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** A schema registry as far as we speak to one, over real HTTP. The same schema has the same id under every subject. */
public final class RegistryDouble implements AutoCloseable {
    private static final JsonMapper JSON = JsonMapper.shared();

    private final HttpServer server;
    private final List<Schema> schemas = new ArrayList<>();
    private final Map<String, List<Schema>> subjects = new LinkedHashMap<>();
    private final Map<String, String> levels = new HashMap<>();
    private String level = "NONE";
    private boolean away;
    private boolean refusesToRegister;
    private boolean forgetsItsLevel;
    private boolean refusesToRead;

    private RegistryDouble() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", this::handle);
        server.start();
    }

    /** Listens on a free port, and knows no schema. */
    public static RegistryDouble empty() {
        return new RegistryDouble();
    }

    /** Listens on a free port, and knows every schema of ours. */
    public static RegistryDouble withOurSchemas() {
        var registry = new RegistryDouble();
        new SchemaRegistration(new SchemaRegistry(registry.url())).registerAll();
        return registry;
    }

    /** Where it listens. */
    public URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** Knows nothing of a subject any more. */
    public synchronized void forget(String subject) {
        subjects.remove(subject);
    }

    /** Whether it answers "not available" to everybody. */
    public synchronized void away(boolean isAway) {
        away = isAway;
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

    private synchronized void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            var body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
            var path = exchange.getRequestURI()
                    .getRawPath()
                    .replaceFirst("^/apis/ccompat/v7/", "/")
                    .split("/");
            var answer = away ? Answer.error(503) : answer(exchange.getRequestMethod(), path, body);
            var bytes = JSON.writeValueAsBytes(answer.body);
            exchange.sendResponseHeaders(answer.status, bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    private Answer answer(String method, String[] path, String body) {
        return switch (method + " " + path[1]) {
            case "GET config" ->
                Answer.ok(Map.of(
                        "compatibilityLevel", path.length == 2 ? level : levels.getOrDefault(decoded(path[2]), level)));
            case "PUT config" -> {
                level = JSON.readTree(body).path("compatibility").asString();
                yield Answer.ok(Map.of("compatibility", level));
            }
            case "GET schemas" -> refusesToRead ? Answer.error(503) : byId(Integer.parseInt(path[3]));
            case "GET subjects" -> subjects(path);
            case "POST subjects" ->
                path.length == 3 ? lookUp(decoded(path[2]), schema(body)) : register(decoded(path[2]), schema(body));
            case "POST compatibility" ->
                Answer.ok(Map.of("is_compatible", !refusesToRegister && isCompatible(decoded(path[3]), schema(body))));
            // Apicurio's own interface: /apis/registry/v3/groups/default/artifacts/<subject>/versions
            case "GET apis" -> origins(decoded(path[7]));
            default -> Answer.error(404);
        };
    }

    private Answer subjects(String[] path) {
        return switch (path.length) {
            case 2 -> Answer.ok(List.copyOf(subjects.keySet()));
            case 4 -> versions(decoded(path[2]));
            default -> version(decoded(path[2]), Integer.parseInt(path[4]));
        };
    }

    private Answer version(String subject, int version) {
        var known = subjects.getOrDefault(subject, List.of());
        if (version < 1 || version > known.size()) {
            return Answer.error(404);
        }
        var schema = known.get(version - 1);
        return Answer.ok(Map.of(
                "subject",
                subject,
                "version",
                version,
                "id",
                schemas.indexOf(schema) + 1,
                "schema",
                schema.toString()));
    }

    private Answer origins(String subject) {
        var versions = new ArrayList<Map<String, Object>>();
        int count = subjects.getOrDefault(subject, List.of()).size();
        for (int version = 1; version <= count; version++) {
            var createdOn = "2027-05-0" + version + "T12:00:00Z";
            versions.add(Map.of("version", Integer.toString(version), "createdOn", createdOn, "owner", "anna"));
        }
        return Answer.ok(Map.of("count", versions.size(), "versions", versions));
    }

    private static String decoded(String segment) {
        return URLDecoder.decode(segment, UTF_8);
    }

    private static Schema schema(String body) {
        return new Schema.Parser().parse(JSON.readTree(body).path("schema").asString());
    }

    private Answer byId(int id) {
        return id < 1 || id > schemas.size()
                ? Answer.error(404)
                : Answer.ok(Map.of("schema", schemas.get(id - 1).toString()));
    }

    private Answer versions(String subject) {
        var known = subjects.get(subject);
        return known == null
                ? Answer.error(404)
                : Answer.ok(IntStream.rangeClosed(1, known.size()).boxed().toList());
    }

    private Answer lookUp(String subject, Schema schema) {
        return subjects.getOrDefault(subject, List.of()).contains(schema)
                ? Answer.ok(Map.of("id", schemas.indexOf(schema) + 1))
                : Answer.error(404);
    }

    private Answer register(String subject, Schema schema) {
        if (refusesToRegister || !isCompatible(subject, schema)) {
            return Answer.error(409);
        }
        if (!schemas.contains(schema)) {
            schemas.add(schema);
        }
        var versions = subjects.computeIfAbsent(subject, _ -> new ArrayList<>());
        if (!versions.contains(schema)) {
            versions.add(schema);
        }
        return Answer.ok(Map.of("id", schemas.indexOf(schema) + 1));
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

    @Override
    public void close() {
        server.stop(0);
    }

    private record Answer(int status, Object body) {
        static Answer ok(Object body) {
            return new Answer(200, body);
        }

        static Answer error(int status) {
            return new Answer(status, Map.of("error_code", status, "message", "status " + status));
        }
    }
}
