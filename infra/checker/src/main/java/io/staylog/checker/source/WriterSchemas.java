package io.staylog.checker.source;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.Schema;
import org.apache.avro.SchemaParseException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** The schemas that records were written with, by the id in the record, from the registry. Each is asked for once. */
final class WriterSchemas implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int HTTP_OK = 200;
    private static final int HTTP_NOT_FOUND = 404;

    private final URI registry;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(PATIENCE).build();
    private final JsonMapper json = JsonMapper.builder().build();
    private final Map<Integer, Optional<Schema>> known = new HashMap<>();

    WriterSchemas(URI registry) {
        this.registry = registry;
    }

    /** The schema with this id; empty where the registry knows none that can be read. */
    Optional<Schema> of(int id) {
        return known.computeIfAbsent(id, this::ask);
    }

    private Optional<Schema> ask(int id) {
        var uri = URI.create(registry + "/schemas/ids/" + id);
        try {
            var request = HttpRequest.newBuilder(uri).timeout(PATIENCE).build();
            var answer = http.send(request, HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() == HTTP_NOT_FOUND) {
                return Optional.empty();
            }
            if (answer.statusCode() != HTTP_OK) {
                throw new Unreachable("the registry answers HTTP " + answer.statusCode() + " to " + uri);
            }
            return parsed(answer.body());
        } catch (IOException e) {
            throw new Unreachable("the registry at " + registry + " does not answer; is it running?", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Unreachable("interrupted", e);
        }
    }

    private Optional<Schema> parsed(String body) {
        try {
            var text = json.readTree(body).path("schema").asString("");
            return Optional.of(new Schema.Parser().parse(text));
        } catch (JacksonException | SchemaParseException e) {
            return Optional.empty();
        }
    }

    @Override
    public void close() {
        http.close();
    }
}
