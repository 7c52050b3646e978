package io.staylog.booking;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Calls the service as any client would. */
public final class Http {
    private static final JsonMapper JSON = new JsonMapper();

    private final int port;
    private final String token;
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .executor(java.util.concurrent.Executors.newVirtualThreadPerTaskExecutor())
            .build();

    /** Shows this token with everything that changes something. */
    public Http(int port, String token) {
        this.port = port;
        this.token = token;
    }

    /** What came back. */
    public record Answer(int status, HttpResponse<String> response) {
        /** The body as JSON. */
        public JsonNode json() {
            return JSON.readTree(response.body());
        }

        /** The stable code of a problem. */
        public String code() {
            return json().path("code").asString();
        }

        /** A header, or an empty text. */
        public String header(String name) {
            return response.headers().firstValue(name).orElse("");
        }
    }

    /** GET. */
    public Answer get(String path) {
        return call("GET", path, null);
    }

    /** PUT of JSON. */
    public Answer put(String path, String body, String... headers) {
        return call("PUT", path, body, headers);
    }

    /** POST of JSON. */
    public Answer post(String path, String body, String... headers) {
        return call("POST", path, body, headers);
    }

    /** Any call; {@code headers} are names and values in turn, and take the place of the usual ones. */
    public Answer call(String method, String path, @Nullable String body, String... headers) {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .timeout(Duration.ofSeconds(60))
                .method(
                        method,
                        body == null
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofString(body, UTF_8));
        if (!method.equals("GET")) {
            request.header("Authorization", "Bearer " + token);
        }
        if (body != null) {
            request.header("Content-Type", "application/json");
        }
        for (int i = 0; i < headers.length; i += 2) {
            request.setHeader(headers[i], headers[i + 1]);
        }
        try {
            var response = client.send(request.build(), HttpResponse.BodyHandlers.ofString());
            return new Answer(response.statusCode(), response);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Sends these bytes as they are and returns all that comes back until the other side closes. */
    public String raw(String request) {
        return raw(request.getBytes(ISO_8859_1));
    }

    /** Sends these bytes as they are and returns all that comes back until the other side closes. */
    public String raw(byte[] request) {
        try (var socket = new Socket("127.0.0.1", port)) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream().write(request);
            socket.getOutputStream().flush();
            var answer = new ByteArrayOutputStream();
            socket.getInputStream().transferTo(answer);
            return answer.toString(UTF_8);
        } catch (IOException e) {
            return "closed: " + e.getMessage();
        }
    }
}
