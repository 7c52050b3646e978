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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;
import tools.jackson.databind.json.JsonMapper;

/** A schema registry as far as we speak to one, over real HTTP. The same schema has the same id under every subject. */
public final class RegistryDouble implements AutoCloseable {
    private static final JsonMapper JSON = JsonMapper.shared();

    private final HttpServer server;
    private final List<Schema> schemas = new ArrayList<>();
    private final Map<String, List<Schema>> subjects = new LinkedHashMap<>();
    private String level = "NONE";
    private boolean away;
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

    private synchronized void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            var body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
            var path = exchange.getRequestURI().getRawPath().split("/");
            var answer = away ? Answer.error(503) : answer(exchange.getRequestMethod(), path, body);
            var bytes = JSON.writeValueAsBytes(answer.body);
            exchange.sendResponseHeaders(answer.status, bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    private Answer answer(String method, String[] path, String body) {
        return switch (method + " " + path[1]) {
            case "GET config" -> Answer.ok(Map.of("compatibilityLevel", level));
            case "PUT config" -> {
                level = JSON.readTree(body).path("compatibility").asString();
                yield Answer.ok(Map.of("compatibility", level));
            }
            case "GET schemas" -> refusesToRead ? Answer.error(503) : byId(Integer.parseInt(path[3]));
            case "GET subjects" ->
                path.length == 2 ? Answer.ok(List.copyOf(subjects.keySet())) : versions(decoded(path[2]));
            case "POST subjects" ->
                path.length == 3 ? lookUp(decoded(path[2]), schema(body)) : register(decoded(path[2]), schema(body));
            case "POST compatibility" ->
                Answer.ok(Map.of("is_compatible", isCompatible(decoded(path[3]), schema(body))));
            default -> Answer.error(404);
        };
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
        if (!isCompatible(subject, schema)) {
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
        return subjects.getOrDefault(subject, List.of()).stream()
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
