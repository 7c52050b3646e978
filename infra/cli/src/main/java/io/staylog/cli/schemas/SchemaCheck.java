package io.staylog.cli.schemas;

import io.staylog.cli.client.ConnectionOptions;
import io.staylog.cli.client.Settings;
import io.staylog.cli.terminal.Failure;
import io.staylog.cli.terminal.Json;
import io.staylog.cli.terminal.Output;
import io.staylog.cli.terminal.Paragraph;
import io.staylog.schemas.Topic;
import io.staylog.schemas.Topics;
import io.staylog.schemas.evolution.Finding;
import io.staylog.schemas.evolution.SchemaChange;
import io.staylog.schemas.evolution.SchemaVersion;
import io.staylog.schemas.serde.SchemaRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code staylog schemas check}: which readers and writers a proposed schema would break. */
@Command(
        name = "check",
        description = "Would this schema break anybody? Judged against this version of Staylog, every version in the"
                + " registry, and every version that the topic's newest records were written with.")
final class SchemaCheck implements Callable<Integer> {
    @Parameters(paramLabel = "<file>", description = "An .avsc or .avdl file.")
    private Path file;

    @Option(
            names = "--topic",
            paramLabel = "<topic>",
            description = "Where a record type that is new shall go. Default: where the contract has it.")
    private @Nullable String topicName;

    @Option(
            names = "--days",
            paramLabel = "<days>",
            defaultValue = "30",
            description = "How far back the topic is read for the versions that are in use; 0 does not read it."
                    + " Default: ${DEFAULT-VALUE}.")
    private int days;

    @Option(names = "--offline", description = "Ask neither the registry nor the log.")
    private boolean offline;

    @Mixin
    private ConnectionOptions connection = new ConnectionOptions();

    @Mixin
    private Output output = new Output();

    private final Map<String, SeenSchemas> seen = new HashMap<>();

    /**
     * What speaks against one schema on one topic.
     *
     * @param against the versions that it was held against
     * @param reasons one sentence each; empty where nothing does
     */
    private record Verdict(String subject, List<SchemaVersion> against, List<String> reasons) {}

    @Override
    public Integer call() {
        if (days < 0) {
            throw Failure.usage("--days must be 0 or more, but is " + days);
        }
        var settings = connection.settings();
        var registry = offline ? null : new SchemaRegistry(settings.registry());
        var verdicts = new ArrayList<Verdict>();
        var records = SchemaFiles.records(file);
        for (var proposed : records) {
            for (var topic : topics(proposed)) {
                verdicts.add(judge(topic, proposed, registry, settings));
            }
        }
        if (verdicts.isEmpty()) {
            throw Failure.usage(Homes.nowhere(file, records));
        }
        return tell(verdicts);
    }

    private List<Topic> topics(Schema proposed) {
        if (topicName != null) {
            return List.of(Homes.onTopic(topicName, proposed));
        }
        return Topics.all().stream()
                .filter(topic -> topic.schemas().containsKey(topic.subject(proposed)))
                .toList();
    }

    private Verdict judge(Topic topic, Schema proposed, @Nullable SchemaRegistry registry, Settings settings) {
        var window = Duration.ofDays(days);
        var inUse = registry == null || days == 0
                ? new SeenSchemas(Map.of(), false)
                : seen.computeIfAbsent(
                        topic.name(), name -> SeenSchemas.on(name, Instant.now().minus(window), settings));
        var against = new Deployed(registry, window).versions(topic, proposed, inUse);
        var reasons = new ArrayList<>(Finding.sentences(SchemaChange.judge(against, proposed)));
        if (registry != null && reasons.isEmpty()) {
            // It says less than our rules, so it is heard where they have nothing to say.
            registry.objection(topic.subject(proposed), proposed)
                    .ifPresent(reason -> reasons.add("the registry says: " + reason));
        }
        if (inUse.isCut()) {
            System.err.println(topic.name() + " has more records of that time than were looked at; use fewer --days");
        }
        return new Verdict(topic.subject(proposed), against, reasons);
    }

    private int tell(List<Verdict> verdicts) {
        var rows = Json.array();
        var accepted = new ArrayList<String>();
        var refused = new ArrayList<String>();
        for (var verdict : verdicts) {
            var row = rows.addObject().put("subject", verdict.subject);
            row.put("accepted", verdict.reasons.isEmpty()).put("reason", String.join("\n", verdict.reasons));
            var against = row.putArray("against");
            verdict.against.forEach(version -> against.add(version.name()));
            if (verdict.reasons.isEmpty()) {
                accepted.add(verdict.subject + ": breaks nobody\n"
                        + Paragraph.of("  held against ", "    ", names(verdict.against)));
            }
            verdict.reasons.forEach(reason -> refused.add(verdict.subject + ": " + reason));
        }
        if (output.json() || !accepted.isEmpty()) {
            output.print(rows, String.join("\n", accepted));
        }
        if (!refused.isEmpty()) {
            throw Failure.rejected("incompatible_schema", String.join("\n", refused));
        }
        return 0;
    }

    private static String names(List<SchemaVersion> versions) {
        return versions.isEmpty()
                ? "no earlier version, as there is none"
                : String.join("; ", versions.stream().map(SchemaVersion::name).toList());
    }
}
