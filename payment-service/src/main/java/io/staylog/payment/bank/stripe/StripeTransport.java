package io.staylog.payment.bank.stripe;

import com.stripe.exception.ApiConnectionException;
import com.stripe.exception.StripeException;
import com.stripe.net.HttpClient;
import com.stripe.net.HttpHeaders;
import com.stripe.net.StripeRequest;
import com.stripe.net.StripeResponse;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLHandshakeException;

/**
 * Carries the calls of Stripe's client. Its own transport does not tell a connection that failed from an answer that did not
 * come, and bounds each read instead of the whole answer; for money both matter.
 */
final class StripeTransport extends HttpClient implements AutoCloseable {
    private static final long BODY_BYTES_MAX = 4 * 1024 * 1024L;

    /** The call never got a connection, so it certainly had no effect. */
    static final class NotSentException extends ApiConnectionException {
        private static final long serialVersionUID = 1;

        NotSentException(String message, Throwable cause) {
            super(message, cause);
        }
    }

    /** The program is shut down; nobody knows what became of the call. */
    static final class BrokenOffException extends RuntimeException {
        private static final long serialVersionUID = 1;

        BrokenOffException(InterruptedException cause) {
            super(cause);
        }
    }

    private final java.net.http.HttpClient http;

    StripeTransport(Duration connectTimeout) {
        this.http = java.net.http.HttpClient.newBuilder()
                .version(java.net.http.HttpClient.Version.HTTP_1_1)
                .connectTimeout(connectTimeout)
                .followRedirects(java.net.http.HttpClient.Redirect.NEVER)
                .build();
    }

    @Override
    public StripeResponse request(StripeRequest request) throws StripeException {
        int limitMs = request.options().getReadTimeout();
        var sending = http.sendAsync(
                asHttp(request, limitMs), BodyHandlers.limiting(BodyHandlers.ofByteArray(), BODY_BYTES_MAX));
        try {
            HttpResponse<byte[]> response = sending.get(limitMs, TimeUnit.MILLISECONDS);
            return new StripeResponse(
                    response.statusCode(),
                    HttpHeaders.of(response.headers().map()),
                    new String(response.body(), StandardCharsets.UTF_8));
        } catch (InterruptedException e) {
            throw new BrokenOffException(e);
        } catch (TimeoutException | CancellationException e) {
            throw new ApiConnectionException("no answer within " + limitMs + " ms", e);
        } catch (ExecutionException e) {
            throw failed(e.getCause() == null ? e : e.getCause());
        } finally {
            sending.cancel(true);
        }
    }

    private static HttpRequest asHttp(StripeRequest request, int limitMs) throws ApiConnectionException {
        var content = request.content();
        var body = content == null
                ? HttpRequest.BodyPublishers.noBody()
                : HttpRequest.BodyPublishers.ofByteArray(content.byteArrayContent());
        var http = HttpRequest.newBuilder(URI.create(request.url().toString()))
                .timeout(Duration.ofMillis(limitMs))
                .method(request.method().name(), body)
                .header("User-Agent", buildUserAgentString(request));
        request.headers().map().forEach((name, values) -> values.forEach(value -> http.header(name, value)));
        if (content != null) {
            http.setHeader("Content-Type", content.contentType());
        }
        return http.build();
    }

    private static ApiConnectionException failed(Throwable cause) {
        return switch (cause) {
            case HttpConnectTimeoutException _ -> new NotSentException("no connection to the bank: time-out", cause);
            case ConnectException _ -> new NotSentException("no connection to the bank: refused", cause);
            case SSLHandshakeException _ -> new NotSentException("no connection to the bank: handshake failed", cause);
            default ->
                new ApiConnectionException(
                        "no answer of the bank: " + cause.getClass().getSimpleName(), cause);
        };
    }

    @Override
    public void close() {
        http.shutdownNow();
        http.close();
    }
}
