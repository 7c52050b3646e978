package io.staylog.cli.schemas;

import io.staylog.cli.client.ConnectionOptions;
import io.staylog.cli.terminal.Json;
import io.staylog.cli.terminal.Output;
import io.staylog.schemas.Topic;
import io.staylog.schemas.Topics;
import io.staylog.schemas.serde.SchemaRegistry;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.StringJoiner;
import java.util.TreeSet;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import tools.jackson.databind.node.ArrayNode;

/** {@code staylog schemas}: the contract in the registry. */
@Command(
        name = "schemas",
        description = "List, show, compare, check and register schemas.",
        subcommands = {
            SchemaQueries.Show.class,
            SchemaQueries.Diff.class,
            SchemaQueries.History.class,
            SchemaCheck.class,
            Registering.class
        })
public final class SchemasCommand {
    private static final String OTHERS = "not in this version's contract";
    private static final String MISSING = "missing; run: staylog schemas register";

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
        output.print(rows, table(rows));
        return 0;
    }

    /** Grouped by topic, because whole subjects do not fit a terminal. */
    private static String table(ArrayNode rows) {
        var byTopic = new LinkedHashMap<String, List<String>>();
        Topics.all().forEach(topic -> byTopic.put(topic.name(), new ArrayList<>()));
        byTopic.put(OTHERS, new ArrayList<>());
        boolean isMissing = false;
        for (var row : rows) {
            var subject = row.path("subject").asString();
            var topic = topic(subject);
            var name = topic.equals(OTHERS) ? subject : Subjects.recordName(subject);
            var state = row.path("state").asString();
            isMissing |= state.equals(MISSING);
            int versions = row.path("versions").asInt();
            byTopic.computeIfAbsent(topic, missing -> new ArrayList<>())
                    .add(String.format("  %-28s  %2d %-8s", name, versions, versions == 1 ? "version" : "versions")
                            + (topic.equals(OTHERS) ? "" : "  " + (state.equals(MISSING) ? "missing" : state)));
        }
        var text = new StringJoiner("\n");
        byTopic.forEach((topic, lines) -> {
            if (!lines.isEmpty()) {
                text.add(topic).add(String.join("\n", lines));
            }
        });
        return text + (isMissing ? "\nTo register what is missing: staylog schemas register" : "");
    }

    private static String topic(String subject) {
        return Topics.all().stream()
                .filter(topic -> topic.schemas().containsKey(subject))
                .map(Topic::name)
                .findFirst()
                .orElse(OTHERS);
    }

    private static String state(SchemaRegistry registry, String subject, boolean missing) {
        var ours = Subjects.ofContract(subject);
        if (ours.isEmpty()) {
            return OTHERS;
        }
        if (missing) {
            return MISSING;
        }
        return registry.find(subject, ours.get())
                .map(id -> "registered, id " + id)
                .orElse("another version");
    }
}
