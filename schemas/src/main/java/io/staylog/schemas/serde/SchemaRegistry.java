package io.staylog.schemas.serde;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A schema registry that speaks Confluent's HTTP interface (Apicurio's {@code /apis/ccompat/v7} does).
 *
 * <p>Every call ends within about six seconds, whatever the registry does: each of three attempts has two seconds. Nothing
 * is cached here but one of its answers, so that a registry that has lost its data can be told. Safe for use by many threads.
 */
public final class SchemaRegistry {
    private static final Duration ATTEMPT_TIMEOUT = Duration.ofSeconds(2);
    private static final int ATTEMPTS = 3;
    private static final long BACKOFF_MS = 100;
    private static final String MEDIA_TYPE = "application/vnd.schemaregistry.v1+json";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final URI base;
    private final HttpClient http;
    private final AtomicReference<@Nullable Witness> witness = new AtomicReference<>();

    /**
     * Does not connect yet.
     *
     * @param base address of the interface, for example {@code http://127.0.0.1:8081/apis/ccompat/v7}
     */
    public SchemaRegistry(URI base) {
        this.base = base;
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(ATTEMPT_TIMEOUT)
                .build();
    }

    /** Where the registry is. */
    public URI address() {
        return base;
    }

    /**
     * The id under which a schema is registered, if it is.
     *
     * @throws RegistryUnavailableException if the registry gave no usable answer
     */
    public Optional<Integer> find(String subject, Schema schema) {
        var answer = call("POST", "/subjects/" + encoded(subject), schemaBody(schema));
        if (answer.status == 404) {
            return Optional.empty();
        }
        int id = answer.id("look up " + subject);
        remember(id, schema);
        return Optional.of(id);
    }

    /**
     * The id of a schema, registering a new version where needed. Idempotent.
     *
     * @throws IncompatibleSchemaException if the registry's rules refuse it
     * @throws RegistryUnavailableException if the registry gave no usable answer
     */
    public int register(String subject, Schema schema) {
        var answer = call("POST", "/subjects/" + encoded(subject) + "/versions", schemaBody(schema));
        if (answer.status == 409 || answer.status == 422) {
            throw new IncompatibleSchemaException(subject, answer.message());
        }
        return answer.id("register " + subject);
    }

    /**
     * The schema that an id stands for; empty where the registry knows no such id. Just after its start a registry may not
     * know an id that it will know a moment later.
     *
     * @throws UndecodableException if the id stands for something that Avro does not understand, such as a JSON schema
     * @throws RegistryUnavailableException if the registry gave no usable answer
     */
    public Optional<Schema> schema(int id) {
        var answer = call("GET", "/schemas/ids/" + id, "");
        if (answer.status == 404) {
            return Optional.empty();
        }
        // Not asText(): it makes a text of null, too.
        var text = answer.ok("read schema " + id).path("schema").textValue();
        if (text == null || text.isEmpty()) {
            throw new RegistryUnavailableException("the schema registry at " + base + " sent no schema for id " + id);
        }
        try {
            return Optional.of(new Schema.Parser().parse(text));
        } catch (AvroRuntimeException e) {
            throw new UndecodableException("schema " + id + " is not an Avro schema: " + e.getMessage(), e);
        }
    }

    /**
     * All subjects, in the order of their names.
     *
     * @throws RegistryUnavailableException if the registry gave no usable answer
     */
    public List<String> subjects() {
        var subjects = new ArrayList<String>();
        call("GET", "/subjects", "").ok("list subjects").forEach(subject -> subjects.add(subject.asText()));
        subjects.sort(null);
        return subjects;
    }

    /**
     * The versions of a subject; empty where there is no such subject.
     *
     * @throws RegistryUnavailableException if the registry gave no usable answer
     */
    public List<Integer> versions(String subject) {
        var versions = new ArrayList<Integer>();
        var answer = call("GET", "/subjects/" + encoded(subject) + "/versions", "");
        if (answer.status != 404) {
            answer.ok("list versions of " + subject).forEach(version -> versions.add(version.asInt()));
        }
        return versions;
    }

    /**
     * One version of a subject.
     *
     * @param version its number, as {@link #versions} lists it
     * @param id the id that payloads carry
     * @param schema the schema
     */
    public record Registered(int version, int id, Schema schema) {}

    /**
     * One version of a subject; empty where the registry has none of that number.
     *
     * @throws UndecodableException if it is something that Avro does not understand, such as a JSON schema
     * @throws RegistryUnavailableException if the registry gave no usable answer
     */
    public Optional<Registered> version(String subject, int version) {
        var purpose = "read version " + version + " of " + subject;
        var answer = call("GET", "/subjects/" + encoded(subject) + "/versions/" + version, "");
        if (answer.status == 404) {
            return Optional.empty();
        }
        var text = answer.ok(purpose).path("schema").textValue();
        if (text == null || text.isEmpty()) {
            throw new RegistryUnavailableException("the schema registry sent no schema to " + purpose);
        }
        try {
            return Optional.of(new Registered(version, answer.id(purpose), new Schema.Parser().parse(text)));
        } catch (AvroRuntimeException e) {
            throw new UndecodableException(
                    "version " + version + " of " + subject + " is not an Avro schema: " + e.getMessage(), e);
        }
    }

    /**
     * The compatibility level that holds for a subject: its own, or else the global one.
     *
     * @throws RegistryUnavailableException if the registry gave no usable answer
     */
    public String compatibilityLevel(String subject) {
        // Without the parameter, Apicurio answers its built-in default for a subject that has no level of its own.
        return call("GET", "/config/" + encoded(subject) + "?defaultToGlobal=true", "")
                .ok("read the compatibility level of " + subject)
                .path("compatibilityLevel")
                .asText();
    }

    /**
     * The compatibility level that holds for subjects without one of their own, for example {@code FULL_TRANSITIVE}.
     *
     * @throws RegistryUnavailableException if the registry gave no usable answer
     */
    public String compatibilityLevel() {
        return call("GET", "/config", "")
                .ok("read the compatibility level")
                .path("compatibilityLevel")
                .asText();
    }

    /**
     * Sets the compatibility level for subjects without one of their own.
     *
     * @throws RegistryUnavailableException if the registry gave no usable answer
     */
    public void setCompatibilityLevel(String level) {
        var body = JSON.createObjectNode().put("compatibility", level);
        call("PUT", "/config", body.toString()).ok("set the compatibility level");
    }

    /**
     * What the registry says to a proposed version of a subject: empty where it would accept it.
     *
     * @throws RegistryUnavailableException if the registry gave no usable answer
     */
    public Optional<String> objection(String subject, Schema schema) {
        if (versions(subject).isEmpty()) {
            return Optional.empty();
        }
        var path = "/compatibility/subjects/" + encoded(subject) + "/versions?verbose=true";
        var answer = call("POST", path, schemaBody(schema));
        if (answer.status == 422) {
            return Optional.of(answer.message());
        }
        var verdict = answer.ok("check " + subject);
        return verdict.path("is_compatible").asBoolean()
                ? Optional.empty()
                : Optional.of("it would break a reader or a writer of an earlier version " + verdict.path("messages"));
    }

    /** Why it cannot be relied on now: it gives no usable answer, or says otherwise than before; empty where it can. */
    public Optional<String> trouble() {
        try {
            compatibilityLevel();
            var known = witness.get();
            return known == null ? Optional.empty() : contradiction(known);
        } catch (RegistryUnavailableException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    /** What it has said of the newest schema of our contract that it was asked for; null before its first answer. */
    @Nullable
    Witness witness() {
        return witness.get();
    }

    /**
     * What it says otherwise than before; empty where it says the same.
     *
     * @throws RegistryUnavailableException if the registry gave no usable answer
     */
    Optional<String> contradiction(Witness known) {
        try {
            var now = schema(known.id());
            return now.isPresent() && !known.isContradictedBy(now.get())
                    ? Optional.empty()
                    : Optional.of(known.sentence(
                            base, now.map(s -> "that of " + s.getFullName()).orElse("unknown")));
        } catch (UndecodableException e) {
            return Optional.of(known.sentence(base, "not an Avro schema"));
        }
    }

    /** Takes for true, from now on, what it said of an id: something else has borne it out. */
    public void believe(int id, Schema schema) {
        if (Witness.isToBeHeldOnTo(schema)) {
            remember(id, schema);
        }
    }

    private void remember(int id, Schema schema) {
        witness.updateAndGet(known -> known != null && known.id() >= id ? known : Witness.of(id, schema));
    }

    private static String schemaBody(Schema schema) {
        return JSON.createObjectNode()
                .put("schema", plain(schema))
                .put("schemaType", "AVRO")
                .toString();
    }

    /** Generated classes carry Java hints in their schemas; other languages' copies do not, so they are left out. */
    public static String plain(Schema schema) {
        try {
            var tree = JSON.readTree(schema.toString());
            removeJavaHints(tree);
            return new Schema.Parser().parse(tree.toString()).toString();
        } catch (IOException e) {
            throw new IllegalStateException("a schema's own text is not JSON", e);
        }
    }

    private static void removeJavaHints(JsonNode node) {
        if (node instanceof ObjectNode object) {
            object.remove("avro.java.string");
        }
        node.forEach(SchemaRegistry::removeJavaHints);
    }

    private Answer call(String method, String path, String body) {
        var last = new IOException("not tried");
        for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
            if (attempt > 1) {
                pause(attempt - 1);
            }
            try {
                var answer = attempt(method, path, body);
                if (answer.status < 500 && answer.status != 429) {
                    return answer;
                }
                last = new IOException("HTTP " + answer.status + " " + answer.message());
            } catch (IOException e) {
                last = e;
            }
        }
        throw new RegistryUnavailableException(
                "the schema registry at " + base + " gave no usable answer to " + method + " " + path + ": " + last,
                last);
    }

    private Answer attempt(String method, String path, String body) throws IOException {
        var publisher =
                body.isEmpty() ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body);
        var request = HttpRequest.newBuilder(URI.create(base + path))
                .header("Content-Type", MEDIA_TYPE)
                .header("Accept", MEDIA_TYPE + ", application/json")
                .method(method, publisher)
                .build();
        // Not the request's own time-out: that one ends with the answer's headers, and the body may never come.
        var response = http.sendAsync(request, HttpResponse.BodyHandlers.ofString());
        try {
            var whole = response.get(ATTEMPT_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
            return new Answer(whole.statusCode(), whole.body());
        } catch (TimeoutException e) {
            response.cancel(true);
            throw new IOException("no whole answer within " + ATTEMPT_TIMEOUT.toMillis() + " ms", e);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException failure ? failure : new IOException(e.getCause());
        } catch (InterruptedException e) {
            response.cancel(true);
            Thread.currentThread().interrupt();
            throw new RegistryUnavailableException("interrupted while asking the schema registry", e);
        }
    }

    private static void pause(int attempt) {
        try {
            Thread.sleep(BACKOFF_MS * attempt);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RegistryUnavailableException("interrupted while asking the schema registry", e);
        }
    }

    private static String encoded(String subject) {
        return URLEncoder.encode(subject, StandardCharsets.UTF_8);
    }

    private record Answer(int status, String body) {
        JsonNode ok(String purpose) {
            if (status / 100 != 2) {
                throw new RegistryUnavailableException(
                        "the schema registry refused to " + purpose + ": HTTP " + status + " " + message());
            }
            try {
                return JSON.readTree(body);
            } catch (IOException e) {
                throw new RegistryUnavailableException("the schema registry answered no JSON to " + purpose, e);
            }
        }

        int id(String purpose) {
            int id = ok(purpose).path("id").asInt();
            if (id <= 0) {
                // Written into a payload, it would make the record unreadable for ever.
                throw new RegistryUnavailableException("the schema registry answered no id to " + purpose);
            }
            return id;
        }

        String message() {
            try {
                return JSON.readTree(body).path("message").asText(body);
            } catch (IOException e) {
                return body;
            }
        }
    }
}
