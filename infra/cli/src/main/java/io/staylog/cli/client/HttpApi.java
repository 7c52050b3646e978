package io.staylog.cli.client;

import io.staylog.cli.terminal.Failure;
import io.staylog.cli.terminal.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Speaks to the services over HTTP; an answer that is none becomes the right exit status. */
public final class HttpApi implements AutoCloseable {
    private static final String AS_OF = "X-Data-As-Of";
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(2);

    private final @Nullable String token;
    private final Duration timeout;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT_TIMEOUT)
            .build();

    /**
     * Does not connect yet.
     *
     * @param token sent as bearer token; null sends none
     * @param timeout for one answer
     */
    public HttpApi(@Nullable String token, Duration timeout) {
        this.token = token;
        this.timeout = timeout;
    }

    /**
     * A good answer.
     *
     * @param body its text
     * @param asOf the offsets it stands on, as the service writes them; empty where it says nothing
     */
    public record Answer(String body, String asOf) {}

    /**
     * A good answer.
     *
     * @throws Failure if the service refuses (its code and sentence), is not ready or is not reachable
     */
    public Answer answer(URI base, String path, Map<String, String> query, String accept) {
        var uri = URI.create(base + path + queryText(query));
        var response = send(base, request(uri, accept), HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
        return new Answer(
                checked(uri, response.statusCode(), response.body()),
                response.headers().firstValue(AS_OF).orElse(""));
    }

    /**
     * Changes something, and returns the body of the good answer.
     *
     * @param body JSON; null sends none
     * @throws Failure as {@link #answer}
     */
    public String change(String method, URI base, String path, @Nullable String body) {
        var uri = URI.create(base + path);
        var request = request(uri, "application/json")
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        if (body != null) {
            request.header("Content-Type", "application/json");
        }
        var response = send(base, request, HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
        return checked(uri, response.statusCode(), response.body());
    }

    /**
     * The bytes of a good answer, whatever they are.
     *
     * @throws Failure as {@link #answer}
     */
    public byte[] bytes(URI base, String path) {
        var uri = URI.create(base + path);
        var response = send(base, request(uri, "*/*"), HttpResponse.BodyHandlers.ofByteArray());
        if (response.statusCode() / 100 != 2) {
            checked(uri, response.statusCode(), new String(response.body(), StandardCharsets.UTF_8));
        }
        return response.body();
    }

    /**
     * Gives every line of a good answer of any length to somebody, until he wants no more.
     *
     * @throws Failure as {@link #answer}
     */
    public void lines(URI base, String path, Map<String, String> query, String accept, Predicate<String> taker) {
        var uri = URI.create(base + path + queryText(query));
        var response = send(base, request(uri, accept), HttpResponse.BodyHandlers.ofLines());
        try (var lines = response.body()) {
            if (response.statusCode() / 100 == 2) {
                var _ = lines.allMatch(taker);
            } else {
                checked(uri, response.statusCode(), lines.collect(Collectors.joining("\n")));
            }
        } catch (UncheckedIOException e) {
            throw Failure.unreachable("the answer from " + base + " broke off: " + e.getCause(), e);
        }
    }

    private HttpRequest.Builder request(URI uri, String accept) {
        var request = HttpRequest.newBuilder(uri).timeout(timeout).header("Accept", accept);
        return token == null ? request : request.header("Authorization", "Bearer " + token);
    }

    private <T> HttpResponse<T> send(URI base, HttpRequest.Builder request, HttpResponse.BodyHandler<T> reader) {
        try {
            return http.send(request.build(), reader);
        } catch (HttpConnectTimeoutException e) {
            throw Failure.unreachable("no connection to " + base + " within " + CONNECT_TIMEOUT.toMillis() + " ms", e);
        } catch (HttpTimeoutException e) {
            throw Failure.unknown(
                    "no answer from " + base + " within " + timeout.toMillis() + " ms; wait longer with --timeout");
        } catch (IOException e) {
            throw Failure.unreachable("no answer from " + base + ": " + e, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Failure.unknown("interrupted while waiting for " + base);
        }
    }

    /** The body of {@link #answer}, as JSON text. */
    public String json(URI base, String path, Map<String, String> query) {
        return answer(base, path, query, "application/json").body();
    }

    /** As {@link #json}, parsed. */
    public JsonNode tree(URI base, String path, Map<String, String> query) {
        return Json.parse(json(base, path, query), base + path);
    }

    /** A value as one piece of a path. */
    public static String piece(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private static String queryText(Map<String, String> query) {
        return query.isEmpty()
                ? ""
                : query.entrySet().stream()
                        .map(entry -> piece(entry.getKey()) + "=" + piece(entry.getValue()))
                        .collect(Collectors.joining("&", "?", ""));
    }

    private static String checked(URI uri, int status, String body) {
        if (status / 100 == 2) {
            return body;
        }
        var problem = problem(body);
        var code = problem.path("code").asString("http_" + status);
        var detail = Stream.of("detail", "message", "title")
                .map(name -> problem.path(name).asString(""))
                .filter(text -> !text.isEmpty())
                .findFirst()
                .orElse("no reason given");
        if (status == 502 || status == 503 || status == 504 || status == 429) {
            throw Failure.unreachable(uri + " is not ready (HTTP " + status + " " + code + "): " + detail, null);
        }
        if (status >= 500) {
            throw Failure.failed(uri + " failed (HTTP " + status + " " + code + "): " + detail);
        }
        throw Failure.rejected(code, detail + " (HTTP " + status + " from " + uri + ")");
    }

    private static JsonNode problem(String body) {
        try {
            return Json.parse(body, "the answer");
        } catch (Failure e) {
            // A proxy or an old server may answer in HTML; the status says enough then.
            return Json.object();
        }
    }

    @Override
    public void close() {
        http.close();
    }
}
