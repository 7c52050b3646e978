package io.staylog.cli.topics;

import io.staylog.cli.client.ConnectionOptions;
import io.staylog.cli.client.KafkaClients;
import io.staylog.cli.terminal.Failure;
import io.staylog.cli.terminal.Json;
import io.staylog.cli.terminal.Output;
import io.staylog.schemas.Topic;
import io.staylog.schemas.Topics;
import io.staylog.schemas.topics.TopicTool;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code staylog topics}: creates and checks the topics, and never alters one. */
@Command(name = "topics", description = "Create and check the topics. It never alters one.")
public final class TopicsCommand {
    @Command(description = "Creates what is missing, dead-letter topics too.")
    int create(
            @Option(
                            names = "--partitions",
                            defaultValue = "8",
                            description =
                                    "Of each topic; it can never be changed afterwards. Default: ${DEFAULT-VALUE}.")
                    int partitions,
            @Option(names = "--replication", defaultValue = "1", description = "Copies. Default: ${DEFAULT-VALUE}.")
                    short replication,
            @Mixin ConnectionOptions connection,
            @Mixin Output output) {
        try (var admin = new KafkaClients(connection.settings()).probe().admin()) {
            var created = new TopicTool(admin).create(partitions, replication);
            var json = Json.object();
            var names = json.putArray("created");
            created.forEach(names::add);
            output.print(json, created.isEmpty() ? "all topics exist" : "created " + String.join(", ", created));
            return 0;
        }
    }

    @Command(
            description =
                    "Names every difference from what a running system depends on; exit status 1 if there is one.")
    int check(@Mixin ConnectionOptions connection, @Mixin Output output) {
        try (var admin = new KafkaClients(connection.settings()).probe().admin()) {
            var differences = new TopicTool(admin).differences(Topics.all());
            var json = Json.object();
            var list = json.putArray("differences");
            differences.forEach(list::add);
            if (differences.isEmpty()) {
                output.print(json, "all topics are as they must be");
                return 0;
            }
            if (output.json()) {
                output.print(json);
            }
            throw Failure.failed(String.join("\n", differences));
        }
    }

    @Command(name = "list", description = "The topics and what may be on them.")
    int list(@Mixin Output output) {
        var rows = Json.array();
        for (var topic : Topics.all()) {
            var row = rows.addObject()
                    .put("topic", topic.name())
                    .put("kept", topic.kept().name());
            row.put("timestamps", topic.stampedBy() == Topic.StampedBy.BROKER ? "LogAppendTime" : "CreateTime");
            row.put("recordTypes", topic.recordTypes().size());
        }
        output.print(rows);
        return 0;
    }
}
