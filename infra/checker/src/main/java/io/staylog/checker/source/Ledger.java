package io.staylog.checker.source;

import io.staylog.checker.rules.LedgerLine;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The bank's ledger, as JSON lines.
 *
 * @param lines in the bank's order
 * @param untilMs until when it tells everything, in milliseconds since the epoch
 */
public record Ledger(List<LedgerLine> lines, long untilMs) {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final int HTTP_OK = 200;

    /** Reads it from a file, which is taken to tell everything there is. */
    public static Ledger read(Path file, Set<String> hotels) {
        try (var in = Files.newInputStream(file)) {
            return new Ledger(lines(in, file.toString(), hotels), Long.MAX_VALUE);
        } catch (IOException e) {
            throw new Unreachable("the ledger " + file + " cannot be read: " + e.getMessage(), e);
        }
    }

    /** Asks the bank for it, at this address. */
    public static Ledger ask(URI uri, Set<String> hotels) {
        long untilMs = System.currentTimeMillis();
        try (var http =
                HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10)).build()) {
            var request = HttpRequest.newBuilder(uri)
                    .timeout(PATIENCE)
                    .header("Accept", "application/x-ndjson, application/json")
                    .build();
            var answer = http.send(request, HttpResponse.BodyHandlers.ofInputStream());
            if (answer.statusCode() != HTTP_OK) {
                throw new Unreachable("the bank answers HTTP " + answer.statusCode() + " to GET " + uri);
            }
            try (var in = answer.body()) {
                return new Ledger(lines(in, uri.toString(), hotels), untilMs);
            }
        } catch (IOException e) {
            throw new Unreachable("the bank's ledger at " + uri + " cannot be read; is the bank running?", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Unreachable("interrupted", e);
        }
    }

    private static List<LedgerLine> lines(InputStream in, String where, Set<String> hotels) throws IOException {
        var lines = new ArrayList<LedgerLine>();
        var reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
        try {
            for (var text = reader.readLine(); text != null; text = reader.readLine()) {
                if (!text.isBlank()) {
                    var line = line(JSON.readTree(text));
                    if (hotels.isEmpty() || hotels.contains(line.merchant())) {
                        lines.add(line);
                    }
                }
            }
        } catch (JacksonException | IllegalArgumentException | DateTimeParseException e) {
            throw new Unreachable(
                    "line " + (lines.size() + 1) + " of the ledger " + where + " is not one of the bank's JSON lines: "
                            + e.getMessage(),
                    e);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        return lines;
    }

    private static LedgerLine line(JsonNode node) {
        return new LedgerLine(
                node.path("seq").asLong(0),
                Instant.parse(node.path("time").asString("")).toEpochMilli(),
                node.path("kind").asString(""),
                node.path("operation").asString(""),
                node.path("key").asString(""),
                node.path("merchantReference").asString(""),
                node.path("pspReference").asString(""),
                node.path("amountMinor").asLong(0),
                node.path("currency").asString(""),
                node.path("merchant").asString(""),
                node.path("result").asString(""),
                node.path("answered").asBoolean(true),
                node.path("fingerprint").asString(""),
                node.path("attempt").asLong(1));
    }
}
