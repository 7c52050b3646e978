package io.staylog.cli.dataset;

import io.staylog.cli.client.ConnectionOptions;
import io.staylog.cli.client.HttpApi;
import io.staylog.cli.client.Settings;
import io.staylog.cli.dataset.TruthComparison.Result;
import io.staylog.cli.terminal.DurationConverter;
import io.staylog.cli.terminal.Exit;
import io.staylog.cli.terminal.Json;
import io.staylog.cli.terminal.Output;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code staylog dataset compare}: are all figures what they must be? */
@Command(
        name = "compare",
        aliases = "verify",
        description = "Compare the reports and the bank's ledger with the expected results, to the cent. "
                + "Exit status 1 where something differs.")
final class CompareCommand implements Callable<Integer> {
    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(30);
    private static final long LOOK_AGAIN_MS = 3_000;

    @Option(names = "--truth", required = true, paramLabel = "<dir>", description = "Directory of the truth_* files.")
    private Path truth;

    @Option(
            names = "--within",
            paramLabel = "<time>",
            defaultValue = "2m",
            converter = DurationConverter.class,
            description = "How long to wait while the reports still change. Default: ${DEFAULT-VALUE}.")
    private Duration within;

    @Mixin
    private ConnectionOptions connection = new ConnectionOptions();

    @Mixin
    private Output output = new Output();

    @Override
    public Integer call() {
        var settings = connection.settings();
        try (var api = new HttpApi(settings.token(), ANSWER_WITHIN)) {
            var result = settled(settings, api);
            print(result);
            boolean isEqual = result.comparison().differences().isEmpty();
            return (isEqual ? Exit.OK : Exit.FAILED).code();
        }
    }

    /** While the log still grows or the reports still lag, a difference means nothing. */
    private Result settled(Settings settings, HttpApi api) {
        long deadline = System.nanoTime() + within.toNanos();
        var result = TruthComparison.run(truth, settings, api);
        while (!result.comparison().differences().isEmpty() && System.nanoTime() < deadline) {
            try {
                Thread.sleep(LOOK_AGAIN_MS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return result;
            }
            var next = TruthComparison.run(truth, settings, api);
            if (next.asOf().equals(result.asOf())) {
                return next;
            }
            result = next;
        }
        return result;
    }

    private void print(Result result) {
        var comparison = result.comparison();
        var differences = comparison.differences();
        if (!output.json()) {
            differences.forEach(System.out::println);
        }
        var json = Json.object().put("compared", comparison.compared());
        var list = json.putArray("differences");
        differences.forEach(difference -> list.add(difference.toString()));
        json.set("asOf", result.asOf());
        output.print(json, "%,d figures compared, %,d differ".formatted(comparison.compared(), differences.size()));
    }
}
