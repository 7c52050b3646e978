package io.staylog.bench.http;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Set;
import java.util.UUID;
import org.apache.hc.client5.http.classic.methods.HttpDelete;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.classic.methods.HttpPut;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.apache.hc.core5.http.io.entity.StringEntity;
import org.jspecify.annotations.Nullable;

/**
 * Calls a service as a partner's program does, over connections that are kept. Any other status than the expected one fails
 * the study: an error that is quick would look like speed.
 */
public final class Caller implements AutoCloseable {
    private static final Set<Integer> OK = Set.of(200, 204);

    private final CloseableHttpClient client;
    private final String url;
    private final String authorization;

    /** Connects when it is first used. */
    public Caller(String url, String token, int connectionsMax) {
        this.url = url;
        this.authorization = "Bearer " + token;
        this.client = HttpClients.custom()
                .setConnectionManager(PoolingHttpClientConnectionManagerBuilder.create()
                        .setMaxConnTotal(connectionsMax)
                        .setMaxConnPerRoute(connectionsMax)
                        .build())
                .disableAutomaticRetries()
                .disableContentCompression()
                .disableCookieManagement()
                .disableRedirectHandling()
                .build();
    }

    /** Posts under a key of its own; accepted, or done already when the answer is given. */
    public void post(String path, String body) {
        post(path, body, null, Set.of(201, 202));
    }

    /** The same, for one who waits until it is done. */
    public void postAndWait(String path, String body) {
        post(path, body, "wait=30", Set.of(201));
    }

    private void post(String path, String body, @Nullable String prefer, Set<Integer> expected) {
        var request = new HttpPost(url + path);
        request.setHeader("Idempotency-Key", UUID.randomUUID());
        if (prefer != null) {
            request.setHeader("Prefer", prefer);
        }
        request.setEntity(new StringEntity(body, ContentType.APPLICATION_JSON));
        call(request, expected);
    }

    /** Puts. */
    public void put(String path, String body) {
        var request = new HttpPut(url + path);
        request.setEntity(new StringEntity(body, ContentType.APPLICATION_JSON));
        call(request, OK);
    }

    /** Deletes what may be there. */
    public void delete(String path) {
        call(new HttpDelete(url + path), OK);
    }

    /** Reads what must be there; the body. */
    public String get(String path) {
        return call(new HttpGet(url + path), OK);
    }

    private String call(HttpUriRequestBase request, Set<Integer> expected) {
        request.setHeader("Authorization", authorization);
        try {
            return client.execute(request, response -> {
                var body = response.getEntity() == null ? "" : EntityUtils.toString(response.getEntity());
                if (!expected.contains(response.getCode())) {
                    throw new IOException(request.getMethod() + " " + request.getRequestUri() + " gave "
                            + response.getCode() + " and not " + expected + ": " + body);
                }
                return body;
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            client.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
