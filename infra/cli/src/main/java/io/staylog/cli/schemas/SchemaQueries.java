package io.staylog.cli.schemas;

import io.staylog.cli.client.ConnectionOptions;
import io.staylog.cli.terminal.Failure;
import io.staylog.cli.terminal.Json;
import io.staylog.cli.terminal.Output;
import io.staylog.schemas.evolution.ChangeInWords;
import io.staylog.schemas.serde.SchemaRegistry;
import io.staylog.schemas.serde.SchemaRegistry.Registered;
import java.util.List;
import java.util.StringJoiner;
import java.util.concurrent.Callable;
import org.apache.avro.SchemaFormatter;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What the registry has, and how it came to be. */
final class SchemaQueries {
    private static final String SUBJECT = "A subject, or the name of a record type that is on one topic only.";

    private SchemaQueries() {}

    /** {@code staylog schemas show}. */
    @Command(name = "show", description = "A schema as the registry has it.")
    static final class Show implements Callable<Integer> {
        @Parameters(paramLabel = "<subject>", description = SUBJECT)
        private String name;

        // It takes the place of the program's own option of that name, and with that one goes --help.
        @Option(names = "--version", paramLabel = "<n>", description = "Default: the newest.")
        private @Nullable Integer version;

        @Option(
                names = {"-h", "--help"},
                usageHelp = true,
                description = "Show this help message and exit.")
        @SuppressWarnings("UnusedVariable") // picocli acts on it.
        private boolean help;

        @Mixin
        private ConnectionOptions connection = new ConnectionOptions();

        @Mixin
        private Output output = new Output();

        @Override
        public Integer call() {
            var subjects = new Subjects(new SchemaRegistry(connection.settings().registry()));
            var subject = subjects.named(name);
            var shown = version == null ? newest(subjects, subject) : subjects.version(subject, version);
            var json = Json.object().put("subject", subject).put("version", shown.version());
            json.put("id", shown.id());
            json.set("schema", Json.parse(shown.schema().toString(), "the schema"));
            var head = subject + " version " + shown.version() + ", id " + shown.id();
            output.print(json, head + "\n" + SchemaFormatter.format("json/pretty", shown.schema()));
            return 0;
        }

        private static Registered newest(Subjects subjects, String subject) {
            var versions = subjects.versions(subject);
            if (versions.isEmpty()) {
                throw Failure.usage(subject + " has no version");
            }
            return versions.getLast();
        }
    }

    /** {@code staylog schemas diff}. */
    @Command(name = "diff", description = "What is different between two versions of a schema, in words.")
    static final class Diff implements Callable<Integer> {
        @Parameters(paramLabel = "<subject>", description = SUBJECT)
        private String name;

        @Option(names = "--from", required = true, paramLabel = "<n>", description = "The version before.")
        private int from;

        @Option(names = "--to", required = true, paramLabel = "<n>", description = "The version after.")
        private int to;

        @Mixin
        private ConnectionOptions connection = new ConnectionOptions();

        @Mixin
        private Output output = new Output();

        @Override
        public Integer call() {
            var subjects = new Subjects(new SchemaRegistry(connection.settings().registry()));
            var subject = subjects.named(name);
            var changes = ChangeInWords.between(
                    subjects.version(subject, from).schema(),
                    subjects.version(subject, to).schema());
            var json = Json.object().put("subject", subject).put("from", from).put("to", to);
            var list = json.putArray("changes");
            changes.forEach(list::add);
            output.print(json, changes.isEmpty() ? "nothing that a reader could notice" : String.join("\n", changes));
            return 0;
        }
    }

    /** {@code staylog schemas history}. */
    @Command(
            name = "history",
            description =
                    "Every version of every schema, or of one: what changed with it, and when and by whom as far as"
                            + " the registry tells.")
    static final class History implements Callable<Integer> {
        @Parameters(arity = "0..1", paramLabel = "<subject>", description = SUBJECT + " Default: all.")
        private @Nullable String name;

        @Mixin
        private ConnectionOptions connection = new ConnectionOptions();

        @Mixin
        private Output output = new Output();

        @Override
        public Integer call() {
            var settings = connection.settings();
            var registry = new SchemaRegistry(settings.registry());
            var subjects = new Subjects(registry);
            var origins = new Origins(settings.registry());
            var rows = Json.array();
            var text = new StringJoiner("\n");
            for (var subject : name == null ? registry.subjects() : List.of(subjects.named(name))) {
                text.add(subject);
                var origin = origins.of(subject);
                @Nullable Registered before = null;
                for (var version : subjects.versions(subject)) {
                    var from = origin.getOrDefault(version.version(), Origins.UNKNOWN);
                    var changed = changed(before, version);
                    rows.addObject()
                            .put("subject", subject)
                            .put("version", version.version())
                            .put("id", version.id())
                            .put("at", from.at())
                            .put("by", from.by())
                            .put("changed", changed);
                    text.add("  version " + version.version() + ", id " + version.id() + from.words() + ": " + changed);
                    before = version;
                }
            }
            output.print(rows, text.toString());
            return 0;
        }

        private static String changed(@Nullable Registered before, Registered version) {
            if (before == null) {
                return "first version";
            }
            var changes = ChangeInWords.between(before.schema(), version.schema());
            return changes.isEmpty() ? "nothing that a reader could notice" : String.join("; ", changes);
        }
    }
}
