package io.staylog.cli.bank;

import io.staylog.cli.query.HttpOptions;
import io.staylog.cli.terminal.Json;
import io.staylog.cli.terminal.Lines;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code staylog bank settlement}: the file of a day. */
@Command(
        name = "settlement",
        description = "The bank's settlement file of a day (UTC) as CSV; of today, what has happened until now.")
final class SettlementCommand implements Callable<Integer> {
    @Parameters(paramLabel = "<date>", description = "The day, by the bank's clock.")
    private LocalDate date;

    @Option(names = "--output", paramLabel = "<file>", description = "Write it to this file.")
    private @Nullable Path file;

    @Mixin
    private HttpOptions http = new HttpOptions();

    private @Nullable List<String> names;

    @Override
    public Integer call() {
        try (var out = Lines.to(file);
                var api = http.apiWithoutToken()) {
            api.lines(BankCommand.bank(http), "/v1/settlements/" + date, Map.of(), "text/csv", line -> {
                print(line, out);
                return true;
            });
            return 0;
        }
    }

    private void print(String line, Lines out) {
        if (!http.output().json()) {
            out.print(line);
        } else if (names == null) {
            names = cells(line);
        } else {
            out.print(json(names, cells(line)));
        }
    }

    // No value in the file needs quotes.
    private static List<String> cells(String line) {
        return List.of(line.split(",", -1));
    }

    private static String json(List<String> names, List<String> cells) {
        var row = Json.object();
        for (int i = 0; i < names.size(); i++) {
            if (names.get(i).endsWith("Minor")) {
                row.put(names.get(i), Long.parseLong(cells.get(i)));
            } else {
                row.put(names.get(i), cells.get(i));
            }
        }
        return Json.line(row);
    }
}
