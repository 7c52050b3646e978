package io.staylog.cli.bank;

import io.staylog.cli.query.HttpOptions;
import io.staylog.cli.terminal.Json;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code staylog bank faults}: which calls are disturbed. */
@Command(
        name = "faults",
        description = "Disturb calls to the bank, the same ones for the same seed, until it stops.",
        subcommands = FaultsCommand.Set.class)
final class FaultsCommand {
    private static final String PATH = "/v1/faults";

    @Command(name = "show", description = "The script of faults, and how many calls it has disturbed.")
    int show(@Mixin HttpOptions http) {
        return BankCommand.print(http, PATH, Map.of());
    }

    @Command(name = "clear", description = "Disturb nothing more.")
    int clear(@Mixin HttpOptions http) {
        return BankCommand.change(http, "DELETE", PATH, null);
    }

    /** {@code staylog bank faults set}. */
    @Command(name = "set", description = "Disturb a share of the calls.")
    static final class Set implements Callable<Integer> {
        /** How a call is disturbed; the bank's document says what each means. */
        enum Kind {
            DELAY,
            RESET,
            TIMEOUT_BEFORE,
            TIMEOUT_AFTER,
            DUPLICATE,
            OUT_OF_ORDER,
            EARLY,
            KEY_FORGOTTEN
        }

        @Option(names = "--seed", required = true, paramLabel = "<n>", description = "The same seed, the same faults.")
        private long seed;

        @Option(names = "--rate", required = true, paramLabel = "<0..1>", description = "Which share of the calls.")
        private double rate;

        @Option(
                names = "--kind",
                split = ",",
                description =
                        "Only so: ${COMPLETION-CANDIDATES}; may be repeated. Default: all but KEY_FORGOTTEN, which"
                                + " lets the bank charge twice.")
        private List<Kind> kinds = List.of();

        @Option(names = "--delay-ms", paramLabel = "<n>", description = "The longest delay. Default: 1500.")
        private @Nullable Integer delayMs;

        @Mixin
        private HttpOptions http = new HttpOptions();

        @Override
        public Integer call() {
            var body = Json.object().put("seed", seed).put("rate", rate);
            if (!kinds.isEmpty()) {
                var names = body.putArray("kinds");
                kinds.forEach(kind -> names.add(kind.name().toLowerCase(Locale.ROOT)));
            }
            if (delayMs != null) {
                body.put("delayMs", delayMs);
            }
            return BankCommand.change(http, "PUT", PATH, Json.line(body));
        }
    }
}
