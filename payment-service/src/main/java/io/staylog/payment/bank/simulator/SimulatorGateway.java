package io.staylog.payment.bank.simulator;

import io.staylog.payment.bank.BankGateway;
import io.staylog.payment.bank.BankOrder;
import io.staylog.payment.bank.Notification;
import io.staylog.payment.bank.NotificationSecrets;
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
import java.time.Instant;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLHandshakeException;

/** A bank that speaks the protocol of our simulator (infra/bank-simulator, protocol.md). */
final class SimulatorGateway implements BankGateway {
    private static final long BODY_BYTES_MAX = 64 * 1024L;

    private final SimulatorSettings settings;
    private final SimulatorNotifications notifications;
    private final HttpClient http;

    /** Does not connect yet. */
    SimulatorGateway(SimulatorSettings settings) {
        this.settings = settings;
        this.notifications = new SimulatorNotifications(new NotificationSecrets(
                SimulatorSettings.PREFIX + ".notification-secrets-file", settings.notificationSecretsFile()));
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(settings.connectTimeout())
                .followRedirects(HttpClient.Redirect.NEVER)
                .build();
    }

    @Override
    public Said execute(BankOrder order) throws InterruptedException {
        var request = request(order, SimulatorProtocol.path(order))
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", order.gatewayKey())
                .POST(HttpRequest.BodyPublishers.ofByteArray(SimulatorProtocol.body(order)));
        return send(request.build(), (status, body) -> SimulatorProtocol.executed(order, status, body));
    }

    @Override
    public Said lookUp(BankOrder order) throws InterruptedException {
        var request = request(order, SimulatorProtocol.question(order)).GET();
        return send(request.build(), (status, body) -> SimulatorProtocol.lookedUp(order, status, body));
    }

    @Override
    public Notification hear(Headers headers, byte[] body, Instant now) {
        return notifications.read(headers, body, now);
    }

    @Override
    public Duration answersWithin() {
        return settings.requestTimeout();
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
