package io.staylog.cli.bank;

import io.staylog.cli.client.HttpApi;
import io.staylog.cli.query.HttpOptions;
import io.staylog.cli.terminal.Failure;
import io.staylog.cli.terminal.Json;
import io.staylog.cli.terminal.Lines;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

/** {@code staylog bank ledger}: every call and everything that came of it. */
@Command(
        name = "ledger",
        description = "Every call to the bank and everything that came of it, and with --follow what is to come.")
final class LedgerCommand implements Callable<Integer> {
    private static final Duration LOOK_AGAIN = Duration.ofMillis(500);

    @Option(names = "--hotel", paramLabel = "<hotelId>", description = "Of one hotel.")
    private @Nullable String hotel;

    @Option(
            names = "--payment",
            paramLabel = "<id>",
            description = "Of one payment: our paymentId or the bank's pspReference.")
    private @Nullable String payment;

    @Option(names = "--follow", description = "Go on for ever.")
    private boolean follow;

    @Mixin
    private HttpOptions http = new HttpOptions();

    private long bytesRead;
    private boolean isReadOn = true;

    @Override
    public Integer call() {
        try (var out = Lines.to(null);
                var api = http.apiWithoutToken()) {
            read(api, out);
            while (follow && isReadOn) {
                pause();
                read(api, out);
            }
            return 0;
        }
    }

    private void read(HttpApi api, Lines out) {
        var query = Map.of("fromByte", Long.toString(bytesRead));
        api.lines(BankCommand.bank(http), "/v1/ledger", query, "application/x-ndjson", line -> {
            bytesRead += line.getBytes(StandardCharsets.UTF_8).length + 1L;
            var entry = Json.parse(line, "the ledger");
            if (isWanted(entry)) {
                out.print(http.output().json() ? line : text(entry));
            }
            return true;
        });
        // A reader that has closed the pipe (head) wants no more.
        isReadOn = out.flush();
    }

    private static void pause() {
        try {
            Thread.sleep(LOOK_AGAIN);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Failure.unknown("interrupted");
        }
    }

    private boolean isWanted(JsonNode entry) {
        return (hotel == null || hotel.equals(field(entry, "merchant"))) && (payment == null || isOf(payment, entry));
    }

    private static boolean isOf(String payment, JsonNode entry) {
        var reference = field(entry, "merchantReference");
        return payment.equals(field(entry, "pspReference"))
                || payment.equals(reference)
                || reference.startsWith(payment + ":");
    }

    private static String text(JsonNode entry) {
        return Stream.of(
                        field(entry, "time"),
                        field(entry, "seq"),
                        field(entry, "kind"),
                        field(entry, "operation"),
                        field(entry, "result"),
                        field(entry, "code"),
                        field(entry, "amountMinor") + " " + field(entry, "currency"),
                        field(entry, "merchantReference"),
                        field(entry, "pspReference"),
                        field(entry, "merchant"),
                        named(entry, "dueAt"),
                        named(entry, "disputeId"),
                        named(entry, "fault"),
                        named(entry, "url"),
                        entry.path("answered").asBoolean(true) ? "" : "unanswered")
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining(" "));
    }

    private static String named(JsonNode entry, String name) {
        var value = field(entry, name);
        return value.isEmpty() ? "" : name + "=" + value;
    }

    private static String field(JsonNode entry, String name) {
        return entry.path(name).asString("");
    }
}
