package io.staylog.banksimulator.http;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpContext;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpPrincipal;
import io.staylog.banksimulator.bank.BankCall;
import io.staylog.banksimulator.bank.BankState;
import io.staylog.banksimulator.bank.Operation;
import io.staylog.banksimulator.bank.Reply;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** The bank's own reading of requests and writing of answers, without a socket. It is here because both are the bank's affair. */
public final class BankDoor {
    /** What a request turned out to be. */
    public sealed interface Arrived {
        /** Something to decide. */
        record Call(BankCall call) implements Arrived {}

        /** Something that was answered at once. */
        record Answered(Heard heard) implements Arrived {}
    }

    /** What the caller hears. */
    public sealed interface Heard {
        /** An answer. */
        @SuppressWarnings("ArrayRecordComponent") // It is handed over, never compared.
        record Response(int status, byte[] body) implements Heard {}

        /** Nothing until the caller gives up. */
        record Silence() implements Heard {}

        /** The connection is gone. */
        record Reset() implements Heard {}
    }

    private static final String HERE = "http://bank.test";
    private static final Pattern LATER = Pattern.compile("/v1/payments/([^/]+)/(captures|voids|refunds|adjustments)");

    private final JsonMapper json = JsonMapper.builder().build();
    private final CallReader calls = new CallReader(json);
    private final Answers answers = new Answers(json);

    /** Reads a call. */
    public Arrived post(String path, String key, byte[] body) {
        var request = new Request(new Exchange(path, key, body));
        try {
            var later = LATER.matcher(path);
            return new Arrived.Call(
                    later.matches()
                            ? calls.later(request, operation(later.group(2)), later.group(1))
                            : calls.authorize(request));
        } catch (BadCallException e) {
            return new Arrived.Answered(heard(answers.of(e)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Operation operation(String resource) {
        return Operation.of(resource.substring(0, resource.length() - 1).replace("adjustment", "adjust"))
                .orElseThrow();
    }

    /** Answers a question about an operation. */
    public Heard get(BankState bank, String uri) {
        var request = new Request(new Exchange(uri, "", new byte[0]));
        var wanted = request.query("operation").flatMap(Operation::of);
        return heard(answers.of(
                bank.lookUp(
                        request.query("merchant").orElseThrow(),
                        request.query("merchantReference").orElseThrow(),
                        operation -> wanted.isEmpty() || wanted.get() == operation),
                HERE));
    }

    /** What the caller hears of a reply. */
    public Heard heard(Reply reply) {
        return heard(answers.of(reply, HERE));
    }

    private Heard heard(Answer answer) {
        return switch (answer) {
            case Answer.Json it -> new Heard.Response(it.status(), json.writeValueAsBytes(it.body()));
            case Answer.Silence _ -> new Heard.Silence();
            case Answer.Reset _ -> new Heard.Reset();
            case Answer.Stream _ -> throw new IllegalStateException("no call is answered with a document");
        };
    }

    /** A request that has come in some other way than over a socket. */
    private static final class Exchange extends HttpExchange {
        private final URI uri;
        private final Headers headers = new Headers();
        private final byte[] body;

        Exchange(String uri, String key, byte[] body) {
            this.uri = URI.create(HERE + uri);
            this.body = body;
            headers.set("Host", "bank.test");
            headers.set("Content-Type", "application/json");
            headers.set("Idempotency-Key", key);
        }

        @Override
        public Headers getRequestHeaders() {
            return headers;
        }

        @Override
        public URI getRequestURI() {
            return uri;
        }

        @Override
        public String getRequestMethod() {
            return body.length == 0 ? "GET" : "POST";
        }

        @Override
        public InputStream getRequestBody() {
            return new ByteArrayInputStream(body);
        }

        private static UnsupportedOperationException unused() {
            return new UnsupportedOperationException("only the request is looked at");
        }

        @Override
        public Headers getResponseHeaders() {
            throw unused();
        }

        @Override
        public HttpContext getHttpContext() {
            throw unused();
        }

        @Override
        public void close() {}

        @Override
        public OutputStream getResponseBody() {
            throw unused();
        }

        @Override
        public void sendResponseHeaders(int status, long length) {
            throw unused();
        }

        @Override
        public InetSocketAddress getRemoteAddress() {
            throw unused();
        }

        @Override
        public int getResponseCode() {
            throw unused();
        }

        @Override
        public InetSocketAddress getLocalAddress() {
            throw unused();
        }

        @Override
        public String getProtocol() {
            return "HTTP/1.1";
        }

        @Override
        public @Nullable Object getAttribute(String name) {
            return null;
        }

        @Override
        public void setAttribute(String name, Object value) {
            throw unused();
        }

        @Override
        public void setStreams(InputStream in, OutputStream out) {
            throw unused();
        }

        @Override
        public @Nullable HttpPrincipal getPrincipal() {
            return null;
        }
    }
}
