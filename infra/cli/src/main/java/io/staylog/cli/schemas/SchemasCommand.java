package io.staylog.cli.schemas;

import io.staylog.cli.client.ConnectionOptions;
import io.staylog.cli.terminal.Json;
import io.staylog.cli.terminal.Output;
import io.staylog.schemas.Topics;
import io.staylog.schemas.serde.SchemaRegistry;
import java.util.List;
import java.util.TreeSet;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

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
        var ours = Subjects.ofContract(subject);
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
}
