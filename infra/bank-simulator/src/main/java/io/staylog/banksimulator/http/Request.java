package io.staylog.banksimulator.http;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

/** A request as the routes see it. */
final class Request {
    /** Far more than any call needs. */
    static final int BODY_BYTES_MAX = 64 * 1024;

    private final HttpExchange exchange;

    Request(HttpExchange exchange) {
        this.exchange = exchange;
    }

    String method() {
        return exchange.getRequestMethod();
    }

    String path() {
        return exchange.getRequestURI().getPath();
    }

    Optional<String> header(String name) {
        return Optional.ofNullable(exchange.getRequestHeaders().getFirst(name));
    }

    boolean accepts(String mediaType) {
        return header("Accept").orElse("").toLowerCase(Locale.ROOT).contains(mediaType);
    }

    /** How the caller calls the bank; the bank's own address for one who does not say. */
    String here() {
        var address = exchange.getLocalAddress();
        return "http://"
                + header("Host").orElseGet(() -> address.getAddress().getHostAddress() + ":" + address.getPort());
    }

    Optional<String> query(String name) {
        var query = exchange.getRequestURI().getRawQuery();
        return query == null ? Optional.empty() : parameter(query, name);
    }

    /** A parameter of a query or form. */
    static Optional<String> parameter(String encoded, String name) {
        for (var pair : encoded.split("&", -1)) {
            int equals = pair.indexOf('=');
            if (equals > 0 && pair.substring(0, equals).equals(name)) {
                return Optional.of(URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8));
            }
        }
        return Optional.empty();
    }

    /** The bytes of a body of any type. */
    byte[] form() throws IOException {
        var body = exchange.getRequestBody().readNBytes(BODY_BYTES_MAX + 1);
        if (body.length > BODY_BYTES_MAX) {
            throw new BadCallException(
                    413, "body_too_large", null, "The body has more than %d bytes.".formatted(BODY_BYTES_MAX));
        }
        return body;
    }

    byte[] body() throws IOException {
        var type = header("Content-Type").orElse("").toLowerCase(Locale.ROOT);
        // It also keeps web pages out: a browser asks for permission before it sends JSON to another origin.
        if (!type.equals("application/json") && !type.startsWith("application/json;")) {
            throw new BadCallException(
                    415, "unsupported_media_type", "Content-Type", "The body must be application/json.");
        }
        return form();
    }
}
