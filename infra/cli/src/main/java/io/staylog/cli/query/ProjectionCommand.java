package io.staylog.cli.query;

import io.staylog.cli.client.HttpApi;
import io.staylog.cli.client.Settings;
import io.staylog.cli.terminal.Exit;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

/** {@code staylog projection}: how reporting's tables are doing, and folding them anew from the log. */
@Command(
        name = "projection",
        description = "How the reports' tables are doing, and their rebuild.",
        subcommands = ProjectionCommand.RebuildCommand.class)
public final class ProjectionCommand {
    private static final String PATH = "/v1/projections";
    private static final Duration LOOK_EVERY = Duration.ofSeconds(1);

    @Command(name = "status", description = "What the tables stand on, how far they are behind, and the last rebuild.")
    int status(@Mixin HttpOptions http) {
        try (var api = http.api()) {
            var status = look(api, http.settings());
            http.output().print(status, sentence(status));
            return 0;
        }
    }

    @Command(
            name = "rebuild",
            description =
                    "Fold the log from offset 0 into new tables beside the old ones, which answer meanwhile, compare"
                            + " both, and make the new ones the live ones. Ends when that is done.")
    static final class RebuildCommand implements Callable<Integer> {
        @Option(names = "--dry-run", description = "Compare only; the new tables are dropped again.")
        private boolean isDryRun;

        @Mixin
        private HttpOptions http = new HttpOptions();

        @Override
        public Integer call() {
            var reporting = http.settings().reporting();
            try (var api = http.api()) {
                var before = startedAt(look(api, http.settings()));
                api.change("POST", reporting, PATH + "/rebuild" + (isDryRun ? "?dryRun=true" : ""), null);
                var rebuild = follow(api, before);
                http.output().print(rebuild, outcome(rebuild));
                boolean isGood = rebuild.path("phase").asString().equals("DONE")
                        && rebuild.path("equal").asBoolean(true);
                return (isGood ? Exit.OK : Exit.FAILED).code();
            }
        }

        private JsonNode follow(HttpApi api, @Nullable String before) {
            while (true) {
                var rebuild = look(api, http.settings()).path("rebuild");
                boolean isOurs = !Objects.equals(startedAt(rebuild), before);
                if (isOurs && !rebuild.path("phase").asString().equals("RUNNING")) {
                    return rebuild;
                }
                if (isOurs && !http.output().json()) {
                    System.err.println(progress(rebuild));
                }
                LockSupport.parkNanos(LOOK_EVERY.toNanos());
            }
        }
    }

    private static JsonNode look(HttpApi api, Settings settings) {
        return api.tree(settings.reporting(), PATH, Map.of());
    }

    private static @Nullable String startedAt(JsonNode status) {
        var rebuild = status.has("rebuild") ? status.path("rebuild") : status;
        return rebuild.path("startedAt").asStringOpt().orElse(null);
    }

    private static String sentence(JsonNode status) {
        long lag = 0;
        for (var behind : status.path("watch").path("lagRecords")) {
            lag += behind.asLong();
        }
        var rebuild = status.path("rebuild");
        var phase = rebuild.path("phase").asString();
        return "%s since %s, %d records behind the log\n%s"
                .formatted(
                        status.path("projection").path("phase").asString(),
                        status.path("projection").path("since").asString(),
                        lag,
                        switch (phase) {
                            case "NONE" -> "no rebuild since the service started";
                            case "RUNNING" -> progress(rebuild);
                            default -> outcome(rebuild);
                        });
    }

    private static String progress(JsonNode rebuild) {
        var progress = rebuild.path("progress");
        long done = progress.path("doneOffsets").asLong();
        long all = progress.path("allOffsets").asLong();
        if (all > 0 && done == all) {
            return "rebuilding: all of " + all + " offsets folded, comparing";
        }
        var end = progress.path("expectedAt").asStringOpt();
        return "rebuilding: %d of %d offsets folded%s"
                .formatted(done, all, end.map(at -> ", expected at " + at).orElse(""));
    }

    private static String outcome(JsonNode rebuild) {
        if (!rebuild.path("phase").asString().equals("DONE")) {
            return "the rebuild failed and the old tables are untouched: "
                    + rebuild.path("reason").asString();
        }
        var took = Duration.between(
                Instant.parse(rebuild.path("startedAt").asString()),
                Instant.parse(rebuild.path("finishedAt").asString()));
        var switched =
                rebuild.path("switched").asBoolean() ? "the new tables are the live ones" : "the old tables go on";
        return "rebuilt in %d s; %s; %s".formatted(took.toSeconds(), comparison(rebuild), switched);
    }

    private static String comparison(JsonNode rebuild) {
        if (!rebuild.path("equal").isBoolean()) {
            return "not compared: " + rebuild.path("reason").asString();
        }
        var different = rebuild.path("tables")
                .valueStream()
                .filter(table -> !table.path("liveHash")
                        .asString()
                        .equals(table.path("rebuiltHash").asString()))
                .map(table -> table.path("table").asString())
                .toList();
        return different.isEmpty()
                ? "all " + rebuild.path("tables").size() + " tables came out the same"
                : "other than before: " + String.join(", ", different);
    }
}
