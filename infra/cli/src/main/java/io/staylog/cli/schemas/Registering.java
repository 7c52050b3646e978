package io.staylog.cli.schemas;

import io.staylog.cli.client.ConnectionOptions;
import io.staylog.cli.terminal.Failure;
import io.staylog.cli.terminal.Json;
import io.staylog.cli.terminal.Output;
import io.staylog.schemas.Topics;
import io.staylog.schemas.evolution.Finding;
import io.staylog.schemas.evolution.SchemaChange;
import io.staylog.schemas.evolution.SchemaVersion;
import io.staylog.schemas.serde.IncompatibleSchemaException;
import io.staylog.schemas.serde.SchemaRegistration;
import io.staylog.schemas.serde.SchemaRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.avro.Schema;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code staylog schemas register}: the step of a deploy before the first service starts. */
@Command(
        name = "register",
        description = "Registers every schema of the contract. Safe to repeat. Nothing is registered where one of them"
                + " would break a reader of a version that is registered already.")
final class Registering implements Callable<Integer> {
    private static final String CODE = "incompatible_schema";

    @Mixin
    private ConnectionOptions connection = new ConnectionOptions();

    @Mixin
    private Output output = new Output();

    @Override
    public Integer call() {
        var registry = new SchemaRegistry(connection.settings().registry());
        refuseWhatBreaks(registry);
        try {
            var ids = new SchemaRegistration(registry).registerAll();
            var json = Json.object();
            ids.forEach(json::put);
            output.print(json, ids.size() + " schemas are registered at " + registry.address());
            return 0;
        } catch (IncompatibleSchemaException e) {
            // Our rules saw nothing, so the registry's words are all there is to say.
            throw Failure.rejected(
                    CODE, e.getMessage() + "; see what is there with: staylog schemas history " + e.subject());
        }
    }

    /** What only our rules see, such as another logical type, the registry would let in for ever. */
    private static void refuseWhatBreaks(SchemaRegistry registry) {
        var refused = new ArrayList<String>();
        var known = registry.subjects();
        for (var topic : Topics.all()) {
            topic.schemas().forEach((subject, schema) -> {
                if (known.contains(subject) && registry.find(subject, schema).isEmpty()) {
                    broken(registry, subject, schema).forEach(reason -> refused.add(subject + ": " + reason));
                }
            });
        }
        if (!refused.isEmpty()) {
            throw Failure.rejected(CODE, "nothing was registered\n" + String.join("\n", refused));
        }
    }

    private static List<String> broken(SchemaRegistry registry, String subject, Schema schema) {
        var versions = new Subjects(registry)
                .versions(subject).stream()
                        .map(version -> new SchemaVersion(
                                "version " + version.version() + " (id " + version.id() + ")", version.schema()))
                        .toList();
        return Finding.sentences(versions.stream()
                .flatMap(version -> SchemaChange.between(version, schema).stream())
                .toList());
    }
}
