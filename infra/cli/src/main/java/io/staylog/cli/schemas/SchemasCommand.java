package io.staylog.cli.schemas;

import io.staylog.cli.client.ConnectionOptions;
import io.staylog.cli.terminal.Failure;
import io.staylog.cli.terminal.Json;
import io.staylog.cli.terminal.Output;
import io.staylog.schemas.Topic;
import io.staylog.schemas.Topics;
import io.staylog.schemas.serde.IncompatibleSchemaException;
import io.staylog.schemas.serde.SchemaRegistration;
import io.staylog.schemas.serde.SchemaRegistry;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code staylog schemas}: the contract in the registry. */
@Command(name = "schemas", description = "List, register and check schemas.")
public final class SchemasCommand {
    @Command(name = "list", description = "What the registry has, beside what this version of Staylog needs.")
    int list(@Mixin ConnectionOptions connection, @Mixin Output output) {
        var registry = new SchemaRegistry(connection.settings().registry());
        var registered = registry.subjects();
        var rows = Json.array();
        var needed = new TreeSet<>(registered);
        Topics.all().forEach(topic -> needed.addAll(topic.schemas().keySet()));
        for (var subject : needed) {
            var row = rows.addObject().put("subject", subject);
            var versions = registered.contains(subject) ? registry.versions(subject) : List.<Integer>of();
            row.put("versions", versions.size()).put("state", state(registry, subject, versions.isEmpty()));
        }
        output.print(rows);
        return 0;
    }

    private static String state(SchemaRegistry registry, String subject, boolean missing) {
        var ours = Topics.all().stream()
                .flatMap(topic -> Optional.ofNullable(topic.schemas().get(subject)).stream())
                .findFirst();
        if (ours.isEmpty()) {
            return "not in this version's contract";
        }
        if (missing) {
            return "missing; run: staylog schemas register";
        }
        return registry.find(subject, ours.get())
                .map(id -> "registered, id " + id)
                .orElse("another version");
    }

    @Command(description = "Registers every schema of the contract. Safe to repeat.")
    int register(@Mixin ConnectionOptions connection, @Mixin Output output) {
        var registry = new SchemaRegistry(connection.settings().registry());
        try {
            var ids = new SchemaRegistration(registry).registerAll();
            var json = Json.object();
            ids.forEach(json::put);
            output.print(json, ids.size() + " schemas are registered at " + registry.address());
            return 0;
        } catch (IncompatibleSchemaException e) {
            throw Failure.rejected("incompatible_schema", String.valueOf(e.getMessage()));
        }
    }

    @Command(description = "Would this schema be accepted? Checked here against the contract, and by the registry.")
    int check(
            @Parameters(paramLabel = "<file>", description = "An .avsc or .avdl file.") Path file,
            @Option(
                            names = "--topic",
                            paramLabel = "<topic>",
                            description =
                                    "Where a record type that is new shall go. Default: where the contract has it.")
                    @Nullable
                    String topicName,
            @Option(names = "--offline", description = "Do not ask the registry.") boolean offline,
            @Mixin ConnectionOptions connection,
            @Mixin Output output) {
        var registry = offline ? null : new SchemaRegistry(connection.settings().registry());
        var rows = Json.array();
        var refused = new ArrayList<String>();
        for (var proposed : SchemaFiles.records(file)) {
            for (var topic : topics(proposed, topicName)) {
                var objection = Compatibility.objection(topic, proposed, registry);
                objection.ifPresent(reason -> refused.add(topic.subject(proposed) + ": " + reason));
                rows.addObject()
                        .put("subject", topic.subject(proposed))
                        .put("accepted", objection.isEmpty())
                        .put("reason", objection.orElse(""));
            }
        }
        if (rows.isEmpty()) {
            throw Failure.usage("no record of " + file + " is on a topic; name one with --topic");
        }
        output.print(rows);
        if (!refused.isEmpty()) {
            throw Failure.rejected("incompatible_schema", String.join("\n", refused));
        }
        return 0;
    }

    private static List<Topic> topics(Schema proposed, @Nullable String name) {
        if (name != null) {
            return Topics.named(name).map(List::of).orElseThrow(() -> Failure.usage("there is no topic " + name));
        }
        return Topics.all().stream()
                .filter(topic -> topic.schemas().containsKey(topic.subject(proposed)))
                .toList();
    }
}
