package io.staylog.checker.source;

import io.staylog.checker.rules.Reported;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Set;
import java.util.function.Consumer;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Asks reporting-service for figures as anybody can, over HTTP. */
public final class Reports {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final int HTTP_OK = 200;

    private final HttpClient http;
    private final URI address;
    private final Reported reported;

    private Reports(HttpClient http, URI address, Reported reported) {
        this.http = http;
        this.address = address;
        this.reported = reported;
    }

    /**
     * Asks.
     *
     * @param hotels the hotels to ask about; empty for all
     * @throws Unreachable if reporting does not answer
     */
    public static Reported ask(URI address, Set<String> hotels) {
        var reported = new Reported(hotels);
        try (var http = HttpClient.newBuilder().connectTimeout(PATIENCE).build()) {
            new Reports(http, address, reported).ask();
        }
        return reported;
    }

    private void ask() {
        rows("/v1/reports/bookings-by-status", row -> {
            var what = " " + text(row, "status") + " in " + text(row, "currency");
            add(row, "bookings" + what, "bookings");
            add(row, "room nights" + what, "roomNights");
            add(row, "value" + what, "grossMinor");
        });
        rows("/v1/reports/nights?by=DAY", row -> {
            var night = "the night of " + text(row, "period");
            add(row, "rooms sold in " + night, "roomNightsSold");
            add(row, "revenue of " + night, "revenueMinor");
            add(row, "price of " + night, "grossMinor");
        });
        rows("/v1/reports/cash", row -> {
            add(row, "captured in " + text(row, "currency"), "capturedMinor");
            add(row, "refunded in " + text(row, "currency"), "refundedMinor");
        });
        rows(
                "/v1/reports/roll-forward",
                row -> add(
                        row,
                        "owed in the ledger " + text(row, "ledger") + " in " + text(row, "currency"),
                        "closingMinor"));
    }

    private void rows(String path, Consumer<JsonNode> each) {
        var answer = answer(URI.create(address + path));
        answer.path("asOf")
                .properties()
                .forEach(topic -> topic.getValue()
                        .properties()
                        .forEach(partition -> reported.asOf(
                                topic.getKey(),
                                Integer.parseInt(partition.getKey()),
                                partition.getValue().asLong())));
        answer.path("rows").forEach(each);
    }

    private JsonNode answer(URI uri) {
        try {
            var request = HttpRequest.newBuilder(uri)
                    .timeout(PATIENCE)
                    .header("Accept", "application/json")
                    .build();
            var answer = http.send(request, HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() != HTTP_OK) {
                throw new Unreachable("reporting answers HTTP " + answer.statusCode() + " to GET " + uri);
            }
            return JSON.readTree(answer.body());
        } catch (IOException | JacksonException e) {
            throw new Unreachable("reporting at " + uri + " does not answer as it should; is it running?", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Unreachable("interrupted", e);
        }
    }

    private void add(JsonNode row, String name, String field) {
        reported.add(text(row, "hotelId"), name, row.path(field).asLong(0));
    }

    private static String text(JsonNode row, String field) {
        return row.path(field).asString("");
    }
}
