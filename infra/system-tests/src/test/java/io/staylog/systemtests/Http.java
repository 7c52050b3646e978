package io.staylog.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Executors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Calls a service as any client would. */
final class Http {
    static final JsonMapper JSON = JsonMapper.shared();

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final HttpClient CLIENT = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .executor(Executors.newVirtualThreadPerTaskExecutor())
            .build();

    private final String url;
    private final String token;

    Http(String url, String token) {
        this.url = url;
        this.token = token;
    }

    /** What came back. */
    record Reply(int status, String text, HttpResponse<String> raw) {
        JsonNode json() {
            return JSON.readTree(text);
        }

        /** A field of the body by its path, as text. */
        String text(String pointer) {
            return json().at(pointer).asString("");
        }

        String header(String name) {
            return raw.headers().firstValue(name).orElse("");
        }

        Reply expect(int expected) {
            assertThat(status).as("%s %s", raw.request().uri(), text).isEqualTo(expected);
            return this;
        }
    }

    Reply get(String path) {
        return send("GET", path, null, Map.of());
    }

    /** Reads what must be there. */
    JsonNode read(String path) {
        return get(path).expect(200).json();
    }

    /** Puts and waits for what comes of it. */
    Reply put(String path, Object body) {
        return send("PUT", path, JSON.writeValueAsString(body), Map.of("Prefer", "wait=30"));
    }

    /** Posts under a new key and waits for what comes of it. */
    Reply post(String path, Object body) {
        return post(path, body, Map.of());
    }

    /** Posts under a new key and waits for what comes of it; the headers given win. */
    Reply post(String path, Object body, Map<String, String> headers) {
        return send("POST", path, JSON.writeValueAsString(body), headers);
    }

    /** Sends any body. */
    Reply send(String method, String path, String body, Map<String, String> headers) {
        var request = HttpRequest.newBuilder(URI.create(url + path))
                .timeout(PATIENCE)
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", UUID.randomUUID().toString())
                .header("Prefer", "wait=30")
                .method(
                        method,
                        body == null ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body));
        headers.forEach(request::setHeader);
        try {
            var response = CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString());
            return new Reply(response.statusCode(), response.body(), response);
        } catch (IOException e) {
            throw new UncheckedIOException(method + " " + url + path, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
