package io.staylog.cli.bank;

import io.staylog.cli.query.HttpOptions;
import io.staylog.cli.terminal.Json;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code staylog bank totals}: counts and sums. */
@Command(name = "totals", description = "Calls, faults and sums of money (minor units, times) by the bank's ledger.")
final class TotalsCommand implements Callable<Integer> {
    /** What a row is about. */
    enum By {
        HOTEL,
        REFERENCE,
        ALL
    }

    @Option(
            names = "--by",
            defaultValue = "HOTEL",
            description = "A row per ${COMPLETION-CANDIDATES} and currency; a reference is a paymentId."
                    + " Default: ${DEFAULT-VALUE}.")
    private By by = By.HOTEL;

    @Mixin
    private HttpOptions http = new HttpOptions();

    @Override
    public Integer call() {
        var query = Map.of("by", by.name().toLowerCase(Locale.ROOT));
        try (var api = http.apiWithoutToken()) {
            var body = api.json(BankCommand.bank(http), "/v1/ledger/totals", query);
            http.output().printBody(http.output().json() ? body : Json.line(rows(Json.parse(body, "the totals"))));
            return 0;
        }
    }

    private static JsonNode rows(JsonNode answer) {
        var text = Json.object();
        var rows = text.putArray("rows");
        for (var total : answer.path("totals")) {
            var row = rows.addObject();
            total.properties().forEach(field -> row.set(field.getKey(), cell(field.getValue(), row)));
        }
        return text;
    }

    /** An amount and how many operations it took; nothing at all for nothing. */
    private static JsonNode cell(JsonNode value, ObjectNode nodes) {
        if (!value.isObject()) {
            return value;
        }
        long count = value.path("count").asLong();
        return nodes.stringNode(count == 0 ? "" : value.path("minor").asLong() + " (" + count + ")");
    }
}
