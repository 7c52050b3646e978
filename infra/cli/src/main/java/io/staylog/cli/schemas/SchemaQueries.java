package io.staylog.cli.schemas;

import io.staylog.cli.client.ConnectionOptions;
import io.staylog.cli.terminal.Failure;
import io.staylog.cli.terminal.Json;
import io.staylog.cli.terminal.Output;
import io.staylog.cli.terminal.Paragraph;
import io.staylog.schemas.evolution.ChangeInWords;
import io.staylog.schemas.serde.SchemaRegistry;
import io.staylog.schemas.serde.SchemaRegistry.Registered;
import io.staylog.schemas.serde.UndecodableException;
import java.util.List;
import java.util.StringJoiner;
import java.util.concurrent.Callable;
import org.apache.avro.SchemaFormatter;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.ObjectNode;

/** What the registry has, and how it came to be. */
final class SchemaQueries {
    private static final String SUBJECT = "A subject, or the name of a record type that is on one topic only.";

    private static final String NOT_AVRO = "not an Avro schema";

    private SchemaQueries() {}

    /** {@code staylog schemas show}. */
    @Command(name = "show", description = "A schema as the registry has it.")
    static final class Show implements Callable<Integer> {
        @Parameters(paramLabel = "<subject>", description = SUBJECT)
        private String name;

        // It takes the place of the program's own option of that name, and with that one goes --help.
        @Option(names = "--version", paramLabel = "<n>", description = "Default: the newest.")
        private @Nullable Integer version;

        @Option(names = "--avsc", description = "The bare schema, as a file to change and to check again.")
        private boolean avsc;

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
            var shown = version == null ? newest(subject, subjects) : subjects.version(subject, version);
            var json = Json.object().put("subject", subject).put("version", shown.version());
            json.put("id", shown.id());
            json.set("schema", Json.parse(shown.schema().toString(), "the schema"));
            var release = new Releases().of(shown.schema());
            json.put("release", release.orElse(null));
            if (avsc) {
                System.out.println(SchemaFormatter.format("json/pretty", shown.schema()));
                return 0;
            }
            var head = subject + "\nversion " + shown.version() + ", id " + shown.id()
                    + release.map(title -> ", " + title).orElse("");
            output.print(json, head + "\n" + SchemaWords.of(shown.schema()));
            return 0;
        }
    }

    private static Registered newest(String subject, Subjects subjects) {
        var numbers = subjects.numbers(subject);
        if (numbers.isEmpty()) {
            throw Failure.usage(subject + " has no version any more; see: staylog schemas list");
        }
        return subjects.version(subject, numbers.getLast());
    }

    /** {@code staylog schemas diff}. */
    @Command(name = "diff", description = "What is different between two versions of a schema, in words.")
    static final class Diff implements Callable<Integer> {
        @Parameters(paramLabel = "<subject>", description = SUBJECT)
        private String name;

        @Option(names = "--from", paramLabel = "<n>", description = "The version before. Default: the one before --to.")
        private @Nullable Integer from;

        @Option(names = "--to", paramLabel = "<n>", description = "The version after. Default: the newest.")
        private @Nullable Integer to;

        @Mixin
        private ConnectionOptions connection = new ConnectionOptions();

        @Mixin
        private Output output = new Output();

        @Override
        public Integer call() {
            var subjects = new Subjects(new SchemaRegistry(connection.settings().registry()));
            var subject = subjects.named(name);
            var after = to == null ? newest(subject, subjects) : subjects.version(subject, to);
            var before = from == null ? before(subject, subjects, after) : subjects.version(subject, from);
            var changes = ChangeInWords.between(before.schema(), after.schema());
            var json = Json.object().put("subject", subject);
            json.put("from", before.version()).put("to", after.version());
            var list = json.putArray("changes");
            changes.forEach(list::add);
            output.print(json, changes.isEmpty() ? "nothing that a reader could notice" : String.join("\n", changes));
            return 0;
        }

        private static Registered before(String subject, Subjects subjects, Registered after) {
            return subjects.numbers(subject).stream()
                    .filter(version -> version < after.version())
                    .reduce((older, newer) -> newer)
                    .map(version -> subjects.version(subject, version))
                    .orElseThrow(() -> Failure.usage(subject + " has no version before " + after.version()
                            + "; to compare it with a file of yours: staylog schemas check FILE"));
        }
    }

    /** {@code staylog schemas history}. */
    @Command(
            name = "history",
            description =
                    "Every version of every schema, or of one: what changed with it, with which release of Staylog it"
                            + " came, and when and by whom it was registered as far as the registry tells.")
    static final class History implements Callable<Integer> {
        @Parameters(arity = "0..1", paramLabel = "<subject>", description = SUBJECT + " Default: all.")
        private @Nullable String name;

        @Mixin
        private ConnectionOptions connection = new ConnectionOptions();

        @Mixin
        private Output output = new Output();

        private final Releases releases = new Releases();

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
                for (int number : subjects.numbers(subject)) {
                    var from = origin.getOrDefault(number, Origins.UNKNOWN);
                    try {
                        var version = subjects.read(subject, number);
                        tell(
                                version,
                                changes(before, version),
                                from,
                                rows.addObject().put("subject", subject),
                                text);
                        before = version;
                    } catch (UndecodableException e) {
                        // Another team's; it must not cost the rest of the listing.
                        rows.addObject()
                                .put("subject", subject)
                                .put("version", number)
                                .put("changed", NOT_AVRO);
                        text.add("  version " + number + ", " + NOT_AVRO + from.words());
                    }
                }
            }
            output.print(rows, text.toString());
            return 0;
        }

        private void tell(
                Registered version, List<String> changes, Origins.Origin from, ObjectNode row, StringJoiner text) {
            var release = releases.of(version.schema());
            row.put("version", version.version())
                    .put("id", version.id())
                    .put("at", from.at())
                    .put("by", from.by())
                    .put("release", release.orElse(null))
                    .put("changed", String.join("; ", changes));
            text.add("  version " + version.version() + ", id " + version.id()
                    + release.map(title -> ", " + title).orElse(", in no release")
                    + from.words());
            changes.forEach(change -> text.add(Paragraph.of("    - ", "      ", change)));
        }

        private static List<String> changes(@Nullable Registered before, Registered version) {
            if (before == null) {
                return List.of("first version");
            }
            var changes = ChangeInWords.between(before.schema(), version.schema());
            return changes.isEmpty() ? List.of("nothing that a reader could notice") : changes;
        }
    }
}
