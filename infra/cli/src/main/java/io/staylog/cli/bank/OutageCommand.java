package io.staylog.cli.bank;

import io.staylog.cli.query.HttpOptions;
import io.staylog.cli.terminal.DurationConverter;
import io.staylog.cli.terminal.Json;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code staylog bank outage}: the whole bank is away. */
@Command(
        name = "outage",
        description = "Take the whole bank away: it executes, answers and tells nothing.",
        subcommands = OutageCommand.Start.class)
final class OutageCommand {
    private static final String PATH = "/v1/outage";

    @Command(name = "show", description = "Whether the bank is away.")
    int show(@Mixin HttpOptions http) {
        return BankCommand.print(http, PATH, Map.of());
    }

    @Command(name = "end", description = "The bank is back.")
    int end(@Mixin HttpOptions http) {
        return BankCommand.change(http, "DELETE", PATH, null);
    }

    /** {@code staylog bank outage start}. */
    @Command(name = "start", description = "From now on the bank is away.")
    static final class Start implements Callable<Integer> {
        /** What callers notice. */
        enum Kind {
            HANG("hang"),
            REFUSE("refuse"),
            UNAVAILABLE("503");

            private final String code;

            Kind(String code) {
                this.code = code;
            }
        }

        @Option(
                names = "--kind",
                defaultValue = "HANG",
                description = "What callers notice: ${COMPLETION-CANDIDATES} (no answer, a connection that is closed at"
                        + " once, HTTP 503). Default: ${DEFAULT-VALUE}.")
        private Kind kind = Kind.HANG;

        @Option(
                names = "--for",
                paramLabel = "<time>",
                converter = DurationConverter.class,
                description = "For so long, such as 30s. Default: until 'staylog bank outage end'.")
        private @Nullable Duration time;

        @Mixin
        private HttpOptions http = new HttpOptions();

        @Override
        public Integer call() {
            var body = Json.object().put("kind", kind.code);
            if (time != null) {
                body.put("ms", time.toMillis());
            }
            return BankCommand.change(http, "PUT", PATH, Json.line(body));
        }
    }
}
