package io.staylog.banksimulator;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A simulator on a free port, and somebody who calls it over HTTP. */
final class RunningBank implements AutoCloseable {
    static final Duration HANG = Duration.ofMillis(50);

    /** What came back: the status, and the body where it was JSON. */
    record Heard(int status, String text, HttpResponse<String> response) {
        JsonNode body() {
            return new JsonMapper().readTree(text);
        }

        String get(String field) {
            return body().path(field).asString("");
        }
    }

    private final Settings settings;
    private final JsonMapper json = new JsonMapper();
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private BankSimulator simulator;

    RunningBank(Path data) throws IOException {
        this(Settings.ofLoopback(0, data, HANG));
    }

    RunningBank(Settings settings) throws IOException {
        this.settings = settings;
        this.simulator = start();
    }

    private BankSimulator start() throws IOException {
        return BankSimulator.start(settings, Clock.systemUTC(), failure -> {
            throw new IllegalStateException(failure);
        });
    }

    void restart() throws IOException {
        simulator.close();
        simulator = start();
    }

    static String newKey() {
        return UUID.randomUUID().toString();
    }

    /** An authorisation of 100.00 EUR by Anna's card in hotel Rio. */
    ObjectNode authorization(String reference, String token) {
        return json.createObjectNode()
                .put("merchantReference", reference)
                .put("amountMinor", 10_000)
                .put("currency", "EUR")
                .put("token", token)
                .put("merchant", "rio");
    }

    Heard authorize(String key, String reference, String token) throws IOException, InterruptedException {
        return post("/v1/payments", key, authorization(reference, token));
    }

    /** Authorises and returns the bank's reference. */
    String authorized(String reference, String token) throws IOException, InterruptedException {
        return authorize(newKey(), reference, token).get("pspReference");
    }

    Heard capture(String payment, String reference, long amountMinor) throws IOException, InterruptedException {
        return later(payment, "captures", reference, amountMinor);
    }

    Heard refund(String payment, String reference, long amountMinor) throws IOException, InterruptedException {
        return later(payment, "refunds", reference, amountMinor);
    }

    Heard adjust(String payment, String reference, long totalMinor) throws IOException, InterruptedException {
        return later(payment, "adjustments", reference, totalMinor);
    }

    private Heard later(String payment, String what, String reference, long amountMinor)
            throws IOException, InterruptedException {
        var body = json.createObjectNode().put("merchantReference", reference).put("amountMinor", amountMinor);
        return post("/v1/payments/" + payment + "/" + what, newKey(), body);
    }

    Heard voided(String payment, String reference) throws IOException, InterruptedException {
        var body = json.createObjectNode().put("merchantReference", reference);
        return post("/v1/payments/" + payment + "/voids", newKey(), body);
    }

    Heard post(String path, String key, JsonNode body) throws IOException, InterruptedException {
        return post(path, key, body.toString());
    }

    Heard post(String path, String key, String body) throws IOException, InterruptedException {
        return send(request(path)
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", key)
                .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    Heard put(String path, String body) throws IOException, InterruptedException {
        return send(request(path)
                .header("Content-Type", "application/json")
                .PUT(HttpRequest.BodyPublishers.ofString(body)));
    }

    Heard get(String path) throws IOException, InterruptedException {
        return send(request(path));
    }

    Heard lookUp(String reference) throws IOException, InterruptedException {
        return lookUp("rio", reference);
    }

    Heard lookUp(String merchant, String reference) throws IOException, InterruptedException {
        return get("/v1/operations?merchant=" + merchant + "&merchantReference=" + reference);
    }

    /** The totals of one merchant, who must have used one currency only. */
    JsonNode totals(String merchant) throws IOException, InterruptedException {
        for (var row : get("/v1/ledger/totals?by=merchant").body().path("totals")) {
            if (row.path("merchant").asString().equals(merchant)) {
                return row;
            }
        }
        throw new AssertionError("No totals of " + merchant);
    }

    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + simulator.port() + path));
    }

    Heard send(HttpRequest.Builder request) throws IOException, InterruptedException {
        var response = client.send(request.build(), BodyHandlers.ofString());
        return new Heard(response.statusCode(), response.body(), response);
    }

    @Override
    public void close() {
        client.close();
        simulator.close();
    }
}
