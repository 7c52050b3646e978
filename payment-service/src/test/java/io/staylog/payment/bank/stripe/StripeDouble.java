package io.staylog.payment.bank.stripe;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * A local double of the part of Stripe's API that we use, in the shapes that Stripe has published: form bodies, objects, errors
 * and idempotency keys. It refuses parameters that Stripe does not know.
 */
public final class StripeDouble implements AutoCloseable {
    /** The only key that it takes. */
    public static final String KEY = "sk_test_double";

    static final JsonMapper JSON = JsonMapper.builder().build();

    /** An answer. */
    record Answer(int status, String body) {
        static Answer of(ObjectNode json) {
            return new Answer(200, json.toString());
        }
    }

    private record Kept(String request, Answer answer) {}

    private static final Kept IN_USE = new Kept(
            "",
            new Answer(
                    409,
                    error(
                            "invalid_request_error",
                            "idempotency_key_in_use",
                            "There is currently another in-progress request")));

    final StripeDoubleBooks books = new StripeDoubleBooks();
    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Map<String, Kept> keys = new ConcurrentHashMap<>();

    /** Begins to listen, on loopback. */
    public StripeDouble() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
    }

    /** Where it is, for {@code base-url}. */
    public URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** What has moved of a payment of ours. */
    public io.staylog.payment.bank.BankUnderTest.Books books(UUID payment) {
        return books.books(payment);
    }

    /** As Stripe may after a day. */
    void forgetKeys() {
        keys.clear();
    }

    static String error(String type, String code, String message) {
        return error(type, code, message, null).toString();
    }

    static ObjectNode error(String type, String code, String message, String param) {
        var root = JSON.createObjectNode();
        var error = root.putObject("error");
        error.put("type", type).put("code", code).put("message", message);
        if (param != null) {
            error.put("param", param);
        }
        return root;
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            var body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
            var answer = answer(exchange, body);
            var bytes = answer.body().getBytes(UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.getResponseHeaders().set("Request-Id", "req_" + UUID.randomUUID());
            exchange.sendResponseHeaders(answer.status(), bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    private Answer answer(HttpExchange exchange, String body) {
        var headers = exchange.getRequestHeaders();
        if (!("Bearer " + KEY).equals(headers.getFirst("Authorization"))) {
            return new Answer(401, error("invalid_request_error", null, "Invalid API Key provided"));
        }
        if (headers.getFirst("Stripe-Version") == null) {
            return new Answer(400, error("invalid_request_error", "version_missing", "The double wants a version"));
        }
        var path = exchange.getRequestURI().getPath();
        if (exchange.getRequestMethod().equals("GET")) {
            return StripeDoubleRoutes.get(
                    books, path, form(exchange.getRequestURI().getRawQuery()));
        }
        if (!exchange.getRequestMethod().equals("POST")) {
            return new Answer(404, error("invalid_request_error", null, "Unrecognized request URL"));
        }
        var key = headers.getFirst("Idempotency-Key");
        return key == null ? StripeDoubleRoutes.post(books, path, form(body)) : keyed(exchange, key, path, body);
    }

    /** The first result of a key is kept, also a decline; what was not understood is not. */
    private Answer keyed(HttpExchange exchange, String key, String path, String body) {
        var request = path + " " + new TreeMap<>(form(body));
        var kept = keys.putIfAbsent(key, IN_USE);
        if (kept == IN_USE) {
            return kept.answer();
        }
        if (kept != null && !kept.request().equals(request)) {
            return new Answer(
                    400,
                    error(
                            "idempotency_error",
                            null,
                            "Keys for idempotent requests can only be used with "
                                    + "the same parameters they were first used with."));
        }
        if (kept != null) {
            exchange.getResponseHeaders().set("Idempotent-Replayed", "true");
            return kept.answer();
        }
        var answer = StripeDoubleRoutes.post(books, path, form(body));
        boolean isKept = answer.status() == 200 || answer.status() == 402 || answer.status() >= 500;
        if (isKept) {
            keys.put(key, new Kept(request, answer));
        } else {
            keys.remove(key);
        }
        return answer;
    }

    private static Map<String, String> form(String text) {
        var form = new TreeMap<String, String>();
        for (var pair : text == null || text.isEmpty() ? new String[0] : text.split("&", -1)) {
            var parts = pair.split("=", 2);
            form.put(URLDecoder.decode(parts[0], UTF_8), URLDecoder.decode(parts[1], UTF_8));
        }
        return form;
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
