package io.staylog.systemtests.faults;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** One program's HTTP interface, called by somebody who does not wait for ever. */
final class Door {
    static final JsonMapper JSON = JsonMapper.shared();

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final HttpClient CLIENT = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(3))
            .executor(Executors.newVirtualThreadPerTaskExecutor())
            .build();

    private final String url;
    private final String token;

    Door(int port, String token) {
        this.url = "http://127.0.0.1:" + port;
        this.token = token;
    }

    /** What came back. */
    record Reply(int status, String text, HttpResponse<String> raw) {
        JsonNode json() {
            return JSON.readTree(text);
        }

        @Nullable
        String header(String name) {
            return raw.headers().firstValue(name).orElse(null);
        }
    }

    Reply get(String path) throws IOException, InterruptedException {
        return send("GET", path, null, Map.of());
    }

    /** Sends under these headers; throws where nothing came back. */
    Reply send(String method, String path, @Nullable Object body, Map<String, String> headers)
            throws IOException, InterruptedException {
        var builder = HttpRequest.newBuilder(URI.create(url + path))
                .timeout(PATIENCE)
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .method(
                        method,
                        body == null
                                ? BodyPublishers.noBody()
                                : BodyPublishers.ofString(JSON.writeValueAsString(body)));
        headers.forEach(builder::header);
        var response = CLIENT.send(builder.build(), BodyHandlers.ofString());
        return new Reply(response.statusCode(), response.body(), response);
    }

    /** Does what must be possible. */
    Reply done(String method, String path, @Nullable Object body) throws IOException, InterruptedException {
        var headers = Map.of("Idempotency-Key", UUID.randomUUID().toString(), "Prefer", "wait=15");
        var reply = send(method, path, body, headers);
        if (reply.status() / 100 != 2) {
            throw new IOException(method + " " + url + path + " was answered " + reply.status() + " " + reply.text());
        }
        return reply;
    }

    /** Listens to events until the other side ends it or the stop says so; each line goes to the listener. */
    HttpResponse<java.util.stream.Stream<String>> listen(String path, Map<String, String> headers)
            throws IOException, InterruptedException {
        var builder = HttpRequest.newBuilder(URI.create(url + path))
                .header("Authorization", "Bearer " + token)
                .header("Accept", "text/event-stream");
        headers.forEach(builder::header);
        return CLIENT.send(builder.build(), BodyHandlers.ofLines());
    }
}
