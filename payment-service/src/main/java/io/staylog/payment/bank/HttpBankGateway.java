package io.staylog.payment.bank;

import io.staylog.payment.domain.BankAnswer.NotExecuted;
import io.staylog.payment.domain.BankAnswer.OutcomeUnknown;
import io.staylog.payment.domain.BankAnswer.Said;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLHandshakeException;

/** A bank that speaks the protocol of our simulator (infra/bank-simulator, protocol.md). */
public final class HttpBankGateway implements BankGateway, AutoCloseable {
    private static final long BODY_BYTES_MAX = 64 * 1024L;

    /**
     * Where the bank is, and how long we wait.
     *
     * @param connectTimeout for a connection
     * @param requestTimeout for the whole answer, body included
     */
    public record Settings(URI url, Duration connectTimeout, Duration requestTimeout) {
        /** With the usual limits. */
        public Settings(URI url) {
            this(url, Duration.ofSeconds(2), Duration.ofSeconds(10));
        }
    }

    private final Settings settings;
    private final HttpClient http;

    /** Does not connect yet. */
    public HttpBankGateway(Settings settings) {
        this.settings = settings;
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(settings.connectTimeout())
                .followRedirects(HttpClient.Redirect.NEVER)
                .build();
    }

    @Override
    public Said execute(BankOrder order) throws InterruptedException {
        var request = request(order, BankProtocol.path(order))
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", order.gatewayKey())
                .POST(HttpRequest.BodyPublishers.ofByteArray(BankProtocol.body(order)));
        return send(request.build(), (status, body) -> BankProtocol.executed(order, status, body));
    }

    @Override
    public Said lookUp(BankOrder order) throws InterruptedException {
        var request = request(order, BankProtocol.question(order)).GET();
        return send(request.build(), (status, body) -> BankProtocol.lookedUp(order, status, body));
    }

    private HttpRequest.Builder request(BankOrder order, String path) {
        var request = HttpRequest.newBuilder(URI.create(settings.url() + path))
                .timeout(settings.requestTimeout())
                .header("Accept", "application/json");
        var trace = order.traceParent();
        return trace == null ? request : request.header("traceparent", trace);
    }

    private interface Reading {
        Said read(int status, byte[] body);
    }

    /** The client's own time-out ends with the headers, so the body is waited for here. */
    private Said send(HttpRequest request, Reading reading) throws InterruptedException {
        var sending = http.sendAsync(request, BodyHandlers.limiting(BodyHandlers.ofByteArray(), BODY_BYTES_MAX));
        try {
            HttpResponse<byte[]> response =
                    sending.get(settings.requestTimeout().toMillis(), TimeUnit.MILLISECONDS);
            return reading.read(response.statusCode(), response.body());
        } catch (TimeoutException | CancellationException e) {
            return new OutcomeUnknown(
                    "no answer within " + settings.requestTimeout().toMillis() + " ms");
        } catch (ExecutionException e) {
            return failed(e.getCause() == null ? e : e.getCause());
        } finally {
            sending.cancel(true);
        }
    }

    /** Only a call that never got a connection certainly had no effect. */
    private static Said failed(Throwable cause) {
        return switch (cause) {
            case HttpConnectTimeoutException _ -> new NotExecuted("no connection to the bank: time-out");
            case ConnectException _ -> new NotExecuted("no connection to the bank: refused");
            case SSLHandshakeException _ -> new NotExecuted("no connection to the bank: handshake failed");
            default ->
                new OutcomeUnknown("no answer of the bank: " + cause.getClass().getSimpleName());
        };
    }

    @Override
    public void close() {
        http.shutdownNow();
        http.close();
    }
}
